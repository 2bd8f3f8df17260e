"""Builders for reading tests: a mail, an order, a reading, filled in with what a test does not care about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine, PurchaseSnapshot, Supplier
from crossdock.reading.mail.interpret import interpret
from crossdock.reading.mail.parse import parse

if TYPE_CHECKING:
    from crossdock.domain.reading import Reading

TODAY = date(2026, 11, 23)
"""A Monday."""
PLANNED = date(2026, 12, 9)
SERVER = "mx.buyer.example"

BOLTS = Supplier(id=1, name="Bolt & Co", emails=("sales@bolt.example",), domains=("bolt.example",))
TOOLS = Supplier(id=2, name="Werkzeug AG", emails=("info@werkzeug.example",), domains=("werkzeug.example",))


def a_line(number: int = 1, **values: object) -> PurchaseOrderLine:
    """Return an order line; `values` replace the defaults."""
    defaults: dict[str, object] = {
        "line": number,
        "purchase_line_id": 100 + number,
        "sku": f"INT-{number:03}",
        "supplier_sku": f"BC-{number:03}-X",
        "description": "Hex bolt M8",
        "quantity": Decimal(300),
        "received": Decimal(0),
        "unit": "pcs",
        "unit_price": Decimal("2.50"),
        "date_planned": PLANNED,
    }
    return PurchaseOrderLine(**{**defaults, **values})


def an_order(
    name: str = "P00325", *lines: PurchaseOrderLine, supplier: int = 1, currency: str = "GBP"
) -> PurchaseOrder:
    """Return an open order with one line where none is given."""
    return PurchaseOrder(
        id=sum(map(ord, name)),
        name=name,
        company_id=1,
        supplier_id=supplier,
        currency=currency,
        order_date=date(2026, 11, 2),
        lines=lines or (a_line(),),
    )


THREE_LINES = an_order(
    "P00325",
    a_line(1, description="Hex bolt M8", quantity=Decimal(300)),
    a_line(2, description="Washer brass 20 mm", quantity=Decimal(500)),
    a_line(3, description="Kabelkanal 40x60", quantity=Decimal(80)),
)


def a_snapshot(*orders: PurchaseOrder) -> PurchaseSnapshot:
    """Return what Odoo would know."""
    return PurchaseSnapshot(
        as_of=datetime(2026, 11, 23, tzinfo=UTC), orders=orders or (an_order(),), suppliers=(BOLTS, TOOLS)
    )


def a_mail(body: str, *, headers: dict[str, str] | None = None, **replaced: str) -> bytes:
    """Return raw bytes; keyword names are header names with underscores."""
    fields = {
        "From": "Bolt Sales <sales@bolt.example>",
        "To": "buy@buyer.example",
        "Subject": "Your order",
        "Date": "Fri, 20 Nov 2026 09:00:00 +0000",
        "Message-ID": "<1@bolt.example>",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    names = {name.lower(): name for name in fields}
    for key, value in replaced.items():
        fields[names[key.strip("_").replace("_", "-")]] = value
    fields |= headers or {}
    head = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
    return f"{head}\n{body}\n".encode()


def read(body: str, *orders: PurchaseOrder, today: date = TODAY, **headers: str) -> Reading:
    """Return the reading of a mail with that text against those orders."""
    return interpret(parse(a_mail(body, **headers)), a_snapshot(*orders), today=today)


def changes(reading: Reading) -> list[tuple[int, str, object]]:
    """Return (line, kind, new value) of every change."""
    return [(change.line, change.kind.value, change.to_value) for change in reading.changes]


def alerts(reading: Reading) -> set[tuple[str, int | None]]:
    """Return (category, line) of everything raised."""
    return {(alert.category.value, alert.line) for alert in reading.exceptions}


def confirmed(reading: Reading) -> list[int]:
    """Return the confirmed line numbers."""
    return [ref.line for ref in reading.confirmed]


def problems(reading: Reading) -> set[str]:
    """Return the codes of all problems."""
    return {problem.code for problem in reading.problems}
