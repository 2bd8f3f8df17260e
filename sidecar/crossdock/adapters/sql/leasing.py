"""Which outbox rows may go now: the unbroken, due beginning of each stream.

A leased row's `next_at` is the end of its lease, so an expired lease is simply due again.
"""

from __future__ import annotations

from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select, text, update

from crossdock.adapters.sql.engine import chunks
from crossdock.adapters.sql.tables import DUE_HEAD, UNSENT, outbox
from crossdock.ports import OutboxState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select


def lease_rows(connection: Connection, *, limit: int, now: datetime, until: datetime) -> list[int]:
    """Lease up to `limit` rows; return their ids, stream by stream, in order within each.

    Who holds the lock on a stream's head may lease in that stream; nobody else can meanwhile.
    """
    heads = [row.id for row in connection.execute(_due_heads(limit, now))]
    taken: list[int] = []
    for some in chunks(heads, 100):
        if len(taken) < limit:
            taken += _beginnings(connection.execute(_followers(some, limit)), now)
    taken = taken[:limit]
    for ids in chunks(sorted(taken)):
        lease = update(outbox).where(outbox.c.id.in_(ids))
        connection.execute(lease.values(state=OutboxState.LEASED, next_at=until))
    return taken


def _due_heads(limit: int, now: datetime) -> Select[int]:
    """Return the query for due rows that are the first unsent of their stream, locked for this caller."""
    return (
        select(outbox.c.id)
        .where(text(DUE_HEAD), outbox.c.next_at <= now)
        .order_by(outbox.c.next_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def _followers(heads: Sequence[int], limit: int) -> Select[Any]:
    """Return the query for the unsent rows of these heads' streams, at most `limit` numbers on."""
    head, row = outbox.alias("head"), outbox.alias("outbox")
    in_reach = and_(row.c.stream == head.c.stream, row.c.seq >= head.c.seq, row.c.seq < head.c.seq + limit)
    return (
        select(row.c.id, row.c.stream, row.c.state, row.c.next_at)
        .select_from(head.join(row, in_reach))
        .where(head.c.id.in_(heads), text(f"outbox.{UNSENT}"))
        .order_by(head.c.next_at, head.c.id, row.c.seq)
    )


def _beginnings(rows: Iterable[Row[Any]], now: datetime) -> list[int]:
    """Return, of each stream that nobody works on, the rows before the first that may not go."""
    ids: list[int] = []
    for _stream, group in groupby(rows, key=lambda row: row.stream):
        stream = list(group)
        if any(row.state == OutboxState.LEASED and row.next_at > now for row in stream):
            continue
        may_go = takewhile(lambda row: row.state != OutboxState.DEAD and row.next_at <= now, stream)
        ids += [row.id for row in may_go]
    return ids
