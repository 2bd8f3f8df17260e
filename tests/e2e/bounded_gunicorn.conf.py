"""gunicorn's own configuration, on a disk for `CROSSDOCK_TEST_MAX_PAGES` pages of a SQLite file."""

from __future__ import annotations

import os
from pathlib import Path

from crossdock.adapters.sql.engine import Database

_REAL = Path(__file__).resolve().parents[2] / "sidecar" / "gunicorn.conf.py"
exec(compile(_REAL.read_text(), str(_REAL), "exec"), globals())

_as_shipped = Database.__init__


def _bounded(self: Database, url: str, *, busy_timeout_s: float, max_pages: int | None = None) -> None:
    _as_shipped(
        self,
        url,
        busy_timeout_s=busy_timeout_s,
        max_pages=max_pages or int(os.environ["CROSSDOCK_TEST_MAX_PAGES"]),
    )


Database.__init__ = _bounded
