"""Read the journal of one correlation id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.flows.answers import JournalPage

if TYPE_CHECKING:
    from crossdock.flows.services import Services


def read_journal(services: Services, correlation_id: str) -> JournalPage:
    """Return its entries, oldest first (none is an empty page)."""
    entries = tuple(services.ledger.journal(correlation_id))
    return JournalPage(correlation_id=correlation_id, entries=entries)
