"""The exception's form in Chromium, on Odoo 19 and 14: what it shows of each case, and what a press does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from crossdock.adapters.odoo import names
from tests.e2e.odoo_cases import LONG_TITLE, UNCLEAR_MAIL, day
from tests.e2e.world import eventually
from tests.parameters import each_odoo

if TYPE_CHECKING:
    from stack.browser import LaunchOptions
    from tests.e2e.odoo_screens import Screens

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]
APPLY, APPLY_ALL, REJECT = "Apply", "Apply All of This Message", "Reject"
TICK_DATE = "Change the requested date on the order line as well"
TICK_CANCEL = "The supplier cancels: drop the quantity that is still open"
PARTS, WHEN, CLAIMS = "Delivery in Parts", "When You Apply", "What the Message Says"
PLAIN_TABS = ["Deviation", "Origin & Reading", "Impact & SLA"]
# what of these may be seen, by case
SHOWN = {
    "delay": {APPLY, APPLY_ALL, REJECT, WHEN, TICK_DATE},
    "price": {APPLY, APPLY_ALL, REJECT},
    "short": {APPLY, REJECT},
    "split": {APPLY, REJECT, WHEN, TICK_DATE, PARTS},
    "cancelled": {APPLY, REJECT, WHEN, TICK_CANCEL},
    "substitute": {REJECT},
    "undated": {REJECT},
    "question": {REJECT},
    "unclear": {REJECT},
    "suspicious": {REJECT, CLAIMS},
    "done": set(),
}
BUTTONS, TEXTS = (APPLY, APPLY_ALL, REJECT), (WHEN, TICK_DATE, TICK_CANCEL, PARTS, CLAIMS)
OVERFLOW = """() => [...document.querySelectorAll('.o_form_sheet, .o_form_sheet .oe_title, h1 > *')]
    .filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.className)"""


@each_odoo
def test_the_form_shows_only_what_fits_the_case(screens: Screens, chromium: LaunchOptions) -> None:
    seen: dict[str, set[str]] = {}
    with screens.browser(chromium, "buyer") as odoo:
        for case in screens.looked_at(SHOWN):
            odoo.open_case(screens.cases[case])
            seen[case] = {label for label in BUTTONS if odoo.button(label).is_visible()}
            seen[case] |= {text for text in TEXTS if odoo.sees(text)}

    assert seen == {case: SHOWN[case] for case in screens.looked_at(SHOWN)}


def test_a_group_of_the_record_that_is_empty_has_no_tab(screens: Screens, chromium: LaunchOptions) -> None:
    tabs: dict[str, list[str]] = {}
    with screens.browser(chromium, "buyer") as odoo:
        for case in ("delay", "full", "done"):
            odoo.open_case(screens.cases[case])
            tabs[case] = odoo.tabs()

    assert tabs == {
        "delay": PLAIN_TABS,
        "full": [*PLAIN_TABS, "Gate & Waiver"],
        "done": [*PLAIN_TABS, "Result"],
    }


def test_the_tabs_hold_the_rest_of_the_record(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "manager") as odoo:
        odoo.open_case(screens.cases["full"])
        told = {}
        for tab in odoo.tabs():
            odoo.open_tab(tab)
            told[tab] = odoo.form_text()

    assert "1Z999AA10123456784" in told["Origin & Reading"]
    assert "Running" in told["Impact & SLA"]
    assert "Shipping" in told["Gate & Waiver"]
    for text in ("Open-Case Key", "1|supply|early_delivery|line:", "Waived State", "qty=10.000000"):
        assert text in told["Technical"]


def test_only_managers_see_the_keys(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(screens.cases["full"])

        assert "Technical" not in odoo.tabs()


def test_a_suspicious_message_is_told_as_a_claim(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(screens.cases["suspicious"])

        text = odoo.form_text()
        suppliers = odoo.page.locator("[name='x_partner_id']:visible").count()

    assert "Do not trust this message. Our mail server says" in text
    assert "Nothing of this was checked, and none of it was used." in text
    assert "It claims to be from Schraubenwerk Lindenau GmbH (sales@lindenau.example)." in text
    assert suppliers == 0


def test_a_mail_that_people_must_read_stands_on_the_first_screen_and_each_thing_once(
    screens: Screens, chromium: LaunchOptions
) -> None:
    with screens.browser(chromium, "buyer", width=1400, height=700) as odoo:
        odoo.open_case(screens.cases["unclear"])
        mail = odoo.page.locator(".o_field_widget[name='x_evidence']:visible")
        place = mail.bounding_box()
        shown, text = mail.inner_text(), odoo.form_text()

    assert shown.splitlines() == UNCLEAR_MAIL.splitlines()
    assert place is not None
    assert place["y"] + place["height"] < 700
    for said in ("what it says was not understood", "Answer the supplier from the order", "Karl says"):
        assert text.count(said) == 1, said


def test_a_mail_that_was_read_is_closed_by_its_status(screens: Screens, chromium: LaunchOptions) -> None:
    case = screens.new_case(screens.new_line(), "needs_clarification", x_evidence=UNCLEAR_MAIL)

    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(case)
        odoo.set_state("Resolved")
        odoo.wait_for_state("Resolved")

        # the client shows the state before it is saved
        eventually(
            lambda: screens.read(names.EXCEPTION, case, "x_state")["x_state"] == "resolved",
            what="the state that was clicked, in Odoo",
        )


def test_the_orders_chatter_offers_the_supplier_as_recipient(
    screens: Screens, chromium: LaunchOptions
) -> None:
    line = screens.new_line()

    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_order(line["order_id"][0])
        offered = odoo.recipients_of_a_message()

    assert line["partner_id"][1] in offered


def test_long_titles_and_evidence_wrap_and_are_not_cut(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer", width=1280, height=800) as odoo:
        for case in ("split", "suspicious", "unmatched"):
            odoo.open_case(screens.cases[case])
            assert odoo.page.evaluate(OVERFLOW) == [], case

        assert LONG_TITLE in odoo.form_text()


@pytest.mark.parametrize(
    ("category", "values", "field", "typed", "line_field", "landed"),
    [
        (
            "price_variance",
            {"x_expected_price": 184.5, "x_proposed_price": 190},
            "x_proposed_price",
            "187.25",
            "price_unit",
            187.25,
        ),
        (
            "quantity_short",
            {"x_expected_quantity": 40, "x_proposed_quantity": 30},
            "x_proposed_quantity",
            "35",
            "product_qty",
            35.0,
        ),
        (
            "supplier_delay",
            {"x_expected_date": day(10), "x_proposed_date": day(20)},
            "x_proposed_date",
            day(23)[5:7] + "/" + day(23)[8:] + "/" + day(23)[:4],
            names.LINE_AGREED_DATE,
            day(23),
        ),
    ],
)
def test_what_is_typed_before_apply_lands_on_the_line(
    category: str,
    values: dict[str, object],
    field: str,
    typed: str,
    line_field: str,
    landed: object,
    screens: Screens,
    chromium: LaunchOptions,
) -> None:
    line = screens.new_line()
    case = screens.new_case(line, category, **values)

    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(case)
        odoo.edit(field, typed)
        odoo.button(APPLY).click()
        odoo.wait_for_state("Resolved")

    assert screens.read("purchase.order.line", line["id"], line_field)[line_field] == landed


def test_a_date_that_the_supplier_left_out_can_be_entered_and_applied(
    screens: Screens, chromium: LaunchOptions
) -> None:
    line = screens.new_line()
    case = screens.new_case(line, "supplier_delay", x_expected_date=day(10))

    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(case)
        odoo.edit("x_proposed_date", day(23)[5:7] + "/" + day(23)[8:] + "/" + day(23)[:4])
        odoo.button(APPLY).click()
        odoo.wait_for_state("Resolved")

    assert screens.read("purchase.order.line", line["id"], names.LINE_AGREED_DATE) == {
        "id": line["id"],
        names.LINE_AGREED_DATE: day(23),
    }


@each_odoo
def test_after_apply_the_case_and_the_order_say_what_happened(
    screens: Screens, chromium: LaunchOptions
) -> None:
    line = screens.new_line()
    case = screens.new_case(
        line, "supplier_delay", x_expected_date=day(10), x_proposed_date=day(20), x_priority="2"
    )

    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_order(line["order_id"][0])
        before = odoo.form_text()
        odoo.open_case(case)
        odoo.button(APPLY).click()
        odoo.wait_for_state("Resolved")
        banner = " ".join(odoo.page.locator(".alert-success:visible").inner_text().split())
        odoo.open_tab("Result")
        result = odoo.form_text()
        odoo.open_order(line["order_id"][0])
        headers = odoo.page.locator(".o_form_view thead th").all_inner_texts()
        expect(odoo.page.locator("body")).to_contain_text("was applied. The receipt moved to")

    assert banner.startswith("Applied to the order by Bea Buyer on ")
    assert "is kept, so the vendor's on-time rate stays right." in banner
    assert "Resolved By Bea Buyer" in result
    assert {"Agreed", "Promised"} <= {header.strip() for header in headers}
    assert "Promised" not in before


@each_odoo
def test_apply_belongs_to_who_may_change_orders(screens: Screens, chromium: LaunchOptions) -> None:
    line = screens.new_line()
    case = screens.new_case(line, "supplier_delay", x_expected_date=day(10), x_proposed_date=day(20))

    with screens.browser(chromium, "viewer") as odoo:
        odoo.open_case(case)
        odoo.button(APPLY).click()
        odoo.page.wait_for_selector(".modal, .o_notification")
        told = odoo.page.locator(".modal, .o_notification").first.inner_text()

    assert "you may not change purchase orders" in told
    assert screens.read(names.EXCEPTION, case, "x_state")["x_state"] == "new"
    line_now = screens.read("purchase.order.line", line["id"], names.LINE_AGREED_DATE)
    assert line_now[names.LINE_AGREED_DATE] is False


def test_a_rejected_case_says_who_rejected_it(screens: Screens, chromium: LaunchOptions) -> None:
    case = screens.new_case(screens.new_line(), "supplier_delay", x_proposed_date=day(20))

    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(case)
        odoo.button(REJECT).click()
        odoo.page.locator(".modal .btn-primary").click()
        odoo.wait_for_state("Resolved")
        banner = " ".join(odoo.page.locator(".alert-success:visible").inner_text().split())

    assert banner.startswith("Rejected by Bea Buyer on ")
    assert banner.endswith("The order stays as it is.")
