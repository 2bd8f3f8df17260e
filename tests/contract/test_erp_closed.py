"""One suite for every ERP, fifth part: updates of cases that were closed, and how a case stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import erp_cases as cases
import pytest
from erp_cases import all_sent, statuses

from crossdock.domain.effect import ReceiptStatus
from crossdock.domain.exception_case import CaseState
from crossdock.domain.reading import Part
from crossdock.ports.erp import CaseStanding

if TYPE_CHECKING:
    from collections.abc import Callable

    from erp_world import World

    from crossdock.domain.exception_case import ExceptionRecord

LATER = date(2026, 12, 31)
STALE = ReceiptStatus.STALE


def _resolve(world: World, case_key: str) -> None:
    world.set_state(case_key, CaseState.RESOLVED)


def _reject(world: World, case_key: str) -> None:
    world.press_reject(case_key)


def _apply(world: World, case_key: str) -> None:
    world.press_apply(case_key)


def _opened(world: World) -> ExceptionRecord:
    case = cases.record(world.new_order())
    all_sent(world.erp.deliver([cases.opening(case)], {}))
    return case


def _again(case: ExceptionRecord) -> ExceptionRecord:
    """Return the case after the supplier wrote once more."""
    return replace(case, occurrence_count=case.occurrence_count + 1, proposed_date=LATER)


@pytest.mark.parametrize("close", [_resolve, _reject, _apply])
def test_an_update_is_never_written_onto_a_case_that_people_closed_without_it(
    world: World, close: Callable[[World, str], None]
) -> None:
    case, other = _opened(world), _opened(world)
    close(world, case.case_key)
    [closed] = world.seen(case.case_key)

    receipts = world.erp.deliver([cases.update(_again(case)), cases.update(_again(other))], {})

    assert statuses(receipts) == [STALE, ReceiptStatus.SENT]
    assert receipts[0].error
    assert world.seen(case.case_key) == [closed]
    [updated] = world.seen(other.case_key)
    assert (updated.state, updated.proposed_date, updated.occurrence_count) == ("new", LATER, 2)


@pytest.mark.parametrize("reopen", [False, True])
@pytest.mark.parametrize("close", [_resolve, _reject, _apply])
def test_what_was_written_before_people_closed_the_case_is_sent_and_leaves_it_closed(
    world: World, close: Callable[[World, str], None], reopen: bool
) -> None:
    case = _opened(world)
    effect = cases.update(_again(case), reopen=reopen)
    all_sent(world.erp.deliver([effect], {}))
    close(world, case.case_key)
    [closed] = world.seen(case.case_key)

    all_sent(world.erp.deliver([effect], {}))

    assert world.seen(case.case_key) == [closed]
    assert closed.state == "resolved"


def test_reopening_takes_a_closed_case_back_to_new(world: World) -> None:
    case = _opened(world)
    all_sent(world.erp.deliver([cases.close(case)], {}))
    parts = (Part(quantity=cases.QUANTITY, date=LATER),)
    reopening = cases.update(replace(_again(case), proposed_parts=parts), reopen=True)

    receipts = world.erp.deliver([reopening, cases.activity(case, world.buyer_id)], {})

    assert all_sent(receipts)
    [seen] = world.seen(case.case_key)
    assert (seen.state, seen.resolution_code, len(seen.open_activities)) == ("new", "", 1)
    assert (seen.proposed_date, seen.parts) == (LATER, ((cases.QUANTITY, LATER),))


@pytest.mark.parametrize("reopen", [False, True])
def test_an_update_of_some_fields_leaves_the_others_as_they_stand(world: World, reopen: bool) -> None:
    parts = (Part(quantity=Decimal(40), date=date(2026, 12, 24)),)
    case = cases.record(world.new_order(), proposed_parts=parts)
    world.erp.deliver([cases.opening(case)], {})
    if reopen:
        world.set_state(case.case_key, CaseState.RESOLVED)
    other = replace(_again(case), proposed_date=date(2027, 1, 5), proposed_parts=(), evidence="other")

    receipts = world.erp.deliver([cases.update(other, reopen=reopen, only=("occurrence_count",))], {})

    assert all_sent(receipts)
    [seen] = world.seen(case.case_key)
    assert (seen.state, seen.occurrence_count) == ("new", other.occurrence_count)
    assert (seen.proposed_date, seen.parts) == (case.proposed_date, ((Decimal(40), date(2026, 12, 24)),))
    assert seen.evidence == case.evidence


def test_an_applied_case_is_never_reopened(world: World) -> None:
    case = _opened(world)
    world.press_apply(case.case_key)
    [applied] = world.seen(case.case_key)

    receipts = world.erp.deliver([cases.update(_again(case), reopen=True)], {})

    assert statuses(receipts) == [STALE]
    assert world.seen(case.case_key) == [applied]


def test_how_a_case_stands_is_told_as_it_is_now(world: World) -> None:
    case = _opened(world)
    opened = world.erp.case_standing(case.case_key)
    all_sent(world.erp.deliver([cases.update(_again(case))], {}))
    world.set_state(case.case_key, CaseState.ON_HOLD)
    held = world.erp.case_standing(case.case_key)
    world.press_apply(case.case_key)

    applied = world.erp.case_standing(case.case_key)

    new = CaseStanding(state=CaseState.NEW, resolution_code="", occurrence_count=1, user_id=world.buyer_id)
    assert opened == new
    assert held == replace(new, state=CaseState.ON_HOLD, occurrence_count=2)
    assert applied == replace(new, state=CaseState.RESOLVED, resolution_code="applied", occurrence_count=2)
    assert world.erp.case_standing("no-such-case") is None


def test_of_a_case_closed_by_its_status_the_to_do_goes_and_who_closed_it_is_noted(world: World) -> None:
    case = _opened(world)
    all_sent(world.erp.deliver([cases.activity(case, world.buyer_id)], {}))
    _resolve(world, case.case_key)
    [before] = world.seen(case.case_key)

    all_sent(world.erp.deliver([cases.finish(case)], {}))

    [after] = world.seen(case.case_key)
    assert (len(before.open_activities), before.resolved_by, before.resolution_code) == (1, None, "")
    assert (after.open_activities, after.resolved_by) == ((), world.buyer_id)
    assert (after.state, after.resolution_code) == ("resolved", "resolved_by_hand")


@pytest.mark.parametrize(("close", "code"), [(_reject, "rejected"), (_apply, "applied")])
def test_what_a_button_noted_stays_when_a_late_to_do_is_taken_away(
    world: World, close: Callable[[World, str], None], code: str
) -> None:
    case = _opened(world)
    close(world, case.case_key)
    world.leave_to_do(case.case_key)

    all_sent(world.erp.deliver([cases.finish(case)], {}))

    [seen] = world.seen(case.case_key)
    assert (seen.open_activities, seen.resolution_code, seen.resolved_by) == ((), code, world.buyer_id)


def test_a_case_that_stands_open_again_keeps_its_to_do(world: World) -> None:
    case = _opened(world)
    all_sent(world.erp.deliver([cases.activity(case, world.buyer_id)], {}))
    _resolve(world, case.case_key)
    world.set_state(case.case_key, CaseState.IN_PROGRESS)

    all_sent(world.erp.deliver([cases.finish(case)], {}))

    [seen] = world.seen(case.case_key)
    assert (seen.state, len(seen.open_activities), seen.resolved_by) == ("in_progress", 1, None)


@pytest.mark.parametrize("close", [_resolve, _reject])
def test_a_case_that_a_person_reopened_stands_open(world: World, close: Callable[[World, str], None]) -> None:
    case = _opened(world)
    close(world, case.case_key)
    world.set_state(case.case_key, CaseState.IN_PROGRESS)

    stands = world.erp.case_standing(case.case_key)

    assert stands is not None
    assert stands.state is CaseState.IN_PROGRESS
