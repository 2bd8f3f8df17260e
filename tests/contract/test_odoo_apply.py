"""Correcting an order from the exception: Apply, Apply all, Reject, Recheck on real Odoo."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from buying import LINE, Desk

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.fingerprint import FINGERPRINT_FIELDS, line_fingerprint
from crossdock.adapters.odoo.rpc_errors import OdooRefused
from crossdock.adapters.odoo.session import OdooSession

if TYPE_CHECKING:
    from odoo_world import OdooWorld

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return a fresh order line on a provisioned server."""
    return Desk(real_world)


def test_a_date_moves_the_forecast_and_keeps_the_requested_date(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    planned = desk.line()["date_planned"]

    desk.press(names.ACTION_APPLY, case)

    line = desk.line()
    assert desk.open_moves() == [(40.0, "2026-12-18")]
    assert line[names.LINE_AGREED_DATE] == line[names.LINE_PROMISED_DATE] == "2026-12-18"
    assert line[names.LINE_REQUESTED_DATE] == "2026-12-10"
    assert line["date_planned"] == planned
    assert desk.state(case) == ("resolved", "applied")


def test_the_requested_date_changes_where_the_buyer_ticks_it(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18", x_change_requested_date=True)

    desk.press(names.ACTION_APPLY, case)

    line = desk.line()
    assert line["date_planned"] == "2026-12-18 11:00:00"
    assert line[names.LINE_REQUESTED_DATE] == "2026-12-10"


def test_a_press_leaves_an_event_a_note_and_no_activity(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18", x_note='agreed by "phone"\nwith Karl')
    desk.technical.call(names.EXCEPTION, "activity_schedule", [case], "mail.mail_activity_data_todo")

    desk.press(names.ACTION_APPLY, case)

    [event] = desk.events()
    assert event[names.EVENT_KIND] == "applied"
    assert event["create_uid"][0] == desk.world.buyer_id
    assert event["values"]["date"] == {"old": "2026-12-10", "new": "2026-12-18"}
    assert event["values"]["note"]["new"] == 'agreed by "phone"\nwith Karl'
    about = [("model", "=", names.EXCEPTION), ("res_id", "=", case), ("body", "ilike", "Applied to")]
    assert len(desk.admin.search_read("mail.message", about, ("id",))) == 1
    held = [("res_model", "=", names.EXCEPTION), ("res_id", "=", case)]
    assert desk.admin.search_read("mail.activity", held, ("id",)) == []


@pytest.mark.parametrize("quantity", [25.0, 55.0])
def test_a_quantity_changes_line_and_open_move_and_nothing_else(desk: Desk, quantity: float) -> None:
    case = desk.case(x_proposed_quantity=quantity, x_expected_quantity=40)
    before = desk.line()

    desk.press(names.ACTION_APPLY, case)

    line = desk.line()
    assert line["product_qty"] == quantity
    assert desk.open_moves() == [(quantity, "2026-12-10")]
    assert line["price_unit"] == before["price_unit"]
    assert line["date_planned"] == before["date_planned"]


def test_a_quantity_counts_what_was_received(desk: Desk) -> None:
    desk.receive(15)
    case = desk.case(x_proposed_quantity=30)

    desk.press(names.ACTION_APPLY, case)

    assert [quantity for quantity, _ in desk.open_moves()] == [15.0]


def test_a_quantity_below_what_was_received_is_refused(desk: Desk) -> None:
    desk.receive(15)
    case = desk.case(x_proposed_quantity=10)

    with pytest.raises(OdooRefused, match="15 were received already"):
        desk.press(names.ACTION_APPLY, case)

    assert desk.line()["product_qty"] == 40.0
    assert desk.state(case)[0] == "new"


def test_a_price_changes_only_the_price(desk: Desk) -> None:
    case = desk.case(x_proposed_price=13.1, x_expected_price=12.35)

    desk.press(names.ACTION_APPLY, case)

    line = desk.line()
    assert (line["price_unit"], line["product_qty"]) == (13.1, 40.0)
    assert line[names.LINE_AGREED_DATE] is False
    assert desk.open_moves() == [(40.0, "2026-12-10")]


def test_a_split_divides_the_open_move_and_adds_no_line(desk: Desk) -> None:
    case = desk.with_parts((25, "2026-12-10"), (10, "2026-12-20"), (5, "2027-01-05"))

    desk.press(names.ACTION_APPLY, case)

    assert desk.open_moves() == [(25.0, "2026-12-10"), (10.0, "2026-12-20"), (5.0, "2027-01-05")]
    assert desk.line()[names.LINE_AGREED_DATE] == "2027-01-05"
    [order] = desk.admin.search_read("purchase.order", [("id", "=", desk.order_id)], ("order_line",))
    assert order["order_line"] == [desk.line_id]


def test_a_split_can_be_divided_anew(desk: Desk) -> None:
    desk.press(
        names.ACTION_APPLY, desk.with_parts((20, "2026-12-10"), (10, "2026-12-20"), (10, "2027-01-05"))
    )

    desk.press(names.ACTION_APPLY, desk.with_parts((30, "2026-12-12"), (10, "2026-12-22")))

    assert desk.open_moves() == [(30.0, "2026-12-12"), (10.0, "2026-12-22")]


def test_a_split_that_does_not_add_up_is_refused(desk: Desk) -> None:
    case = desk.with_parts((25, "2026-12-10"), (10, "2026-12-20"))

    with pytest.raises(OdooRefused, match="add up to 35, but 40"):
        desk.press(names.ACTION_APPLY, case)


def test_a_split_of_a_proposed_quantity_changes_the_order(desk: Desk) -> None:
    case = desk.with_parts((25, "2026-12-10"), (10, "2026-12-20"), x_proposed_quantity=35)

    desk.press(names.ACTION_APPLY, case)

    assert desk.line()["product_qty"] == 35.0
    assert desk.open_moves() == [(25.0, "2026-12-10"), (10.0, "2026-12-20")]


def test_more_quantity_later_leaves_the_parts_apart(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.with_parts((25, "2026-12-10"), (15, "2026-12-20")))

    desk.press(names.ACTION_APPLY, desk.case(x_proposed_quantity=50))

    assert desk.open_moves() == [(25.0, "2026-12-10"), (25.0, "2026-12-20")]


def test_a_cancellation_drops_what_is_open(desk: Desk) -> None:
    desk.receive(15)
    case = desk.case(x_is_cancellation=True, x_proposed_quantity=15)

    desk.press(names.ACTION_APPLY, case)

    assert desk.line()["product_qty"] == 15.0
    assert desk.open_moves() == []
    assert desk.state(case) == ("resolved", "applied")


def test_a_cancellation_of_all_leaves_nothing_open(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.case(x_is_cancellation=True))

    assert desk.line()["product_qty"] == 0.0
    assert desk.open_moves() == []


def test_a_changed_line_refuses_until_rechecked(desk: Desk) -> None:
    case = desk.case(x_proposed_quantity=30, x_expected_quantity=40)
    desk.buyer.call(LINE, "write", [desk.line_id], {"product_qty": 45.0, "price_unit": 12.35})

    with pytest.raises(OdooRefused, match="Press Recheck"):
        desk.press(names.ACTION_APPLY, case)
    assert desk.line()["product_qty"] == 45.0
    desk.press(names.ACTION_RECHECK, case)
    [row] = desk.admin.search_read(names.EXCEPTION, [("id", "=", case)], ("x_expected_quantity",))
    desk.press(names.ACTION_APPLY, case)

    assert row["x_expected_quantity"] == 45.0
    assert desk.line()["product_qty"] == 30.0


def test_all_of_a_message_applies_two_cases_on_one_line(desk: Desk) -> None:
    date = desk.case(x_proposed_date="2026-12-18")
    quantity = desk.case(x_proposed_quantity=30)
    other = desk.case(x_proposed_quantity=11, x_correlation_id="another-mail")

    desk.press(names.ACTION_APPLY_MESSAGE, date)

    assert desk.state(date) == desk.state(quantity) == ("resolved", "applied")
    assert desk.state(other)[0] == "new"
    assert desk.line()["product_qty"] == 30.0
    assert desk.open_moves() == [(30.0, "2026-12-18")]
    assert len(desk.events(kind="applied")) == 2


def test_all_of_a_message_is_all_or_nothing(desk: Desk) -> None:
    date = desk.case(x_proposed_date="2026-12-18")
    desk.case(x_proposed_quantity=30, x_fingerprint="stale")

    with pytest.raises(OdooRefused, match="Press Recheck"):
        desk.press(names.ACTION_APPLY_MESSAGE, date)

    assert desk.open_moves() == [(40.0, "2026-12-10")]
    assert desk.events() == []


def test_a_rejection_leaves_the_order_and_tells_why(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18", x_note="too late")

    desk.press(names.ACTION_REJECT, case)

    [event] = desk.events()
    assert (event[names.EVENT_KIND], event["values"]) == (
        "rejected",
        {"note": {"old": None, "new": "too late"}},
    )
    assert desk.state(case) == ("resolved", "rejected")
    assert desk.open_moves() == [(40.0, "2026-12-10")]


def test_nobody_applies_twice(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.press(names.ACTION_APPLY, case)

    with pytest.raises(OdooRefused, match="closed already"):
        desk.press(names.ACTION_APPLY, case)

    assert len(desk.events()) == 1


def test_two_who_press_at_once_apply_once(desk: Desk) -> None:
    case = desk.case(x_proposed_quantity=30)

    def press(_number: int) -> str:
        session = OdooSession(desk.world.url, desk.world.database, "buyer", desk.world.secret, timeout_s=60)
        try:
            desk.press(names.ACTION_APPLY, case, session)
        except OdooRefused as refused:
            return refused.message
        return "applied"

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(press, range(4)))

    assert told.count("applied") == 1
    assert all("closed already" in text for text in told if text != "applied")
    assert len(desk.events()) == 1
    assert desk.open_moves() == [(30.0, "2026-12-10")]


def test_an_open_case_of_the_same_line_stays_fresh_after_a_press(desk: Desk) -> None:
    first, second = desk.case(x_proposed_date="2026-12-18"), desk.case(x_proposed_price=13.0)
    desk.press(names.ACTION_APPLY, first)

    desk.press(names.ACTION_APPLY, second)

    assert desk.line()["price_unit"] == 13.0


@pytest.mark.parametrize(
    "values",
    [
        {"price_unit": 0.1 + 0.2},
        {"price_unit": 1234567.891234},
        {"product_qty": 33.33, "price_unit": -0.0},
        {"date_planned": "2026-12-31 23:30:00", names.LINE_AGREED_DATE: "2027-01-01"},
        {names.LINE_AGREED_DATE: "2027-01-01", names.LINE_AGREED_PLANNED: "2026-12-10 11:00:00"},
        {
            names.LINE_AGREED_DATE: "2027-01-01",
            names.LINE_AGREED_PARTS: "25 on 2026-12-10, 15 on 2027-01-01",
            names.LINE_AGREED_PLANNED: "2026-12-10 11:00:00",
        },
    ],
)
def test_odoo_and_the_snapshot_compute_the_same_fingerprint(desk: Desk, values: dict[str, object]) -> None:
    desk.admin.call(LINE, "write", [desk.line_id], values)
    [row] = desk.technical.search_read(LINE, [("id", "=", desk.line_id)], FINGERPRINT_FIELDS)
    case = desk.case(x_proposed_date="2027-02-01", x_fingerprint="")

    desk.press(names.ACTION_RECHECK, case)

    [found] = desk.admin.search_read(names.EXCEPTION, [("id", "=", case)], ("x_fingerprint",))
    assert found["x_fingerprint"] == line_fingerprint(row)
