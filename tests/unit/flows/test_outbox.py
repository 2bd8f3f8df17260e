"""Effects are delivered, retried, given up, told, and replayed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.memory.erp_book import LEAD
from crossdock.domain.effect import ReceiptStatus
from crossdock.domain.errors import NotFound, StorageUnavailable
from crossdock.flows.deliver_outbox import deliver_outbox, list_dead_letters, replay_dead_letters
from crossdock.flows.fetch_mailbox import fetch_mailbox
from tests.mails import delay
from tests.unit.flows.breaking import Breaking, Killed, Refusing
from tests.unit.flows.flow_world import assert_told_once

if TYPE_CHECKING:
    from crossdock.adapters.memory.erp_book import HeldException
    from crossdock.flows.answers import DeliveryAnswer
    from tests.unit.flows.flow_world import World

LATE = "15 December 2026"


def deliver(world: World, limit: int | None = None) -> DeliveryAnswer:
    return deliver_outbox(world.services, correlation_id="delivery", limit=limit)


def delays(world: World, count: int) -> None:
    for number in range(1, count + 1):
        world.receive(delay(LATE, po=f"P001{number:02}"))


def dead_letter_cases(world: World) -> list[HeldException]:
    return [held for held in world.exceptions() if held.record.sub_category == "dead_letter"]


def test_with_nothing_due_nothing_is_done(world: World) -> None:
    assert deliver(world).outcome == "nothing_due"


def test_all_that_is_due_goes_in_order(world: World) -> None:
    delays(world, 3)

    answer = deliver(world)

    assert (answer.outcome, answer.sent, answer.waiting) == ("delivered", 12, 0)
    assert_told_once(world, 3)


def test_a_limit_is_kept_and_the_rest_goes_next_time(world: World) -> None:
    delays(world, 3)

    first = deliver(world, limit=5)
    deliver(world)

    assert (first.sent, first.waiting) == (5, 7)
    assert_told_once(world, 3)


def test_two_deliveries_at_once_send_nothing_twice(world: World) -> None:
    delays(world, 6)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: deliver(world, limit=8), range(8)))
    world.settle()

    assert_told_once(world, 6)


def test_the_ledger_learns_which_record_a_case_became(world: World) -> None:
    answer = world.receive(delay(LATE))
    deliver(world)

    found = world.ledger.case(answer.exceptions[0].case_key)
    assert found is not None
    assert found.case.odoo_id == world.only_exception().id


def test_a_failure_holds_up_its_own_stream_only(world: World) -> None:
    delays(world, 2)
    world.erp.fail_next(ReceiptStatus.RETRY)

    answer = deliver(world)

    assert answer.outcome == "partly_delivered"
    assert (answer.sent, answer.failed, answer.waiting) == (4, 1, 4)
    assert len(world.exceptions()) == 1


def test_what_waits_behind_a_failure_costs_no_attempt(world: World) -> None:
    delays(world, 1)
    world.erp.fail_next(ReceiptStatus.RETRY)

    deliver(world)

    assert [row.attempts for row in world.outbox()] == [1, 0, 0, 0]


def test_an_absence_costs_no_attempt_and_ends_the_run(world: World) -> None:
    delays(world, 1)
    world.erp.away = True

    for _ in range(40):
        answer = deliver(world)
        world.clock.forward(hours=1)

    assert answer.outcome == "target_unreachable"
    assert {row.attempts for row in world.outbox()} == {0}
    assert answer.dead == 0


def test_a_failure_is_retried_for_more_than_a_day_and_then_given_up(world: World) -> None:
    delays(world, 1)
    started = world.clock.now()
    world.erp.fail_next(ReceiptStatus.RETRY, count=99)

    while not list_dead_letters(world.services, correlation_id="list").rows:
        deliver(world)
        world.clock.forward(minutes=30)

    assert world.clock.now() - started > timedelta(hours=24)


def test_a_refusal_is_dead_at_once_and_stops_its_own_stream(world: World) -> None:
    delays(world, 2)
    world.erp.fail_next(ReceiptStatus.REFUSED)

    answer = deliver(world)

    assert answer.dead == 1
    [dead] = list_dead_letters(world.services, correlation_id="list").rows
    assert dead.effect.body.kind == "open_exception"
    assert dead.last_error
    assert [held.record.sub_category for held in world.exceptions()] == ["supplier_delay", "dead_letter"]


def test_a_dead_letter_is_told_once_the_ledger_takes_its_case(world: World) -> None:
    delays(world, 1)
    world.erp.fail_next(ReceiptStatus.REFUSED)
    full = world.with_ports(ledger=Breaking(world.ledger, "record", StorageUnavailable()))

    deliver_outbox(full, correlation_id="delivery")
    assert list_dead_letters(world.services, correlation_id="list").rows == ()
    world.erp.fail_next(ReceiptStatus.REFUSED)
    world.settle()

    assert len(list_dead_letters(world.services, correlation_id="list").rows) == 1
    assert len(dead_letter_cases(world)) == 1


def test_dead_letters_of_one_cause_are_one_case_with_an_owner_who_is_told(world: World) -> None:
    delays(world, 3)
    world.erp.fail_next(ReceiptStatus.REFUSED, count=3)

    deliver(world)
    deliver(world)

    [held] = dead_letter_cases(world)
    assert held.record.title.startswith("3 × open_exception")
    assert "replay" in held.notes[0]
    assert [activity.user_id for activity in held.activities] == [LEAD.id]


def test_another_cause_is_another_case(world: World) -> None:
    for kind, line in (("attach_mail", 1), ("post_note", 2)):
        world.receive(delay(LATE, line=line))
        services = world.with_ports(erp=Refusing(world.erp, kind))
        deliver_outbox(services, correlation_id="delivery")
    deliver(world)

    assert len(dead_letter_cases(world)) == 2


def test_a_cause_that_comes_again_with_other_numbers_updates_its_case(world: World) -> None:
    for line in (1, 2, 3):
        world.receive(delay(LATE, line=line))
        services = world.with_ports(erp=Refusing(world.erp, "attach_mail", f"no rights on record {line}"))
        deliver_outbox(services, correlation_id="delivery")
    deliver(world)

    [held] = dead_letter_cases(world)
    assert held.record.occurrence_count == 3


def test_a_dead_letters_own_case_that_is_refused_only_alarms(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    delays(world, 1)
    world.erp.fail_next(ReceiptStatus.REFUSED, count=99)

    deliver(world)
    deliver(world)

    assert world.ledger.cases(category="integration", limit=9)[0].record.occurrence_count == 1
    assert any(record.levelname == "CRITICAL" for record in caplog.records)


def test_a_replayed_dead_letter_goes_on_with_its_stream(world: World) -> None:
    delays(world, 1)
    world.erp.fail_next(ReceiptStatus.REFUSED)
    deliver(world)

    answer = replay_dead_letters(world.services, correlation_id="replay")
    deliver(world)

    assert (answer.outcome, answer.replayed) == ("replayed", 1)
    [ours] = [held for held in world.exceptions() if held.record.sub_category == "supplier_delay"]
    assert (len(ours.notes), len(ours.attachments), len(ours.activities)) == (1, 1, 1)
    assert list_dead_letters(world.services, correlation_id="list").rows == ()


def test_one_dead_letter_can_be_replayed_and_no_other_row(world: World) -> None:
    delays(world, 2)
    world.erp.fail_next(ReceiptStatus.REFUSED, count=2)
    deliver(world)
    first, second = list_dead_letters(world.services, correlation_id="list").rows

    replay_dead_letters(world.services, correlation_id="replay", row_id=first.id)

    assert [row.id for row in list_dead_letters(world.services, correlation_id="list").rows] == [second.id]
    with pytest.raises(NotFound):
        replay_dead_letters(world.services, correlation_id="replay", row_id=first.id)


def test_nothing_to_replay_is_said_so(world: World) -> None:
    assert replay_dead_letters(world.services, correlation_id="replay").outcome == "nothing_to_replay"


def test_a_replay_in_vain_is_told_again(world: World) -> None:
    delays(world, 1)
    for _ in range(3):
        world.erp.fail_next(ReceiptStatus.REFUSED)
        deliver(world)
        world.clock.forward(minutes=1)
        deliver(world)
        replay_dead_letters(world.services, correlation_id="replay")

    [held] = dead_letter_cases(world)
    assert held.record.occurrence_count == 3
    assert len(held.notes) == 3


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", ["settle_outbox", "record"])
def test_a_kill_while_giving_up_still_opens_the_case(world: World, name: str, after: bool) -> None:
    delays(world, 1)
    refusing = world.with_ports(erp=Refusing(world.erp, "attach_mail"))
    services = replace(refusing, ledger=Breaking(world.ledger, name, Killed(), after=after))
    with pytest.raises(Killed):
        deliver_outbox(services, correlation_id="delivery")

    for _ in range(3):
        world.clock.forward(minutes=10)
        deliver_outbox(refusing, correlation_id="delivery")

    assert len(dead_letter_cases(world)) == 1


def test_dead_letters_are_listed_newest_first_in_pages(world: World) -> None:
    delays(world, 3)
    world.erp.fail_next(ReceiptStatus.REFUSED, count=3)
    deliver(world)

    first = list_dead_letters(world.services, correlation_id="list", limit=2)
    rest = list_dead_letters(world.services, correlation_id="list", limit=2, before_id=first.next_before_id)

    ids = [row.id for row in (*first.rows, *rest.rows)]
    assert ids == sorted(ids, reverse=True)
    assert (len(first.rows), len(rest.rows), rest.next_before_id) == (2, 1, None)


def test_a_mark_in_a_mailbox_that_is_configured_no_more_is_dead(world: World) -> None:
    world.mailbox.append(delay(LATE))
    fetch_mailbox(world.services, "suppliers", correlation_id="fetch")
    world.sweep()

    answer = deliver_outbox(world.with_ports(mailboxes={}), correlation_id="delivery")

    assert answer.dead == 1
