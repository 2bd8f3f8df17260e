"""Read the journal of one correlation id."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import JournalPage
    from crossdock.flows.services import Services


def read_journal(services: Services, correlation_id: str) -> JournalPage:
    """Return its entries, oldest first (none is an empty page)."""
    raise NotImplementedError
