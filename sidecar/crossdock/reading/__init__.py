"""Readers of what comes in: no I/O, never raise on content, return what was understood plus problems."""
