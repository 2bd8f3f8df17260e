"""A buyer's day in Odoo for the screen tests: suppliers, orders, exceptions, and a logged-in browser."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from crossdock.adapters.odoo import names, provision
from crossdock.adapters.odoo.fingerprint import FINGERPRINT_FIELDS, line_fingerprint
from crossdock.adapters.odoo.session import OdooSession
from stack.browser import odoo_cookies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from stack.browser import LaunchOptions
    from stack.odoo import Odoo

PASSWORD = "Screens-19-test"
TODAY = datetime.now(UTC).replace(hour=11, minute=0, second=0, microsecond=0)
SUPPLIERS = ("Lindenau Antriebe", "Brightwater Fasteners", "Officine Moretti SRL")
PRODUCTS = (
    ("Gear motor 0.75 kW", "GM-075", 184.50),
    ("Hex bolt M10x40, zinc", "HB-1040", 0.38),
    ("Conveyor belt 600 mm", "CB-600", 96.00),
    ("Bearing unit UCP 205", "BU-205", 14.20),
)
# supplier, product, quantity, due in days
ORDERS = (
    (0, 0, 40, 9),
    (0, 3, 120, 14),
    (1, 1, 5000, 6),
    (2, 2, 60, 12),
    (1, 1, 8000, 20),
    (2, 2, 25, 16),
    (1, 1, 2500, 11),
)


def day(offset: int) -> str:
    """Return today plus some days as Odoo writes a day."""
    return (TODAY + timedelta(days=offset)).strftime("%Y-%m-%d")


class Screens:
    """One provisioned database with a buyer, a reader and a handful of exceptions."""

    def __init__(self, odoo: Odoo, database: str) -> None:
        self.odoo, self.database = odoo, database
        self.admin = OdooSession(odoo.url, database, "admin", "admin", timeout_s=300)
        provision.apply(self.admin)
        purchase, sales = "purchase.group_purchase_user", "sales_team.group_sale_salesman_all_leads"
        self.buyer_id = provision.create_user(self.admin, "buyer", PASSWORD, "Bea Buyer", (purchase, sales))
        provision.create_user(self.admin, "clerk", PASSWORD, "Carl Clerk", (purchase,))
        provision.create_user(
            self.admin, "viewer", PASSWORD, "Vera Viewer", ("base.group_user", names.GROUP_USER)
        )
        provision.create_technical_user(self.admin, "crossdock", PASSWORD)
        self.technical = OdooSession(odoo.url, database, "crossdock", PASSWORD, timeout_s=120)
        team = {"x_member_ids": [(4, self.buyer_id)]}
        self.admin.call(names.TEAM, "write", [self.id_of("team_default")], team)
        self.lines = self._orders()
        self.cases = self._cases()

    def make(self, model: str, **values: Any) -> int:
        """Create one record."""
        made = self.admin.call(model, "create", [values])
        return int(made[0]) if isinstance(made, list) else int(made)

    def id_of(self, name: str) -> int:
        """Return the record of one of our external ids."""
        domain = [("module", "=", names.MODULE), ("name", "=", name)]
        [row] = self.admin.search_read("ir.model.data", domain, ["res_id"])
        return int(row["res_id"])

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
    def browser(self, options: LaunchOptions, login: str) -> Iterator[Page]:
        """Open a page that is logged in."""
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(**options)
            context = chromium.new_context(viewport={"width": 1400, "height": 900}, locale="en-US")
            context.set_default_timeout(60_000)
            context.add_cookies(odoo_cookies(self.odoo, self.database, login, PASSWORD))  # type: ignore[arg-type]
            yield context.new_page()
            chromium.close()

    def _orders(self) -> list[dict[str, Any]]:
        suppliers = [self.make("res.partner", name=name, is_company=True) for name in SUPPLIERS]
        kind = {"is_storable": True} if self.admin.version >= 18 else {"type": "product"}
        products = [
            self.make("product.product", name=name, default_code=code, standard_price=price, **kind)
            for name, code, price in PRODUCTS
        ]
        lines: list[dict[str, Any]] = []
        for supplier, product, quantity, due in ORDERS:
            line = {
                "product_id": products[product],
                "product_qty": quantity,
                "price_unit": PRODUCTS[product][2],
                "date_planned": f"{day(due)} 11:00:00",
            }
            order = self.make(
                "purchase.order",
                partner_id=suppliers[supplier],
                user_id=self.buyer_id,
                order_line=[(0, 0, line)],
            )
            self.admin.call("purchase.order", "button_confirm", [order])
            fields = ("order_id", "product_id", "partner_id", *FINGERPRINT_FIELDS)
            lines += self.admin.search_read("purchase.order.line", [("order_id", "=", order)], fields)
        self.sale = self._sale(products[0])
        return lines

    def _sale(self, product: int) -> int:
        customer = self.make("res.partner", name="Nordhafen Logistik AG", is_company=True)
        line = {"product_id": product, "product_uom_qty": 12}
        return self.make("sale.order", partner_id=customer, order_line=[(0, 0, line)])

    def _case(self, number: int, line: int, title: str, category: str, due: int, **values: Any) -> int:
        row = self.lines[line]
        row_values = dict(
            x_name=f"EXC-2026-{number:05d}",
            x_title=title,
            x_case_key=f"screen-{number}",
            x_company_id=1,
            x_category="supply",
            x_sub_category=category,
            x_responsible_party="supplier",
            x_source="email",
            x_source_ref=f"<{number}.2026@mail.example>",
            x_correlation_id=values.pop("message", f"msg-{number}"),
            x_first_seen_at=f"{day(-2)} 08:12:00",
            x_last_seen_at=f"{day(-1)} 15:40:00",
            x_purchase_order_id=row["order_id"][0],
            x_purchase_line_id=row["id"],
            x_product_id=row["product_id"][0],
            x_partner_id=row["partner_id"][0],
            x_unit="Units",
            x_currency="EUR",
            x_fingerprint=line_fingerprint(row),
            x_user_id=values.pop("owner", self.buyer_id),
            x_team_id=self.id_of("team_default"),
            x_extraction_source="rules",
            x_confidence=0.97,
            **values,
        )
        context = {"mail_create_nolog": True}
        made = self.technical.call(names.EXCEPTION, "create", [row_values], context=context)
        made = int(made[0]) if isinstance(made, list) else int(made)
        if values.get("x_state") != "resolved":
            self._tell(made, row["partner_id"][1], due)
        return made

    def _tell(self, case: int, supplier: str, due: int) -> None:
        """Leave what the service leaves: the mail, a note, and an activity for the buyer."""
        mail = base64.b64encode(b"From: sales@mail.example\r\n\r\nSee evidence.\r\n").decode()
        about = {"res_model": names.EXCEPTION, "res_id": case}
        self.technical.call("ir.attachment", "create", [{"name": "message.eml", "datas": mail, **about}])
        self.technical.call(
            names.EXCEPTION,
            "message_post",
            [case],
            body=f"Opened from a mail of {supplier}.",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        self.technical.call(
            names.EXCEPTION,
            "activity_schedule",
            [case],
            "mail.mail_activity_data_todo",
            date_deadline=day(due),
            summary="Decide on the supplier's change",
            user_id=self.buyer_id,
        )

    def _cases(self) -> dict[str, int]:
        order = [row["order_id"][1].split(" ")[0] for row in self.lines]
        return {
            "delay": self._case(
                1,
                0,
                f"{order[0]} line 1: 12 days late",
                "supplier_delay",
                0,
                x_priority="3",
                x_expected_date=day(9),
                x_proposed_date=day(21),
                x_sale_order_ids=[(6, 0, [self.sale])],
                x_affected_order_count=1,
                x_value_at_risk=2214.0,
                message="msg-lindenau",
                x_evidence="Leider verzögert sich die Lieferung der Getriebemotoren, neuer Liefertermin ist "
                f"der {(TODAY + timedelta(days=21)).strftime('%d.%m.%Y')}.",
                x_recommended_action="Ask for a part delivery, or apply the new date and tell the customer.",
            ),
            "price": self._case(
                2,
                1,
                f"{order[1]} line 1: price 14.20 → 15.05, +6.0 %",
                "price_variance",
                2,
                x_expected_price=14.20,
                x_proposed_price=15.05,
                message="msg-lindenau",
                x_evidence="Please note our new price of EUR 15.05 per unit.",
                x_recommended_action="Check the price agreement before you apply it.",
            ),
            "short": self._case(
                3,
                2,
                f"{order[2]} line 1: 800 short (5000 → 4200)",
                "quantity_short",
                -1,
                x_priority="2",
                x_state="in_progress",
                x_expected_quantity=5000,
                x_proposed_quantity=4200,
                x_evidence="We can only ship 4,200 pcs.",
                x_recommended_action="Apply it and order the rest elsewhere, or insist.",
            ),
            "split": self._case(
                4,
                3,
                f"{order[3]} line 1: in 2 parts",
                "phased_delivery",
                1,
                x_expected_date=day(12),
                x_proposed_date=day(26),
                x_expected_quantity=60,
                x_proposed_quantity=60,
                x_part_ids=[
                    (0, 0, {"x_quantity": 40, "x_date": day(12)}),
                    (0, 0, {"x_quantity": 20, "x_date": day(26)}),
                ],
                x_evidence="40 pz. subito, il saldo di 20 pz. più tardi.",
                x_recommended_action="Apply the parts if the first covers what is needed now.",
            ),
            "cancelled": self._case(
                6,
                5,
                f"{order[5]} line 1: the supplier cannot deliver",
                "line_rejected",
                1,
                x_priority="2",
                x_expected_quantity=25,
                x_is_cancellation=True,
                x_evidence="Purtroppo l'articolo non è più disponibile.",
                x_recommended_action="Find another source before you apply the cancellation.",
            ),
            "question": self._case(
                7,
                6,
                f"{order[6]}: the supplier asks a question",
                "supplier_question",
                3,
                x_state="on_hold",
                x_hold_reason="internal",
                x_evidence="Which packing size do you want?",
                x_recommended_action="Answer the supplier.",
            ),
            "done": self._case(
                5,
                4,
                f"{order[4]} line 1: 3 days late",
                "supplier_delay",
                0,
                x_state="resolved",
                x_resolution_code="applied",
                x_expected_date=day(17),
                x_proposed_date=day(20),
            ),
        }
