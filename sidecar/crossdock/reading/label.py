"""A reading as JSON: exactly the label's shape, with `provenance` and `purchase_line_id` beside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.domain.reading import (
        Change,
        Evidence,
        LineRef,
        Part,
        Problem,
        Provenance,
        RaisedAlert,
        Reading,
    )


EXACT_INTEGERS = 2**53
"""Beyond this JSON's numbers are not exact, and canonical JSON refuses an integer."""


def to_label(reading: Reading) -> dict[str, object]:
    """Return the reading in the shape of `label.schema.json` plus what only Crossdock knows."""
    return {
        "intent": reading.intent.value,
        "also": [intent.value for intent in reading.also],
        "language": reading.language,
        "purchase_orders": list(reading.purchase_orders),
        "unknown_references": list(reading.unknown_references),
        "confirmed": [_line(ref) for ref in reading.confirmed],
        "changes": [_change(change) for change in reading.changes],
        "exceptions": [_alert(alert) for alert in reading.exceptions],
        "tracking_numbers": list(reading.tracking_numbers),
        "delay_reason": reading.delay_reason,
        "needs_review": reading.needs_review,
        "question": reading.question,
        "basis": reading.basis.value,
        "sender": None
        if reading.sender is None
        else {
            "address": reading.sender.address,
            "supplier_id": reading.sender.supplier_id,
            "authenticated": reading.sender.authenticated,
        },
        "problems": [_problem(problem) for problem in reading.problems],
        "provenance": [_provenance(entry) for entry in reading.provenance],
    }


def number(value: Decimal) -> int | float:
    """Return a Decimal as a JSON number; the text in between keeps 0.1 what it was."""
    is_whole = value == value.to_integral_value() and abs(value) < EXACT_INTEGERS
    return int(value) if is_whole else float(str(value))


def _value(value: date | Decimal | str | tuple[Part, ...] | None) -> object:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [
            {"quantity": number(p.quantity), "date": p.date.isoformat() if p.date else None} for p in value
        ]
    return value


def _line(ref: LineRef) -> dict[str, object]:
    return {"po": ref.po, "line": ref.line, "purchase_line_id": ref.purchase_line_id}


def _change(change: Change) -> dict[str, object]:
    return {
        "po": change.po,
        "line": change.line,
        "kind": change.kind.value,
        "from": _value(change.from_value),
        "to": _value(change.to_value),
        "purchase_line_id": change.purchase_line_id,
        "basis": change.basis.value,
    }


def _alert(alert: RaisedAlert) -> dict[str, object]:
    return {
        "category": alert.category.value,
        "po": alert.po,
        "line": alert.line,
        "purchase_line_id": alert.purchase_line_id,
    }


def _evidence(evidence: Evidence | None) -> dict[str, object] | None:
    if evidence is None:
        return None
    return {"part": evidence.part, "place": evidence.place, "text": evidence.text}


def _problem(problem: Problem) -> dict[str, object]:
    return {"code": problem.code, "text": problem.text, "evidence": _evidence(problem.evidence)}


def _provenance(entry: Provenance) -> dict[str, object]:
    return {
        "pointer": entry.pointer,
        "confidence": entry.confidence,
        "source": entry.source,
        "evidence": _evidence(entry.evidence),
    }
