"""Builders of domain values: each is valid as it stands, a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from crossdock.domain.acknowledgement import acknowledge
from crossdock.domain.agreement import BaselineOrigin, LineBaseline, capture
from crossdock.domain.case_drafts import draft_cases
from crossdock.domain.exception_case import (
    Case,
    CaseSubject,
    ExceptionRecord,
    case_key_of,
    case_name_of,
    open_case_key,
)
from crossdock.domain.new_case import Origin
from crossdock.domain.orders import Buyer, PurchaseOrder, PurchaseOrderLine, PurchaseSnapshot, Supplier
from crossdock.domain.policy import Mode, PolicySet, ToleranceRule
from crossdock.domain.reading import (
    Alert,
    Change,
    ChangeKind,
    Evidence,
    Intent,
    LineRef,
    RaisedAlert,
    Reading,
    SenderTrust,
)
from crossdock.domain.supplier_word import Given

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
AGREED = date(2026, 12, 8)
SUPPLIER = Supplier(id=7, name="Lindenau GmbH", emails=("sales@lindenau.example",), ref="S7")
BUYER, LEAD, TEAM = 2, 3, 1
PO = "P00012"
TWO_DAYS = ToleranceRule(name="two days", days_late=2, days_early=2, quantity_percent=Decimal(5))


def day(text: str) -> date:
    """Return `12-10` as that day of 2026, a full ISO date as it stands."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def a_line(number: int = 1, **changes: Any) -> PurchaseOrderLine:
    """Return a line: 100 pieces at 2.50, due on the agreed day, nothing received."""
    line = PurchaseOrderLine(
        line=number,
        purchase_line_id=100 + number,
        sku=f"A-{number}",
        description="Hex bolt M8",
        quantity=Decimal(100),
        unit="pcs",
        unit_price=Decimal("2.50"),
        date_planned=AGREED,
        received=Decimal(0),
        product_id=50 + number,
        fingerprint=f"line-{number}",
    )
    return replace(line, **changes)


def an_order(*lines: PurchaseOrderLine, **changes: Any) -> PurchaseOrder:
    """Return an open order of the supplier, with one line unless told otherwise."""
    order = PurchaseOrder(
        id=12,
        name=PO,
        company_id=1,
        supplier_id=SUPPLIER.id,
        currency="EUR",
        order_date=date(2026, 11, 2),
        lines=lines or (a_line(),),
        buyer_id=BUYER,
    )
    return replace(order, **changes)


def a_snapshot(*orders: PurchaseOrder, **changes: Any) -> PurchaseSnapshot:
    """Return what Odoo knows: these orders, their supplier, a buyer and the default team's lead."""
    snapshot = PurchaseSnapshot(
        as_of=NOW,
        orders=orders or (an_order(),),
        suppliers=(SUPPLIER,),
        default_owner_id=LEAD,
        default_team_id=TEAM,
        buyers={BUYER: Buyer(id=BUYER, name="Buyer"), LEAD: Buyer(id=LEAD, name="Lead")},
    )
    return replace(snapshot, **changes)


def a_change(
    to: Any, kind: ChangeKind = ChangeKind.DATE, *, line: int = 1, po: str = PO, **more: Any
) -> Change:
    """Return what a mail says differently of a line; a text that is a day becomes one."""
    value = day(to) if kind is ChangeKind.DATE and isinstance(to, str) else to
    evidence = Evidence(part="body", text=f"line {line}: {to}")
    return replace(Change(po=po, line=line, kind=kind, to_value=value, evidence=evidence), **more)


def confirmed(line: int = 1, po: str = PO) -> LineRef:
    """Return a line that is confirmed as ordered."""
    return LineRef(po=po, line=line)


def an_alert(category: Alert, *, po: str | None = PO, line: int | None = 1) -> RaisedAlert:
    """Return something that a reading raises for a human."""
    return RaisedAlert(category=category, po=po, line=line, evidence=Evidence(part="body", text="as written"))


def a_reading(*statements: Change | LineRef | RaisedAlert, **changes: Any) -> Reading:
    """Return a clear reading of an authenticated mail of the order's supplier, saying `statements`."""
    reading = Reading(
        intent=Intent.CONFIRMATION,
        language="en",
        purchase_orders=(PO,),
        confirmed=tuple(s for s in statements if isinstance(s, LineRef)),
        changes=tuple(s for s in statements if isinstance(s, Change)),
        exceptions=tuple(s for s in statements if isinstance(s, RaisedAlert)),
        sender=SenderTrust(address="sales@lindenau.example", supplier_id=SUPPLIER.id, authenticated=True),
    )
    return replace(reading, **changes)


def a_sender(**changes: Any) -> SenderTrust:
    """Return the order's supplier, authenticated."""
    return replace(
        SenderTrust(address="sales@lindenau.example", supplier_id=SUPPLIER.id, authenticated=True), **changes
    )


def a_baseline(line: PurchaseOrderLine | None = None, **changes: Any) -> LineBaseline:
    """Return the memory of a line as captured at install."""
    base = capture(line or a_line(), company_id=1, origin=BaselineOrigin.INSTALL, now=NOW)
    return replace(base, **changes)


def a_given(reading: Reading | None = None, **changes: Any) -> Given:
    """Return all that a decision looks at: mode `act`, two days and five percent allowed."""
    snapshot = changes.pop("snapshot", None) or a_snapshot()
    rule = changes.pop("rule", TWO_DAYS)
    baselines = {
        line.purchase_line_id: a_baseline(line, company_id=order.company_id)
        for order in snapshot.orders
        for line in order.lines
    } | changes.pop("baselines", {})
    given = Given(
        reading=reading or a_reading(),
        snapshot=snapshot,
        baselines=baselines,
        policies=PolicySet(version="v1", tolerances=(rule,)),
        mode=Mode.ACT,
        said_at=NOW,
    )
    return replace(given, **changes)


def an_origin(**changes: Any) -> Origin:
    """Return the mail that cases come from."""
    origin = Origin(
        company_id=1,
        fact_key="fact-1",
        correlation_id="corr-1",
        source="email",
        source_ref="<1@lindenau.example>",
        subject="Your order",
        now=NOW,
    )
    return replace(origin, **changes)


def drafts_of(given: Given) -> tuple[ExceptionRecord, ...]:
    """Return the cases that a decision opens."""
    return draft_cases(given, acknowledge(given), an_origin())


def a_record(fact_key: str = "fact-1", **changes: Any) -> ExceptionRecord:
    """Return a delay case of line 101, as drafted by the fact."""
    subject = CaseSubject(purchase_line_id=101, fact_key=fact_key)
    dedup = open_case_key(company_id=1, category="supply", sub_category="supplier_delay", subject=subject)
    case_key = case_key_of(dedup, fact_key)
    record = ExceptionRecord(
        case_key=case_key,
        name=case_name_of(case_key),
        title="P00012 line 1: 7 days late",
        dedup_key=dedup,
        company_id=1,
        category="supply",
        sub_category="supplier_delay",
        correlation_id="corr-1",
        first_seen_at=NOW,
        last_seen_at=NOW,
        purchase_line_id=101,
        purchase_order_id=12,
        proposed_date=date(2026, 12, 15),
        user_id=BUYER,
        team_id=TEAM,
    )
    return replace(record, **changes)


def a_case(record: ExceptionRecord | None = None, **changes: Any) -> Case:
    """Return a case as the ledger holds it."""
    return replace(Case(id=1, record=record or a_record(), opened_at=NOW), **changes)
