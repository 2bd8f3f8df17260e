"""Who is told what happens, and who was disabled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from ledger_makers import LATER, NOW, at_once

from crossdock.domain.events import KEPT_FOR, EventType

if TYPE_CHECKING:
    from crossdock.adapters.sql import SqlLedger

URL = "http://127.0.0.1:5678/webhook/x"
OPENED, CLOSED = EventType.EXCEPTION_OPENED, EventType.EXCEPTION_CLOSED


def test_a_url_is_one_subscription_however_often_it_is_made(ledger: SqlLedger) -> None:
    first, is_new = ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)
    second, is_new_again = ledger.put_event_subscription(
        url=URL, event_types=[CLOSED], company_id=2, now=LATER
    )

    assert (is_new, is_new_again) == (True, False)
    assert second.id == first.id
    assert second.created_at == NOW
    assert ledger.event_subscriptions() == [second]
    assert (second.event_types, second.company_id) == ((CLOSED,), 2)


def test_two_who_subscribe_one_url_at_once_make_one(ledger: SqlLedger) -> None:
    def subscribe(_: int) -> bool:
        return ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)[1]

    assert set(at_once(2, subscribe)) == {False, True}
    assert len(ledger.event_subscriptions()) == 1


def test_one_is_ended_once_and_tells_since_when(ledger: SqlLedger) -> None:
    ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)

    assert ledger.end_event_subscription(URL, LATER)
    assert not ledger.end_event_subscription(URL, LATER + KEPT_FOR)
    assert not ledger.end_event_subscription("http://127.0.0.1:5678/webhook/other", LATER)

    [ended] = ledger.event_subscriptions()
    assert ended.ended_at == LATER


def test_one_that_ended_lately_begins_again_under_its_number(ledger: SqlLedger) -> None:
    first, _ = ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)
    ledger.end_event_subscription(URL, LATER)
    in_time = LATER + KEPT_FOR - timedelta(seconds=1)

    again, is_new = ledger.put_event_subscription(url=URL, event_types=[CLOSED], company_id=2, now=in_time)

    assert (is_new, again.id, again.ended_at) == (True, first.id, None)
    assert (again.event_types, again.company_id) == ((CLOSED,), 2)
    assert ledger.event_subscriptions() == [again]


def test_one_that_ended_long_ago_is_forgotten_and_its_number_is_not_used_again(ledger: SqlLedger) -> None:
    first, _ = ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)
    ledger.end_event_subscription(URL, LATER)

    again, is_new = ledger.put_event_subscription(
        url=URL, event_types=[OPENED], company_id=None, now=LATER + KEPT_FOR
    )

    assert is_new
    assert again.id > first.id
    assert ledger.event_subscriptions() == [again]


def test_two_who_begin_one_again_at_once_make_one(ledger: SqlLedger) -> None:
    ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)
    ledger.end_event_subscription(URL, NOW)

    def subscribe(_: int) -> bool:
        return ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=LATER)[1]

    assert set(at_once(2, subscribe)) == {False, True}
    assert len(ledger.event_subscriptions()) == 1


def test_refusals_in_a_row_disable_it_once(ledger: SqlLedger) -> None:
    made, _ = ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)

    def answer(error: str | None) -> bool:
        return ledger.note_event_answer(made.id, error=error, most=3, lasting=timedelta(), now=LATER)

    assert not any(answer(error) for error in ("404", "404", None, "404", "404"))
    assert answer("gone again")
    assert not answer("and again")

    [found] = ledger.event_subscriptions()
    assert (found.disabled_at, found.disabled_reason) == (LATER, "gone again")


@pytest.mark.parametrize("between", ["nothing", "it took one", "subscribed anew"])
def test_refusals_disable_it_only_where_they_last(ledger: SqlLedger, between: str) -> None:
    made, _ = ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)

    def answer(error: str | None, minutes: int) -> bool:
        at = NOW + timedelta(minutes=minutes)
        return ledger.note_event_answer(made.id, error=error, most=3, lasting=timedelta(hours=1), now=at)

    assert not any(answer("404", minutes) for minutes in (0, 0, 0, 59))
    if between == "it took one":
        answer(None, 59)
    elif between == "subscribed anew":
        ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)

    assert [answer("404", minutes) for minutes in (60, 61, 62)] == [between == "nothing", False, False]


def test_subscribing_anew_enables_it(ledger: SqlLedger) -> None:
    made, _ = ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=NOW)
    ledger.note_event_answer(made.id, error="410", most=1, lasting=timedelta(), now=NOW)

    enabled, is_new = ledger.put_event_subscription(url=URL, event_types=[OPENED], company_id=None, now=LATER)

    assert (is_new, enabled.disabled_at, enabled.disabled_reason) == (False, None, "")
    assert not ledger.note_event_answer(made.id, error="404", most=2, lasting=timedelta(), now=LATER)
