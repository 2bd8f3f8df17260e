"""Events: what happened, told to whoever subscribed. Ids and codes only; no text that a supplier wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from crossdock.domain.effect import PlannedEffect, SendEvent, Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.exception_case import ExceptionRecord


KEPT_FOR = timedelta(hours=1)
"""So long after its end a subscription's events wait for a new one of the same URL, which takes them over.

n8n ends and makes it anew when a workflow is published again; what happens in between is not to be lost.
"""


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
    """Where events go. One per URL; a disabled one gets none until it is made anew.

    One that has ended gets none either, yet they wait for it, as long as it is `is_kept`.
    """

    id: int
    url: str
    event_types: tuple[EventType, ...]
    created_at: datetime
    company_id: int | None = None
    """None: events of every company."""
    disabled_at: datetime | None = None
    disabled_reason: str = ""
    ended_at: datetime | None = None

    def is_kept(self, now: datetime) -> bool:
        """Return whether it stands, or ended so lately that it may be made anew with what waits for it."""
        return self.ended_at is None or now < self.ended_at + KEPT_FOR

    def asks_for(self, event_type: str, company_id: int) -> bool:
        """Return whether events of this type and company are what it is about."""
        return self.company_id in (None, company_id) and event_type in self.event_types

    def wants(self, event: Event) -> bool:
        """Return whether the event is sent there, or waits for it."""
        is_open = self.disabled_at is None and self.is_kept(event.at)
        return is_open and self.asks_for(event.type, event.company_id)


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
