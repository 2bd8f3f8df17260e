"""What people do in the memory ERP: press the buttons, move states, edit the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.adapters.memory.erp_effects import closed
from crossdock.domain.errors import ErpRefused
from crossdock.domain.exception_case import OPEN_STATES, CaseState

if TYPE_CHECKING:
    from crossdock.adapters.memory.erp_book import Book, HeldException
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import PurchaseOrderLine
    from crossdock.ports.json_types import JsonObject


def apply_proposal(book: Book, case_key: str, *, change_requested_date: bool) -> JsonObject:
    """Write the proposal to the order line, resolve the exception; return the new values (JSON)."""
    held = _open_case(book, case_key)
    record = held.record
    _, line = book.line(record.purchase_line_id)
    if record.fingerprint and record.fingerprint != line.fingerprint:
        raise ErpRefused("the purchase line was changed since the exception was opened")
    changed, values = _changed(line, record)
    if change_requested_date and changed.agreed_date is not None:
        changed = replace(changed, date_planned=changed.agreed_date)
    book.put_line(changed)
    if changed.agreed_date is not None:
        book.move_dates[line.purchase_line_id] = changed.agreed_date
    book.exceptions[case_key] = closed(held, CaseState.RESOLVED, "applied")
    return values


def reject_proposal(book: Book, case_key: str) -> None:
    """Resolve the exception without touching the order line."""
    book.exceptions[case_key] = closed(_open_case(book, case_key), CaseState.RESOLVED, "rejected")


def move_state(book: Book, case_key: str, state: CaseState) -> HeldException:
    """Put an exception into another state, as by a click on its status bar."""
    held = book.exception(case_key)
    moved = replace(held, record=replace(held.record, state=state))
    if state not in OPEN_STATES:
        moved = closed(held, state, held.resolution_code or "by_hand")
    book.exceptions[case_key] = moved
    return moved


def _open_case(book: Book, case_key: str) -> HeldException:
    held = book.exception(case_key)
    if held.record.state not in OPEN_STATES:
        raise ErpRefused("this exception is closed already")
    return held


def _changed(line: PurchaseOrderLine, record: ExceptionRecord) -> tuple[PurchaseOrderLine, JsonObject]:
    """Return the line with the proposal applied and the values that changed."""
    if record.is_cancellation:  # what was received stays ordered
        return replace(line, quantity=line.received), {"cancelled": "yes", "quantity": str(line.received)}
    values: JsonObject = {}
    changed = line
    if record.proposed_date is not None:
        changed = replace(changed, agreed_date=record.proposed_date)
        values["date"] = record.proposed_date.isoformat()
    if record.proposed_quantity is not None:
        quantity = max(record.proposed_quantity, line.received)
        changed = replace(changed, quantity=quantity)
        values["quantity"] = str(quantity)
    if record.proposed_price is not None:
        changed = replace(changed, unit_price=record.proposed_price)
        values["price"] = str(record.proposed_price)
    if record.proposed_parts:
        told = [f"{part.quantity} on {part.date}" for part in record.proposed_parts]
        values["parts"] = ", ".join(told)
        dates = [part.date for part in record.proposed_parts if part.date is not None]
        if dates and record.proposed_date is None:
            changed = replace(changed, agreed_date=max(dates))
    if not values:
        raise ErpRefused("this exception proposes nothing that could be applied")
    return changed, values
