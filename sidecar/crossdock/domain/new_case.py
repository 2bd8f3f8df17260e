"""A new exception case: the fact that it comes from, and its identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crossdock.domain.exception_case import (
    CaseSubject,
    ExceptionRecord,
    case_key_of,
    case_name_of,
    open_case_key,
)
from crossdock.domain.wording import recommended, shortened, to_be_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The fact that cases come from, and when; `said_at` and `text` where somebody wrote it.

    `only_line_id` is the order line that a second look is about: a doubt is then about that line alone.
    """

    company_id: int
    fact_key: str
    correlation_id: str
    source: str
    source_ref: str
    subject: str
    text: str = ""
    now: datetime
    said_at: datetime | None = None
    only_line_id: int | None = None


def new_record(
    origin: Origin, *, subject: CaseSubject, company_id: int, category: str, sub_category: str, title: str
) -> ExceptionRecord:
    """Return the record of a new case, with its identity; weight and deviation are still plain."""
    dedup = open_case_key(
        company_id=company_id, category=category, sub_category=sub_category, subject=subject
    )
    case_key = case_key_of(dedup, origin.fact_key)
    return ExceptionRecord(
        case_key=case_key,
        name=case_name_of(case_key),
        title=shortened(title),
        dedup_key=dedup,
        company_id=company_id,
        category=category,
        sub_category=sub_category,
        source=origin.source,
        source_ref=origin.source_ref,
        correlation_id=origin.correlation_id,
        first_seen_at=origin.now,
        last_seen_at=origin.now,
        said_at=origin.said_at,
        purchase_order_id=subject.purchase_order_id,
        purchase_line_id=subject.purchase_line_id,
        evidence=to_be_read(sub_category, origin.text),
        recommended_action=recommended(sub_category, has_order=subject.purchase_order_id is not None),
    )
