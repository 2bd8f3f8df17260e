"""Builders of effects for the ERP contract suite."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossdock.domain.effect import (
    AttachMail,
    CloseException,
    FinishClosing,
    HastenActivity,
    OpenException,
    PlannedEffect,
    PostNote,
    ReceiptStatus,
    ScheduleActivity,
    Target,
    UpdateException,
    WritePromise,
)
from crossdock.domain.exception_case import ExceptionRecord
from crossdock.domain.reading import DateBasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.domain.effect import OdooEffect, Receipt
    from crossdock.domain.orders import PurchaseOrder

SAID_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_numbers = itertools.count(1)


def record(order: PurchaseOrder, line: int = 1, **changes: Any) -> ExceptionRecord:
    """Return a delay of one order line, with its own case key."""
    ordered = order.line(line)
    assert ordered is not None
    token = uuid.uuid4().hex
    base = ExceptionRecord(
        case_key=f"case-{token}",
        name=f"EX-{next(_numbers)}",
        title=f"{order.name} line {line} comes later",
        dedup_key=f"{order.company_id}|supply|supplier_delay|{token}",
        company_id=order.company_id,
        category="supply",
        sub_category="supplier_delay",
        correlation_id=f"corr-{token}",
        first_seen_at=SAID_AT,
        last_seen_at=SAID_AT,
        said_at=SAID_AT,
        purchase_order_id=order.id,
        purchase_line_id=ordered.purchase_line_id,
        product_id=ordered.product_id,
        partner_id=order.supplier_id,
        unit=ordered.unit,
        currency=order.currency,
        expected_date=ordered.date_planned,
        proposed_date=date(2026, 12, 24),
        date_gap_days=(date(2026, 12, 24) - ordered.date_planned).days,
        fingerprint=ordered.fingerprint,
        priority=2,
        user_id=order.buyer_id,
        confidence=0.9,
        evidence="Leider erst am 24.12. <b>lieferbar</b> & sicher",
        recommended_action="Accept the date or find another source",
    )
    return replace(base, **changes)


def planned(body: OdooEffect, *, stream: str, key: str | None = None) -> PlannedEffect:
    """Return an effect with an identity of its own."""
    company = body.record.company_id if isinstance(body, OpenException | UpdateException) else 1
    return PlannedEffect(
        key=key or f"{stream}:{body.kind}:{uuid.uuid4().hex}",
        stream=stream,
        target=Target.ODOO,
        company_id=company,
        body=body,
    )


def opening(case: ExceptionRecord) -> PlannedEffect:
    """Return the effect that opens a case; its key is the case's, as the flows make it."""
    return planned(OpenException(record=case), stream=case.case_key, key=f"{case.case_key}:open:1")


def update(case: ExceptionRecord, *, reopen: bool = False, only: tuple[str, ...] = ()) -> PlannedEffect:
    """Return an update of a case, of `only` these fields if any are named."""
    return planned(UpdateException(record=case, reopen=reopen, only=only), stream=case.case_key)


def close(case: ExceptionRecord) -> PlannedEffect:
    """Return the closing of a case."""
    body = CloseException(
        case_key=case.case_key, state="resolved", resolution_code="confirmed", note="as said"
    )
    return planned(body, stream=case.case_key)


def finish(case: ExceptionRecord) -> PlannedEffect:
    """Return what follows once people closed a case."""
    body = FinishClosing(case_key=case.case_key, resolution_code="resolved_by_hand")
    return planned(body, stream=case.case_key)


def note(case: ExceptionRecord, text: str = "First line\n<script>second</script>") -> PlannedEffect:
    """Return a chatter note of a case."""
    return planned(PostNote(case_key=case.case_key, text=text), stream=case.case_key)


def attachment(case: ExceptionRecord, digest: str = "d1") -> PlannedEffect:
    """Return the attachment of a case's mail."""
    body = AttachMail(case_key=case.case_key, blob_digest=digest, file_name="supplier.eml")
    return planned(body, stream=case.case_key)


def activity(
    case: ExceptionRecord,
    user_id: int,
    *,
    decided_at: datetime = datetime(2026, 11, 25, 9, tzinfo=UTC),
    urgency: int = 3,
) -> PlannedEffect:
    """Return the to-do of a case's owner, due on the day of the decision unless told otherwise."""
    body = ScheduleActivity(
        case_key=case.case_key,
        user_id=user_id,
        decided_at=decided_at,
        urgency=urgency,
        summary="Decide on the new date",
    )
    return planned(body, stream=case.case_key)


def hasten(case: ExceptionRecord, *, decided_at: datetime) -> PlannedEffect:
    """Return what a case that became urgent does to its to-do."""
    body = HastenActivity(case_key=case.case_key, decided_at=decided_at, urgency=3)
    return planned(body, stream=case.case_key)


def promise(
    order: PurchaseOrder,
    day: date,
    *,
    said_at: datetime = SAID_AT,
    fingerprint: str | None = None,
    line: int = 1,
) -> PlannedEffect:
    """Return an accepted promise on an order line."""
    ordered = order.line(line)
    assert ordered is not None
    body = WritePromise(
        purchase_line_id=ordered.purchase_line_id,
        promised_date=day,
        basis=DateBasis.ARRIVAL,
        requested_date=ordered.date_planned,
        said_at=said_at.isoformat(),
        fingerprint=ordered.fingerprint if fingerprint is None else fingerprint,
        inbox_id=1,
    )
    return planned(body, stream=f"line:{ordered.purchase_line_id}")


def statuses(receipts: Sequence[Receipt]) -> list[ReceiptStatus]:
    """Return what became of each."""
    return [receipt.status for receipt in receipts]


def all_sent(receipts: Sequence[Receipt]) -> bool:
    """Return whether everything arrived; the errors show in the assertion's text otherwise."""
    troubles = [f"{r.status}: {r.error}" for r in receipts if r.status is not ReceiptStatus.SENT]
    assert not troubles, troubles
    return True


PRICE = Decimal("12.35")
QUANTITY = Decimal("40")
