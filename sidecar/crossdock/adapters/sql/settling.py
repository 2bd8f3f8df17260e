"""What a delivery attempt leaves in the outbox, and which row is its stream's head then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Integer, bindparam, func, select, text, update

from crossdock.adapters.sql.engine import chunks
from crossdock.adapters.sql.tables import UNSENT, outbox
from crossdock.ports import OutboxState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Update

    from crossdock.ports import Settlement


CLOSED = frozenset({OutboxState.SENT, OutboxState.SUPERSEDED})
"""The states of a row that nothing is left to do for; its stream goes on."""


def settle(
    connection: Connection, *, sent: Sequence[Settlement], others: Sequence[Settlement], now: datetime
) -> None:
    """Write results and free the leases. What was sent stays sent; only a leased row can go another way.

    The rule keeps a late answer, of a caller whose lease ran out, from undoing what came after it.
    """
    if sent:
        statement = _update().where(outbox.c.state != OutboxState.SENT).values(sent_at=now)
        connection.execute(statement, [_values(settlement, now) for settlement in sent])
    if others:
        statement = _update().where(outbox.c.state == OutboxState.LEASED)
        connection.execute(statement, [_values(settlement, now) for settlement in others])


def _update() -> Update:
    """Return the statement that writes one result; `_values` fills it."""
    return (
        update(outbox)
        .where(outbox.c.id == bindparam("the_id", type_=BigInteger))
        .values(
            state=bindparam("new_state"),
            last_error=bindparam("error"),
            attempts=outbox.c.attempts + bindparam("counted", type_=Integer),
            next_at=bindparam("due_at"),
            remote_id=func.coalesce(bindparam("remote", type_=BigInteger), outbox.c.remote_id),
        )
    )


def _values(settlement: Settlement, now: datetime) -> dict[str, Any]:
    """Return a result as the statement's parameters."""
    return {
        "the_id": settlement.row_id,
        "new_state": settlement.state,
        "error": settlement.error,
        "counted": 1 if settlement.counts else 0,
        "due_at": settlement.next_at or now,
        "remote": settlement.remote_id,
    }


def promote_heads(connection: Connection, row_ids: Sequence[int]) -> None:
    """Make the next unsent row of a stream its head where the head is among these, and closed.

    The caller holds `Gate.RECORD`, so no row is appended to a stream while its head is looked for.
    """
    for some in chunks(row_ids):
        done, following = outbox.alias("done"), outbox.alias("outbox")
        following_id = (
            select(following.c.id)
            .where(following.c.stream == done.c.stream, following.c.seq > done.c.seq)
            .where(text(f"outbox.{UNSENT}"))
            .order_by(following.c.seq)
            .limit(1)
            .scalar_subquery()
        )
        heads = select(done.c.id, following_id.label("following")).where(
            done.c.id.in_(some), done.c.is_head, done.c.state.in_(sorted(CLOSED))
        )
        pairs = connection.execute(heads).all()
        retired = [pair.id for pair in pairs]
        promoted = [pair.following for pair in pairs if pair.following is not None]
        if retired:
            connection.execute(update(outbox).where(outbox.c.id.in_(retired)).values(is_head=False))
        if promoted:
            connection.execute(update(outbox).where(outbox.c.id.in_(promoted)).values(is_head=True))
