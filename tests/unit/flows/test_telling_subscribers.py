"""Subscribers are told what happened, once, also where a subscription ends and is made anew meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.domain.effect import Receipt, ReceiptStatus, Target
from crossdock.domain.events import KEPT_FOR, EventType
from crossdock.flows.subscribe import list_subscriptions, subscribe, unsubscribe
from tests.mails import delay

if TYPE_CHECKING:
    from crossdock.domain.effect import PlannedEffect, SendEvent
    from tests.unit.flows.flow_world import World

URL = "http://127.0.0.1:5678/webhook/x/crossdock"
OPENED, DECIDED = EventType.EXCEPTION_OPENED, EventType.SUPPLIER_MAIL_DECIDED
LATE = "15 December 2026"


class Subscribers:
    """Stands in for the receivers: `answer` is what becomes of what they are sent, `took` what they took."""

    def __init__(self) -> None:
        self.took: list[str] = []
        self.answer = ReceiptStatus.SENT

    def check(self, url: str) -> None:
        """Allow every address."""

    def send(self, url: str, effect: PlannedEffect, event: SendEvent) -> Receipt:
        """Answer; keep what is taken."""
        if self.answer is ReceiptStatus.SENT:
            self.took.append(event.event_type)
        return Receipt(key=effect.key, status=self.answer, error="" if self.took else "answered HTTP 404")


@pytest.fixture
def subscribers(world: World) -> Subscribers:
    found = Subscribers()
    world.services = world.with_ports(events=found)
    return found


def begin(world: World, *types: EventType, company_id: int | None = None) -> None:
    subscribe(world.services, url=URL, event_types=types, company_id=company_id, correlation_id="s")


def end(world: World) -> None:
    unsubscribe(world.services, url=URL, correlation_id="s")


def dropped(world: World) -> list[tuple[object, object]]:
    """Return what the journal tells of events of the mail that were not sent."""
    entries = [entry.body for entry in world.journal() if entry.kind == "event_dropped"]
    return sorted((body["event_type"], body["reason"]) for body in entries)


def test_a_subscriber_is_told_what_it_asks_for(world: World, subscribers: Subscribers) -> None:
    begin(world, OPENED)

    world.receive(delay(LATE))
    world.settle()

    assert subscribers.took == [OPENED]
    assert dropped(world) == []


@pytest.mark.parametrize("answer", [ReceiptStatus.UNREACHABLE, ReceiptStatus.BUSY])
def test_an_event_waits_for_a_subscriber_that_is_away_or_starts_and_costs_no_attempt(
    world: World, subscribers: Subscribers, answer: ReceiptStatus
) -> None:
    begin(world, OPENED)
    subscribers.answer = answer
    world.receive(delay(LATE))
    world.settle(minutes=1, rounds=20)
    [waits] = [row for row in world.outbox() if row.effect.target is Target.SUBSCRIBER]
    assert (waits.attempts, subscribers.took) == (0, [])

    subscribers.answer = ReceiptStatus.SENT
    world.settle(minutes=1, rounds=1)

    assert subscribers.took == [OPENED]


def test_what_waits_goes_to_the_new_subscription_of_the_url_once(
    world: World, subscribers: Subscribers
) -> None:
    begin(world, OPENED, DECIDED)
    subscribers.answer = ReceiptStatus.UNREACHABLE
    world.receive(delay(LATE))
    world.deliver()

    end(world)
    world.settle()
    subscribers.answer = ReceiptStatus.SENT
    assert list_subscriptions(world.services, url=URL, correlation_id="s").subscriptions == ()
    world.settle()
    assert subscribers.took == []
    begin(world, OPENED, EventType.EXCEPTION_CLOSED)
    world.settle()

    assert subscribers.took == [OPENED]
    assert dropped(world) == [(DECIDED, "not_asked_for")]


def test_what_happens_between_the_end_and_the_new_subscription_is_told(
    world: World, subscribers: Subscribers
) -> None:
    begin(world, OPENED)
    end(world)

    world.receive(delay(LATE))
    world.settle(minutes=1)
    begin(world, OPENED)
    world.settle()

    assert subscribers.took == [OPENED]


def test_what_nobody_takes_over_is_dropped_and_journalled_once(
    world: World, subscribers: Subscribers
) -> None:
    begin(world, OPENED)
    world.receive(delay(LATE))
    end(world)
    world.settle()
    assert dropped(world) == []

    world.clock.time += KEPT_FOR
    world.settle()
    assert dropped(world) == [(OPENED, "subscription_ended")]

    begin(world, OPENED)
    world.settle()
    assert subscribers.took == []
    assert dropped(world) == [(OPENED, "subscription_ended")]


def test_who_comes_too_late_gets_nothing_of_what_waited(world: World, subscribers: Subscribers) -> None:
    begin(world, OPENED)
    world.receive(delay(LATE))
    end(world)

    world.clock.time += KEPT_FOR
    begin(world, OPENED)
    world.settle()

    assert subscribers.took == []
    assert dropped(world) == [(OPENED, "subscription_ended")]


def test_what_happens_long_after_the_end_waits_for_nobody(world: World, subscribers: Subscribers) -> None:
    begin(world, OPENED)
    end(world)
    world.clock.time += KEPT_FOR

    world.receive(delay(LATE))

    assert world.kinds()["send_event"] == 0


def test_what_a_changed_subscription_asks_for_no_more_is_dropped(
    world: World, subscribers: Subscribers
) -> None:
    begin(world, OPENED, DECIDED)
    world.receive(delay(LATE))

    begin(world, DECIDED, company_id=99)
    world.settle()

    assert subscribers.took == []
    assert dropped(world) == [(OPENED, "not_asked_for"), (DECIDED, "not_asked_for")]
