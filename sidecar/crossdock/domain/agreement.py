"""What was requested, and what a human last agreed, per purchase line.

The originally requested values are kept for ever. The agreed value is what a human last agreed (the order
itself, *Apply*, a buyer's edit in Odoo), never what was accepted automatically, so drift cannot creep.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseOrderLine


class BaselineOrigin(StrEnum):
    """How a baseline came to be."""

    INSTALL = "install"
    FIRST_SEEN = "first_seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBaseline:
    """The memory of one purchase line. `seen_*` is what Odoo's line said when we last looked.

    `promised_date` is the supplier's last accepted promise; `last_said_at` the date of the latest mail that
    was decided about this line, so that what was said earlier never overrides what was said later.
    """

    purchase_line_id: int
    company_id: int
    origin: BaselineOrigin
    captured_at: datetime
    requested_date: date
    requested_quantity: Decimal
    requested_price: Decimal
    agreed_date: date
    agreed_quantity: Decimal
    agreed_price: Decimal
    seen_date: date
    seen_quantity: Decimal
    seen_price: Decimal
    seen_agreed_date: date | None = None
    promised_date: date | None = None
    last_said_at: datetime | None = None
    version: int = 0


def capture(
    line: PurchaseOrderLine, *, company_id: int, origin: BaselineOrigin, now: datetime
) -> LineBaseline:
    """Return the first baseline of a line: requested = agreed = what Odoo says now."""
    agreed = line.agreed_date or line.date_planned
    return LineBaseline(
        purchase_line_id=line.purchase_line_id,
        company_id=company_id,
        origin=origin,
        captured_at=now,
        requested_date=line.date_planned,
        requested_quantity=line.quantity,
        requested_price=line.unit_price,
        agreed_date=agreed,
        agreed_quantity=line.quantity,
        agreed_price=line.unit_price,
        seen_date=line.date_planned,
        seen_quantity=line.quantity,
        seen_price=line.unit_price,
        seen_agreed_date=line.agreed_date,
    )


def follow(baseline: LineBaseline, line: PurchaseOrderLine) -> LineBaseline:
    """Return the baseline after a look at Odoo's line: whatever a human changed there is agreed now.

    The sidecar never writes `date_planned`, quantity or price by itself, so a difference is a human's: an
    *Apply* (which sets the agreed date) or an edit of the order.
    """
    changed = baseline
    if line.agreed_date != baseline.seen_agreed_date and line.agreed_date is not None:
        changed = replace(changed, agreed_date=line.agreed_date)
    elif line.date_planned != baseline.seen_date:
        changed = replace(changed, agreed_date=line.date_planned)
    if line.quantity != baseline.seen_quantity:
        changed = replace(changed, agreed_quantity=line.quantity)
    if line.unit_price != baseline.seen_price:
        changed = replace(changed, agreed_price=line.unit_price)
    return replace(
        changed,
        seen_date=line.date_planned,
        seen_quantity=line.quantity,
        seen_price=line.unit_price,
        seen_agreed_date=line.agreed_date,
    )
