"""The journal: append-only, each entry chained to the one before by its digest."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, Any

import rfc8785
from sqlalchemy import insert, select

from crossdock.adapters.sql.tables import journal
from crossdock.ports import JournalEntry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from crossdock.adapters.sql.engine import Database
    from crossdock.ports import JournalDraft, JsonObject

GENESIS = "0" * 64
"""The `prev_digest` of the first entry."""


class Journal:
    """The journal part of the ledger."""

    _database: Database

    def journal(self, correlation_id: str) -> list[JournalEntry]:
        """Return the entries of one correlation id, oldest first."""
        query = select(journal).where(journal.c.correlation_id == correlation_id).order_by(journal.c.id)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return [_entry(row) for row in rows]


def append(connection: Connection, drafts: Sequence[JournalDraft], now: datetime) -> None:
    """Append entries to the chain. The caller holds `Gate.RECORD`, so nobody appends beside."""
    last = select(journal.c.digest).order_by(journal.c.id.desc()).limit(1)
    prev_digest = connection.execute(last).scalar_one_or_none() or GENESIS
    for draft in drafts:
        digest = entry_digest(draft, now, prev_digest)
        connection.execute(
            insert(journal).values(
                at=now,
                kind=draft.kind,
                company_id=draft.company_id,
                correlation_id=draft.correlation_id,
                inbox_id=draft.inbox_id,
                body=draft.body,
                prev_digest=prev_digest,
                digest=digest,
            )
        )
        prev_digest = digest


def entry_digest(entry: JournalDraft | JournalEntry, at: datetime, prev_digest: str) -> str:
    """Return SHA-256 over RFC 8785 JSON of the entry (all but its row number) and `prev_digest`."""
    content: JsonObject = {
        "at": at.astimezone(UTC).isoformat(),
        "kind": entry.kind,
        "company_id": entry.company_id,
        "correlation_id": entry.correlation_id,
        "inbox_id": entry.inbox_id,
        "body": entry.body,
        "prev_digest": prev_digest,
    }
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def _entry(row: Row[Any]) -> JournalEntry:
    """Return a row as the port's value."""
    return JournalEntry(
        id=row.id,
        at=row.at,
        kind=row.kind,
        company_id=row.company_id,
        correlation_id=row.correlation_id,
        inbox_id=row.inbox_id,
        body=row.body,
        prev_digest=row.prev_digest,
        digest=row.digest,
    )
