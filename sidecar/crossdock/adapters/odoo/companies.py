"""The companies that our login may work in, read seldom."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.adapters.odoo.session import OdooSession

_FRESH_S = 300.0


class Companies:
    """The login's allowed companies, as record rules use them. Thread-safe: they are replaced whole."""

    def __init__(self, session: OdooSession) -> None:
        self._session = session
        self._ids: frozenset[int] = frozenset()
        self._read_at = 0.0

    def has(self, company_id: int) -> bool:
        """Return whether the company is one of them; one that was given just now is found at once."""
        if company_id not in self._ids or time.monotonic() - self._read_at > _FRESH_S:
            rows = self._session.search_read(
                "res.users", [("id", "=", self._session.uid)], ("company_ids",), limit=1
            )
            self._ids = frozenset(number for row in rows for number in row["company_ids"])
            self._read_at = time.monotonic()
        return company_id in self._ids
