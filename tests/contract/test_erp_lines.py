"""One suite for every ERP, second part: promises on order lines, and what people did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import erp_cases as cases
from erp_cases import all_sent, statuses

from crossdock.domain.effect import ReceiptStatus
from crossdock.domain.exception_case import CaseState
from crossdock.ports.erp import ErpChangeKind

if TYPE_CHECKING:
    from erp_world import World

    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
    from crossdock.ports.erp import Erp, ErpChange

PROMISED = date(2026, 12, 17)
PLANNED = date(2026, 12, 10)


# promises
def test_a_promise_moves_the_forecast_and_never_the_planned_date(world: World) -> None:
    order = world.new_order()
    effect = cases.promise(order, PROMISED)

    receipts = [*world.erp.deliver([effect], {}), *world.erp.deliver([effect], {})]

    assert all_sent(receipts)
    line = _again(world, order)
    assert (line.promised_date, line.date_planned, line.agreed_date) == (PROMISED, PLANNED, None)
    assert line.fingerprint == order.lines[0].fingerprint
    assert world.move_days(line.purchase_line_id) == [PROMISED]
    assert world.move_days(order.lines[1].purchase_line_id) == [PLANNED]


def test_a_promise_on_a_changed_line_is_stale_and_the_others_are_kept(world: World) -> None:
    stale, fresh = world.new_order(), world.new_order()
    effects = [cases.promise(stale, PROMISED), cases.promise(fresh, PROMISED)]
    world.edit_quantity(stale.lines[0].purchase_line_id, Decimal(41))

    receipts = world.erp.deliver(effects, {})

    assert statuses(receipts) == [ReceiptStatus.STALE, ReceiptStatus.SENT]
    assert receipts[0].error
    assert _again(world, stale).promised_date is None
    assert _again(world, fresh).promised_date == PROMISED


def test_a_promise_that_stands_already_is_sent_whatever_became_of_its_line(world: World) -> None:
    order = world.new_order()
    all_sent(world.erp.deliver([cases.promise(order, PROMISED)], {}))
    world.edit_quantity(order.lines[0].purchase_line_id, Decimal(41))

    repeated, another = world.erp.deliver([cases.promise(order, PROMISED)], {}) + world.erp.deliver(
        [cases.promise(order, date(2026, 12, 18))], {}
    )

    assert (repeated.status, another.status) == (ReceiptStatus.SENT, ReceiptStatus.STALE)
    assert _again(world, order).promised_date == PROMISED


def test_what_was_said_earlier_never_overrides_what_was_said_later(world: World) -> None:
    order = world.new_order()
    later = cases.promise(order, PROMISED)
    earlier = cases.promise(order, date(2026, 12, 30), said_at=cases.SAID_AT - timedelta(days=1))

    receipts = [*world.erp.deliver([later], {}), *world.erp.deliver([earlier], {})]

    assert all_sent(receipts)
    assert _again(world, order).promised_date == PROMISED
    assert world.move_days(order.lines[0].purchase_line_id) == [PROMISED]


def test_what_the_supplier_wrote_after_an_applied_mail_stands_though_that_was_fetched_later(
    world: World,
) -> None:
    order = world.new_order()
    fetched = cases.SAID_AT + timedelta(days=2)
    case = cases.record(order, said_at=cases.SAID_AT, last_seen_at=fetched)
    all_sent(world.erp.deliver([cases.opening(case)], {}))
    world.press_apply(case.case_key)
    [applied] = world.erp.orders_of_lines([order.lines[0].purchase_line_id]).orders
    written = cases.SAID_AT + timedelta(days=1)
    earlier = cases.promise(applied, date(2026, 12, 30), said_at=cases.SAID_AT - timedelta(hours=1))

    all_sent(world.erp.deliver([earlier], {}))
    after_earlier = _again(world, order).promised_date
    all_sent(world.erp.deliver([cases.promise(applied, date(2026, 12, 23), said_at=written)], {}))

    assert after_earlier == case.proposed_date
    assert _again(world, order).promised_date == date(2026, 12, 23)


def test_a_promise_on_a_line_that_is_not_there_is_refused(world: World) -> None:
    order = world.new_order()
    ghost = replace(order, lines=(replace(order.lines[0], purchase_line_id=99_999_999),))

    receipts = world.erp.deliver([cases.promise(ghost, PROMISED), cases.promise(order, PROMISED)], {})

    assert statuses(receipts) == [ReceiptStatus.REFUSED, ReceiptStatus.SENT]


# what people did
def test_apply_is_told_with_the_new_values_and_leaves_the_planned_date(world: World) -> None:
    case = _opened(world)
    cursor = _now(world.erp)

    world.press_apply(case.case_key)

    changes = _of_case(world.erp, cursor, case)
    applied = changes[0]
    assert applied.kind is ErpChangeKind.APPLIED
    assert (applied.case_key, applied.purchase_line_id) == (case.case_key, case.purchase_line_id)
    assert (applied.user_id, applied.company_id) == (world.buyer_id, case.company_id)
    assert applied.values["date"] == "2026-12-24"
    [seen] = world.seen(case.case_key)
    assert (seen.state, seen.resolution_code, seen.open_activities) == ("resolved", "applied", ())
    [line] = [
        line
        for line in world.erp.orders_of_lines([case.purchase_line_id or 0]).orders[0].lines
        if line.purchase_line_id == case.purchase_line_id
    ]
    assert (line.agreed_date, line.date_planned) == (date(2026, 12, 24), PLANNED)
    assert world.move_days(line.purchase_line_id) == [date(2026, 12, 24)]


def test_reject_is_told_and_leaves_the_line(world: World) -> None:
    case = _opened(world)
    cursor = _now(world.erp)

    world.press_reject(case.case_key)

    rejected = _of_case(world.erp, cursor, case)[0]
    assert rejected.kind is ErpChangeKind.REJECTED
    assert rejected.user_id == world.buyer_id
    assert world.move_days(case.purchase_line_id or 0) == [PLANNED]


def test_a_change_read_twice_has_the_same_key(world: World) -> None:
    case = _opened(world)
    cursor = _now(world.erp)
    world.press_apply(case.case_key)

    first, second = _of_case(world.erp, cursor, case), _of_case(world.erp, cursor, case)

    assert first == second
    assert len({change.key for change in first}) == len(first)


def test_a_state_moved_by_hand_is_told(world: World) -> None:
    case = _opened(world)
    cursor = _now(world.erp)

    world.set_state(case.case_key, CaseState.ON_HOLD)

    moved = _of_case(world.erp, cursor, case)
    assert {(change.kind, change.values["new"]) for change in moved} == {
        (ErpChangeKind.STATE_CHANGED, "on_hold")
    }
    assert moved[0].user_id == world.buyer_id


def test_a_state_moved_by_hand_is_told_although_we_wrote_after_it(world: World) -> None:
    case = _opened(world)
    cursor = _now(world.erp)
    world.set_state(case.case_key, CaseState.ON_HOLD)
    all_sent(world.erp.deliver([cases.update(replace(case, occurrence_count=2))], {}))

    moved = _of_case(world.erp, cursor, case)

    assert {change.values["new"] for change in moved} == {"on_hold"}


def test_an_edited_line_is_told(world: World) -> None:
    line_id = world.new_order().lines[0].purchase_line_id
    cursor = _now(world.erp)

    world.edit_quantity(line_id, Decimal(38))

    edited = [change for change in _all(world.erp, cursor) if change.purchase_line_id == line_id]
    assert edited
    assert edited[-1].kind is ErpChangeKind.LINE_EDITED
    assert edited[-1].values["quantity"] == "38"
    assert edited[-1].user_id == world.buyer_id


def test_what_we_did_ourselves_is_not_told(world: World) -> None:
    order = world.new_order()
    case = cases.record(order)
    cursor = _now(world.erp)

    effects = [cases.opening(case), cases.note(case), cases.update(case), cases.close(case)]
    all_sent(world.erp.deliver([*effects, cases.promise(order, PROMISED)], {}))

    line_id = case.purchase_line_id
    told = [
        c for c in _all(world.erp, cursor) if c.case_key == case.case_key or c.purchase_line_id == line_id
    ]
    assert told == []


def test_many_changes_come_in_pages_and_none_is_lost(world: World) -> None:
    order = world.new_order()
    opened = [cases.record(order) for _ in range(7)]
    all_sent(world.erp.deliver([cases.opening(case) for case in opened], {}))
    cursor = _now(world.erp)
    for case in opened:
        world.press_reject(case.case_key)

    told = [change.case_key for change in _all(world.erp, cursor, limit=2)]

    assert {case.case_key for case in opened} <= set(told)


def _opened(world: World) -> ExceptionRecord:
    """Open a delay with an activity for the buyer."""
    case = cases.record(world.new_order())
    all_sent(world.erp.deliver([cases.opening(case), cases.activity(case, world.buyer_id)], {}))
    return case


def _again(world: World, order: PurchaseOrder) -> PurchaseOrderLine:
    [fresh] = world.erp.orders_of_lines([order.lines[0].purchase_line_id]).orders
    return fresh.lines[0]


def _now(erp: Erp) -> str:
    page = erp.changes(None)
    assert page.changes == ()
    assert not page.more
    return page.cursor


def _all(erp: Erp, cursor: str, *, limit: int = 200) -> list[ErpChange]:
    """Read all pages, and once more from the last cursor: the overlap may repeat, never add."""
    changes: dict[str, ErpChange] = {}
    for _ in range(1000):
        page = erp.changes(cursor, limit=limit)
        changes.update({change.key: change for change in page.changes})
        cursor = page.cursor
        if not page.more:
            break
    assert {change.key for change in erp.changes(cursor).changes} <= changes.keys()
    return list(changes.values())


def _of_case(erp: Erp, cursor: str, case: ExceptionRecord) -> list[ErpChange]:
    return [change for change in _all(erp, cursor) if change.case_key == case.case_key]
