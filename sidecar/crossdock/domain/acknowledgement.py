"""The supplier's answer to an order: compare with what was agreed, accept within tolerance, else a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from crossdock.domain.acknowledgement_reasons import (
    alert_reasons,
    crossing_reasons,
    line_reasons,
    open_reasons,
    question_reasons,
    trust_reasons,
)
from crossdock.domain.decision import MailOutcome, Reason
from crossdock.domain.line_verdict import Deviation, Verdict, measure_confirmation
from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
from crossdock.domain.policy import Mode
from crossdock.domain.reading import DateBasis, Evidence, Reading
from crossdock.domain.supplier_word import (
    AGAINST_PROMISES,
    Given,
    find_line,
    is_closed_to_values,
    is_superseded,
    lost_statements,
    measured_change,
    rule_of,
    trusted,
    uncovered_alerts,
    word_crossed,
)
from crossdock.domain.wording import NOTHING_TO_DO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.agreement import LineBaseline
    from crossdock.domain.reading import RaisedAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDecision:
    """What was decided about one statement on one line, and by which tolerance rule.

    `crossed` is when the supplier's last word was said, where this one is superseded by its date alone: it
    deviates and came in later, so a human must find out which of the two holds.
    """

    order: PurchaseOrder
    line: PurchaseOrderLine
    verdict: Verdict
    deviation: Deviation
    rule: str
    may_accept: bool = True
    crossed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An accepted promise for one line."""

    order: PurchaseOrder
    line: PurchaseOrderLine
    promised_date: date
    basis: DateBasis
    requested_date: date
    arrival_date: date


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
    if is_closed_to_values(reading):
        doubts = alert_reasons(given)
        return Acknowledgement(outcome=MailOutcome.REVIEW, lines=(), promises=(), reasons=doubts)
    lines = tuple(_decide_lines(given))
    promises = tuple(_promises(given, lines))
    doubts = (
        *trust_reasons(given, lines),
        *open_reasons(given, lines),
        *question_reasons(given),
        *alert_reasons(given),
    )
    # of the sender the reading and the decision may say the same
    reasons = (*line_reasons(lines), *crossing_reasons(given, lines), *dict.fromkeys(doubts))
    outcome = _outcome(given, lines)
    if outcome is MailOutcome.NO_ACTION and not reasons:
        text = NOTHING_TO_DO.get(reading.intent, "The message says nothing new about an order line.")
        reasons = (Reason(code=f"intent_{reading.intent.value}", text=text),)
    return Acknowledgement(outcome=outcome, lines=lines, promises=promises, reasons=reasons)


def _decide_lines(given: Given) -> Iterator[LineDecision]:
    for ref in given.reading.confirmed:
        found = find_line(given, ref.po, ref.line)
        if found is not None:
            order, line, baseline = found
            evidence = _evidence_of(given.reading, ref.po, ref.line)
            deviation = measure_confirmation(ref, baseline, rule_of(given, order), evidence=evidence)
            is_clear = ref.names_day or line.purchase_line_id not in given.in_question
            yield _line_decision(given, order, line, baseline, deviation, is_clear=is_clear)
    for change in given.reading.changes:
        found, measured = find_line(given, change.po, change.line), measured_change(given, change)
        if found is not None and measured is not None:
            order, line, baseline = found
            is_clear = not given.reading.left_open
            yield _line_decision(given, order, line, baseline, measured, is_clear=is_clear)


def _evidence_of(reading: Reading, po: str, line: int) -> Evidence | None:
    """Return the evidence of a confirmed line, by its place in the reading."""
    for index, ref in enumerate(reading.confirmed):
        if (ref.po, ref.line) == (po, line):
            pointer = f"/confirmed/{index}"
            return next((p.evidence for p in reading.provenance if p.pointer.startswith(pointer)), None)
    return None


def _line_decision(
    given: Given,
    order: PurchaseOrder,
    line: PurchaseOrderLine,
    baseline: LineBaseline,
    deviation: Deviation,
    *,
    is_clear: bool,
) -> LineDecision:
    """Return the decision; what is not clear is told as it was measured, but never accepted."""
    verdict = Verdict.ACCEPTED if deviation.within else Verdict.EXCEPTION
    if is_superseded(given, baseline):
        verdict = Verdict.SUPERSEDED
    elif verdict is Verdict.ACCEPTED and given.mode is Mode.PROPOSE:
        verdict = Verdict.EXCEPTION
    return LineDecision(
        order=order,
        line=line,
        verdict=verdict,
        deviation=deviation,
        rule=rule_of(given, order).name,
        may_accept=trusted(given, order)
        and not given.reading.needs_review
        and order.is_open
        and (is_clear or verdict is not Verdict.ACCEPTED),
        crossed=None if deviation.within else word_crossed(given, baseline),
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
    doubts = [given.reading.exceptions[index] for index in uncovered_alerts(given)]
    named = {d.line.purchase_line_id: d for d in lines if _accepts(d) and d.deviation.promised_date}
    for line_id, decision in named.items():
        day = decision.deviation.promised_date
        if day is not None and line_id not in refused and not _is_doubted(doubts, decision):
            yield Promise(
                order=decision.order,
                line=decision.line,
                promised_date=day,
                basis=decision.deviation.basis,
                arrival_date=decision.deviation.arrival_date or day,
                requested_date=given.baselines[line_id].requested_date,
            )


def _is_doubted(doubts: list[RaisedAlert], decision: LineDecision) -> bool:
    """Return whether one of these says, of the line or its order, that goods come late or not at all."""
    return any(
        alert.category in AGAINST_PROMISES
        and alert.po == decision.order.name
        and alert.line in (None, decision.line.line)
        for alert in doubts
    )


def _accepts(decision: LineDecision) -> bool:
    return decision.verdict is Verdict.ACCEPTED and decision.may_accept


def _outcome(given: Given, lines: tuple[LineDecision, ...]) -> MailOutcome:
    waiting = [line for line in lines if line.verdict is Verdict.ACCEPTED and not line.may_accept]
    crossing = any(line.crossed for line in lines)
    if given.reading.needs_review or waiting or crossing or lost_statements(given):
        return MailOutcome.REVIEW
    deviates = any(line.verdict is Verdict.EXCEPTION for line in lines)
    if deviates or any(True for _ in uncovered_alerts(given)):
        return MailOutcome.EXCEPTION
    if any(line.verdict is Verdict.ACCEPTED for line in lines):
        return MailOutcome.ACCEPTED
    return MailOutcome.NO_ACTION
