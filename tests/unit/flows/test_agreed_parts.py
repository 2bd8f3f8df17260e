"""A split that a human applied is agreed: said again it is no deviation, and nothing merges its days."""

from __future__ import annotations

from datetime import date

import pytest

from crossdock.domain.decision import MailOutcome
from tests.mails import a_mail, confirmation, delay
from tests.unit.flows.flow_world import LINE, World, amount

FIRST, LAST = date(2026, 12, 8), date(2026, 12, 22)


def split(first: str, last: str, world: World) -> bytes:
    """Return a mail that delivers 60 pieces on one day of December and 40 on another."""
    text = (
        f"Dear team,\n\nPO P00012 line 1: 60 pcs on {first} December 2026 and "
        f"the remaining 40 pcs on {last} December 2026.\n\nRegards\nPetra Lindenau\n"
    )
    return a_mail(text, sent=world.clock.now())


@pytest.fixture
def applied(world: World) -> World:
    """Return a world in which a split to 8 and 22 December was applied a day ago, unseen by the sidecar."""
    [ref] = world.receive(split("8", "22", world)).exceptions
    world.deliver()
    world.erp.apply(ref.case_key)
    world.clock.forward(days=1)
    return world


@pytest.mark.parametrize("followed", [True, False])
def test_an_applied_split_said_again_opens_nothing(applied: World, followed: bool) -> None:
    if followed:
        applied.follow()

    answer = applied.receive(split("8", "22", applied))
    applied.settle()

    assert (answer.outcome, answer.exceptions) == (MailOutcome.ACCEPTED, ())
    assert applied.states() == ["resolved"]
    assert applied.erp.move_days(LINE) == [FIRST, LAST]


@pytest.mark.parametrize(("last", "outcome"), [("22", MailOutcome.ACCEPTED), ("29", MailOutcome.EXCEPTION)])
def test_the_whole_plan_said_again_after_its_first_part_came_is_about_the_rest(
    applied: World, last: str, outcome: MailOutcome
) -> None:
    applied.erp.receive(LINE, amount("60"))

    answer = applied.receive(split("8", last, applied))

    assert answer.outcome is outcome
    assert answer.reading is not None
    assert answer.reading["needs_review"] is False
    assert len(answer.exceptions) == (0 if outcome is MailOutcome.ACCEPTED else 1)


def test_parts_within_tolerance_are_promised_and_the_agreed_ones_expected(applied: World) -> None:
    answer = applied.receive(split("9", "24", applied))
    applied.deliver()

    promise = applied.erp.promise(LINE)
    assert answer.outcome is MailOutcome.ACCEPTED
    assert promise is not None
    assert promise.promised_date == date(2026, 12, 24)
    assert applied.erp.move_days(LINE) == [FIRST, LAST]


def test_another_split_is_a_case_that_names_the_agreed_parts(applied: World) -> None:
    applied.follow()

    [ref] = applied.receive(split("8", "25", applied)).exceptions
    applied.deliver()

    record = applied.erp.exception(ref.case_key).record
    assert ref.is_new
    assert record.title.endswith(
        "in parts: 60 on 2026-12-08, 40 on 2026-12-22 → 60 on 2026-12-08, 40 on 2026-12-25"
    )
    assert (record.expected_date, record.date_gap_days) == (LAST, 3)


@pytest.mark.parametrize("day", [None, "22 December 2026", "23 December 2026"])
def test_a_plain_confirmation_leaves_the_days_of_the_parts(applied: World, day: str | None) -> None:
    answer = applied.receive(confirmation(day, sent=applied.clock.now()))
    applied.deliver()

    promise = applied.erp.promise(LINE)
    assert answer.outcome is MailOutcome.ACCEPTED
    assert promise is not None
    assert promise.promised_date == (date(2026, 12, 23) if day and day.startswith("23") else LAST)
    assert applied.erp.move_days(LINE) == [FIRST, LAST]


def test_once_the_first_part_came_a_promise_moves_the_rest(applied: World) -> None:
    applied.erp.receive(LINE, amount("60"))

    applied.receive(confirmation("23 December 2026", sent=applied.clock.now()))
    applied.deliver()

    assert applied.erp.move_days(LINE) == [date(2026, 12, 23)]


@pytest.mark.parametrize("looked", [True, False])
def test_a_buyers_edit_after_apply_is_agreed_whether_or_not_we_looked_between(
    applied: World, looked: bool
) -> None:
    if looked:
        applied.receive(confirmation(sent=applied.clock.now()))
    applied.clock.forward(days=1)
    applied.erp.edit_line(LINE, date_planned=date(2026, 12, 30))

    answer = applied.receive(delay("30 December 2026", sent=applied.clock.now()))
    again = applied.receive(split("8", "22", applied))

    held = applied.ledger.baselines([LINE])[LINE]
    assert answer.outcome is MailOutcome.ACCEPTED
    assert again.outcome is MailOutcome.EXCEPTION
    assert (held.agreed_date, held.agreed_parts) == (date(2026, 12, 30), ())
