"""Subscribers are told what happened, once, also where a subscription ends and is made anew meanwhile."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.effect import Receipt, ReceiptStatus, Target
from crossdock.domain.events import KEPT_FOR, Event, EventType, deliveries
from crossdock.flows.subscribe import list_subscriptions, subscribe, unsubscribe
from crossdock.ports import Recording
from tests.mails import delay

if TYPE_CHECKING:
    from crossdock.domain.effect import PlannedEffect, SendEvent
    from tests.unit.flows.flow_world import World

URL = "http://127.0.0.1:5678/webhook/x/crossdock"
OPENED, DECIDED = EventType.EXCEPTION_OPENED, EventType.SUPPLIER_MAIL_DECIDED
LATE = "15 December 2026"


class Subscribers:
    """Stands in for the receivers: `answer` is what they answer, `took` what they took."""

    def __init__(self) -> None:
        self.took: list[str] = []
        self.asked = 0
        self.answer = ReceiptStatus.SENT
        self.refuses_first = False
        self.first = ""

    def check(self, url: str) -> None:
        """Allow every address."""

    def send(self, url: str, effect: PlannedEffect, event: SendEvent) -> Receipt:
        """Answer; keep what is taken."""
        self.asked += 1
        self.first = self.first or event.event_id
        if self.refuses_first and event.event_id == self.first:
            return Receipt(key=effect.key, status=ReceiptStatus.RETRY, error="answered: retry")
        if self.answer is ReceiptStatus.SENT:
            self.took.append(event.event_type)
        return Receipt(key=effect.key, status=self.answer, error=f"answered: {self.answer}")


@pytest.fixture
def subscribers(world: World) -> Subscribers:
    found = Subscribers()
    world.services = world.with_ports(events=found)
    return found


def begin(world: World, *types: EventType, company_id: int | None = None) -> None:
    subscribe(world.services, url=URL, event_types=types, company_id=company_id, correlation_id="s")


def end(world: World) -> None:
    unsubscribe(world.services, url=URL, correlation_id="s")


def happen(world: World, count: int) -> None:
    """Let something happen so often that the subscription asks for."""
    now = world.clock.now()
    events = [Event(type=OPENED, fact=uuid.uuid4().hex, company_id=1, at=now, data={}) for _ in range(count)]
    effects = deliveries(events, world.ledger.event_subscriptions())
    world.ledger.record(Recording(effects=effects, correlation_id="events"), now)


def disabled(world: World) -> str | None:
    """Return why the one subscription is disabled; None where it is not."""
    [found] = world.ledger.event_subscriptions()
    return found.disabled_reason if found.disabled_at else None


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


def test_a_receiver_that_starts_with_twenty_events_waiting_is_asked_once_a_round_and_then_gets_them_all(
    world: World, subscribers: Subscribers
) -> None:
    begin(world, OPENED)
    happen(world, 20)
    subscribers.answer = ReceiptStatus.BUSY

    world.deliver()
    assert subscribers.asked == 1
    world.settle(minutes=1, rounds=3)
    subscribers.answer = ReceiptStatus.SENT
    world.settle(minutes=1, rounds=1)

    assert subscribers.asked == 4 + 20
    assert len(subscribers.took) == 20
    assert disabled(world) is None
    assert world.ledger.dead_letters() == []


@pytest.mark.parametrize("refusal", [ReceiptStatus.BUSY, ReceiptStatus.RETRY])
def test_an_hour_of_nothing_but_refusals_disables_a_subscription_and_opens_one_case_for_integration_staff(
    world: World, subscribers: Subscribers, refusal: ReceiptStatus
) -> None:
    begin(world, OPENED)
    happen(world, 20)
    subscribers.answer = refusal

    world.deliver()
    world.settle(minutes=4, rounds=14)
    assert disabled(world) is None
    assert world.ledger.dead_letters() == []
    world.settle(minutes=4, rounds=3)
    assert disabled(world) == f"answered: {refusal}"
    world.settle(minutes=60)

    assert len(world.ledger.dead_letters()) == 20
    case = world.only_exception()
    assert (case.record.category, case.record.sub_category) == ("integration", "dead_letter")
    assert "the subscription is disabled" in case.record.title
    assert case.record.team_id is not None
    assert len(case.activities) == 1


@pytest.mark.parametrize("between", [ReceiptStatus.SENT, ReceiptStatus.UNREACHABLE, ReceiptStatus.UNKNOWN])
def test_refusals_with_anything_else_between_them_disable_nothing(
    world: World, subscribers: Subscribers, between: ReceiptStatus
) -> None:
    begin(world, OPENED)
    happen(world, 20)
    for _ in range(3):
        subscribers.answer = ReceiptStatus.BUSY
        world.settle(minutes=3, rounds=15)
        subscribers.answer = between
        happen(world, 1)
        world.settle(minutes=1, rounds=1)

    assert disabled(world) is None


def test_a_receiver_that_is_gone_for_good_is_disabled_at_once(world: World, subscribers: Subscribers) -> None:
    begin(world, OPENED)
    happen(world, 1)
    subscribers.answer = ReceiptStatus.REFUSED

    world.deliver()

    assert disabled(world) == "answered: refused"
    assert len(world.ledger.dead_letters()) == 1


def test_one_event_that_is_refused_for_itself_holds_up_no_others_for_long(
    world: World, subscribers: Subscribers
) -> None:
    begin(world, OPENED)
    happen(world, 3)
    subscribers.refuses_first = True

    world.settle(minutes=1, rounds=6)

    assert len(subscribers.took) == 2
    assert disabled(world) is None


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
