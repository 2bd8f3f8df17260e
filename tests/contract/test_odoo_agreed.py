"""What a human agreed about a line, and how long it stands, on real Odoo."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from buying import LINE, Desk

from crossdock.adapters.odoo import names
from crossdock.domain.reading import Part

if TYPE_CHECKING:
    from odoo_world import OdooWorld

    from crossdock.domain.orders import PurchaseOrderLine

pytestmark = pytest.mark.timeout(300)

FIRST, LAST = "2026-12-12", "2026-12-24"


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return a fresh order line on a provisioned server."""
    return Desk(real_world)


def _seen(desk: Desk) -> PurchaseOrderLine:
    """Return the line as the service's snapshot has it."""
    [order] = desk.world.erp.orders_of_lines([desk.line_id]).orders
    return order.lines[0]


def _promise(desk: Desk, day: str) -> None:
    item = {
        "key": "k",
        "line_id": desk.line_id,
        "promised_date": day,
        "requested_date": "2026-12-10",
        "said_at": "2026-11-21 08:00:00",
        "fingerprint": desk.fingerprint(),
    }
    infos = desk.technical.run_action(names.ACTION_WRITE_PROMISE, crossdock_items=[item])
    assert infos["items"][0]["status"] == "done", infos


def test_what_was_received_before_stands_among_the_agreed_parts(desk: Desk) -> None:
    desk.receive(15)

    desk.press(names.ACTION_APPLY, desk.with_parts((10, FIRST), (15, LAST)))

    assert _seen(desk).agreed_parts == (
        Part(quantity=Decimal(15)),
        Part(quantity=Decimal(10), date=date(2026, 12, 12)),
        Part(quantity=Decimal(15), date=date(2026, 12, 24)),
    )
    _promise(desk, "2026-12-26")
    assert desk.open_moves() == [(10.0, FIRST), (15.0, LAST)]


def test_once_the_first_part_came_a_promise_moves_the_rest(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.with_parts((25.5, FIRST), (14.5, LAST)))
    desk.receive(25.5)

    _promise(desk, "2026-12-26")

    assert desk.open_moves() == [(14.5, "2026-12-26")]


def test_some_of_the_first_part_leaves_two_days_to_keep(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.with_parts((25, FIRST), (15, LAST)))
    desk.receive(20)

    _promise(desk, "2026-12-26")

    assert [day for _, day in desk.open_moves()] == [FIRST, LAST]


def test_less_quantity_that_ends_the_last_part_leaves_one_day_to_promise(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.with_parts((25, FIRST), (15, LAST)))
    desk.press(names.ACTION_APPLY, desk.case(x_proposed_quantity=20, x_expected_quantity=40))

    _promise(desk, "2026-12-26")

    assert desk.open_moves() == [(20.0, "2026-12-26")]


def test_what_is_agreed_stands_where_apply_changes_the_requested_date_too(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.with_parts((25, FIRST), (15, LAST), x_change_requested_date=True))

    line = _seen(desk)
    assert (line.date_planned, line.agreed_date) == (date(2026, 12, 24), date(2026, 12, 24))
    assert [part.quantity for part in line.agreed_parts] == [25, 15]


def test_a_case_is_rechecked_against_the_day_that_a_buyer_planned_after_apply(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.case(x_proposed_date=LAST))
    case = desk.case(x_proposed_date="2027-01-05", x_expected_date=LAST)
    desk.buyer.call(LINE, "write", [desk.line_id], {"date_planned": "2026-12-30 11:00:00"})

    desk.press(names.ACTION_RECHECK, case)
    desk.press(names.ACTION_APPLY, case)

    [row] = desk.admin.search_read(names.EXCEPTION, [("id", "=", case)], ("x_expected_date",))
    assert row["x_expected_date"] == "2026-12-30"
    assert desk.events(kind="applied")[-1]["values"]["date"] == {"old": "2026-12-30", "new": "2027-01-05"}
    line = _seen(desk)
    assert (line.agreed_date, line.date_planned) == (date(2027, 1, 5), date(2026, 12, 30))


def test_a_buyers_edit_clears_what_the_order_shows_as_agreed(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.with_parts((25, FIRST), (15, LAST)))

    desk.buyer.call(LINE, "write", [desk.line_id], {"price_unit": 13.0})
    kept = desk.line(names.LINE_AGREED_DATE)[names.LINE_AGREED_DATE]
    desk.buyer.call(LINE, "write", [desk.line_id], {"date_planned": "2026-12-30 11:00:00"})

    shown = desk.line(names.LINE_AGREED_DATE, names.LINE_AGREED_PARTS)
    assert kept == LAST
    assert (shown[names.LINE_AGREED_DATE], shown[names.LINE_AGREED_PARTS]) == (False, False)
    assert (_seen(desk).agreed_date, _seen(desk).agreed_parts) == (None, ())


def test_planned_away_and_back_in_the_order_itself_ends_what_was_agreed(desk: Desk) -> None:
    before = desk.line("date_planned")["date_planned"]
    desk.press(names.ACTION_APPLY, desk.with_parts((25, FIRST), (15, LAST)))
    for moment in ("2026-12-30 11:00:00", before):
        change = [(1, desk.line_id, {"date_planned": moment})]
        desk.buyer.call("purchase.order", "write", [desk.order_id], {"order_line": change})

    line = _seen(desk)

    assert desk.line("date_planned")["date_planned"] == before
    assert (line.agreed_date, line.agreed_parts) == (None, ())


def test_what_is_agreed_outlives_every_other_edit_of_the_line(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.with_parts((25, FIRST), (15, LAST)))
    before = desk.line("date_planned")["date_planned"]
    for values in ({"price_unit": 13.0}, {"name": "Bolt, black"}, {"date_planned": before}):
        desk.buyer.call(LINE, "write", [desk.line_id], values)

    assert (_seen(desk).agreed_date, len(_seen(desk).agreed_parts)) == (date(2026, 12, 24), 2)


def test_a_form_that_is_not_saved_ends_nothing(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.case(x_proposed_date=LAST))
    spec = {"date_planned": "1", names.LINE_AGREED_DATE: ""}
    fields = spec if desk.admin.version < 17 else {"date_planned": {}, names.LINE_AGREED_DATE: {}}
    values = {"date_planned": "2026-12-30 11:00:00"}
    changed = "date_planned" if desk.admin.version < 17 else ["date_planned"]

    answer = desk.buyer.call(LINE, "onchange", [desk.line_id], values, changed, fields)

    assert names.LINE_AGREED_DATE not in answer.get("value", {})
    assert _seen(desk).agreed_date == date(2026, 12, 24)
