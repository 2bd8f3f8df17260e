"""Structured logs, metrics and trace context. Knows no flow and no vendor."""
