"""Fetch new mail of a mailbox into the inbox; answer what waits for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import FetchAnswer
    from crossdock.flows.services import Services


def fetch_mailbox(services: Services, name: str, *, correlation_id: str, limit: int = 50) -> FetchAnswer:
    """Store new raw mails of mailbox `name` durably and return at most `limit` undecided ones, oldest first.

    Raises `NotFound` for an unknown mailbox, `MailboxUnavailable` when its server is away.
    """
    raise NotImplementedError
