"""Tell subscribers what happened; disable one that refuses again and again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crossdock.domain.effect import Receipt, ReceiptStatus, SendEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.domain.events import EventSubscription
    from crossdock.flows.services import Services
    from crossdock.ports import OutboxRow

log = logging.getLogger(__name__)

MOST_REFUSALS = 12
"""So many in a row disable a subscription; what waits for it then becomes a dead letter, told in one case."""
_AWAY = frozenset({ReceiptStatus.UNREACHABLE, ReceiptStatus.UNKNOWN})


def tell_subscribers(services: Services, rows: Sequence[OutboxRow]) -> dict[int, Receipt]:
    """Send events. A subscriber that does not answer is not asked again in this batch."""
    if not rows:
        return {}
    subscriptions = {found.id: found for found in services.ledger.event_subscriptions()}
    receipts: dict[int, Receipt] = {}
    away: set[int] = set()
    for row in rows:
        event = row.effect.body
        if not isinstance(event, SendEvent):
            receipts[row.id] = _receipt(row, ReceiptStatus.REFUSED, "not an event")
            continue
        subscription = subscriptions.get(event.subscription_id)
        if subscription is None:  # nobody wants it any more
            receipts[row.id] = _receipt(row, ReceiptStatus.SENT)
        elif subscription.id in away:
            receipts[row.id] = _receipt(row, ReceiptStatus.UNREACHABLE, "did not answer a moment ago")
        else:
            receipts[row.id] = receipt = _send(services, subscription, row, event)
            if receipt.status in _AWAY:
                away.add(subscription.id)
    return receipts


def _send(services: Services, subscription: EventSubscription, row: OutboxRow, event: SendEvent) -> Receipt:
    if subscription.disabled_at is not None:
        why = f"the subscription is disabled ({subscription.disabled_reason}); publish the workflow anew"
        return _receipt(row, ReceiptStatus.REFUSED, why)
    receipt = services.events.send(subscription.url, row.effect, event)
    if receipt.status in _AWAY:
        return receipt
    refused = receipt.status is not ReceiptStatus.SENT
    is_over = services.ledger.note_event_answer(
        subscription.id,
        error=receipt.error if refused else None,
        most=1 if receipt.status is ReceiptStatus.REFUSED else MOST_REFUSALS,
        now=services.clock.now(),
    )
    if is_over:
        log.error("event subscription disabled", extra={"subscription_id": subscription.id})
    return receipt


def _receipt(row: OutboxRow, status: ReceiptStatus, error: str = "") -> Receipt:
    return Receipt(key=row.effect.key, status=status, error=error)
