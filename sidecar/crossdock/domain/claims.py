"""What an untrusted message says: told to people as its claims, never taken for what is so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from crossdock.domain.reading import Alert, ChangeKind
from crossdock.domain.wording import RECOMMENDED, SUSPICION_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.reading import Change
    from crossdock.domain.supplier_word import Given

_KINDS = {
    ChangeKind.DATE: "comes on",
    ChangeKind.QUANTITY: "quantity",
    ChangeKind.PRICE: "unit price",
    ChangeKind.SUBSTITUTION: "another item instead:",
    ChangeKind.CANCELLATION: "will not be delivered",
    ChangeKind.SPLIT: "comes in parts:",
}


def is_suspicious(given: Given) -> bool:
    """Return whether this message may be a fraud; then it is one case, whatever else it says."""
    return any(alert.category is Alert.SUSPICIOUS_MESSAGE for alert in given.reading.exceptions)


def claimed_name(given: Given) -> str:
    """Return who the message says it is from: the supplier whose address it bears, else the address."""
    sender = given.reading.sender
    if sender is None or not sender.address:
        return "an unknown sender"
    supplier = given.snapshot.supplier(sender.supplier_id) if sender.supplier_id is not None else None
    return supplier.name if supplier else sender.address


def claims_of(given: Given, subject: str) -> str:
    """Return what the message says of itself and of orders, one claim a line."""
    return "\n".join(_claims(given, subject))


def why_suspicious(given: Given) -> str:
    """Return what gave the message away, and what to do."""
    signs = [problem.text for problem in given.reading.problems if problem.code in SUSPICION_SIGNS]
    return " ".join([*dict.fromkeys(signs), RECOMMENDED[Alert.SUSPICIOUS_MESSAGE.value]])


def _claims(given: Given, subject: str) -> Iterator[str]:
    reading, name = given.reading, claimed_name(given)
    address = reading.sender.address if reading.sender else ""
    yield f"It claims to be from {name}{f' ({address})' if address and address != name else ''}."
    yield f"Subject: {subject}"
    if reading.purchase_orders:
        yield f"It names {', '.join(reading.purchase_orders)}."
    for ref in reading.confirmed:
        yield f"{ref.po} line {ref.line}: confirmed"
    for change in reading.changes:
        yield f"{change.po} line {change.line}: {_KINDS[change.kind]}{_value(change)}"


def _value(change: Change) -> str:
    match change.to_value:
        case None:
            return ""
        case Decimal() as amount:
            return f" {amount.normalize():f}"
        case str() | date() as plain:
            return f" {plain}"
        case parts:
            told = (f"{part.quantity.normalize():f} on {part.date or 'a day not given'}" for part in parts)
            return f" {', '.join(told)}"
