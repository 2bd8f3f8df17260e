"""A buyer's desk in a provisioned Odoo: orders with deviations, and the buttons pressed by a person."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.fingerprint import FINGERPRINT_FIELDS, line_fingerprint

if TYPE_CHECKING:
    from odoo_world import OdooWorld

    from crossdock.adapters.odoo.session import OdooSession

LINE = "purchase.order.line"
MOVE_FIELDS = ("product_uom_qty", "date", "state", "picking_id")


class Desk:
    """One order line of 40 pieces (or another unit) at 12.35, due on 2026-12-10, and the cases about it."""

    def __init__(
        self, world: OdooWorld, *, partner_id: int | None = None, unit: str = "uom.product_uom_unit"
    ) -> None:
        self.world = world
        self.buyer, self.admin = world.buyer, world.admin
        self.technical: OdooSession = world.session()
        order = world.new_order(1, partner_id=partner_id, unit=unit)
        self.order_id = order.id
        self.line_id = order.lines[0].purchase_line_id
        self.message = f"mail-{secrets.token_hex(4)}"

    def line(self, *fields: str) -> dict[str, Any]:
        """Return the order line as it stands."""
        wanted = fields or (*FINGERPRINT_FIELDS, names.LINE_PROMISED_DATE, names.LINE_REQUESTED_DATE)
        [row] = self.admin.search_read(LINE, [("id", "=", self.line_id)], wanted)
        return row

    def fingerprint(self) -> str:
        """Return the line's fingerprint as the snapshot computes it."""
        [row] = self.technical.search_read(LINE, [("id", "=", self.line_id)], FINGERPRINT_FIELDS)
        return line_fingerprint(row)

    def case(self, **values: Any) -> int:
        """Open a case about the line, as the service does."""
        key = f"case-{secrets.token_hex(6)}"
        row = {
            "x_name": key[-6:].upper(),
            "x_title": f"Deviation {key[-4:]}",
            "x_case_key": key,
            "x_company_id": 1,
            "x_category": "supply",
            "x_sub_category": "supplier_delay",
            "x_correlation_id": self.message,
            "x_purchase_order_id": self.order_id,
            "x_purchase_line_id": self.line_id,
            "x_last_seen_at": "2026-11-20 08:00:00",
            "x_expected_date": "2026-12-10",
            "x_fingerprint": self.fingerprint(),
            "x_user_id": self.world.buyer_id,
            **values,
        }
        made = self.technical.call(names.EXCEPTION, "create", [row])
        return int(made[0]) if isinstance(made, list) else int(made)

    def with_parts(self, *parts: tuple[float, str | bool], **values: Any) -> int:
        """Open a case about a delivery in parts."""
        rows = [(0, 0, {"x_quantity": quantity, "x_date": day}) for quantity, day in parts]
        return self.case(x_sub_category="phased_delivery", x_part_ids=rows, **values)

    def press(
        self, action: str, case: int, session: OdooSession | None = None, *, seen: int | None = None
    ) -> None:
        """Press a button on a case, as the buyer unless told otherwise; `seen` is what a form tells."""
        told = {} if seen is None else {"crossdock_seen": seen}
        (session or self.buyer).run_action(
            action, active_model=names.EXCEPTION, active_id=case, active_ids=[case], **told
        )

    def update(self, case: int, count: int = 2, **values: Any) -> None:
        """Write the supplier's next word to a case, as the service does."""
        item = {"key": "u", "exception_id": case, "reopen": False}
        new = {"x_occurrence_count": count, "x_fingerprint": self.fingerprint(), **values}
        self.technical.run_action(names.ACTION_UPDATE_EXCEPTION, crossdock_items=[{**item, "values": new}])

    def state(self, case: int) -> tuple[str, str | bool]:
        """Return a case's state and result."""
        fields = ("x_state", names.RESOLUTION_CODE)
        [row] = self.admin.search_read(names.EXCEPTION, [("id", "=", case)], fields)
        return row["x_state"], row[names.RESOLUTION_CODE]

    def lock(self) -> None:
        """Lock the order, as its manager does."""
        self.admin.call(
            "purchase.order", "button_lock" if self.admin.version >= 19 else "button_done", [self.order_id]
        )

    def open_moves(self) -> list[tuple[float, str]]:
        """Return quantity and day of the open receipt moves, earliest first."""
        domain = [("purchase_line_id", "=", self.line_id), ("state", "not in", ("done", "cancel"))]
        rows = self.admin.search_read("stock.move", domain, MOVE_FIELDS, order="date,id")
        return [(row["product_uom_qty"], row["date"][:10]) for row in rows]

    def receive(self, quantity: float) -> None:
        """Receive part of the line, from its earliest open move, and keep the rest open."""
        domain = [("purchase_line_id", "=", self.line_id), ("state", "not in", ("done", "cancel"))]
        move = self.admin.search_read("stock.move", domain, MOVE_FIELDS, order="date,id")[0]
        is_old = self.admin.version < 17
        done = {"quantity_done": quantity} if is_old else {"quantity": quantity, "picked": True}
        self.admin.call("stock.move", "write", [move["id"]], done)
        context = {"skip_backorder": True}
        self.admin.call("stock.picking", "button_validate", [move["picking_id"][0]], context=context)

    def events(self, *, kind: str | None = None) -> list[dict[str, Any]]:
        """Return the line's events with their values, oldest first."""
        domain: list[Any] = [(names.EVENT_LINE, "=", self.line_id)]
        if kind:
            domain.append((names.EVENT_KIND, "=", kind))
        rows = self.admin.search_read(names.EVENT, domain, names.EVENT_FIELDS, order="id")
        return [{**row, "values": json.loads(row[names.EVENT_VALUES])} for row in rows]
