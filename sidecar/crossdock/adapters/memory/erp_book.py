"""What the memory ERP holds, and its seed from a file of purchase orders."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossdock.domain.errors import ErpRefused
from crossdock.domain.exception_case import ExceptionRecord
from crossdock.domain.orders import Buyer, PurchaseOrder, PurchaseOrderLine, PurchaseSnapshot, Supplier
from crossdock.domain.parts import told
from crossdock.ports.erp import CaseStanding, ErpChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossdock.ports.json_types import JsonObject

COMPANY_ID = 1
BUYER = Buyer(id=2, name="Buyer", email="buyer@example.com")
LEAD = Buyer(id=3, name="Team lead", email="lead@example.com")
PEOPLE = {person.id: person for person in (BUYER, LEAD)}
TEAM_ID = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldActivity:
    """A to-do of a held exception."""

    id: int
    user_id: int
    deadline: date
    summary: str
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldException:
    """An exception as this ERP holds it, with its chatter. `attachments` are (file name, bytes)."""

    id: int
    record: ExceptionRecord
    resolution_code: str | None = None
    resolution_note: str = ""
    moved_by: int | None = None
    """Who last set its state by hand."""
    resolved_by: int | None = None
    notes: tuple[str, ...] = ()
    attachments: tuple[tuple[str, bytes], ...] = ()
    activities: tuple[HeldActivity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPromise:
    """What a supplier last promised for a line. `requested_date` is that of the first promise, for ever."""

    promised_date: date
    basis: str
    requested_date: date
    said_at: datetime


@dataclass(slots=True, kw_only=True)
class Book:
    """All state of the memory ERP; guarded by the lock of its owner."""

    orders: dict[int, PurchaseOrder] = field(default_factory=dict)
    suppliers: dict[int, Supplier] = field(default_factory=dict)
    exceptions: dict[str, HeldException] = field(default_factory=dict)
    promises: dict[int, HeldPromise] = field(default_factory=dict)
    move_days: dict[int, tuple[date, ...]] = field(default_factory=dict)
    delivered: dict[str, int | None] = field(default_factory=dict)
    changes: list[ErpChange] = field(default_factory=list)
    zones: dict[int, str] = field(default_factory=dict)
    """The time zones of users that have set one."""
    last_id: int = 0

    def next_id(self) -> int:
        """Return a fresh record id."""
        self.last_id += 1
        return self.last_id

    def exception(self, case_key: str) -> HeldException:
        """Return the exception of a case; refuse where there is none."""
        held = self.exceptions.get(case_key)
        if held is None:
            raise ErpRefused(f"there is no exception with case key {case_key}")
        return held

    def standing(self, case_key: str) -> CaseStanding | None:
        """Return how the exception of a case stands; None where there is none."""
        held = self.exceptions.get(case_key)
        if held is None:
            return None
        return CaseStanding(
            state=held.record.state,
            resolution_code=held.resolution_code or "",
            occurrence_count=held.record.occurrence_count,
            user_id=held.record.user_id,
        )

    def owners(self, case_keys: Iterable[str]) -> dict[str, Buyer | None]:
        """Return who owns these cases' exceptions now."""
        held = {key: self.exceptions[key].record.user_id for key in case_keys if key in self.exceptions}
        return {key: PEOPLE.get(user) if user is not None else None for key, user in held.items()}

    def orders_of(self, purchase_line_ids: Iterable[int]) -> list[PurchaseOrder]:
        """Return the orders that hold these lines."""
        wanted = set(purchase_line_ids)
        return [o for o in self.orders.values() if wanted & {line.purchase_line_id for line in o.lines}]

    def suppliers_of(self, sender: str) -> set[int]:
        """Return the suppliers whose address `sender` is, else those whose domain it is."""
        address = sender.strip().lower()
        known = {s.id for s in self.suppliers.values() if address and address in s.emails}
        domain = address.rpartition("@")[2]
        return known or {s.id for s in self.suppliers.values() if domain and domain in s.domains}

    def snapshot(
        self, orders: Sequence[PurchaseOrder], senders: Iterable[int] = (), *, as_of: datetime
    ) -> PurchaseSnapshot:
        """Return these orders with their suppliers and the senders', and everybody who may own a case."""
        supplier_ids = {order.supplier_id for order in orders} | set(senders)
        return PurchaseSnapshot(
            as_of=as_of,
            orders=tuple(orders),
            suppliers=tuple(self.suppliers[number] for number in sorted(supplier_ids)),
            default_owner_id=LEAD.id,
            default_team_id=TEAM_ID,
            buyers=dict(PEOPLE),
        )

    def line(self, purchase_line_id: int | None) -> tuple[PurchaseOrder, PurchaseOrderLine]:
        """Return a purchase line and its order; refuse where there is none."""
        for order in self.orders.values():
            for line in order.lines:
                if line.purchase_line_id == purchase_line_id:
                    return order, line
        raise ErpRefused(f"there is no purchase line {purchase_line_id}")

    def put_line(self, line: PurchaseOrderLine) -> None:
        """Replace a purchase line, with its fingerprint made anew."""
        order, _ = self.line(line.purchase_line_id)
        fresh = replace(line, fingerprint=fingerprint(line))
        lines = tuple(fresh if old.line == line.line else old for old in order.lines)
        self.orders[order.id] = replace(order, lines=lines)


def fingerprint(line: PurchaseOrderLine) -> str:
    """Return the text of the fields that a plan was made from, as Odoo's; a promise does not age it."""
    numbers = (line.quantity, line.received, line.unit_price)
    agreed = told(line.agreed_parts) or str(line.agreed_date)
    return "|".join([*(f"{n.normalize():f}" for n in numbers), f"{line.date_planned}", agreed])


def seed(data: JsonObject) -> Book:
    """Return a book filled from the shape of `purchase_orders.json`."""
    book = Book()
    by_ref: dict[str, int] = {}
    for number, row in enumerate(data["suppliers"], start=1):
        by_ref[row["id"]] = number
        book.suppliers[number] = Supplier(
            id=number,
            name=row["name"],
            emails=tuple(address.lower() for address in row.get("emails", ())),
            domains=tuple(domain.lower() for domain in row.get("domains", ())),
            language=row.get("language"),
            ref=row["id"],
        )
    products: dict[str, int] = {}
    for number, row in enumerate(data["orders"], start=1):
        lines = tuple(_line(book, products, line) for line in row["lines"])
        book.orders[number] = PurchaseOrder(
            id=number,
            name=row["name"],
            company_id=int(row.get("company_id", COMPANY_ID)),
            supplier_id=by_ref[row["supplier"]],
            currency=row["currency"],
            order_date=date.fromisoformat(row["order_date"]),
            lines=lines,
            buyer_id=BUYER.id,
            is_open=bool(row.get("is_open", True)),
        )
    return book


def _line(book: Book, products: dict[str, int], row: dict[str, Any]) -> PurchaseOrderLine:
    """Return one seeded line with its own id; the same sku is the same product everywhere."""
    line = PurchaseOrderLine(
        line=int(row["line"]),
        purchase_line_id=book.next_id(),
        sku=row["sku"],
        supplier_sku=row.get("supplier_sku"),
        description=row["description"],
        quantity=Decimal(str(row["quantity"])),
        unit=row["unit"],
        unit_price=Decimal(str(row["unit_price"])),
        date_planned=date.fromisoformat(row["date_planned"]),
        received=Decimal(str(row.get("received", 0))),
        product_id=products.setdefault(row["sku"], len(products) + 1),
        affected_sale_order_ids=tuple(row.get("affected_sale_order_ids", ())),
    )
    book.move_days[line.purchase_line_id] = (line.date_planned,)
    return replace(line, fingerprint=fingerprint(line))
