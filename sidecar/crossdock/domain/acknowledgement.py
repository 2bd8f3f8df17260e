"""The supplier's answer to an order: compare with what was agreed, accept within tolerance, else a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from crossdock.domain.agreement import LineBaseline
from crossdock.domain.decision import MailOutcome, Reason
from crossdock.domain.line_verdict import Deviation, Verdict, confirmed_as_agreed, measure
from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine, PurchaseSnapshot
from crossdock.domain.policy import Mode, PolicySet
from crossdock.domain.reading import Alert, Change, ChangeKind, DateBasis, Evidence, Reading
from crossdock.domain.tolerance import tolerance_for
from crossdock.domain.wording import ALERT_TITLES, NOTHING_TO_DO, case_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.policy import ToleranceRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Everything that a decision about a supplier's mail may look at.

    `baselines` are followed already (see `agreement.follow`). `said_at` is the mail's own date.
    """

    reading: Reading
    snapshot: PurchaseSnapshot
    baselines: Mapping[int, LineBaseline]
    policies: PolicySet
    mode: Mode
    said_at: datetime
    trust_unauthenticated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDecision:
    """What was decided about one statement on one line, and by which tolerance rule."""

    order: PurchaseOrder
    line: PurchaseOrderLine
    verdict: Verdict
    deviation: Deviation
    rule: str
    basis: DateBasis = DateBasis.ARRIVAL
    may_accept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An accepted promise for one line."""

    order: PurchaseOrder
    line: PurchaseOrderLine
    promised_date: date
    basis: DateBasis
    requested_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """The decision: per line, the promises to keep, what stands in the way, and why."""

    outcome: MailOutcome
    lines: tuple[LineDecision, ...]
    promises: tuple[Promise, ...]
    reasons: tuple[Reason, ...]


def acknowledge(given: Given) -> Acknowledgement:
    """Return the decision about what the supplier said of each line. Pure; explains itself."""
    reading = given.reading
    if _is_closed_to_values(reading):
        return Acknowledgement(outcome=MailOutcome.REVIEW, lines=(), promises=(), reasons=_alerts(given))
    lines = tuple(_decide_lines(given))
    promises = tuple(_promises(given, lines))
    reasons = (*_line_reasons(lines), *_trust_reasons(given, lines), *_alerts(given))
    outcome = _outcome(given, lines)
    if outcome is MailOutcome.NO_ACTION and not reasons:
        text = NOTHING_TO_DO.get(reading.intent, "The message says nothing new about an order line.")
        reasons = (Reason(code=f"intent_{reading.intent.value}", text=text),)
    return Acknowledgement(outcome=outcome, lines=lines, promises=promises, reasons=reasons)


def trusted(given: Given, order: PurchaseOrder) -> bool:
    """Return whether the author is this order's supplier, and authenticated (or that is waived)."""
    sender = given.reading.sender
    if sender is None or sender.supplier_id != order.supplier_id:
        return False
    return given.trust_unauthenticated or sender.authenticated is True


def _is_closed_to_values(reading: Reading) -> bool:
    """Return whether no value of this message may be used: it is suspicious, or about no order of ours."""
    return any(
        alert.category.value in ("suspicious_message", "unmatched_message") for alert in reading.exceptions
    )


def _decide_lines(given: Given) -> Iterator[LineDecision]:
    for ref in given.reading.confirmed:
        found = _find(given, ref.po, ref.line)
        if found is not None:
            order, line, baseline = found
            evidence = _evidence_of(given.reading, ref.po, ref.line)
            deviation = confirmed_as_agreed(baseline, evidence=evidence)
            yield _line_decision(given, order, line, baseline, deviation, given.reading.basis)
    for change in given.reading.changes:
        found, measured = _find(given, change.po, change.line), _measured(given, change)
        if found is not None and measured is not None:
            order, line, baseline = found
            yield _line_decision(given, order, line, baseline, measured, change.basis)


def _measured(given: Given, change: Change) -> Deviation | None:
    """Return the change measured against its line; None where line or value are not known here."""
    found = _find(given, change.po, change.line)
    if found is None:
        return None
    order, line, baseline = found
    return measure(change, line, baseline, _rule(given, order))


def lost_statements(given: Given) -> tuple[str, ...]:
    """Return what the message says of lines or values that are not known here: a human has to look."""
    if _is_closed_to_values(given.reading):
        return ()
    confirmed = [r for r in given.reading.confirmed if _find(given, r.po, r.line) is None]
    changes = [c for c in given.reading.changes if _measured(given, c) is None]
    return (
        *(f"{ref.po} line {ref.line}: confirmed, but not a line known here" for ref in confirmed),
        *(f"{change.po} line {change.line}: a {change.kind.value} that cannot be used" for change in changes),
    )


def _evidence_of(reading: Reading, po: str, line: int) -> Evidence | None:
    """Return the evidence of a confirmed line, by its place in the reading."""
    for index, ref in enumerate(reading.confirmed):
        if (ref.po, ref.line) == (po, line):
            pointer = f"/confirmed/{index}"
            return next((p.evidence for p in reading.provenance if p.pointer.startswith(pointer)), None)
    return None


def _find(given: Given, po: str, number: int) -> tuple[PurchaseOrder, PurchaseOrderLine, LineBaseline] | None:
    order = given.snapshot.order(po)
    line = order.line(number) if order is not None else None
    baseline = given.baselines.get(line.purchase_line_id) if line is not None else None
    if order is None or line is None or baseline is None:
        return None
    return order, line, baseline


def _rule(given: Given, order: PurchaseOrder) -> ToleranceRule:
    supplier = given.snapshot.supplier(order.supplier_id)
    return tolerance_for(
        given.policies.tolerances,
        supplier_name=supplier.name if supplier else None,
        supplier_ref=supplier.ref if supplier else None,
        company_id=order.company_id,
    )


def _line_decision(
    given: Given,
    order: PurchaseOrder,
    line: PurchaseOrderLine,
    baseline: LineBaseline,
    deviation: Deviation,
    basis: DateBasis,
) -> LineDecision:
    verdict = Verdict.ACCEPTED if deviation.within else Verdict.EXCEPTION
    if baseline.last_said_at is not None and given.said_at < baseline.last_said_at:
        verdict = Verdict.SUPERSEDED
    elif verdict is Verdict.ACCEPTED and given.mode is Mode.PROPOSE:
        verdict = Verdict.EXCEPTION
    return LineDecision(
        order=order,
        line=line,
        verdict=verdict,
        deviation=deviation,
        rule=_rule(given, order).name,
        basis=basis,
        may_accept=trusted(given, order) and not given.reading.needs_review and order.is_open,
    )


DATE_STANDS = frozenset({"quantity_short", "quantity_over", "price_variance"})
"""What may be refused of a line while the day that is promised for it still stands."""


def _promises(given: Given, lines: tuple[LineDecision, ...]) -> Iterator[Promise]:
    """Yield one promise per line that names a day, where nothing in the message speaks against that day."""
    refused = {
        d.line.purchase_line_id
        for d in lines
        if not _accepts(d) and d.deviation.sub_category not in DATE_STANDS
    }
    named = {d.line.purchase_line_id: d for d in lines if _accepts(d) and d.deviation.promised_date}
    for line_id, decision in named.items():
        day = decision.deviation.promised_date
        if day is not None and line_id not in refused and not _is_doubted(given, decision):
            yield Promise(
                order=decision.order,
                line=decision.line,
                promised_date=day,
                basis=decision.basis,
                requested_date=given.baselines[line_id].requested_date,
            )


def _is_doubted(given: Given, decision: LineDecision) -> bool:
    """Return whether the message raises, of this line or its order, that goods come late or not at all."""
    return any(
        alert.category in (Alert.SUPPLIER_DELAY, Alert.SUPPLIER_CANCELLATION, Alert.SUBSTITUTION)
        and alert.po == decision.order.name
        and alert.line in (None, decision.line.line)
        for alert in (given.reading.exceptions[index] for index in uncovered_alerts(given))
    )


def _accepts(decision: LineDecision) -> bool:
    return decision.verdict is Verdict.ACCEPTED and decision.may_accept


def _outcome(given: Given, lines: tuple[LineDecision, ...]) -> MailOutcome:
    waiting = [line for line in lines if line.verdict is Verdict.ACCEPTED and not line.may_accept]
    if given.reading.needs_review or waiting or lost_statements(given):
        return MailOutcome.REVIEW
    deviates = any(line.verdict is Verdict.EXCEPTION for line in lines)
    if deviates or any(True for _ in uncovered_alerts(given)):
        return MailOutcome.EXCEPTION
    if any(line.verdict is Verdict.ACCEPTED for line in lines):
        return MailOutcome.ACCEPTED
    return MailOutcome.NO_ACTION


ALERT_OF_KIND = {
    ChangeKind.DATE: ("supplier_delay",),
    ChangeKind.SPLIT: ("supplier_delay", "quantity_variance"),
    ChangeKind.QUANTITY: ("quantity_variance",),
    ChangeKind.PRICE: ("price_variance",),
    ChangeKind.SUBSTITUTION: ("substitution",),
    ChangeKind.CANCELLATION: ("supplier_cancellation", "quantity_variance"),
}


def uncovered_alerts(given: Given) -> Iterator[int]:
    """Yield the index of each alert that no usable change of its line explains (a delay without a date …)."""
    explained = {
        (change.po, change.line, alert)
        for change in given.reading.changes
        if _measured(given, change) is not None
        for alert in ALERT_OF_KIND[change.kind]
    }
    for index, alert in enumerate(given.reading.exceptions):
        if (alert.po, alert.line, alert.category.value) not in explained:
            yield index


def _line_reasons(lines: tuple[LineDecision, ...]) -> Iterator[Reason]:
    for decision in lines:
        evidence = decision.deviation.evidence
        yield Reason(
            code=f"line_{decision.verdict.value}",
            text=f"{decision.order.name} line {decision.line.line}: {decision.deviation.text} "
            f"(tolerance rule {decision.rule!r})",
            evidence=evidence.text if evidence else None,
        )


def _trust_reasons(given: Given, lines: tuple[LineDecision, ...]) -> Iterator[Reason]:
    sender = given.reading.sender
    for order in {decision.order.name: decision.order for decision in lines}.values():
        if not order.is_open:
            yield Reason(code="order_not_open", text=f"Nothing is open on {order.name} any more.")
        if trusted(given, order):
            continue
        if sender is None or sender.supplier_id != order.supplier_id:
            yield Reason(code="sender_not_supplier", text=f"The sender is not the supplier of {order.name}.")
        else:
            yield Reason(
                code="sender_not_authenticated", text="Our mail server did not authenticate the sender."
            )


def _alerts(given: Given) -> tuple[Reason, ...]:
    reading = given.reading
    uncovered = set(uncovered_alerts(given))
    alerts = [
        Reason(
            code=alert.category.value,
            text=case_title(alert.po, alert.line, ALERT_TITLES[alert.category.value]),
            evidence=alert.evidence.text if alert.evidence else None,
        )
        for index, alert in enumerate(reading.exceptions)
        if index in uncovered
    ]
    problems = [
        Reason(code=p.code, text=p.text, evidence=p.evidence.text if p.evidence else None)
        for p in reading.problems
    ]
    lost = [Reason(code="statement_not_placed", text=text) for text in lost_statements(given)]
    return (*alerts, *problems, *lost)
