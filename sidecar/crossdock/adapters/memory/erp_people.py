"""What people do in the memory ERP: press the buttons, move states, edit the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.adapters.memory.erp_book import HeldPromise
from crossdock.adapters.memory.erp_effects import closed
from crossdock.domain.errors import ErpRefused
from crossdock.domain.exception_case import OPEN_STATES, CaseState
from crossdock.domain.parts import told
from crossdock.domain.reading import DateBasis, Part

if TYPE_CHECKING:
    from decimal import Decimal

    from crossdock.adapters.memory.erp_book import Book, HeldException
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import PurchaseOrderLine
    from crossdock.ports.json_types import JsonObject


def apply_proposal(book: Book, case_key: str, user_id: int, *, change_requested_date: bool) -> JsonObject:
    """Write the proposal to the order line, resolve the exception; return the new values (JSON)."""
    held = _open_case(book, case_key)
    record = held.record
    _, line = book.line(record.purchase_line_id)
    if record.fingerprint and record.fingerprint != line.fingerprint:
        raise ErpRefused("the purchase line was changed since the exception was opened")
    changed, values = _changed(line, record)
    if "date" in values:
        if change_requested_date:
            changed = replace(changed, date_planned=changed.agreed_day)
        days = tuple(part.date for part in changed.agreed_parts if part.date is not None)
        book.move_days[line.purchase_line_id] = days or (changed.agreed_day,)
        changed = replace(changed, promised_date=changed.agreed_day)
        before = book.promises.get(line.purchase_line_id)
        book.promises[line.purchase_line_id] = HeldPromise(
            promised_date=changed.agreed_day,
            basis=DateBasis.ARRIVAL,
            requested_date=before.requested_date if before else record.requested_date or line.date_planned,
            said_at=record.said_at or record.last_seen_at,
        )
    book.put_line(changed)
    book.exceptions[case_key] = closed(held, CaseState.RESOLVED, "applied", by=user_id)
    return values


def reject_proposal(book: Book, case_key: str, user_id: int) -> None:
    """Resolve the exception without touching the order line."""
    held = _open_case(book, case_key)
    book.exceptions[case_key] = closed(held, CaseState.RESOLVED, "rejected", by=user_id)


def move_state(book: Book, case_key: str, state: CaseState, user_id: int) -> HeldException:
    """Put an exception into another state, as by a click on its status bar: the to-do stays."""
    held = book.exception(case_key)
    moved = replace(held, record=replace(held.record, state=state), moved_by=user_id)
    book.exceptions[case_key] = moved
    return moved


def hand_over(book: Book, case_key: str, user_id: int | None) -> None:
    """Write another owner; the state and the to-do stay."""
    held = book.exception(case_key)
    book.exceptions[case_key] = replace(held, record=replace(held.record, user_id=user_id))


def receive(book: Book, purchase_line_id: int, quantity: Decimal) -> None:
    """Receive goods on a line; an order with nothing left to come is no longer open."""
    order, line = book.line(purchase_line_id)
    book.put_line(replace(line, received=line.received + quantity))
    fresh = book.orders[order.id]
    still = any(line.open_quantity > 0 for line in fresh.lines)
    book.orders[order.id] = replace(fresh, is_open=still)


def _open_case(book: Book, case_key: str) -> HeldException:
    held = book.exception(case_key)
    if held.record.state not in OPEN_STATES:
        raise ErpRefused("this exception is closed already")
    return held


def _changed(line: PurchaseOrderLine, record: ExceptionRecord) -> tuple[PurchaseOrderLine, JsonObject]:
    """Return the line with the proposal applied and the values that changed."""
    if record.is_cancellation:  # what was received stays ordered
        kept = replace(line, quantity=line.received, agreed_parts=())
        return kept, {"cancelled": "yes", "quantity": str(line.received)}
    if record.proposed_parts:
        return _split(line, record)
    values: JsonObject = {}
    changed = line
    if record.proposed_date is not None:
        changed = replace(changed, agreed_date=record.proposed_date, agreed_parts=())
        values["date"] = record.proposed_date.isoformat()
    if record.proposed_quantity is not None:
        quantity = max(record.proposed_quantity, line.received)
        changed = replace(changed, quantity=quantity)
        values["quantity"] = str(quantity)
    if record.proposed_price is not None:
        changed = replace(changed, unit_price=record.proposed_price)
        values["price"] = str(record.proposed_price)
    if not values:
        raise ErpRefused("this exception proposes nothing that could be applied")
    return changed, values


def _split(line: PurchaseOrderLine, record: ExceptionRecord) -> tuple[PurchaseOrderLine, JsonObject]:
    """Return the line with the proposed parts agreed; as in Odoo they must be dated and add up."""
    days = [part.date for part in record.proposed_parts if part.date is not None]
    if len(days) < len(record.proposed_parts):
        raise ErpRefused("every part needs a quantity and a date")
    whole = sum((part.quantity for part in record.proposed_parts), line.received)
    if whole not in (line.quantity, record.proposed_quantity):
        raise ErpRefused(f"with the parts {whole} would be ordered, neither what is nor what is proposed")
    parts = sorted(record.proposed_parts, key=lambda part: part.date or max(days))
    before = [Part(quantity=line.received)] if line.received else []
    values: JsonObject = {"date": max(days).isoformat(), "parts": told(parts)}
    if whole != line.quantity:
        values["quantity"] = str(whole)
    changed = replace(line, quantity=whole, agreed_date=max(days), agreed_parts=(*before, *parts))
    return changed, values
