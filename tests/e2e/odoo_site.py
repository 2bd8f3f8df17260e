"""Where Odoo's screens are: addresses of views and records, and a browser that is logged in."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from stack.browser import odoo_cookies
from tests.e2e.odoo_page import OdooPage
from tests.e2e.tabs import TABS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.adapters.odoo.session import OdooSession
    from stack.browser import Cookie, LaunchOptions
    from stack.odoo import Odoo


class Site:
    """One database of one server. `password` is everybody's; None where each login is its own password."""

    def __init__(self, odoo: Odoo, database: str, admin: OdooSession, password: str | None = None) -> None:
        self.odoo, self.database, self.admin = odoo, database, admin
        self._password = password

    def id_of(self, name: str) -> int:
        """Return the record of one of our external ids."""
        domain = [("module", "=", names.MODULE), ("name", "=", name)]
        [row] = self.admin.search_read("ir.model.data", domain, ["res_id"])
        return int(row["res_id"])

    def read(self, model: str, record: int, *fields: str) -> dict[str, Any]:
        """Return fields of one record."""
        [row] = self.admin.search_read(model, [("id", "=", record)], fields)
        return row

    def url(self, window: str, view: str, record: int | None = None) -> str:
        """Return the address of a view of one of our windows, which changed with 18."""
        action = self.id_of(window)
        if self.admin.version >= 18:
            return f"{self.odoo.url}/odoo/action-{action}" + (
                f"/{record}" if record else f"?view_type={view}"
            )
        tail = f"&id={record}" if record else ""
        return f"{self.odoo.url}/web#action={action}&model={names.EXCEPTION}&view_type={view}{tail}"

    def order_url(self, order: int) -> str:
        """Return the address of a purchase order."""
        if self.admin.version >= 18:
            return f"{self.odoo.url}/odoo/purchase.order/{order}"
        return f"{self.odoo.url}/web#id={order}&model=purchase.order&view_type=form"

    @contextmanager
    def browser(
        self, options: LaunchOptions, login: str, *, width: int = 1600, height: int = 900
    ) -> Iterator[OdooPage]:
        """Open a page that is logged in."""
        who = (self.odoo.url, self.database, login)
        with TABS.tab(options, who, lambda: self._cookies(login), (width, height)) as page:
            yield OdooPage(page, self)

    def _cookies(self, login: str) -> list[Cookie]:
        return odoo_cookies(self.odoo, self.database, login, self._password or login)
