"""Exceptions: cases that a human works."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from crossdock.domain.exception_case import CaseState
from crossdock.entrypoints.http.schemas.common import (
    Answer,
    Body,
    Code,
    CompanyId,
    Limit,
    Number,
    Request,
    RowId,
    ShortText,
    Text,
)

if TYPE_CHECKING:
    from crossdock.domain.exception_case import Case


class ExceptionPath(Request):
    """A case by its stable key."""

    id: str = Field(
        pattern=r"^[A-Za-z0-9_-]{1,64}$", json_schema_extra={"example": "5f1c0b7ad92e4b6b8c3d2e1f"}
    )


class ExceptionQuery(Request):
    """Which cases; `open` is every state that somebody still works."""

    company_id: CompanyId | None = None
    state: Literal["open", "new", "in_progress", "on_hold", "resolved", "cancelled"] | None = None
    category: Code | None = None
    before_id: RowId | None = Field(default=None, description="`next_before_id` of the page before.")
    limit: Limit = 50


EXAMPLE: Final[dict[str, JsonValue]] = {
    "category": "supply",
    "sub_category": "late",
    "title": "Supplier phoned: P00042 leaves a week late",
    "purchase_order": "P00042",
    "line": 1,
    "urgency": 2,
}


class OpenException(Body):
    """A case that a person or a workflow asks for."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    category: Code
    sub_category: Code
    title: ShortText = Field(min_length=1)
    fact_key: ShortText | None = Field(
        default=None,
        min_length=1,
        description="The fact's own identity, for ever; by default the caller's name and Idempotency-Key. "
        "The same one with another payload is refused (422); another fact about the same subject and "
        "category adds to the open case.",
    )
    company_id: CompanyId | None = Field(
        default=None,
        description="By default the configured company. One that Odoo does not have, or that Crossdock's "
        "user may not work in, is refused with 422 `company_not_found`.",
    )
    about: ShortText | None = Field(
        default=None,
        min_length=1,
        description="What it is about, where it is about no order: further facts about the same add to the "
        "open case. By default the fact itself.",
    )
    evidence: Text = ""
    recommended_action: Text = ""
    source: Code = "api"
    source_ref: ShortText = ""
    purchase_order: ShortText | None = None
    line: int | None = Field(default=None, ge=1, le=9999)
    urgency: int = Field(default=1, ge=0, le=3)
    impact: int = Field(default=1, ge=0, le=3)
    quiet_minutes: int = Field(
        default=0,
        ge=0,
        le=10_080,
        description="For a state that lasts and is told by each run: while its case is open, a fact within "
        "so many minutes of the last one adds nothing (`found`). A case that was closed opens again at once.",
    )


class SplitPart(BaseModel):
    """One dated part of a split delivery."""

    model_config = ConfigDict(from_attributes=True)

    quantity: Number
    date: date | None


class ExceptionItem(BaseModel):
    """A case as the ledger last recorded it; Odoo keeps the work on it."""

    model_config = ConfigDict(from_attributes=True)

    id: str = Field(description="The case's stable key.")
    row_id: int = Field(description="Its place in the list, for paging.")
    name: str
    title: str
    company_id: int
    category: str
    sub_category: str
    state: CaseState
    reason_code: str | None
    responsible_party: str
    source: str
    source_ref: str
    correlation_id: str
    occurrence_count: int
    first_seen_at: datetime
    last_seen_at: datetime
    said_at: datetime | None
    opened_at: datetime
    closed_at: datetime | None
    resolution_code: str | None
    odoo_id: int | None
    purchase_order_id: int | None
    purchase_line_id: int | None
    product_id: int | None
    partner_id: int | None
    sale_order_ids: list[int]
    tracking_ref: str | None
    unit: str | None
    currency: str | None
    expected_quantity: Number | None
    proposed_quantity: Number | None
    expected_date: date | None
    proposed_date: date | None
    date_gap_days: int | None
    expected_price: Number | None
    proposed_price: Number | None
    proposed_parts: list[SplitPart]
    proposed_product_code: str | None
    is_cancellation: bool
    impact: int
    urgency: int
    priority: int = Field(description="0 to 3, higher is sooner, as Odoo's stars.")
    value_at_risk: Number | None
    affected_order_count: int
    team_id: int | None
    user_id: int | None
    extraction_source: str
    confidence: float | None
    evidence: str
    claims: str = Field(description="What an untrusted message says; nothing of it is checked or used.")
    recommended_action: str


class ExceptionAnswer(Answer):
    """One case; null with outcome `stored`: the fact is kept, the case opens once Odoo answers."""

    outcome: Literal["opened", "updated", "reopened", "found", "stored"]
    exception: ExceptionItem | None


class ExceptionPage(Answer):
    """Cases, newest first."""

    outcome: Literal["listed"]
    exceptions: list[ExceptionItem]
    next_before_id: int | None


def item_of(case: Case) -> dict[str, Any]:
    """Return a case's fields as one flat object."""
    record = case.record
    names = ExceptionItem.model_fields.keys() - {"id", "row_id", "opened_at", "closed_at"}
    names -= {"resolution_code", "odoo_id"}
    return {
        **{name: getattr(record, name) for name in names},
        "id": record.case_key,
        "row_id": case.id,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "resolution_code": case.resolution_code,
        "odoo_id": case.odoo_id,
    }
