"""Pressed in Chromium on Odoo 19 and 14: a whole message, a split, a cancellation; what stands then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.odoo import names
from tests.e2e.odoo_cases import day
from tests.parameters import each_odoo

if TYPE_CHECKING:
    from stack.browser import LaunchOptions
    from tests.e2e.odoo_screens import Line, Screens

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]
APPLY, APPLY_ALL = "Apply", "Apply All of This Message"


def press(screens: Screens, chromium: LaunchOptions, case: int, button: str) -> None:
    """Open a case as the buyer and press a button that resolves it."""
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(case)
        odoo.button(button).click()
        odoo.wait_for_state("Resolved")


def outcome(screens: Screens, case: int) -> tuple[str, Any]:
    """Return a case's state and how it was resolved."""
    row = screens.read(names.EXCEPTION, case, "x_state", "x_resolution_code")
    return row["x_state"], row["x_resolution_code"]


def receipts(screens: Screens, line: Line) -> list[tuple[float, str]]:
    """Return what is still expected of a line: how much, and on which day."""
    domain = [("purchase_line_id", "=", line["id"]), ("state", "not in", ["done", "cancel"])]
    moves = screens.admin.search_read("stock.move", domain, ["product_uom_qty", "date"], order="date, id")
    return [(move["product_uom_qty"], move["date"][:10]) for move in moves]


def test_apply_all_takes_over_what_one_message_proposes_and_nothing_else(
    screens: Screens, chromium: LaunchOptions
) -> None:
    late, dearer, untouched = screens.new_line(), screens.new_line(1, 3), screens.new_line(due=10)
    message = {"x_correlation_id": f"msg-all-{late['id']}"}
    dates = {"x_expected_date": day(10), "x_proposed_date": day(20)}
    delay = screens.new_case(late, "supplier_delay", **dates, **message)
    price = screens.new_case(
        dearer, "price_variance", x_expected_price=14.2, x_proposed_price=15.05, **message
    )
    question = screens.new_case(late, "supplier_question", **message)
    elsewhere = screens.new_case(untouched, "supplier_delay", **dates)

    press(screens, chromium, delay, APPLY_ALL)

    assert outcome(screens, delay) == outcome(screens, price) == ("resolved", "applied")
    assert outcome(screens, question) == outcome(screens, elsewhere) == ("new", False)
    assert receipts(screens, late) == [(40, day(20))]
    assert receipts(screens, untouched) == [(40, day(10))]
    assert screens.read("purchase.order.line", dearer["id"], "price_unit")["price_unit"] == 15.05


def test_a_split_that_is_applied_divides_the_expected_receipt(
    screens: Screens, chromium: LaunchOptions
) -> None:
    line = screens.new_line(quantity=60, due=12)
    parts = [(0, 0, {"x_quantity": size, "x_date": when}) for size, when in ((40, day(12)), (20, day(26)))]
    case = screens.new_case(
        line,
        "phased_delivery",
        x_expected_date=day(12),
        x_proposed_date=day(26),
        x_expected_quantity=60,
        x_proposed_quantity=60,
        x_part_ids=parts,
    )

    press(screens, chromium, case, APPLY)

    assert outcome(screens, case) == ("resolved", "applied")
    assert receipts(screens, line) == [(40, day(12)), (20, day(26))]
    after = screens.read("purchase.order.line", line["id"], "product_qty", names.LINE_AGREED_DATE)
    assert (after["product_qty"], after[names.LINE_AGREED_DATE]) == (60, day(26))


def test_a_cancellation_that_is_applied_leaves_nothing_to_come(
    screens: Screens, chromium: LaunchOptions
) -> None:
    line = screens.new_line(quantity=25)
    case = screens.new_case(line, "line_rejected", x_expected_quantity=25, x_is_cancellation=True)

    press(screens, chromium, case, APPLY)

    assert outcome(screens, case) == ("resolved", "applied")
    assert receipts(screens, line) == []
    assert screens.read("purchase.order.line", line["id"], "product_qty")["product_qty"] == 0


@each_odoo
def test_a_form_that_was_opened_before_the_supplier_wrote_again_applies_nothing(
    screens: Screens, chromium: LaunchOptions
) -> None:
    line = screens.new_line(due=10)
    case = screens.new_case(line, "supplier_delay", x_expected_date=day(10), x_proposed_date=day(20))

    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(case)
        screens.write_again(case, x_proposed_date=day(27))
        odoo.button(APPLY).click()
        odoo.page.get_by_text("The supplier has written again").wait_for()
        refused = (outcome(screens, case), receipts(screens, line))
        odoo.open_case(case)
        odoo.button(APPLY).click()
        odoo.wait_for_state("Resolved")

    assert refused == (("new", False), [(40, day(10))])
    assert outcome(screens, case) == ("resolved", "applied")
    assert receipts(screens, line) == [(40, day(27))]
