"""What Odoo knows about purchase orders: the snapshot that a decision is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from crossdock.domain.reading import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """A supplier and the addresses that are known to be theirs (commercial entity and its contacts).

    `buyer_id` is the Odoo user who buys from them, where Odoo's contact says so.
    """

    id: int
    name: str
    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    language: str | None = None
    ref: str | None = None
    buyer_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderLine:
    """One ordered product.

    `line` is the position among the order's product lines by sequence, from 1. `quantity`, `received`
    in `unit`; `unit_price` in the order's currency. `date_planned` is what Odoo's order line says now;
    `agreed_date` is set where a human applied a date and nobody planned the line anew since; `agreed_parts`
    where they applied several: all of the line, earliest first, what had come before without a date.
    `fingerprint` is the adapter's text of the business fields, checked again by guarded actions.
    """

    line: int
    purchase_line_id: int
    sku: str
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    date_planned: date
    supplier_sku: str | None = None
    received: Decimal
    product_id: int | None = None
    agreed_date: date | None = None
    agreed_parts: tuple[Part, ...] = ()
    promised_date: date | None = None
    fingerprint: str = ""
    affected_sale_order_ids: tuple[int, ...] = ()

    @property
    def open_quantity(self) -> Decimal:
        """What is still to come: ordered minus received, never below zero."""
        return max(self.quantity - self.received, self.quantity * 0)

    @property
    def agreed_day(self) -> date:
        """The day that a human last agreed to: the applied one, else the planned one."""
        return self.agreed_date or self.date_planned


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrder:
    """A purchase order with its product lines. `buyer_id` is an Odoo user, None where there is none."""

    id: int
    name: str
    company_id: int
    supplier_id: int
    currency: str
    order_date: date
    lines: tuple[PurchaseOrderLine, ...]
    supplier_reference: str | None = None
    buyer_id: int | None = None
    is_open: bool = True

    def line(self, number: int) -> PurchaseOrderLine | None:
        """Return the line at position `number`, or None."""
        return next((line for line in self.lines if line.line == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuery:
    """Which orders a decision needs: those that the content names, else the sender's supplier's open ones.

    `references` are candidate order names in the buyer's spelling (already normalised variants);
    `sender` is the address of the mail's author; `company_id` None = all companies of the login.
    """

    references: tuple[str, ...] = ()
    sender: str = ""
    company_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseSnapshot:
    """Everything that Odoo knows for one decision, read once. `as_of` is when."""

    as_of: datetime
    orders: tuple[PurchaseOrder, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    default_owner_id: int | None = None
    default_team_id: int | None = None
    buyers: dict[int, Buyer] = field(default_factory=dict)

    def order(self, name: str) -> PurchaseOrder | None:
        """Return the order called `name`, or None."""
        return next((order for order in self.orders if order.name == name), None)

    def supplier(self, supplier_id: int) -> Supplier | None:
        """Return the supplier with that id, or None."""
        return next((s for s in self.suppliers if s.id == supplier_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """An Odoo user who may own cases. `usable` = active and with rights on the company in question."""

    id: int
    name: str
    email: str = ""
    usable: bool = True
