"""How a mail was understood, and what was decided per line: numbers as numbers, days as ISO dates."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from crossdock.domain.reading import Alert, ChangeKind, DateBasis, Intent
from crossdock.entrypoints.http.schemas.common import Number


class _Open(BaseModel):
    """The reading grows: what a client does not know yet, it may ignore."""

    model_config = ConfigDict(extra="allow")


class Evidence(_Open):
    """The text that a value stands on, and where it stands."""

    part: str = Field(description="`body`, `subject` or `attachment:<name>`.")
    place: str | None
    text: str


class LineRef(_Open):
    """An order line: its position among the order's product lines, and Odoo's id."""

    po: str
    line: int
    purchase_line_id: int | None


class DatedPart(_Open):
    """One part of a split delivery."""

    quantity: Number
    date: date | None


class Change(LineRef):
    """One difference to what was ordered."""

    kind: ChangeKind
    from_: str | Number | None = Field(alias="from")
    to: str | Number | list[DatedPart] | None
    basis: DateBasis


class RaisedAlert(_Open):
    """What the mail raises for a human."""

    category: Alert
    po: str | None
    line: int | None
    purchase_line_id: int | None


class Sender(_Open):
    """Who wrote: the supplier it belongs to, and whether our mail server authenticated it."""

    address: str
    supplier_id: int | None
    authenticated: bool | None


class ReadingProblem(_Open):
    """Something that could not be read, or is not trusted."""

    code: str
    text: str
    evidence: Evidence | None


class Provenance(_Open):
    """Why a value is believed; `pointer` is a JSON pointer into the reading."""

    pointer: str
    confidence: float = Field(ge=0, le=1)
    source: Literal["rules", "ai", "both", "human"]
    evidence: Evidence | None


class Reading(_Open):
    """What a mail says."""

    intent: Intent
    also: list[Intent]
    language: str
    purchase_orders: list[str]
    unknown_references: list[str]
    confirmed: list[LineRef]
    changes: list[Change]
    exceptions: list[RaisedAlert]
    tracking_numbers: list[str]
    delay_reason: str | None
    needs_review: bool
    question: str | None
    basis: DateBasis
    sender: Sender | None
    problems: list[ReadingProblem]
    provenance: list[Provenance]


class LineDecision(LineRef):
    """What was decided about one line: agreed (expected) and proposed values, verdict and rule."""

    verdict: str
    may_accept: bool
    rule: str
    basis: DateBasis
    sub_category: str
    within: bool = Field(description="Whether it lies within tolerance of the agreed value.")
    text: str
    expected_date: date | None = None
    proposed_date: date | None = None
    promised_date: date | None = None
    gap_days: int | None = None
    expected_quantity: Number | None = None
    proposed_quantity: Number | None = None
    expected_price: Number | None = None
    proposed_price: Number | None = None
    parts: list[DatedPart] = Field(default=[])
    product_code: str | None = None
    is_cancellation: bool = False
    confidence: float | None = None
    evidence: Evidence | None = None
