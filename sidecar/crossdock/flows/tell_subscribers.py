"""Tell subscribers what happened; disable one that does nothing but refuse for an hour.

A receiver that starts refuses too: n8n answers 404 until it has activated its workflows. So one that does not
take an event is left alone for the rest of the round, and its events wait.

An event of a subscription that ended waits for a new one of the same URL, which has its number. What nobody
takes over in time, and what the new one does not ask for, is dropped: closed unsent, and journalled.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from crossdock.domain.effect import Receipt, ReceiptStatus, SendEvent
from crossdock.ports import JournalDraft, Recording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.domain.events import EventSubscription
    from crossdock.flows.services import Services
    from crossdock.ports import OutboxRow

log = logging.getLogger(__name__)

MOST_REFUSALS, REFUSED_FOR = 12, timedelta(hours=1)
"""So many rounds in a row, over so long at least, disable a subscription that takes nothing in between; what
waits for it then becomes a dead letter, told in one case."""
ENDED, NOT_ASKED_FOR = "subscription_ended", "not_asked_for"
"""Why an event is dropped, as the journal has it."""
_NO_ANSWER = frozenset({ReceiptStatus.UNREACHABLE, ReceiptStatus.UNKNOWN})
_GOES_ON = frozenset({ReceiptStatus.SENT, ReceiptStatus.REFUSED})


def tell_subscribers(services: Services, rows: Sequence[OutboxRow]) -> dict[int, Receipt]:
    """Send events. A subscriber that does not take one is not asked again in this batch."""
    if not rows:
        return {}
    now = services.clock.now()
    kept = {found.id: found for found in services.ledger.event_subscriptions() if found.is_kept(now)}
    receipts: dict[int, Receipt] = {}
    away: set[int] = set()
    for row in rows:
        event = row.effect.body
        if not isinstance(event, SendEvent):
            receipts[row.id] = _receipt(row, ReceiptStatus.REFUSED, "not an event")
            continue
        subscription = kept.get(event.subscription_id)
        if subscription is None:
            receipts[row.id] = _receipt(row, ReceiptStatus.STALE, ENDED)
        elif not subscription.asks_for(event.event_type, row.effect.company_id):
            receipts[row.id] = _receipt(row, ReceiptStatus.STALE, NOT_ASKED_FOR)
        elif subscription.ended_at is not None:
            receipts[row.id] = _receipt(row, ReceiptStatus.UNREACHABLE, "its subscription has ended")
        elif subscription.id in away:
            receipts[row.id] = _receipt(row, ReceiptStatus.UNREACHABLE, "did not take another a moment ago")
        else:
            receipts[row.id] = receipt = _send(services, subscription, row, event)
            if receipt.status not in _GOES_ON:
                away.add(subscription.id)
    return receipts


def journal_dropped(services: Services, row: OutboxRow, event: SendEvent, reason: str) -> None:
    """Note that an event is not sent, and why."""
    draft = JournalDraft(
        kind="event_dropped",
        company_id=row.effect.company_id,
        correlation_id=row.correlation_id,
        body={
            "outbox_id": row.id,
            "event_id": event.event_id,
            "event_type": event.event_type,
            "subscription_id": event.subscription_id,
            "reason": reason,
        },
    )
    recording = Recording(journal=(draft,), correlation_id=row.correlation_id)
    services.ledger.record(recording, services.clock.now())


def _send(services: Services, subscription: EventSubscription, row: OutboxRow, event: SendEvent) -> Receipt:
    if subscription.disabled_at is not None:
        why = f"the subscription is disabled ({subscription.disabled_reason}); subscribe anew"
        return _receipt(row, ReceiptStatus.REFUSED, why)
    receipt = services.events.send(subscription.url, row.effect, event)
    is_gone = receipt.status is ReceiptStatus.REFUSED
    is_refusal = receipt.status is not ReceiptStatus.SENT and receipt.status not in _NO_ANSWER
    is_over = services.ledger.note_event_answer(
        subscription.id,
        error=receipt.error if is_refusal else None,
        most=1 if is_gone else MOST_REFUSALS,
        lasting=timedelta() if is_gone else REFUSED_FOR,
        now=services.clock.now(),
    )
    if is_over:
        log.error("event subscription disabled", extra={"subscription_id": subscription.id})
    return receipt


def _receipt(row: OutboxRow, status: ReceiptStatus, error: str = "") -> Receipt:
    return Receipt(key=row.effect.key, status=status, error=error)
