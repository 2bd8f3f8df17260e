"""One suite for every ERP, sixth part: a case that becomes urgent has its to-do due today."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import erp_cases as cases
import pytest
from erp_cases import all_sent, statuses

from crossdock.domain.effect import ReceiptStatus

if TYPE_CHECKING:
    from erp_world import SeenActivity, World

    from crossdock.domain.exception_case import ExceptionRecord

WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
THURSDAY = date(2026, 11, 26)
LATE_ON_WEDNESDAY = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)


def _with_to_do(world: World, user_id: int, *, urgency: int = 1) -> ExceptionRecord:
    case = cases.record(world.new_order())
    to_do = cases.activity(case, user_id, decided_at=WEDNESDAY, urgency=urgency)
    all_sent(world.erp.deliver([cases.opening(case), to_do], {}))
    return case


def _to_do(world: World, case: ExceptionRecord) -> SeenActivity:
    [seen] = world.seen(case.case_key)
    [to_do] = seen.open_activities
    return to_do


def test_the_open_to_do_moves_to_today_and_stays_with_who_has_it(world: World) -> None:
    case, other = _with_to_do(world, world.buyer_id), _with_to_do(world, world.buyer_id)

    all_sent(world.erp.deliver([cases.hasten(case, decided_at=WEDNESDAY)], {}))

    moved = _to_do(world, case)
    assert (moved.user_id, moved.deadline) == (world.buyer_id, WEDNESDAY.date())
    assert _to_do(world, other).deadline == THURSDAY


@pytest.mark.parametrize(("zone", "day"), [("Asia/Tokyo", THURSDAY), ("America/New_York", WEDNESDAY.date())])
def test_today_is_what_the_owners_own_calendar_says(world: World, zone: str, day: date) -> None:
    case = cases.record(world.new_order())
    owner = world.owner_in(zone)
    to_do = cases.activity(case, owner, decided_at=datetime(2026, 11, 26, 12, tzinfo=UTC), urgency=1)
    all_sent(world.erp.deliver([cases.opening(case), to_do], {}))

    all_sent(world.erp.deliver([cases.hasten(case, decided_at=LATE_ON_WEDNESDAY)], {}))

    assert _to_do(world, case).deadline == day


def test_one_that_is_due_already_is_not_put_off(world: World) -> None:
    case = _with_to_do(world, world.buyer_id, urgency=3)

    all_sent(world.erp.deliver([cases.hasten(case, decided_at=datetime(2026, 11, 27, 9, tzinfo=UTC))], {}))

    assert _to_do(world, case).deadline == WEDNESDAY.date()


def test_without_a_to_do_none_is_made_and_without_a_case_it_is_refused(world: World) -> None:
    case, absent = cases.record(world.new_order()), cases.record(world.new_order())
    all_sent(world.erp.deliver([cases.opening(case)], {}))

    receipts = world.erp.deliver([cases.hasten(c, decided_at=WEDNESDAY) for c in (case, absent)], {})

    assert statuses(receipts) == [ReceiptStatus.SENT, ReceiptStatus.REFUSED]
    assert world.seen(case.case_key)[0].open_activities == ()
