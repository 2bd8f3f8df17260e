"""A real Odoo for the ERP contract suite: provisioned, seeded, worked over the technical user."""

from __future__ import annotations

import base64
import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

from erp_world import SUPPLIER_ADDRESS, SeenActivity, SeenException

from crossdock.adapters.odoo import names, provision
from crossdock.adapters.odoo.erp import OdooErp
from crossdock.adapters.odoo.session import OdooSession
from crossdock.adapters.odoo.values import to_decimal, to_optional_day
from crossdock.adapters.odoo.versions import dialect

if TYPE_CHECKING:
    from decimal import Decimal

    from crossdock.domain.exception_case import CaseState
    from crossdock.domain.orders import PurchaseOrder
    from crossdock.ports.erp import Erp

SECRET = "Contract-19-test"
PLANNED = "2026-12-10 11:00:00"  # noon in Berlin, as Odoo's form would store it


class OdooWorld:
    """One database of one server."""

    technical = "crossdock-technical"
    secret = SECRET

    def __init__(
        self, url: str, database: str, admin_login: str = "admin", admin_password: str = "admin"
    ) -> None:
        self.url, self.database = url, database
        self.admin_login, self.admin_password = admin_login, admin_password
        self.admin = OdooSession(url, database, admin_login, admin_password, timeout_s=120)
        provision.apply(self.admin)
        provision.create_technical_user(self.admin, login=self.technical, password=SECRET)
        self.buyer_id = self._person("Bettina Buyer", login="buyer")
        self.buyer = OdooSession(url, database, "buyer", SECRET)
        self._seed()
        self.erp: Erp = self.another()

    def session(self, url: str | None = None, *, timeout_s: float = 30.0) -> OdooSession:
        """Return a connection of the technical user, by another address if given."""
        return OdooSession(url or self.url, self.database, self.technical, SECRET, timeout_s=timeout_s)

    def another(self) -> Erp:
        """Return the ERP over a connection of its own."""
        return OdooErp(self.session())

    def new_order(
        self, lines: int = 2, *, partner_id: int | None = None, unit: str = "uom.product_uom_unit"
    ) -> PurchaseOrder:
        """Make and confirm an order as the buyer, in the unit of that external id."""
        in_unit = {dialect(self.admin.version).line_unit: self._id_of(unit)}
        rows = [(0, 0, {**self._line(number), **in_unit}) for number in range(lines)]
        partner_id = partner_id or self.supplier
        values = {"partner_id": partner_id, "currency_id": self.euro, "order_line": rows}
        order_id = self.buyer.call("purchase.order", "create", values)
        self.buyer.call("purchase.order", "button_confirm", [order_id])
        [order] = self.buyer.search_read("purchase.order", [("id", "=", order_id)], ("order_line",))
        [found] = self.erp.orders_of_lines(order["order_line"]).orders
        return found

    def seen(self, case_key: str) -> list[SeenException]:
        """Return the exceptions with that key, as the administrator sees them."""
        fields = [
            "x_state",
            "x_name",
            "x_evidence",
            "x_occurrence_count",
            "x_proposed_date",
            "x_resolution_code",
            "x_resolved_by",
            "x_part_ids",
        ]
        rows = self.admin.search_read(names.EXCEPTION, [("x_case_key", "=", case_key)], fields)
        return [self._seen(row) for row in rows]

    def owner_in(self, zone: str) -> int:
        """Make (or find) a user who buys, with that zone."""
        user_id = self._person(f"Person in {zone or 'no zone'}", login=f"owner-{zone.replace('/', '-')}")
        self.admin.call("res.users", "write", [user_id], {"tz": zone or False})
        return user_id

    def move_days(self, purchase_line_id: int) -> list[date]:
        """Return the days of the line's open receipt moves."""
        domain = [("purchase_line_id", "=", purchase_line_id), ("state", "not in", ("done", "cancel"))]
        moves = self.admin.search_read("stock.move", domain, ("date",), order="date")
        return [date.fromisoformat(move["date"][:10]) for move in moves]

    def first_requested(self, purchase_line_id: int) -> date | None:
        """Return the day on the order line."""
        [row] = self.admin.search_read(
            "purchase.order.line", [("id", "=", purchase_line_id)], (names.LINE_REQUESTED_DATE,)
        )
        told = row[names.LINE_REQUESTED_DATE]
        return date.fromisoformat(told) if told else None

    def press_apply(self, case_key: str) -> None:
        """Press *Apply* as the buyer."""
        self._press(names.ACTION_APPLY, case_key)

    def press_reject(self, case_key: str) -> None:
        """Press *Reject* as the buyer."""
        self._press(names.ACTION_REJECT, case_key)

    def set_state(self, case_key: str, state: CaseState) -> None:
        """Write the state as the buyer, as a click on the status bar does."""
        self.buyer.call(names.EXCEPTION, "write", [self._id(case_key)], {"x_state": state.value})

    def hand_over(self, case_key: str, user_id: int | None) -> None:
        """Write the owner as the buyer, as in the form."""
        values = {"x_user_id": user_id or False}
        self.buyer.call(names.EXCEPTION, "write", [self._id(case_key)], values)

    def leave_to_do(self, case_key: str) -> None:
        """Leave a to-do as the technical user."""
        todo = "mail.mail_activity_data_todo"
        self.session().call(names.EXCEPTION, "activity_schedule", [self._id(case_key)], todo)

    def edit_quantity(self, purchase_line_id: int, quantity: Decimal) -> None:
        """Edit the order as the buyer."""
        values = {"product_qty": float(quantity), "price_unit": 12.35}
        self.buyer.call("purchase.order.line", "write", [purchase_line_id], values)

    def edit_date(self, purchase_line_id: int, day: date) -> None:
        """Edit the order as the buyer."""
        values = {"date_planned": f"{day} 11:00:00"}
        self.buyer.call("purchase.order.line", "write", [purchase_line_id], values)

    def new_sale_order(self) -> int:
        """Make and confirm a customer's order of more of the first product than any stock holds."""
        customer = _id(self.admin.call("res.partner", "create", {"name": "Customer"}))
        line = (0, 0, {"product_id": self.products[0], "product_uom_qty": 5000})
        made = self.admin.call("sale.order", "create", {"partner_id": customer, "order_line": [line]})
        self.admin.call("sale.order", "action_confirm", [_id(made)])
        return _id(made)

    def receive(self, order: PurchaseOrder) -> None:
        """Receive an order in full."""
        [row] = self.admin.search_read("purchase.order", [("id", "=", order.id)], ("picking_ids",))
        moves = self.admin.search_read(
            "stock.move", [("picking_id", "in", row["picking_ids"])], ("product_uom_qty",)
        )
        for move in moves:
            done = move["product_uom_qty"]
            is_old = self.admin.version < 17
            values = {"quantity_done": done} if is_old else {"quantity": done, "picked": True}
            self.admin.call("stock.move", "write", [move["id"]], values)
        self.admin.call("stock.picking", "button_validate", row["picking_ids"])

    def _press(self, action: str, case_key: str) -> None:
        record_id = self._id(case_key)
        self.buyer.run_action(
            action, active_model=names.EXCEPTION, active_id=record_id, active_ids=[record_id]
        )

    def _id_of(self, xml_id: str) -> int:
        module, name = xml_id.split(".")
        domain = [("module", "=", module), ("name", "=", name)]
        [row] = self.admin.search_read("ir.model.data", domain, ("res_id",))
        return int(row["res_id"])

    def _id(self, case_key: str) -> int:
        [row] = self.admin.search_read(names.EXCEPTION, [("x_case_key", "=", case_key)], ("id",))
        return int(row["id"])

    def _seen(self, row: dict[str, Any]) -> SeenException:
        about = [("model", "=", names.EXCEPTION), ("res_id", "=", row["id"])]
        notes = self.admin.search_read(
            "mail.message", [*about, ("message_type", "=", "comment")], ("body", "author_id"), order="id"
        )
        held = [("res_model", "=", names.EXCEPTION), ("res_id", "=", row["id"])]
        attachments = self.admin.search_read("ir.attachment", held, ("name", "datas"), order="id")
        activities = self.admin.search_read("mail.activity", held, ("user_id", "date_deadline"))
        parts = self.admin.search_read(
            names.PART, [("id", "in", row["x_part_ids"])], ("x_quantity", "x_date"), order="x_sequence"
        )
        return SeenException(
            id=row["id"],
            state=row["x_state"],
            name=row["x_name"],
            evidence=row["x_evidence"],
            occurrence_count=row["x_occurrence_count"],
            proposed_date=to_optional_day(row["x_proposed_date"]),
            parts=tuple((to_decimal(part["x_quantity"]), to_optional_day(part["x_date"])) for part in parts),
            resolution_code=row["x_resolution_code"] or "",
            resolved_by=row["x_resolved_by"][0] if row["x_resolved_by"] else None,
            notes=tuple(_plain(note["body"]) for note in notes),
            attachments=tuple((a["name"], base64.b64decode(a["datas"])) for a in attachments),
            open_activities=tuple(
                SeenActivity(user_id=a["user_id"][0], deadline=date.fromisoformat(a["date_deadline"]))
                for a in activities
            ),
        )

    def _person(self, name: str, *, login: str) -> int:
        """Make a person who buys: a purchase user with our menu."""
        return int(
            provision.create_user(
                self.admin,
                name=name,
                login=login,
                password=SECRET,
                groups=("purchase.group_purchase_user",),
            )
        )

    def _seed(self) -> None:
        """Make one supplier with a colleague, two products, and a lead of the default team."""
        [euro] = self.admin.search_read(
            "res.currency", [("name", "=", "EUR")], ("id",), context={"active_test": False}
        )
        self.euro = euro["id"]
        self.admin.call("res.currency", "write", [self.euro], {"active": True})
        self.admin.call("res.users", "write", [self.buyer_id], {"tz": "Europe/Berlin"})
        company = {"name": "Lindenau", "is_company": True, "email": f"Verkauf <{SUPPLIER_ADDRESS}>"}
        self.supplier = _id(self.admin.call("res.partner", "create", company))
        contact = {"name": "Karl", "parent_id": self.supplier, "email": "karl@elsewhere.example"}
        self.contact = _id(self.admin.call("res.partner", "create", contact))
        self.products = [self._product("A-1", "Bolt", "LIN-1"), self._product("B-2", "Nut", None)]
        [team] = self.admin.search_read(names.TEAM, [(names.TEAM_IS_DEFAULT, "=", True)], ("id",))
        self.admin.call(names.TEAM, "write", [team["id"]], {names.TEAM_LEAD: self.admin.uid})

    def _product(self, code: str, name: str, supplier_code: str | None) -> int:
        is_old = self.admin.version < 18
        kind = {"type": "product"} if is_old else {"type": "consu", "is_storable": True}
        product = _id(
            self.admin.call("product.product", "create", {"name": name, "default_code": code, **kind})
        )
        if supplier_code is not None:
            [row] = self.admin.search_read("product.product", [("id", "=", product)], ("product_tmpl_id",))
            vendor = "name" if self.admin.version < 16 else "partner_id"
            info = {vendor: self.supplier, "product_code": supplier_code, "price": 12.35}
            info |= {"product_tmpl_id": row["product_tmpl_id"][0], "currency_id": self.euro}
            self.admin.call("product.supplierinfo", "create", info)
        return product

    def _line(self, number: int) -> dict[str, Any]:
        quantity, price = [(40, 12.35), (15, 3.1)][number % 2]
        return {
            "product_id": self.products[number % 2],
            "product_qty": quantity,
            "price_unit": price,
            "date_planned": PLANNED,
        }


def _id(made: Any) -> int:
    """Return the id that `create` answered: a number on 14, on some versions a list."""
    return int(made[0]) if isinstance(made, list) else int(made)


def _plain(html: str) -> str:
    """Return what a reader sees of a note."""
    text = re.sub(r"<br\s*/?>", "\n", html)
    return unescape(re.sub(r"<[^>]+>", "", text))
