"""The exception case: what a deviation is, its identity while open, and its record for Odoo."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from crossdock.domain.reading import Part
from crossdock.domain.weight import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping


class CaseState(StrEnum):
    """The states of a case, as in Odoo."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CANCELLED = "cancelled"


OPEN_STATES = frozenset({CaseState.NEW, CaseState.IN_PROGRESS, CaseState.ON_HOLD})


class Authority(IntEnum):
    """Whose words a case holds, the weightier the higher: lesser words never replace weightier ones."""

    ASKED_FOR = 0
    """A workflow or a person asked for the case: it holds words and no proposal."""
    UNVERIFIED = 1
    """A message of somebody who may not be the order's supplier."""
    VERIFIED = 2
    """The order's own supplier, authenticated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSubject:
    """What a case is about; the first that is set names it: line, else order, else the fact itself."""

    purchase_line_id: int | None = None
    purchase_order_id: int | None = None
    fact_key: str

    @property
    def key(self) -> str:
        """Return `line:<id>`, else `order:<id>`, else `fact:<key>`."""
        if self.purchase_line_id is not None:
            return f"line:{self.purchase_line_id}"
        if self.purchase_order_id is not None:
            return f"order:{self.purchase_order_id}"
        return f"fact:{self.fact_key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionRecord:
    """An exception as Odoo holds it (names there get `x_`). Quantities in `unit`, prices in `currency`.

    `case_key` is the case's own stable key (external id in Odoo); `dedup_key` the open-case key. `priority`
    0..3, higher is sooner as in Odoo's stars. `proposed_parts` is a split; `is_cancellation` proposes to
    drop the open quantity. `fingerprint` is that of the purchase line when the case was opened,
    `requested_date` the day that was asked for at first, whatever is planned since. `said_at` is
    when the supplier wrote, never later than the mail came in. `claims` is what an untrusted message says,
    one statement a line: none of it was checked, and none is used.
    """

    case_key: str
    name: str
    title: str
    dedup_key: str
    company_id: int
    category: str
    sub_category: str
    state: CaseState = CaseState.NEW
    reason_code: str | None = None
    raw_code: str | None = None
    responsible_party: str = "supplier"
    source: str = "email"
    source_ref: str = ""
    correlation_id: str
    occurrence_count: int = 1
    first_seen_at: datetime
    last_seen_at: datetime
    said_at: datetime | None = None
    purchase_order_id: int | None = None
    purchase_line_id: int | None = None
    product_id: int | None = None
    partner_id: int | None = None
    sale_order_ids: tuple[int, ...] = ()
    tracking_ref: str | None = None
    unit: str | None = None
    currency: str | None = None
    expected_quantity: Decimal | None = None
    proposed_quantity: Decimal | None = None
    expected_date: date | None = None
    proposed_date: date | None = None
    date_gap_days: int | None = None
    expected_price: Decimal | None = None
    proposed_price: Decimal | None = None
    proposed_parts: tuple[Part, ...] = ()
    proposed_product_code: str | None = None
    is_cancellation: bool = False
    fingerprint: str = ""
    requested_date: date | None = None
    impact: int = 1
    urgency: int = 1
    priority: int = 1
    value_at_risk: Decimal | None = None
    affected_order_count: int = 0
    team_id: int | None = None
    user_id: int | None = None
    extraction_source: str = "rules"
    confidence: float | None = None
    evidence: str = ""
    claims: str = ""
    recommended_action: str = ""
    authority: Authority = Authority.UNVERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case in the ledger: its record as last recorded, and its life."""

    id: int
    record: ExceptionRecord
    opened_at: datetime
    closed_at: datetime | None = None
    resolution_code: str | None = None
    odoo_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Return whether somebody still has to work it."""
        return self.record.state in OPEN_STATES


APPLIED = "applied"


class Placement(StrEnum):
    """Where a deviation lands: a new case, one that is open already, or one closed lately."""

    NEW = "new"
    UPDATED = "updated"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCase:
    """A record as it will stand, and how it got its place."""

    record: ExceptionRecord
    placement: Placement
    became_urgent: bool = False
    """Whether an open case is now to be looked at today, and was not before."""
    only: tuple[str, ...] = ()
    """The fields that changed, where lesser words left the case's values as they are; else all are new."""
    aside: str = ""
    """Those words, for the case's notes."""


def open_case_key(*, company_id: int, category: str, sub_category: str, subject: CaseSubject) -> str:
    """Return the key that at most one open case may hold; no part is ever empty."""
    return f"{company_id}|{category}|{sub_category}|{subject.key}"


def case_key_of(dedup_key: str, fact_key: str) -> str:
    """Return the stable key of the case that the fact `fact_key` opens (24 hex digits)."""
    return hashlib.sha256(f"{dedup_key}\n{fact_key}".encode()).hexdigest()[:24]


def case_name_of(case_key: str) -> str:
    """Return the short name that people call a case by, derived from its key: no counter to keep."""
    text = b32encode(bytes.fromhex(case_key[:10])).decode()
    return f"EXC-{text[:4]}-{text[4:8]}"


def place(
    draft: ExceptionRecord, *, open_cases: Mapping[str, Case], closed_cases: Mapping[str, Case]
) -> PlacedCase:
    """Return where `draft` lands. `closed_cases` holds those closed within the time for reopening.

    An applied case never reopens: its value is agreed now, so a further deviation is a new fact about a new
    value. A rejected or hand-resolved one that the supplier repeats reopens. Lesser words than an open case
    holds are put beside them.
    """
    existing = open_cases.get(draft.dedup_key)
    if existing is not None:
        if draft.authority < existing.record.authority:
            return _beside(existing.record, draft, Placement.UPDATED)
        became_urgent = draft.urgency >= TODAY > existing.record.urgency
        record = _merged(existing.record, draft)
        return PlacedCase(record=record, placement=Placement.UPDATED, became_urgent=became_urgent)
    closed = closed_cases.get(draft.dedup_key)
    if closed is None or closed.resolution_code == APPLIED:
        return PlacedCase(record=draft, placement=Placement.NEW)
    if draft.authority is Authority.ASKED_FOR and closed.record.authority > draft.authority:
        return _beside(closed.record, draft, Placement.REOPENED)
    record = replace(_merged(closed.record, draft), state=CaseState.NEW)
    return PlacedCase(record=record, placement=Placement.REOPENED)


_NOT_TAKEN_OVER = "Somebody who is not verified has written, too (see the notes): nothing was taken over. "


def _beside(existing: ExceptionRecord, draft: ExceptionRecord, placement: Placement) -> PlacedCase:
    """Return the case with lesser words counted and noted: what it proposes and stands on stays.

    What somebody asked for may make it more urgent; who is not verified only earns a warning.
    """
    record = replace(
        existing, occurrence_count=existing.occurrence_count + 1, last_seen_at=draft.last_seen_at
    )
    if placement is Placement.REOPENED:
        record = replace(record, state=CaseState.NEW)
    if draft.authority is Authority.ASKED_FOR:
        weight = {name: max(getattr(existing, name), getattr(draft, name)) for name in _WEIGHT}
        record = replace(record, **weight)
        aside = f"Asked for: {draft.title}\n{draft.recommended_action}".strip()
    else:
        advice = existing.recommended_action.removeprefix(_NOT_TAKEN_OVER)
        record = replace(record, recommended_action=_NOT_TAKEN_OVER + advice)
        aside = f"Not taken over, for its sender is not verified: {draft.title}\n{draft.evidence}".strip()
    names = (field.name for field in fields(record))
    return PlacedCase(
        record=record,
        placement=placement,
        became_urgent=placement is Placement.UPDATED and record.urgency >= TODAY > existing.urgency,
        only=tuple(name for name in names if getattr(record, name) != getattr(existing, name)),
        aside=aside,
    )


_WEIGHT = ("urgency", "impact", "priority")


def _merged(existing: ExceptionRecord, draft: ExceptionRecord) -> ExceptionRecord:
    """Return the existing record with the new values; identity, owner and state stay."""
    return replace(
        draft,
        case_key=existing.case_key,
        name=existing.name,
        state=existing.state,
        team_id=existing.team_id,
        user_id=existing.user_id,
        first_seen_at=existing.first_seen_at,
        occurrence_count=existing.occurrence_count + 1,
    )
