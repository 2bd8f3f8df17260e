"""Lists, filters and ways from screen to screen in Chromium, on Odoo 19 and 14."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from crossdock.adapters.odoo.choices import STATES
from tests.e2e.odoo_cases import day
from tests.e2e.odoo_page import VIEWS
from tests.parameters import each_odoo

if TYPE_CHECKING:
    from pathlib import Path

    from stack.browser import LaunchOptions
    from tests.e2e.odoo_screens import Screens

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]
OPEN = ("x_state", "in", ["new", "in_progress", "on_hold"])
KEY_COLUMNS = ("Number", "Title", "Order", "Supplier", "Agreed", "Proposed", "Due", "Owner", "Status")
CUT = """columns => {
    const heads = [...document.querySelectorAll('.o_list_view thead th')];
    const places = heads.map((th, i) => columns.includes(th.innerText.trim()) ? i : -1).filter(i => i >= 0);
    const rows = [...document.querySelectorAll('.o_data_row')];
    const cells = rows.flatMap(row => places.map(i => row.children[i]));
    const parts = [...places.map(i => heads[i]), ...cells].flatMap(e => [e, ...e.querySelectorAll('*')]);
    return {columns: places.length,
            cut: parts.filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)};
}"""


@each_odoo
def test_the_menu_leads_to_the_exceptions(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_by_menu("Crossdock", "Exceptions")

        odoo.page.wait_for_selector(VIEWS["list"])
        odoo.rows(screens.count(OPEN))
        odoo.assert_no_error()


@each_odoo
def test_every_view_opens(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        for view in VIEWS:
            odoo.open_view(view)


@pytest.mark.variant
def test_every_case_opens_with_all_its_tabs(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "manager") as odoo:
        for case in screens.looked_at(screens.cases):
            odoo.open_case(screens.cases[case])
            for tab in odoo.tabs():
                odoo.open_tab(tab)
            odoo.assert_no_error()


def test_the_list_is_pictured(screens19: Screens, chromium: LaunchOptions, images: Path) -> None:
    with screens19.browser(chromium, "buyer", width=1400, height=860) as odoo:
        odoo.open_view("list")
        odoo.page.wait_for_timeout(1500)  # fonts and avatars; nothing depends on it

        odoo.page.screenshot(path=images / "odoo-exceptions-list.png")


def test_no_key_column_is_cut_off_at_1400_pixels(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer", width=1400) as odoo:
        odoo.open_view("list")

        found: dict[str, Any] = odoo.page.evaluate(CUT, list(KEY_COLUMNS))

    assert found == {"columns": len(KEY_COLUMNS), "cut": []}


def test_what_is_overdue_in_the_list_is_shown_as_due_in_the_past(
    screens19: Screens, chromium: LaunchOptions
) -> None:
    with screens19.browser(chromium, "buyer", width=1400) as odoo:
        odoo.open_view("list")
        due = odoo.page.locator("tr.text-danger td[name=x_due_on]").all_inner_texts()

    assert due
    assert all("ago" in text or "Yesterday" in text for text in due), due


def test_the_form_says_the_same_day_as_the_list_where_the_deadline_comes_before_the_to_do(
    screens19: Screens, chromium: LaunchOptions
) -> None:
    with screens19.browser(chromium, "manager", width=1400) as odoo:
        odoo.open_view("list")
        odoo.drop_filters()
        in_list = odoo.row("9 days late").locator("td[name=x_due_on]").inner_text().strip()
        odoo.open_case(screens19.cases["other_teams"])
        in_form = odoo.page.locator(".o_form_view .o_field_widget[name=x_due_on]").inner_text().strip()

    assert in_list
    assert in_form == in_list


def test_the_list_shows_agreed_and_proposed_for_every_kind(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_view("list")

        for title, agreed, proposed in (
            ("12 days late", day(9), day(21)),
            ("unit price", "14.20 EUR", "15.05 EUR"),
            ("800 Units short", "5000 Units", "4200 Units"),
            ("cannot deliver", "25 Units", "cancelled"),
            ("in 2 parts", day(12), f"2 parts until {day(26)}"),
            ("is offered instead", "HB-1040", "HB-1040-A2"),
        ):
            text = odoo.row(title).first.inner_text()
            assert agreed in text, text
            assert proposed in text, text


def test_rows_are_coloured_by_priority_and_overdue(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_view("list")
        odoo.drop_filters()
        odoo.rows(screens.count())

        expect(odoo.row("800 Units short")).to_have_class(re.compile("text-danger"))
        expect(odoo.row("9 days late")).to_have_class(re.compile("text-danger"))
        expect(odoo.row("Suspicious: claims to be")).to_have_class(re.compile("text-warning"))
        expect(odoo.row("cannot deliver")).to_have_class(re.compile("text-warning"))
        expect(odoo.row("3 days late")).to_have_class(re.compile("text-muted"))
        expect(odoo.row("asks something")).not_to_have_class(re.compile("text-(danger|warning|muted)"))


def test_the_kanban_has_a_column_per_state_and_colours(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_view("kanban")
        columns = [title.strip() for title in odoo.page.locator(".o_column_title").all_inner_texts()]
        cards = odoo.page.locator(".o_kanban_record .crossdock_card")

        overdue = cards.filter(has_text="800 Units short").evaluate(EDGE)
        urgent = cards.filter(has_text="Suspicious: claims to be").evaluate(EDGE)
        calm = cards.filter(has_text="asks something").evaluate(EDGE)
        bars = odoo.page.locator(".o_kanban_group .progress-bar.bg-danger, .o_kanban_group .bg-danger-full")

        assert bars.count() > 0
        assert len({overdue, urgent, calm}) == 3
    if screens.admin.version >= 18:
        assert columns == [label for _, label in STATES]
    else:  # Odoo 14 has no column for a state that is empty
        assert set(columns) == {"New", "In Progress", "On Hold"}


EDGE = "card => getComputedStyle(card).borderLeftColor"


NOW = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _filtered(screens: Screens) -> dict[str, tuple[list[Any], str, str]]:
    """Return by filter what it must find, said in another way than the filter says it, one found, one not."""
    late = ["|", ("activity_ids.date_deadline", "<", day(0)), ("x_resolution_due_at", "<", NOW)]
    delay, colleagues, other_teams = "12 days late", "5 days late", "9 days late"
    return {
        "Mine": ([("x_user_id.name", "=", "Bea Buyer")], delay, colleagues),
        "My Team": ([("x_team_id.x_name", "=", "Purchasing")], colleagues, other_teams),
        "Overdue": ([OPEN, *late], other_teams, delay),
        "Late Deliveries": ([("x_sub_category", "=", "supplier_delay")], delay, "unit price"),
        "Prices": ([("x_sub_category", "=", "price_variance")], "unit price", delay),
        "Suspicious": ([("x_sub_category", "=", "suspicious_message")], "claims to be", delay),
    }


def test_the_filters_find_what_they_say(screens: Screens, chromium: LaunchOptions) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        for label, (domain, found, not_found) in _filtered(screens).items():
            odoo.open_view("list")
            odoo.drop_filters()
            odoo.choose("Filters", label)
            odoo.rows(screens.count(*domain))
            # as many rows may stand there still from before the filter
            expect(odoo.row(found).first, label).to_be_visible()
            expect(odoo.row(not_found), label).to_have_count(0)
            odoo.assert_no_error()


def test_cases_are_found_by_supplier_and_grouped_by_category(
    screens: Screens, chromium: LaunchOptions
) -> None:
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_view("list")

        odoo.search("Supplier", "Moretti")
        rows = odoo.rows(screens.count(OPEN, ("x_partner_id", "ilike", "Moretti")))
        odoo.choose("Group By", "Category")
        expect(odoo.page.locator(".o_group_header")).to_have_count(2)

    assert all("Officine Moretti SRL" in row for row in rows)


def test_a_case_leads_to_its_order_and_to_the_customers_orders(
    screens: Screens, chromium: LaunchOptions
) -> None:
    order = screens.lines[0]["order_id"][1].split(" ")[0]
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_case(screens.cases["delay"])
        odoo.smart_button("Purchase").click()
        odoo.page.wait_for_selector(f".o_form_view h1:has-text('{order}')")
        odoo.assert_no_error()

        odoo.open_case(screens.cases["delay"])
        odoo.smart_button("Sales").click()
        odoo.page.wait_for_selector(".o_list_view .o_data_row:has-text('Nordhafen')")
        odoo.rows(1)


def test_the_purchase_order_counts_its_open_exceptions_and_leads_to_them(
    screens: Screens, chromium: LaunchOptions
) -> None:
    order = screens.lines[0]["order_id"][0]
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_order(order)
        button = odoo.smart_button("Exceptions")
        told = button.inner_text()
        button.click()
        odoo.page.wait_for_selector(VIEWS["list"])

        count = screens.count(OPEN, ("x_purchase_order_id", "=", order))
        odoo.rows(count)
    assert str(count) in told


def test_an_order_without_exceptions_says_so(screens: Screens, chromium: LaunchOptions) -> None:
    line = screens.new_line()
    with screens.browser(chromium, "buyer") as odoo:
        odoo.open_order(line["order_id"][0])
        odoo.smart_button("Exceptions").click()

        empty = odoo.page.locator(".o_view_nocontent")
        expect(empty).to_contain_text("No exceptions")
        expect(empty).to_contain_text("When a supplier's message differs")
        odoo.assert_no_error()


@pytest.mark.parametrize("login", ["clerk", "viewer"])
def test_who_lacks_rights_on_sales_still_reads_exceptions(
    login: str, screens: Screens, chromium: LaunchOptions
) -> None:
    with screens.browser(chromium, login) as odoo:
        odoo.open_view("list")
        odoo.open_case(screens.cases["split"])
