"""What people see and press in Chromium: every view on Odoo 19 and 14, and Apply by who may and may not."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.odoo import names
from tests.e2e.odoo_screens import Screens, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from stack.browser import LaunchOptions
    from stack.odoo import Odoo

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]
IMAGES = Path(__file__).parents[2] / "docs" / "img"
ERRORS = ".o_error_dialog, .o_dialog_error, .o_notification.border-danger, .modal .o_dialog_warning"
CHATTER = ".o_ChatterContainer, .o-mail-Chatter, .o_chatter, .o-mail-Form-chatter"
VIEWS = {
    "list": ".o_list_view .o_data_row",
    "kanban": ".o_kanban_record strong",
    "pivot": ".o_pivot table",
    "graph": ".o_graph_renderer canvas, .o_graph_canvas_container canvas",
}
FILTERS = ("Mine", "My Team", "Overdue", "Open", "Late Deliveries")


def _screens(odoo: Odoo) -> Iterator[Screens]:
    name = odoo.new_database(f"screens_{uuid.uuid4().hex[:8]}")
    yield Screens(odoo, name)
    odoo.drop_database(name)


@pytest.fixture(scope="module")
def screens19(odoo19: Odoo) -> Iterator[Screens]:
    """Return a day's work in Odoo 19."""
    yield from _screens(odoo19)


@pytest.fixture(scope="module")
def screens14(odoo14: Odoo) -> Iterator[Screens]:
    """Return a day's work in Odoo 14."""
    yield from _screens(odoo14)


def _open(page: Page, url: str, selector: str) -> None:
    """Load a view from scratch and wait until it shows something; no error dialog may be there."""
    page.goto("about:blank")
    page.goto(url, wait_until="domcontentloaded")
    page.wait_for_selector(selector, timeout=120_000)
    page.wait_for_load_state("load")
    assert page.locator(ERRORS).count() == 0


def _open_every_view(screens: Screens, page: Page) -> None:
    for view, selector in VIEWS.items():
        _open(page, screens.url("window_exceptions", view), selector)
    for case in screens.cases.values():
        _open(page, screens.url("window_exceptions", "form", case), ".o_form_view .oe_title")
        page.wait_for_selector(CHATTER)
        tabs = page.locator(".o_form_view .o_notebook .nav-link")
        assert tabs.count() == 5
        for number in range(tabs.count()):
            tabs.nth(number).click()
        assert page.locator(ERRORS).count() == 0


def test_every_view_opens_in_odoo_19(screens19: Screens, chromium: LaunchOptions) -> None:
    with screens19.browser(chromium, "buyer") as page:
        _open_every_view(screens19, page)


def test_every_view_opens_in_odoo_14(screens14: Screens, chromium: LaunchOptions) -> None:
    with screens14.browser(chromium, "buyer") as page:
        _open_every_view(screens14, page)


def test_list_and_form_are_pictured(screens19: Screens, chromium: LaunchOptions) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with screens19.browser(chromium, "buyer") as page:
        _open(page, screens19.url("window_exceptions", "list"), VIEWS["list"])
        page.wait_for_timeout(1500)
        page.screenshot(path=IMAGES / "odoo-exceptions-list.png")
        _open(page, screens19.url("window_exceptions", "form", screens19.cases["delay"]), CHATTER)
        page.wait_for_timeout(1500)
        page.screenshot(path=IMAGES / "odoo-exception-form.png")

        text = page.locator(".o_form_view").inner_text()
        assert "verzögert" in text
        assert "Ask for a part delivery" in text


def test_the_filters_find_what_they_say(screens19: Screens, chromium: LaunchOptions) -> None:
    found: dict[str, int] = {}
    with screens19.browser(chromium, "buyer") as page:
        for name in FILTERS:
            _open(page, screens19.url("window_exceptions", "list"), VIEWS["list"])
            page.locator(".o_searchview_facet .o_facet_remove").first.click()
            page.locator(".o_searchview_dropdown_toggler").click()
            page.locator(".o_filter_menu .o_menu_item", has_text=re.compile(f"^{name}$")).click()
            page.wait_for_selector(f".o_searchview_facet:has-text('{name}')")
            page.wait_for_timeout(1500)
            found[name] = page.locator(".o_data_row").count()
            assert page.locator(ERRORS).count() == 0

    assert found["Mine"] == found["Open"] + 1
    assert found["Overdue"] == 1
    assert found["Late Deliveries"] == 2
    assert found["My Team"] == found["Mine"]


def test_the_purchase_order_counts_its_open_exceptions(screens19: Screens, chromium: LaunchOptions) -> None:
    order = screens19.lines[0]["order_id"][0]
    with screens19.browser(chromium, "buyer") as page:
        _open(page, screens19.order_url(order), ".o_form_view")
        button = page.locator(f"button[name='{screens19.id_of('window_order_exceptions')}']")
        if button.count() == 0:
            button = page.locator(
                ".oe_stat_button:has-text('Exceptions'), .o-form-buttonbox :text('Exceptions')"
            )
        button.first.wait_for()
        assert "1" in button.first.inner_text()
        button.first.click()
        page.wait_for_selector(VIEWS["list"])
        assert page.locator(".o_data_row").count() == 1


def test_the_affected_customer_orders_are_one_click_away(screens19: Screens, chromium: LaunchOptions) -> None:
    with screens19.browser(chromium, "buyer") as page:
        _open(page, screens19.url("window_exceptions", "form", screens19.cases["delay"]), CHATTER)
        page.locator(".oe_stat_button:has-text('Sales')").first.click()
        page.wait_for_selector(".o_list_view .o_data_row")

        assert page.locator(".o_data_row").count() == 1
        assert "Nordhafen" in page.locator(".o_data_row").inner_text()


@pytest.mark.parametrize("version", [19, 14])
@pytest.mark.parametrize("login", ["clerk", "viewer"])
def test_who_lacks_rights_on_sales_still_reads_exceptions(
    version: int, login: str, request: pytest.FixtureRequest, chromium: LaunchOptions
) -> None:
    screens: Screens = request.getfixturevalue(f"screens{version}")
    with screens.browser(chromium, login) as page:
        _open(page, screens.url("window_exceptions", "list"), VIEWS["list"])
        _open(page, screens.url("window_exceptions", "form", screens.cases["split"]), CHATTER)


def _state(screens: Screens, case: int) -> tuple[Any, Any]:
    fields = ("x_state", names.RESOLUTION_CODE)
    [row] = screens.admin.search_read(names.EXCEPTION, [("id", "=", case)], fields)
    return row["x_state"], row[names.RESOLUTION_CODE]


def _agreed(screens: Screens, line: int) -> str | bool:
    [row] = screens.admin.search_read("purchase.order.line", [("id", "=", line)], (names.LINE_AGREED_DATE,))
    agreed: str | bool = row[names.LINE_AGREED_DATE]
    return agreed


def _press_apply(screens: Screens, page: Page) -> None:
    _open(page, screens.url("window_exceptions", "form", screens.cases["delay"]), ".o_form_view .oe_title")
    page.get_by_role("button", name="Apply", exact=True).first.click()


@pytest.mark.parametrize("version", [19, 14])
def test_apply_belongs_to_who_may_change_orders(
    version: int, request: pytest.FixtureRequest, chromium: LaunchOptions
) -> None:
    screens: Screens = request.getfixturevalue(f"screens{version}")
    case, line = screens.cases["delay"], screens.lines[0]["id"]

    with screens.browser(chromium, "viewer") as page:
        _press_apply(screens, page)
        page.wait_for_selector(".modal, .o_notification")
        told = page.locator(".modal, .o_notification").first.inner_text()
    assert "not allowed" in told or "Access" in told
    assert _state(screens, case) == ("new", False)
    assert _agreed(screens, line) is False

    with screens.browser(chromium, "buyer") as page:
        _press_apply(screens, page)
        page.wait_for_selector(
            ".o_statusbar_status .o_arrow_button_current:has-text('Resolved'),"
            ".o_statusbar_status .btn-primary:has-text('Resolved'),"
            ".o_statusbar_status [aria-checked=true]:has-text('Resolved')"
        )
        assert page.locator(ERRORS).count() == 0
    assert _state(screens, case) == ("resolved", "applied")
    assert _agreed(screens, line) == day(21)
