"""One suite for every ERP, third part: what a human agreed about a line, and for how long it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import erp_cases as cases
from erp_cases import all_sent

from crossdock.domain.agreement import BaselineOrigin, capture, follow
from crossdock.domain.reading import Part

if TYPE_CHECKING:
    from erp_world import World

    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine

FIRST, LAST, PLANNED = date(2026, 12, 12), date(2026, 12, 24), date(2026, 12, 10)
PARTS = (Part(quantity=Decimal(25), date=FIRST), Part(quantity=Decimal(15), date=LAST))


def test_applied_parts_are_agreed_and_expected_each_on_its_day(world: World) -> None:
    order = _with_parts_applied(world)

    line = _line(world, order)

    assert (line.agreed_parts, line.agreed_date, line.date_planned) == (PARTS, LAST, PLANNED)
    assert world.move_days(line.purchase_line_id) == [FIRST, LAST]


def test_a_promise_leaves_parts_of_several_days_alone(world: World) -> None:
    order = _with_parts_applied(world)

    receipts = world.erp.deliver([cases.promise(order, LAST)], {})

    assert all_sent(receipts)
    line = _line(world, order)
    assert line.promised_date == LAST
    assert world.move_days(line.purchase_line_id) == [FIRST, LAST]
    assert line.agreed_parts == PARTS


def test_a_promise_moves_parts_of_one_day(world: World) -> None:
    order = _with_parts_applied(world, (replace(PARTS[0], date=LAST), PARTS[1]))

    receipts = world.erp.deliver([cases.promise(order, date(2026, 12, 26))], {})

    assert all_sent(receipts)
    assert set(world.move_days(order.lines[0].purchase_line_id)) == {date(2026, 12, 26)}


def test_one_day_for_all_replaces_the_parts(world: World) -> None:
    order = _with_parts_applied(world)

    _apply(world, order, proposed_date=date(2026, 12, 28))

    line = _line(world, order)
    assert (line.agreed_parts, line.agreed_date) == ((), date(2026, 12, 28))
    assert set(world.move_days(line.purchase_line_id)) == {date(2026, 12, 28)}


def test_other_parts_replace_the_parts(world: World) -> None:
    order = _with_parts_applied(world)
    other = (Part(quantity=Decimal(10), date=FIRST), Part(quantity=Decimal(30), date=date(2026, 12, 28)))

    _apply(world, order, proposed_parts=other)

    line = _line(world, order)
    assert (line.agreed_parts, line.agreed_date) == (other, date(2026, 12, 28))


def test_another_price_leaves_the_parts(world: World) -> None:
    order = _with_parts_applied(world)

    _apply(world, order, proposed_price=Decimal("12.5"), proposed_date=None)

    line = _line(world, order)
    assert (line.agreed_parts, line.agreed_date) == (PARTS, LAST)


def test_a_cancellation_ends_the_parts(world: World) -> None:
    order = _with_parts_applied(world)

    _apply(world, order, is_cancellation=True, proposed_date=None)

    assert _line(world, order).agreed_parts == ()


def test_an_edit_of_the_date_after_apply_is_agreed_whether_or_not_we_looked_between(world: World) -> None:
    order = _with_parts_applied(world)
    looked = _line(world, order)
    first = capture(order.lines[0], company_id=1, origin=BaselineOrigin.INSTALL, now=cases.SAID_AT)

    world.edit_date(looked.purchase_line_id, date(2026, 12, 30))

    line = _line(world, order)
    assert (line.agreed_date, line.agreed_parts, line.agreed_day) == (None, (), date(2026, 12, 30))
    for baseline in (first, follow(first, looked)):
        agreed = follow(baseline, line)
        assert (agreed.agreed_date, agreed.agreed_parts) == (date(2026, 12, 30), ())
        assert agreed.requested_date == PLANNED


def test_planned_away_and_back_to_the_same_date_what_was_applied_is_agreed_no_more(world: World) -> None:
    order = _with_parts_applied(world)
    line_id = order.lines[0].purchase_line_id

    world.edit_date(line_id, date(2026, 12, 30))
    world.edit_date(line_id, PLANNED)

    line = _line(world, order)
    assert (line.agreed_date, line.agreed_parts, line.agreed_day) == (None, (), PLANNED)
    assert line.fingerprint != order.lines[0].fingerprint


def test_what_is_applied_after_such_an_edit_is_agreed_again(world: World) -> None:
    order = _with_parts_applied(world)
    world.edit_date(order.lines[0].purchase_line_id, date(2026, 12, 30))

    _apply(world, order, proposed_date=LAST)

    line = _line(world, order)
    assert (line.agreed_date, line.agreed_parts, line.date_planned) == (LAST, (), date(2026, 12, 30))


def test_a_case_from_before_such_an_edit_is_stale_and_one_from_after_it_is_not(world: World) -> None:
    order = _with_parts_applied(world)
    applied = _line(world, order)
    world.edit_date(applied.purchase_line_id, date(2026, 12, 30))

    edited = _line(world, order)

    assert edited.fingerprint != applied.fingerprint
    all_sent(world.erp.deliver([cases.promise(_fresh(world, order), date(2026, 12, 29))], {}))
    assert set(world.move_days(edited.purchase_line_id)) == {date(2026, 12, 29)}


def test_what_was_requested_first_survives_a_plan_before_apply(world: World) -> None:
    order = world.new_order()
    line_id = order.lines[0].purchase_line_id
    world.edit_date(line_id, date(2026, 12, 14))

    _apply(world, order, requested_date=PLANNED, proposed_date=LAST)

    assert world.first_requested(line_id) == PLANNED
    assert _line(world, order).date_planned == date(2026, 12, 14)


def test_a_later_apply_leaves_what_was_requested_first(world: World) -> None:
    order = world.new_order()
    _apply(world, order, requested_date=PLANNED, proposed_date=FIRST)

    _apply(world, order, requested_date=date(2026, 12, 14), proposed_date=LAST)

    assert world.first_requested(order.lines[0].purchase_line_id) == PLANNED


def test_of_a_case_that_knows_no_first_request_the_plan_counts(world: World) -> None:
    order = world.new_order()

    _apply(world, order, requested_date=None, proposed_date=LAST)

    assert world.first_requested(order.lines[0].purchase_line_id) == PLANNED


def _with_parts_applied(world: World, parts: tuple[Part, ...] = PARTS) -> PurchaseOrder:
    """Return a fresh order of whose first line a human agreed to the parts."""
    order = world.new_order()
    _apply(world, order, proposed_parts=parts, proposed_date=LAST)
    return _fresh(world, order)


def _apply(world: World, order: PurchaseOrder, **proposal: object) -> None:
    case = cases.record(_fresh(world, order), **proposal)
    all_sent(world.erp.deliver([cases.opening(case)], {}))
    world.press_apply(case.case_key)


def _fresh(world: World, order: PurchaseOrder) -> PurchaseOrder:
    [fresh] = world.erp.orders_of_lines([order.lines[0].purchase_line_id]).orders
    return fresh


def _line(world: World, order: PurchaseOrder) -> PurchaseOrderLine:
    return _fresh(world, order).lines[0]
