"""Supplier mail: bytes to content (`parse`), content and orders to a reading (`interpret`)."""
