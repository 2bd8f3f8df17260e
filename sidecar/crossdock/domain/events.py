"""Events: what happened, told to whoever subscribed. Ids and codes only; no text that a supplier wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from crossdock.domain.effect import PlannedEffect, SendEvent, Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.exception_case import ExceptionRecord


class EventType(StrEnum):
    """What can be subscribed to."""

    EXCEPTION_OPENED = "exception.opened"
    EXCEPTION_UPDATED = "exception.updated"
    EXCEPTION_CLOSED = "exception.closed"
    SUPPLIER_MAIL_DECIDED = "supplier_mail.decided"
    DEAD_LETTER_OPENED = "dead_letter.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `fact` names it: the same fact is the same event, however often it is told."""

    type: EventType
    fact: str
    company_id: int
    at: datetime
    data: Mapping[str, object]

    @property
    def id(self) -> str:
        """Return the event's id, by which receivers drop repeats."""
        digest = hashlib.sha256(f"{self.type}\n{self.fact}".encode()).hexdigest()
        return f"evt_{digest[:32]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSubscription:
    """Where events go. One per URL; a disabled one gets none until it is made anew."""

    id: int
    url: str
    event_types: tuple[EventType, ...]
    created_at: datetime
    company_id: int | None = None
    """None: events of every company."""
    disabled_at: datetime | None = None
    disabled_reason: str = ""

    def wants(self, event: Event) -> bool:
        """Return whether the event is sent there."""
        is_theirs = self.company_id is None or self.company_id == event.company_id
        return self.disabled_at is None and is_theirs and event.type in self.event_types


def deliveries(
    events: Iterable[Event], subscriptions: Iterable[EventSubscription]
) -> tuple[PlannedEffect, ...]:
    """Return one delivery per event and subscription. They are not ordered: receivers look at `timestamp`."""
    return tuple(
        _delivery(event, subscription)
        for event in events
        for subscription in subscriptions
        if subscription.wants(event)
    )


def _delivery(event: Event, subscription: EventSubscription) -> PlannedEffect:
    key = f"event:{subscription.id}:{event.id}"
    body = SendEvent(
        subscription_id=subscription.id,
        event_id=event.id,
        event_type=event.type,
        at=event.at.isoformat(),
        data=dict(event.data),
    )
    return PlannedEffect(
        key=key, stream=key, target=Target.SUBSCRIBER, company_id=event.company_id, body=body
    )


def exception_data(record: ExceptionRecord, resolution_code: str | None) -> dict[str, object]:
    """Return what an event tells of an exception; the rest is asked for by its id."""
    return {
        "id": record.case_key,
        "name": record.name,
        "category": record.category,
        "sub_category": record.sub_category,
        "state": record.state.value,
        "priority": record.priority,
        "resolution_code": resolution_code,
        "source": record.source,
        "correlation_id": record.correlation_id,
        "occurrence_count": record.occurrence_count,
        "purchase_order_id": record.purchase_order_id,
        "purchase_line_id": record.purchase_line_id,
        "partner_id": record.partner_id,
        "team_id": record.team_id,
        "user_id": record.user_id,
    }
