"""A buyer's day in Odoo for the screen tests: people, suppliers, orders and exceptions."""

from __future__ import annotations

import base64
import itertools
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names, provision
from crossdock.adapters.odoo.fingerprint import FINGERPRINT_FIELDS, line_fingerprint
from crossdock.adapters.odoo.session import OdooSession
from crossdock.domain.exception_case import case_name_of
from crossdock.domain.wording import to_do_of
from tests.e2e.odoo_cases import PRODUCTS, buyers_cases, day
from tests.e2e.odoo_site import Site
from tests.e2e.world import IS_FULL_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack.odoo import Odoo

PASSWORD = "Screens-19-test"
Line = dict[str, Any]
"""A purchase order line as read: order, product, supplier, and what its fingerprint is made of."""
SUPPLIERS = ("Schraubenwerk Lindenau GmbH", "Brightwater Fasteners Ltd", "Officine Moretti SRL")
# supplier, product, quantity, due in days
ORDERS = (
    (0, 0, 40, 9),
    (0, 3, 120, 14),
    (1, 1, 5000, 6),
    (2, 2, 60, 12),
    (1, 1, 8000, 20),
    (2, 2, 25, 16),
    (1, 1, 2500, 11),
    (0, 0, 10, 25),
)


class Screens(Site):
    """A provisioned database (see `provisioned_copy`) with people, two teams and exceptions of every kind."""

    def __init__(self, odoo: Odoo, database: str) -> None:
        admin = OdooSession(odoo.url, database, odoo.admin_login, odoo.admin_password, timeout_s=300)
        super().__init__(odoo, database, admin, PASSWORD)
        self._numbers = itertools.count(1)
        purchase, sales = "purchase.group_purchase_user", "sales_team.group_sale_salesman_all_leads"
        self.buyer_id = provision.create_user(self.admin, "buyer", PASSWORD, "Bea Buyer", (purchase, sales))
        provision.create_user(self.admin, "clerk", PASSWORD, "Carl Clerk", (purchase,))
        provision.create_user(
            self.admin, "viewer", PASSWORD, "Vera Viewer", ("base.group_user", names.GROUP_USER)
        )
        self.manager_id = provision.create_user(
            self.admin, "manager", PASSWORD, "Max Manager", (purchase, sales, names.GROUP_MANAGER)
        )
        provision.create_technical_user(self.admin, "crossdock", PASSWORD)
        self.technical = OdooSession(odoo.url, database, "crossdock", PASSWORD, timeout_s=120)
        team = {names.TEAM_LEAD: self.manager_id, names.TEAM_MEMBERS: [(4, self.buyer_id)]}
        self.admin.call(names.TEAM, "write", [self.id_of("team_default")], team)
        self.other_team = self.make(names.TEAM, x_name="Imports", x_lead_id=self.manager_id)
        self._seed()
        self.lines = [self.new_line(*order) for order in ORDERS]
        self.sale = self._sale(int(self.lines[0]["product_id"][0]))
        self.cases = {
            name: self._case(case, self.lines[case.pop("line")]) for name, case in buyers_cases(self).items()
        }

    def looked_at(self, cases: Iterable[str]) -> list[str]:
        """Return the cases that a test opens one by one: on Odoo 14 every third, but all at full size."""
        names_of_cases = list(cases)
        return names_of_cases if self.admin.version > 14 or IS_FULL_SIZE else names_of_cases[::3]

    def make(self, model: str, **values: Any) -> int:
        """Create one record."""
        made = self.admin.call(model, "create", [values])
        return int(made[0]) if isinstance(made, list) else int(made)

    def count(self, *domain: Any) -> int:
        """Return how many exceptions fit a domain, asked of Odoo beside the screens."""
        return int(self.admin.call(names.EXCEPTION, "search_count", list(domain)))

    def new_line(self, supplier: int = 0, product: int = 0, quantity: float = 40, due: int = 10) -> Line:
        """Confirm a purchase order of one line for a test of its own; return the line as read."""
        line = {
            "product_id": self._products[product],
            "product_qty": quantity,
            "price_unit": PRODUCTS[product][2],
            "date_planned": f"{day(due)} 11:00:00",
        }
        order = self.make(
            "purchase.order",
            partner_id=self._suppliers[supplier],
            currency_id=self._euro,
            user_id=self.buyer_id,
            order_line=[(0, 0, line)],
        )
        self.admin.call("purchase.order", "button_confirm", [order])
        fields = ("order_id", "product_id", "partner_id", *FINGERPRINT_FIELDS)
        [row] = self.admin.search_read("purchase.order.line", [("order_id", "=", order)], fields)
        return row

    def new_case(self, line: Line, category: str, *, due: int = 2, **values: Any) -> int:
        """Open a case of that line, as the service does."""
        title = f"{line['order_id'][1].split(' ')[0]} line 1: {category.replace('_', ' ')}"
        return self._case({"x_title": title, "x_sub_category": category, "due": due, **values}, line)

    def write_again(self, case: int, **values: Any) -> None:
        """Write the supplier's second word to a case, as the service does."""
        item: dict[str, Any] = {"key": "again", "exception_id": case, "reopen": False}
        item["values"] = {"x_occurrence_count": 2, **values}
        self.technical.run_action(names.ACTION_UPDATE_EXCEPTION, crossdock_items=[item])

    def _seed(self) -> None:
        """Make suppliers, products and a currency."""
        found = ("res.currency", [("name", "=", "EUR")], ("id",))
        [euro] = self.admin.search_read(*found, context={"active_test": False})
        self._euro = euro["id"]
        self.admin.call("res.currency", "write", [self._euro], {"active": True})
        kind = {"is_storable": True} if self.admin.version >= 18 else {"type": "product"}
        self._suppliers = [self.make("res.partner", name=name, is_company=True) for name in SUPPLIERS]
        self._products = [
            self.make("product.product", name=name, default_code=code, standard_price=price, **kind)
            for name, code, price in PRODUCTS
        ]

    def _sale(self, product: int) -> int:
        customer = self.make("res.partner", name="Nordhafen Logistik AG", is_company=True)
        line = {"product_id": product, "product_uom_qty": 12}
        return self.make("sale.order", partner_id=customer, order_line=[(0, 0, line)])

    def _case(self, case: dict[str, Any], row: Line) -> int:
        """Create an exception; `due` is the day of its to-do, `None` clears what a case has by default."""
        values = dict(case)
        due, number = values.pop("due"), next(self._numbers)
        about_line = {
            "x_purchase_order_id": row["order_id"][0],
            "x_purchase_line_id": row["id"],
            "x_product_id": row["product_id"][0],
            "x_partner_id": row["partner_id"][0],
            "x_unit": "Units",
            "x_currency": "EUR",
            "x_fingerprint": line_fingerprint(row),
        }
        row_values = {
            "x_name": case_name_of(sha256(str(number).encode()).hexdigest()),
            "x_case_key": f"screen-{number}",
            "x_dedup_key": f"1|supply|{case['x_sub_category']}|line:{row['id']}",
            "x_company_id": 1,
            "x_category": "supply",
            "x_responsible_party": "supplier",
            "x_source": "email",
            "x_source_ref": f"<{number}.2026@mail.example>",
            "x_correlation_id": f"msg-{number}",
            "x_first_seen_at": f"{day(-2)} 08:12:00",
            "x_last_seen_at": f"{day(-1)} 15:40:00",
            "x_user_id": self.buyer_id,
            "x_team_id": self.id_of("team_default"),
            "x_extraction_source": "rules",
            "x_confidence": 0.97,
            **about_line,
            **values,
        }
        context = {"mail_create_nolog": True}
        kept = {name: value for name, value in row_values.items() if value is not None}
        made = self.technical.call(names.EXCEPTION, "create", [kept], context=context)
        made = int(made[0]) if isinstance(made, list) else int(made)
        if values.get("x_state") != "resolved":
            self._tell(made, due, row_values)
        return made

    def _tell(self, case: int, due: int, values: dict[str, Any]) -> None:
        """Leave what the service leaves: the mail, a note, and an activity for the owner."""
        mail = base64.b64encode(b"From: sales@mail.example\r\n\r\nSee evidence.\r\n").decode()
        about = {"res_model": names.EXCEPTION, "res_id": case}
        self.technical.call("ir.attachment", "create", [{"name": "message.eml", "datas": mail, **about}])
        self.technical.call(
            names.EXCEPTION,
            "message_post",
            [case],
            body="sales@mail.example wrote: Your order",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        self.technical.call(
            names.EXCEPTION,
            "activity_schedule",
            [case],
            "mail.mail_activity_data_todo",
            date_deadline=day(due),
            summary=to_do_of(values["x_sub_category"]),
            user_id=values["x_user_id"],
        )
