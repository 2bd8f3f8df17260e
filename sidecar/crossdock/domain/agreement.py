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

from crossdock.domain.reading import Part

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseOrderLine


class BaselineOrigin(StrEnum):
    """How a baseline came to be."""

    INSTALL = "install"
    FIRST_SEEN = "first_seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBaseline:
    """The memory of one purchase line.

    `agreed_parts` is a delivery in several parts that a human agreed to (see `PurchaseOrderLine`).
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
    agreed_parts: tuple[Part, ...] = ()
    promised_date: date | None = None
    last_said_at: datetime | None = None
    version: int = 0


def capture(
    line: PurchaseOrderLine, *, company_id: int, origin: BaselineOrigin, now: datetime
) -> LineBaseline:
    """Return the first baseline of a line: requested and agreed are what Odoo says now."""
    return LineBaseline(
        purchase_line_id=line.purchase_line_id,
        company_id=company_id,
        origin=origin,
        captured_at=now,
        requested_date=line.date_planned,
        requested_quantity=line.quantity,
        requested_price=line.unit_price,
        agreed_date=line.agreed_day,
        agreed_quantity=line.quantity,
        agreed_price=line.unit_price,
        agreed_parts=line.agreed_parts,
    )


def follow(baseline: LineBaseline, line: PurchaseOrderLine) -> LineBaseline:
    """Return the baseline after a look at Odoo's line: what stands there is what a human agreed last.

    The sidecar never writes `date_planned`, quantity or price by itself; they are a human's, by *Apply*
    (which sets the agreed date and parts) or by an edit of the order (after which those no longer stand).
    """
    return replace(
        baseline,
        agreed_date=line.agreed_day,
        agreed_quantity=line.quantity,
        agreed_price=line.unit_price,
        agreed_parts=line.agreed_parts,
    )
