"""Deliver effects, retry them, give up on some, replay those."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from crossdock.domain.effect import (
    AttachMail,
    MarkMail,
    Receipt,
    ReceiptStatus,
    SendEvent,
    Target,
    UpdateException,
)
from crossdock.domain.errors import Conflict, MarkRefused, NotFound, StorageUnavailable
from crossdock.flows.answers import DeadLetterPage, DeliveryAnswer, ReplayAnswer
from crossdock.flows.decide_stale_promise import store_stale_promise
from crossdock.flows.follow_odoo import store_unwritten_update
from crossdock.flows.report_dead_letters import report_dead_letters
from crossdock.flows.settle import settlement_of
from crossdock.flows.tell_subscribers import journal_dropped, tell_subscribers
from crossdock.ports import MailPlace, OutboxState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.domain.errors import MailboxUnavailable
    from crossdock.flows.services import Services
    from crossdock.ports import Mailbox, OutboxRow, Settlement

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Tally:
    """What one delivery run did."""

    tried: int = 0
    states: Counter[OutboxState] = field(default_factory=Counter)
    unreachable: bool = False


def deliver_outbox(services: Services, *, correlation_id: str, limit: int | None = None) -> DeliveryAnswer:
    """Deliver due effects in batches until none is due, a target is away, or `limit` were tried."""
    tally = _Tally()
    while not tally.unreachable and (limit is None or tally.tried < limit):
        size = (
            services.limits.outbox_batch
            if limit is None
            else min(services.limits.outbox_batch, limit - tally.tried)
        )
        now = services.clock.now()
        until = now + timedelta(seconds=services.limits.outbox_lease_s)
        rows = services.ledger.lease_outbox(limit=size, now=now, until=until)
        if not rows:
            break
        _deliver(services, rows, tally)
    figures = services.ledger.outbox_figures()
    waiting = sum(figures.get(state, 0) for state in ("pending", "failed", "leased"))
    return DeliveryAnswer(
        outcome=_outcome(tally),
        correlation_id=correlation_id,
        sent=tally.states[OutboxState.SENT],
        failed=tally.states[OutboxState.FAILED],
        dead=tally.states[OutboxState.DEAD],
        superseded=tally.states[OutboxState.SUPERSEDED],
        waiting=waiting,
    )


def _outcome(tally: _Tally) -> str:
    if tally.unreachable:
        return "target_unreachable"
    if not tally.tried:
        return "nothing_due"
    settled = tally.states[OutboxState.SENT] + tally.states[OutboxState.SUPERSEDED]
    return "delivered" if settled == tally.tried else "partly_delivered"


def _deliver(services: Services, rows: Sequence[OutboxRow], tally: _Tally) -> None:
    """Deliver one leased batch and settle it; dead rows open a case, one per cause.

    What follows from a row is stored before the row is settled: after a crash between, it comes again.
    """
    receipts = _to_odoo(services, [row for row in rows if row.effect.target is Target.ODOO])
    receipts |= _to_mailboxes(services, [row for row in rows if row.effect.target is Target.MAILBOX])
    receipts |= tell_subscribers(services, [row for row in rows if row.effect.target is Target.SUBSCRIBER])
    now = services.clock.now()
    settlements: list[Settlement] = []
    stopped: set[str] = set()
    for row in rows:
        receipt = receipts[row.id]
        settlement = settlement_of(row, receipt, now=now, was_tried=row.effect.stream not in stopped)
        settlements.append(settlement)
        if settlement.state is not OutboxState.SENT:
            stopped.add(row.effect.stream)
        # A mailbox that is away must not hold up Odoo; Odoo away ends the run, all else goes there.
        is_odoo = row.effect.target is Target.ODOO
        tally.unreachable |= is_odoo and receipt.status is ReceiptStatus.UNREACHABLE
        tally.states[settlement.state] += 1
    tally.tried += len(rows)
    dead = [(row, s.error) for row, s in zip(rows, settlements, strict=True) if s.state is OutboxState.DEAD]
    if dead and not _report(services, dead):
        # they stay leased, and are given up anew once their case can be opened
        settlements = [settled for settled in settlements if settled.state is not OutboxState.DEAD]
    by_id = {row.id: row for row in rows}
    for settlement in settlements:
        if settlement.state is OutboxState.SUPERSEDED:
            _store_what_follows(services, by_id[settlement.row_id], settlement.error)
    services.ledger.settle_outbox(settlements, now)


def _store_what_follows(services: Services, row: OutboxRow, reason: str) -> None:
    """Store the fact that things are other than the effect was planned for; the inbox sweep decides it.

    Of an event that nobody asks for any more nothing is decided: the journal has it.
    """
    match row.effect.body:
        case SendEvent() as event:
            journal_dropped(services, row, event, reason)
        case UpdateException():
            store_unwritten_update(services, row)
        case _:
            store_stale_promise(services, row)


def _report(services: Services, dead: Sequence[tuple[OutboxRow, str]]) -> bool:
    """Open the cases of dead effects before they are settled: after a crash between, they come again.

    Return False where the ledger could not take them now. A bug of ours in telling must not bring the same
    effects back for ever: the log has it, and the rows are dead letters all the same.
    """
    for row, error in dead:
        log.error("effect given up", extra={"outbox_id": row.id, "error": error[:500]})
    try:
        report_dead_letters(services, dead)
    except (StorageUnavailable, Conflict):
        log.warning("dead letters cannot be reported now")
        return False
    except Exception:
        log.exception("dead letters could not be reported")
    return True


def _to_odoo(services: Services, rows: Sequence[OutboxRow]) -> dict[int, Receipt]:
    if not rows:
        return {}
    effects = [row.effect for row in rows]
    wanted = {effect.body.blob_digest for effect in effects if isinstance(effect.body, AttachMail)}
    blobs = {digest: data for digest in wanted if (data := services.ledger.blob(digest)) is not None}
    receipts = services.erp.deliver(effects, blobs)
    return {row.id: receipt for row, receipt in zip(rows, receipts, strict=True)}


def _to_mailboxes(services: Services, rows: Sequence[OutboxRow]) -> dict[int, Receipt]:
    """Mark mails, those of one mailbox in one session."""
    by_mailbox: dict[str, list[tuple[OutboxRow, MailPlace]]] = defaultdict(list)
    receipts: dict[int, Receipt] = {}
    for row in rows:
        body = row.effect.body
        if not isinstance(body, MarkMail):
            receipts[row.id] = _refused(row, "not an effect for a mailbox")
        elif body.mailbox not in services.mailboxes:
            receipts[row.id] = _refused(row, f"no mailbox {body.mailbox!r} any more")
        else:
            by_mailbox[body.mailbox].append((row, _place(body)))
    for name, marks in by_mailbox.items():
        receipts |= _mark(services.mailboxes[name], marks)
    return receipts


def _mark(mailbox: Mailbox, marks: Sequence[tuple[OutboxRow, MailPlace]]) -> dict[int, Receipt]:
    """Mark mails of one mailbox; a mailbox that crashes holds up nobody else's effects."""
    try:
        troubles = mailbox.mark([place for _, place in marks])
    except Exception as error:
        log.exception("marking mails crashed", extra={"mailbox": mailbox.name})
        crashed = f"marking crashed: {type(error).__name__}"
        return {
            row.id: Receipt(key=row.effect.key, status=ReceiptStatus.RETRY, error=crashed) for row, _ in marks
        }
    return {row.id: _marked(row, troubles.get(place)) for row, place in marks}


def _marked(row: OutboxRow, trouble: MailboxUnavailable | None) -> Receipt:
    if trouble is None:
        return Receipt(key=row.effect.key, status=ReceiptStatus.SENT)
    if isinstance(trouble, MarkRefused):
        return _refused(row, trouble.message)
    return Receipt(key=row.effect.key, status=ReceiptStatus.UNREACHABLE, error=trouble.message)


def _refused(row: OutboxRow, error: str) -> Receipt:
    return Receipt(key=row.effect.key, status=ReceiptStatus.REFUSED, error=error)


def _place(body: MarkMail) -> MailPlace:
    return MailPlace(mailbox=body.mailbox, folder=body.folder, uidvalidity=body.uidvalidity, uid=body.uid)


def list_dead_letters(
    services: Services, *, correlation_id: str, before_id: int | None = None, limit: int = 50
) -> DeadLetterPage:
    """Return effects that were given up, newest first."""
    rows = services.ledger.dead_letters(limit=limit + 1, before_id=before_id)
    page = tuple(rows[:limit])
    return DeadLetterPage(
        correlation_id=correlation_id,
        rows=page,
        next_before_id=page[-1].id if len(rows) > limit else None,
    )


def replay_dead_letters(
    services: Services, *, correlation_id: str, row_id: int | None = None
) -> ReplayAnswer:
    """Make one dead effect (None: all) pending again. Raises `NotFound` when `row_id` is not a dead one."""
    count = services.ledger.replay(None if row_id is None else [row_id], services.clock.now())
    if row_id is not None and count == 0:
        raise NotFound(f"There is no dead letter {row_id}.")
    services.wake()
    return ReplayAnswer(
        outcome="replayed" if count else "nothing_to_replay", correlation_id=correlation_id, replayed=count
    )
