"""How an outbox row goes on after a delivery attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.backoff import UNREACHABLE_WAIT, wait_after
from crossdock.domain.effect import ReceiptStatus, SendEvent, UpdateException, WritePromise
from crossdock.ports import OutboxState, Settlement

if TYPE_CHECKING:
    from datetime import datetime

    from crossdock.domain.effect import Receipt
    from crossdock.ports import OutboxRow


_NOT_COUNTED = frozenset({ReceiptStatus.UNREACHABLE, ReceiptStatus.BUSY})
MOST_TIMES_STALE = 5
"""So often a promise is decided anew; whoever changes a line that fast has to settle it first."""
TOO_OFTEN = "the order line changed each time before this promise was written; replay it once the line rests"


def settlement_of(row: OutboxRow, receipt: Receipt, *, now: datetime, was_tried: bool) -> Settlement:
    """Return the row's next state.

    A row behind a failed one of its stream was not tried and waits as it was; a target that is away or busy
    costs no attempt; a refusal by content is dead at once; a stale effect is superseded by what is decided
    anew; all else waits longer each time, then is dead.
    """
    status = receipt.status
    if status is ReceiptStatus.SENT:
        return Settlement(row_id=row.id, state=OutboxState.SENT, status=status, remote_id=receipt.remote_id)
    if status is ReceiptStatus.REFUSED:
        return Settlement(row_id=row.id, state=OutboxState.DEAD, status=status, error=receipt.error)
    if status is ReceiptStatus.STALE:
        return _of_stale(row, receipt)
    if not was_tried or status in _NOT_COUNTED:
        return Settlement(
            row_id=row.id,
            state=OutboxState.PENDING if not was_tried else OutboxState.FAILED,
            status=status,
            counts=False,
            next_at=now if not was_tried else now + UNREACHABLE_WAIT,
            error=receipt.error,
        )
    wait = wait_after(row.attempts + 1, row.effect.key)
    if wait is None:
        return Settlement(row_id=row.id, state=OutboxState.DEAD, status=status, error=receipt.error)
    return Settlement(
        row_id=row.id, state=OutboxState.FAILED, status=status, next_at=now + wait, error=receipt.error
    )


def _of_stale(row: OutboxRow, receipt: Receipt) -> Settlement:
    """Return that a stale effect is decided anew; a promise not for ever, but a replay asks for once more.

    An update that met a closed case is not repeated as it is, so it needs no end; nor is an event that nobody
    asks for any more.
    """
    body, status = row.effect.body, receipt.status
    if isinstance(body, UpdateException | SendEvent):
        return Settlement(row_id=row.id, state=OutboxState.SUPERSEDED, status=status, error=receipt.error)
    if isinstance(body, WritePromise) and (body.times_stale < MOST_TIMES_STALE or row.replays):
        return Settlement(row_id=row.id, state=OutboxState.SUPERSEDED, status=status, error=receipt.error)
    error = f"{TOO_OFTEN} ({receipt.error})"
    return Settlement(row_id=row.id, state=OutboxState.DEAD, status=status, error=error)
