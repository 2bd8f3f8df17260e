"""What was understood of a message: the shape of the evaluation set's label, with provenance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Day = date
"""`date`, for classes whose field `date` hides the type from those who resolve annotations (pydantic)."""


class Intent(StrEnum):
    """What a message is for (its one main purpose)."""

    CONFIRMATION = "confirmation"
    CONFIRMATION_WITH_CHANGES = "confirmation_with_changes"
    DELAY = "delay"
    PARTIAL_SHIPMENT = "partial_shipment"
    DISPATCH = "dispatch"
    CANCELLATION = "cancellation"
    SUBSTITUTION = "substitution"
    PRICE_CHANGE = "price_change"
    QUALITY_ISSUE = "quality_issue"
    INVOICE = "invoice"
    INQUIRY = "inquiry"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    OTHER = "other"


class ChangeKind(StrEnum):
    """How a line differs from what was ordered."""

    DATE = "date"
    QUANTITY = "quantity"
    PRICE = "price"
    SUBSTITUTION = "substitution"
    CANCELLATION = "cancellation"
    SPLIT = "split"


class Alert(StrEnum):
    """What a reading raises for a human: the nine categories of the evaluation set."""

    SUPPLIER_DELAY = "supplier_delay"
    QUANTITY_VARIANCE = "quantity_variance"
    PRICE_VARIANCE = "price_variance"
    SUBSTITUTION = "substitution"
    SUPPLIER_CANCELLATION = "supplier_cancellation"
    QUALITY_ISSUE = "quality_issue"
    UNMATCHED_MESSAGE = "unmatched_message"
    SUPPLIER_QUESTION = "supplier_question"
    SUSPICIOUS_MESSAGE = "suspicious_message"


class DateBasis(StrEnum):
    """What a promised date is about: goods leave the supplier, or arrive at our dock."""

    SHIP = "ship"
    ARRIVAL = "arrival"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value stands: part (`body`, `subject`, `attachment:<name>`), place (line or row), the text."""

    part: str
    text: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Why a value is believed. `pointer` is a JSON pointer into the reading; `confidence` 0..1."""

    pointer: str
    confidence: float
    source: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One dated part of a split delivery; the date is None where none is given, `basis` says what it is."""

    quantity: Decimal
    date: Day | None = None
    basis: DateBasis = DateBasis.ARRIVAL


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRef:
    """An order line: PO name, position from 1, and Odoo's id of it.

    A confirmed line whose agreed day was said to be the day of shipping has the basis `ship`. `names_day`
    where that day was said at all, not only agreed to.
    """

    po: str
    line: int
    purchase_line_id: int | None = None
    basis: DateBasis = DateBasis.ARRIVAL
    names_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference on one line.

    `from_value`/`to_value`: date, Decimal, code, None, or parts for a split.
    """

    po: str
    line: int
    kind: ChangeKind
    from_value: date | Decimal | str | None = None
    to_value: date | Decimal | str | tuple[Part, ...] | None = None
    purchase_line_id: int | None = None
    basis: DateBasis = DateBasis.ARRIVAL
    evidence: Evidence | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedAlert:
    """An alert, with the line it concerns where it concerns one."""

    category: Alert
    po: str | None = None
    line: int | None = None
    purchase_line_id: int | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read or not be trusted: a stable code, a place and the text."""

    code: str
    text: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderTrust:
    """Is the author this order's supplier, and did our own mail server authenticate them?

    `supplier_id` is the supplier whose known address or domain wrote; `authenticated` is the result of the
    configured authserv-id (SPF/DKIM/DMARC aligned with From), None where no such header is present.
    """

    address: str
    supplier_id: int | None = None
    authenticated: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a message says, in the label's shape. Lines are positions; amounts Decimal; dates ISO days."""

    intent: Intent
    language: str
    also: tuple[Intent, ...] = ()
    purchase_orders: tuple[str, ...] = ()
    unknown_references: tuple[str, ...] = ()
    confirmed: tuple[LineRef, ...] = ()
    changes: tuple[Change, ...] = ()
    exceptions: tuple[RaisedAlert, ...] = ()
    tracking_numbers: tuple[str, ...] = ()
    delay_reason: str | None = None
    needs_review: bool = False
    question: str | None = None
    basis: DateBasis = DateBasis.ARRIVAL
    sender: SenderTrust | None = None
    problems: tuple[Problem, ...] = ()
    provenance: tuple[Provenance, ...] = field(default_factory=tuple)
    left_open: tuple[Evidence, ...] = ()
    """Sentences beside the changes that nothing explains: a human looks before a change is accepted."""
