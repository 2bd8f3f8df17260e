"""What is left of a case once another proposal was applied to its order line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import PurchaseOrderLine


def measured_anew(record: ExceptionRecord, line: PurchaseOrderLine) -> ExceptionRecord | None:
    """Return the case measured from what is agreed about its line now; None where it proposes just that."""
    if proposes_something(record) and _stands(record, line):
        return None
    has_date = record.expected_date is not None or record.proposed_date is not None
    has_quantity = record.expected_quantity is not None or record.proposed_quantity is not None
    has_price = record.expected_price is not None or record.proposed_price is not None
    gap = (record.proposed_date - line.agreed_day).days if record.proposed_date is not None else None
    return replace(
        record,
        expected_date=line.agreed_day if has_date else None,
        expected_quantity=line.quantity if has_quantity else None,
        expected_price=line.unit_price if has_price else None,
        date_gap_days=gap,
        fingerprint=line.fingerprint,
    )


def proposes_something(record: ExceptionRecord) -> bool:
    """Return whether the case proposes a change of its line that could be applied."""
    values = (record.proposed_date, record.proposed_quantity, record.proposed_price)
    is_other_product = record.proposed_product_code is not None
    has_value = any(value is not None for value in values)
    return has_value or bool(record.proposed_parts) or record.is_cancellation or is_other_product


def _stands(record: ExceptionRecord, line: PurchaseOrderLine) -> bool:
    """Return whether everything that is proposed is what the order says already."""
    to_come = tuple(part for part in line.agreed_parts if part.date is not None)
    return (
        record.proposed_date in (None, line.agreed_day)
        and record.proposed_quantity in (None, line.quantity)
        and record.proposed_price in (None, line.unit_price)
        and (not record.proposed_parts or record.proposed_parts == to_come)
        and (not record.is_cancellation or line.open_quantity == 0)
        and record.proposed_product_code is None
    )
