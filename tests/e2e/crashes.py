"""A sidecar that crashes at a named step, and leases short enough to wait for, sweeps too slow to help."""

from __future__ import annotations

from pathlib import Path

CRASHING = str(Path(__file__).with_name("crashing_gunicorn.conf.py"))
QUICK = {"CROSSDOCK_INBOX_LEASE_S": "10", "CROSSDOCK_OUTBOX_LEASE_S": "10"}
SLOW_SWEEP = {"CROSSDOCK_CLOCK_INBOX_S": "3600"}
"""Only who is asked to has mails read, so that what n8n leaves behind shows."""
