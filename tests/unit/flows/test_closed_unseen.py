"""A case is closed in Odoo by somebody who has not seen what the supplier wrote last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.exception_case import CaseState
from tests.mails import delay
from tests.unit.flows.flow_world import LINE

if TYPE_CHECKING:
    from crossdock.adapters.memory.erp_book import HeldException
    from tests.unit.flows.flow_world import World

LATE, LATER = "15 December 2026", "22 December 2026"
LATE_DAY, LATER_DAY = date(2026, 12, 15), date(2026, 12, 22)

Ending = Callable[["World"], None]


def _followed_first(world: World) -> None:
    world.follow()
    world.deliver()


def _delivered_first(world: World) -> None:
    world.deliver()
    world.follow()


def _never_followed(world: World) -> None:
    """The change is lost: only what the delivery met tells of it."""
    world.ledger.save_cursor("odoo_changes", "99")
    world.deliver()


EVERY_ORDER = pytest.mark.parametrize("ending", [_followed_first, _delivered_first, _never_followed])


def _hears_again(world: World, day: str = LATER) -> None:
    world.receive(delay(day, sent=world.clock.now()), correlation_id="again")
    world.clock.forward(seconds=5)


def _reject(world: World, case_key: str) -> None:
    world.erp.reject(case_key)


def _resolve(world: World, case_key: str) -> None:
    world.erp.set_state(case_key, CaseState.RESOLVED)


def _cancel(world: World, case_key: str) -> None:
    world.erp.set_state(case_key, CaseState.CANCELLED)


BY_HAND = pytest.mark.parametrize("close", [_reject, _resolve, _cancel])


@EVERY_ORDER
@BY_HAND
def test_it_is_reopened_once_with_the_newer_values_and_a_new_to_do(
    world: World, case_key: str, close: Callable[[World, str], None], ending: Ending
) -> None:
    _hears_again(world)
    close(world, case_key)

    ending(world)
    world.settle()

    held = world.only_exception()
    assert (held.record.state, held.record.proposed_date) == (CaseState.NEW, LATER_DAY)
    assert (held.record.occurrence_count, held.resolution_code) == (2, None)
    assert [activity.is_open for activity in held.activities] == [False, True]
    assert sum("newer values" in note for note in held.notes) == 1
    assert world.states() == ["new"]


@EVERY_ORDER
def test_after_apply_it_stays_closed_and_the_newer_word_is_a_case_of_its_own(
    world: World, case_key: str, ending: Ending
) -> None:
    _hears_again(world)
    world.erp.apply(case_key)

    ending(world)
    world.settle()

    applied, newer = world.exceptions()
    assert (applied.record.state, applied.resolution_code) == (CaseState.RESOLVED, "applied")
    assert applied.record.proposed_date == LATE_DAY
    _is_told_as_new(newer)
    assert (newer.record.expected_date, newer.record.proposed_date) == (LATE_DAY, LATER_DAY)
    assert newer.record.date_gap_days == 7
    assert newer.record.fingerprint == _fingerprint(world)
    assert world.states() == ["resolved", "new"]


def _is_told_as_new(held: HeldException) -> None:
    assert (held.record.state, held.record.occurrence_count) == (CaseState.NEW, 1)
    assert [activity.is_open for activity in held.activities] == [True]
    assert len(held.attachments) == 1
    [note] = held.notes
    assert "had written again" in note
    assert "wrote: Your order" in note


def _fingerprint(world: World) -> str:
    [order] = world.erp.orders_of_lines([LINE]).orders
    return order.lines[0].fingerprint


@EVERY_ORDER
def test_what_was_applied_and_came_again_unseen_needs_nobody(
    world: World, case_key: str, ending: Ending
) -> None:
    _hears_again(world, LATE)
    world.erp.apply(case_key)

    ending(world)
    world.settle()

    assert world.only_exception().resolution_code == "applied"
    assert world.states() == ["resolved"]


def test_a_delay_written_after_the_click_and_before_the_sweep_is_measured_from_what_was_applied(
    world: World, case_key: str
) -> None:
    world.erp.apply(case_key)
    world.clock.forward(seconds=5)
    _hears_again(world)

    world.settle()

    _, newer = world.exceptions()
    _is_told_as_new(newer)
    assert (newer.record.expected_date, newer.record.date_gap_days) == (LATE_DAY, 7)


@pytest.mark.parametrize("behind", [0, 600], ids=["clocks agree", "Odoo's clock is behind"])
@BY_HAND
def test_who_saw_the_newer_values_and_closed_the_case_meant_it(
    world: World, case_key: str, close: Callable[[World, str], None], behind: int
) -> None:
    _hears_again(world)
    world.deliver()
    world.clock.forward(seconds=-behind)
    close(world, case_key)
    world.clock.forward(seconds=behind)

    world.settle()

    assert world.only_exception().record.state is not CaseState.NEW
    assert world.states() in (["resolved"], ["cancelled"])


def test_a_case_that_was_reopened_by_hand_meanwhile_gets_the_values_that_did_not_reach_it(
    world: World, case_key: str
) -> None:
    _hears_again(world)
    _resolve(world, case_key)
    world.deliver()
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)

    world.settle()

    held = world.only_exception()
    assert (held.record.state, held.record.proposed_date) == (CaseState.IN_PROGRESS, LATER_DAY)
    assert world.states() == ["in_progress"]


def test_a_third_word_while_the_second_is_unseen_is_told_with_it(world: World, case_key: str) -> None:
    _hears_again(world)
    _resolve(world, case_key)
    world.deliver()
    _hears_again(world, "29 December 2026")

    world.settle()

    held = world.only_exception()
    assert (held.record.state, held.record.occurrence_count) == (CaseState.NEW, 3)
    assert held.record.proposed_date == date(2026, 12, 29)
    assert world.states() == ["new"]
