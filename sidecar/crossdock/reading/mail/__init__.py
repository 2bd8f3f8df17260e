"""Supplier mail: `parse` turns bytes into content, `interpret` turns content and orders into a reading."""
