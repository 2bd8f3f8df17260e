"""Odoo's web client as a person uses it, on 19 and on 14: open, click, filter, edit, press."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.e2e.odoo_site import Site

ERRORS = ".o_error_dialog, .o_dialog_error, .o_notification.border-danger, .modal .o_dialog_warning"
CHATTER = ".o_ChatterContainer, .o-mail-Chatter, .o_chatter, .o-mail-Form-chatter"
VIEWS = {
    "list": ".o_list_view .o_data_row",
    "kanban": ".o_kanban_record strong",
    "pivot": ".o_pivot table",
    "graph": ".o_graph_renderer canvas, .o_graph_canvas_container canvas",
}
FORM = ".o_form_view .oe_title"
LAST_BREADCRUMB = ".o_last_breadcrumb_item, .breadcrumb-item.active"
CURRENT_STATE = ".o_statusbar_status [aria-checked=true], .o_statusbar_status .btn-primary"


class OdooPage:
    """One browser tab of somebody who is logged in. What differs between versions is hidden here."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self._site = page, site
        self._is_new = site.admin.version >= 18

    def open(self, url: str, selector: str) -> None:
        """Load a page from scratch and wait until it shows something; no error dialog may be there."""
        self.page.goto("about:blank")
        self.page.goto(url, wait_until="domcontentloaded")
        self.page.wait_for_selector(selector, timeout=120_000)
        self.page.wait_for_load_state("load")
        self.assert_no_error()

    def open_view(self, view: str) -> None:
        """Open all open exceptions as list, kanban, pivot or graph."""
        self.open(self._site.url("window_exceptions", view), VIEWS[view])

    def open_case(self, case: int) -> None:
        """Open the form of an exception, with its chatter."""
        self.open(self._site.url("window_exceptions", "form", case), FORM)
        self.page.wait_for_selector(CHATTER)

    def open_order(self, order: int) -> None:
        """Open the form of a purchase order."""
        self.open(self._site.order_url(order), ".o_form_view .o_data_row")

    def open_by_menu(self, app: str, entry: str) -> None:
        """Start at the client's first page and click through the menus."""
        self.open(f"{self._site.odoo.url}/{'odoo' if self._is_new else 'web'}", ".o_main_navbar")
        self.page.locator(".o_navbar_apps_menu button, .o_menu_apps a.full").first.click()
        self.page.locator(".o_app", has_text=app).first.click()
        self.page.wait_for_selector(f".o_menu_brand:has-text('{app}')")
        self.page.locator(".o_menu_sections").get_by_text(entry, exact=True).first.click()

    def assert_no_error(self) -> None:
        """Assert that no error dialog is there."""
        assert self.page.locator(ERRORS).count() == 0, self.page.locator(ERRORS).first.inner_text()

    def rows(self, count: int) -> list[str]:
        """Wait until the list has so many rows and return their texts."""
        rows = self.page.locator(".o_data_row")
        expect(rows).to_have_count(count, timeout=30_000)
        return rows.all_inner_texts()

    def row(self, text: str) -> Locator:
        """Return the list's row with that text."""
        return self.page.locator(".o_data_row", has_text=text)

    def drop_filters(self) -> None:
        """Remove every facet of the search."""
        facets = self.page.locator(".o_searchview_facet")
        while facets.count():
            before = facets.count()
            facets.first.locator(".o_facet_remove").click()
            expect(facets).to_have_count(before - 1)

    def choose(self, kind: str, label: str) -> None:
        """Choose a filter (`Filters`) or a grouping (`Group By`) by its label."""
        if self._is_new:
            self.page.locator(".o_searchview_dropdown_toggler").click()
        else:
            self.page.locator(f"button:has-text('{kind}')").click()
        menu = ".o_filter_menu" if kind == "Filters" else ".o_group_by_menu"
        exact = re.compile(f"^\\s*{label}\\s*$")
        self.page.locator(f"{menu} .o_menu_item", has_text=exact).first.click()
        self.page.keyboard.press("Escape")
        self.page.wait_for_selector(f".o_searchview_facet:has-text('{label}')")

    def search(self, field: str, text: str) -> None:
        """Type into the search and pick the field that is meant."""
        self.page.locator(".o_searchview_input").fill(text)
        found = self.page.locator(
            ".o_searchview_autocomplete li, .o_searchview_autocomplete .o-dropdown-item"
        )
        found.filter(has_text=f"{field} for:").first.locator("a:not(.o_expand)").click()
        self.page.wait_for_selector(f".o_searchview_facet:has-text('{text}')")

    def edit(self, field: str, text: str) -> None:
        """Enter a value as a person types it."""
        edit_button = self.page.locator(".o_form_button_edit")
        if not self._is_new and edit_button.is_visible():
            edit_button.click()
        widget = self.page.locator(f".o_field_widget[name='{field}']").first
        if self._is_new and widget.locator("button").count():  # a date shows its picker's input when clicked
            widget.locator("button").first.click()
        box = self.page.locator(
            f".o_field_widget[name='{field}'] input, input.o_field_widget[name='{field}']"
        )
        box.first.fill(text)
        box.first.press("Tab")

    def button(self, label: str) -> Locator:
        """Return a button of the form by its label."""
        return self.page.get_by_role("button", name=label, exact=True)

    def wait_for_state(self, label: str) -> None:
        """Wait until the status bar says so."""
        current = self.page.locator(CURRENT_STATE)
        expect(current.filter(has_text=label).first).to_be_visible(timeout=60_000)
        self.assert_no_error()

    def set_state(self, label: str) -> None:
        """Click a state in the status bar."""
        self.page.locator(".o_statusbar_status button:visible", has_text=label).click()

    def tabs(self) -> list[str]:
        """Return the tabs that can be seen."""
        tabs = self.page.locator(".o_form_view .o_notebook_headers .nav-link")
        return [tab.inner_text().strip() for tab in tabs.all() if tab.is_visible()]

    def open_tab(self, label: str) -> None:
        """Click a tab and wait until it is the one that is shown."""
        tab = self.page.locator(".o_form_view .o_notebook_headers .nav-link", has_text=label)
        tab.click()
        expect(tab).to_have_class(re.compile(r"\bactive\b"))

    def sees(self, text: str) -> bool:
        """Return whether a text can be seen on the form."""
        return any(found.is_visible() for found in self.page.locator(".o_form_view").get_by_text(text).all())

    def form_text(self) -> str:
        """Return all that the form says, on one line."""
        return " ".join(self.page.locator(".o_form_view").first.inner_text().split())

    def smart_button(self, label: str) -> Locator:
        """Return a button of the form's box."""
        return self.page.locator(".oe_stat_button", has_text=label).first

    def title(self) -> str:
        """Return the last breadcrumb: which record is open."""
        return self.page.locator(LAST_BREADCRUMB).first.inner_text().strip()

    def recipients_of_a_message(self) -> str:
        """Press *Send message* and return whom the message would go to."""
        self.page.locator(".o-mail-Chatter-sendMessage, .o_ChatterTopbar_buttonSendMessage").click()
        self.page.wait_for_selector(".o-mail-Composer, .o_Composer")
        if self._is_new:
            return self.page.locator(".o-mail-Chatter").inner_text()
        self.page.locator(".o_FollowerListMenu_buttonFollowers").click()
        return self.page.locator(".o_FollowerListMenu_dropdown").inner_text()

    def show_attachments(self) -> None:
        """Open the chatter's box of attachments."""
        self.page.locator(".o-mail-Chatter-attachFiles, .o_ChatterTopbar_buttonAttachments").click()
        self.page.wait_for_selector(".o-mail-AttachmentBox, .o_AttachmentBox")
