"""What a person's Apply, Reject or edit in Odoo means for the supplier's next word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.decision import MailOutcome
from crossdock.domain.exception_case import CaseState
from crossdock.flows.capture_baseline import capture_baseline
from tests.mails import confirmation, delay
from tests.unit.flows.flow_world import LINE, amount

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

LATE, LATER = "15 December 2026", "22 December 2026"


def baseline_date(world: World) -> date:
    return world.ledger.baselines([LINE])[LINE].requested_date


def test_apply_closes_the_ledgers_case(world: World, case_key: str) -> None:
    world.erp.apply(case_key)

    world.follow()

    found = world.ledger.case(case_key)
    assert found is not None
    assert (found.case.is_open, found.case.resolution_code) == (False, "applied")


def test_after_apply_the_next_delay_opens_a_new_case(world: World, case_key: str) -> None:
    world.erp.apply(case_key)
    world.follow()
    world.clock.forward(days=1)

    answer = world.receive(delay(LATER, sent=world.clock.now()))
    world.deliver()

    [ref] = answer.exceptions
    assert ref.is_new
    assert ref.case_key != case_key
    newer = world.erp.exception(ref.case_key).record
    assert (newer.expected_date, newer.date_gap_days) == (date(2026, 12, 15), 7)


@pytest.mark.parametrize("change_requested", [False, True])
def test_what_was_applied_and_is_said_again_is_no_deviation(
    world: World, case_key: str, change_requested: bool
) -> None:
    world.erp.apply(case_key, change_requested_date=change_requested)
    world.follow()

    answer = world.receive(delay(LATE, sent=world.clock.now()))

    assert answer.outcome in (MailOutcome.ACCEPTED, MailOutcome.NO_ACTION)
    assert answer.exceptions == ()
    assert world.states() == ["resolved"]


@pytest.mark.parametrize("change_requested", [False, True])
def test_what_was_applied_and_is_confirmed_again_is_accepted_as_a_promise(
    world: World, case_key: str, change_requested: bool
) -> None:
    world.erp.apply(case_key, change_requested_date=change_requested)
    world.follow()

    answer = world.receive(confirmation(LATE, sent=world.clock.now()))
    world.deliver()

    assert answer.outcome is MailOutcome.ACCEPTED
    promise = world.erp.promise(LINE)
    assert promise is not None
    assert promise.promised_date == date(2026, 12, 15)


def test_what_was_requested_first_survives_an_apply(world: World, case_key: str) -> None:
    world.erp.apply(case_key, change_requested_date=True)
    world.follow()

    world.receive(confirmation(LATE, sent=world.clock.now()))
    world.deliver()

    promise = world.erp.promise(LINE)
    assert promise is not None
    assert promise.requested_date == baseline_date(world) == date(2026, 12, 8)


def test_what_was_requested_first_survives_a_plan_between_the_first_look_and_apply(world: World) -> None:
    capture_baseline(world.services, correlation_id="install")
    world.erp.edit_line(LINE, date_planned=date(2026, 12, 11))
    world.follow()
    world.receive(delay(LATER, sent=world.clock.now()))
    world.deliver()

    world.erp.apply(world.only_exception().record.case_key)

    promise = world.erp.promise(LINE)
    assert promise is not None
    assert promise.requested_date == baseline_date(world) == date(2026, 12, 8)


def test_after_apply_the_old_date_is_measured_from_the_new_one(world: World, case_key: str) -> None:
    world.erp.apply(case_key)
    world.follow()

    answer = world.receive(confirmation("8 December 2026", sent=world.clock.now()))

    [decision] = answer.decisions
    assert (decision["expected_date"], decision["proposed_date"]) == ("2026-12-15", "2026-12-08")


def test_a_rejected_delay_that_is_repeated_reopens_its_case(world: World, case_key: str) -> None:
    world.erp.reject(case_key)
    world.follow()
    world.clock.forward(days=13)

    answer = world.receive(delay(LATE, sent=world.clock.now()))
    world.deliver()

    assert [ref.case_key for ref in answer.exceptions] == [case_key]
    held = world.erp.exception(case_key)
    assert (held.record.state, held.record.occurrence_count) == (CaseState.NEW, 2)
    assert [activity.is_open for activity in held.activities] == [False, True]


def test_a_delay_that_is_repeated_after_two_weeks_is_a_new_case(world: World, case_key: str) -> None:
    world.erp.reject(case_key)
    world.follow()
    world.clock.forward(days=15)

    answer = world.receive(delay(LATE, sent=world.clock.now()))

    assert answer.exceptions[0].case_key != case_key


def test_a_case_resolved_by_hand_reopens_with_the_next_delay(world: World, case_key: str) -> None:
    world.erp.set_state(case_key, CaseState.RESOLVED)
    world.follow()

    answer = world.receive(delay(LATER, sent=world.clock.now()))

    assert world.states() == ["new"]
    assert answer.exceptions[0].case_key == case_key


def test_a_buyers_edit_of_the_order_is_agreed_from_then_on(world: World) -> None:
    world.receive(confirmation())
    world.erp.edit_line(LINE, date_planned=date(2026, 12, 15), quantity=amount("80"))

    answer = world.receive(confirmation(LATE, sent=world.clock.now()))

    assert answer.outcome is MailOutcome.ACCEPTED
    held = world.ledger.baselines([LINE])[LINE]
    assert (held.agreed_date, held.requested_date) == (date(2026, 12, 15), date(2026, 12, 8))
    assert (held.agreed_quantity, held.requested_quantity) == (80, 100)


def test_after_a_buyers_later_edit_the_applied_day_is_a_deviation_and_no_promise_of_another_day(
    world: World, case_key: str
) -> None:
    world.erp.apply(case_key)
    world.follow()
    world.clock.forward(days=1)
    world.receive(confirmation(LATE, sent=world.clock.now()))
    world.deliver()
    world.erp.edit_line(LINE, date_planned=date(2026, 12, 22))
    world.follow()
    world.clock.forward(days=1)

    answer = world.receive(confirmation(LATE, sent=world.clock.now()))

    promised = {
        row.effect.body.promised_date for row in world.outbox() if row.effect.body.kind == "write_promise"
    }
    assert answer.outcome is MailOutcome.EXCEPTION
    assert promised == {date(2026, 12, 15)}
