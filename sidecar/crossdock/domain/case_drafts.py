"""Which cases a decision about a supplier's mail opens, as records for Odoo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.case_owner import owned
from crossdock.domain.claims import claimed_name, claims_of, is_suspicious, why_suspicious
from crossdock.domain.exception_case import Authority, CaseSubject, ExceptionRecord
from crossdock.domain.line_verdict import Verdict
from crossdock.domain.new_case import Origin, new_record
from crossdock.domain.supplier_word import lost_statements, trusted, uncovered_alerts
from crossdock.domain.weight import impact_of, priority_of, urgency_of
from crossdock.domain.wording import (
    ALERT_TITLES,
    RECOMMENDED_WITHOUT_VALUE,
    case_title,
    recommended,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.acknowledgement import Acknowledgement, LineDecision
    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
    from crossdock.domain.reading import RaisedAlert
    from crossdock.domain.supplier_word import Given

SUPPLY = "supply"
INTEGRATION = "integration"
SUSPICIOUS = "suspicious_message"
SUB_CATEGORY_OF_ALERT = {
    "quantity_variance": "quantity_short",
    "substitution": "substitution_offered",
    "supplier_cancellation": "line_rejected",
}
DATE_SUB_CATEGORIES = ("supplier_delay", "early_delivery", "phased_delivery")
UNREADABLE = frozenset(
    {"not_a_mail", "attachment_not_read", "empty_mail", "unreadable_part", "too_large", "not_readable"}
)


def draft_cases(given: Given, decision: Acknowledgement, origin: Origin) -> tuple[ExceptionRecord, ...]:
    """Return one record per deviation, per alert that no deviation explains, and per doubt.

    A suspicious message is one case of its own: what else it says stands there as its claims.
    """
    if is_suspicious(given):
        return (owned(_of_suspicion(given, origin), given.snapshot),)
    drafts = [_of_line(given, line, origin) for line in decision.lines if line.verdict is Verdict.EXCEPTION]
    drafts += [_of_crossing(given, line, origin) for line in decision.lines if line.crossed is not None]
    drafts += [_of_alert(given, given.reading.exceptions[i], origin) for i in uncovered_alerts(given)]
    drafts += _of_doubts(given, decision, origin, has_cases=bool(drafts))
    unique = {draft.dedup_key: draft for draft in drafts}
    weighty = (replace(draft, authority=_authority(given, draft)) for draft in unique.values())
    return tuple(owned(draft, given.snapshot) for draft in weighty)


def _authority(given: Given, draft: ExceptionRecord) -> Authority:
    """Return whether these are words of the order's own, authenticated supplier."""
    order = next((o for o in given.snapshot.orders if o.id == draft.purchase_order_id), None)
    is_verified = order is not None and trusted(given, order)
    return Authority.VERIFIED if is_verified else Authority.UNVERIFIED


def _weighed(draft: ExceptionRecord, *, days_left: int | None, gap_days: int | None) -> ExceptionRecord:
    fraud = draft.sub_category == SUSPICIOUS
    urgency = urgency_of(
        days_left=days_left, gap_days=gap_days, is_lost=draft.is_cancellation, may_be_fraud=fraud
    )
    impact = impact_of(
        affected_orders=draft.affected_order_count, value_at_risk=draft.value_at_risk, may_be_fraud=fraud
    )
    return replace(
        draft, urgency=urgency, impact=impact, priority=priority_of(urgency=urgency, impact=impact)
    )


def _about_line(
    given: Given, draft: ExceptionRecord, order: PurchaseOrder, line: PurchaseOrderLine
) -> ExceptionRecord:
    return replace(
        draft,
        purchase_order_id=order.id,
        product_id=line.product_id,
        partner_id=order.supplier_id,
        sale_order_ids=line.affected_sale_order_ids,
        affected_order_count=len(line.affected_sale_order_ids),
        unit=line.unit,
        currency=order.currency,
        fingerprint=line.fingerprint,
        requested_date=given.baselines[line.purchase_line_id].requested_date,
        value_at_risk=line.open_quantity * line.unit_price,
    )


def _of_line(given: Given, decision: LineDecision, origin: Origin) -> ExceptionRecord:
    order, line, deviation = decision.order, decision.line, decision.deviation
    draft = new_record(
        origin,
        subject=CaseSubject(purchase_line_id=line.purchase_line_id, fact_key=origin.fact_key),
        company_id=order.company_id,
        category=SUPPLY,
        sub_category=deviation.sub_category,
        title=case_title(order.name, line.line, deviation.text),
    )
    draft = replace(
        _about_line(given, draft, order, line),
        reason_code=given.reading.delay_reason,
        expected_date=deviation.expected_date,
        proposed_date=deviation.proposed_date,
        date_gap_days=deviation.gap_days,
        expected_quantity=deviation.expected_quantity,
        proposed_quantity=deviation.proposed_quantity,
        expected_price=deviation.expected_price,
        proposed_price=deviation.proposed_price,
        proposed_parts=deviation.parts,
        proposed_product_code=deviation.product_code,
        is_cancellation=deviation.is_cancellation,
        confidence=deviation.confidence,
        evidence=deviation.evidence.text if deviation.evidence else "",
        recommended_action=_recommended(deviation.sub_category, decision),
    )
    days_left = (deviation.expected_date or line.date_planned) - given.snapshot.as_of.date()
    return _weighed(draft, days_left=days_left.days, gap_days=deviation.gap_days)


def _of_crossing(given: Given, decision: LineDecision, origin: Origin) -> ExceptionRecord:
    """Return the case that asks which of two words holds; it proposes nothing, since it may be neither."""
    said = f"line {decision.line.line}, {decision.deviation.text}"
    text = f"{said}: written before the supplier's last word, received after it"
    about = replace(origin, only_line_id=decision.line.purchase_line_id)
    return _of_order(given, about, (decision.order.name,), "needs_clarification", text)


def _recommended(sub_category: str, decision: LineDecision) -> str:
    text = recommended(sub_category, has_order=True)
    if not decision.may_accept:
        return f"First make sure that the supplier really wrote this. {text}"
    return f"Within tolerance. {text}" if decision.deviation.within else text


def _of_suspicion(given: Given, origin: Origin) -> ExceptionRecord:
    """Return the case of a message that may be a fraud: it names nobody as if that were known."""
    alerts = (a for a in given.reading.exceptions if a.category.value == SUSPICIOUS and a.evidence)
    draft = new_record(
        origin,
        subject=CaseSubject(fact_key=origin.fact_key),
        company_id=origin.company_id,
        category=SUPPLY,
        sub_category=SUSPICIOUS,
        title=f"Suspicious: claims to be {claimed_name(given)}",
    )
    draft = replace(
        draft,
        responsible_party="other",
        claims=claims_of(given, origin.subject),
        evidence=next((alert.evidence.text for alert in alerts if alert.evidence), ""),
        recommended_action=why_suspicious(given),
    )
    return _weighed(draft, days_left=None, gap_days=None)


def _of_alert(given: Given, alert: RaisedAlert, origin: Origin) -> ExceptionRecord:
    order = given.snapshot.order(alert.po) if alert.po else None
    line = order.line(alert.line) if order is not None and alert.line is not None else None
    subject = CaseSubject(
        purchase_line_id=line.purchase_line_id if line else None,
        purchase_order_id=order.id if order else None,
        fact_key=origin.fact_key,
    )
    draft = new_record(
        origin,
        subject=subject,
        company_id=order.company_id if order else origin.company_id,
        category=SUPPLY,
        sub_category=SUB_CATEGORY_OF_ALERT.get(alert.category.value, alert.category.value),
        title=case_title(alert.po, alert.line, _alert_text(alert, origin)),
    )
    if order is not None and line is not None:
        draft = _about_line(given, draft, order, line)
        draft = replace(draft, expected_date=given.baselines[line.purchase_line_id].agreed_date)
    draft = replace(
        draft,
        evidence=draft.evidence or (alert.evidence.text if alert.evidence else ""),
        reason_code=given.reading.delay_reason,
        partner_id=_partner(given, order),
        recommended_action=RECOMMENDED_WITHOUT_VALUE.get(draft.sub_category, draft.recommended_action),
    )
    days_left = (line.date_planned - given.snapshot.as_of.date()).days if line else None
    return _weighed(draft, days_left=days_left, gap_days=None)


def _alert_text(alert: RaisedAlert, origin: Origin) -> str:
    text = ALERT_TITLES[alert.category.value]
    return text if alert.po else f"{text}: {origin.subject}"


def _partner(given: Given, order: PurchaseOrder | None) -> int | None:
    if order is not None:
        return order.supplier_id
    return given.reading.sender.supplier_id if given.reading.sender else None


def _of_doubts(
    given: Given, decision: Acknowledgement, origin: Origin, *, has_cases: bool
) -> Iterator[ExceptionRecord]:
    """Yield the case that asks a human where nothing else of this message does."""
    reading, lost = given.reading, lost_statements(given)
    if (reading.needs_review or lost) and not has_cases:
        codes = {problem.code for problem in reading.problems}
        sub_category = "unreadable_message" if codes & UNREADABLE else "needs_clarification"
        told = (*(p.text for p in reading.problems), *lost, "the message is not clear")
        yield _of_order(given, origin, reading.purchase_orders, sub_category, told[0])
    elif not reading.needs_review:
        waiting = [d for d in decision.lines if d.verdict is Verdict.ACCEPTED and not d.may_accept]
        for order in {d.order.name: d.order for d in waiting}.values():
            if not trusted(given, order):
                text = "confirmed by a sender who is not verified"
                yield _of_order(given, origin, (order.name,), "unverified_sender", text)
            else:
                text = "confirmed, though nothing is open on it any more"
                yield _of_order(given, origin, (order.name,), "needs_clarification", text)


def _of_order(
    given: Given, origin: Origin, names: tuple[str, ...], sub_category: str, text: str
) -> ExceptionRecord:
    order = given.snapshot.order(names[0]) if len(names) == 1 else None
    subject = CaseSubject(
        purchase_line_id=origin.only_line_id,
        purchase_order_id=order.id if order else None,
        fact_key=origin.fact_key,
    )
    title = case_title(order.name if order else None, None, text)
    draft = new_record(
        origin,
        subject=subject,
        company_id=order.company_id if order else origin.company_id,
        category=SUPPLY,
        sub_category=sub_category,
        title=title if order else f"{title} ({origin.subject})",
    )
    lines = order.lines if order else ()
    line = next((ln for ln in lines if ln.purchase_line_id == origin.only_line_id), None)
    # a line that is gone still tells its doubt from others, but Odoo cannot refer to it
    draft = replace(draft, purchase_line_id=None)
    if order is not None and line is not None:
        draft = replace(_about_line(given, draft, order, line), purchase_line_id=line.purchase_line_id)
    evidence = draft.evidence or next((p.evidence.text for p in given.reading.problems if p.evidence), "")
    draft = replace(draft, partner_id=_partner(given, order), evidence=evidence)
    return _weighed(draft, days_left=None, gap_days=None)
