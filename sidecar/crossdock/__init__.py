"""Crossdock's sidecar: stores facts, reads them, decides, records and delivers."""

from __future__ import annotations

__version__ = "0.1.0"
