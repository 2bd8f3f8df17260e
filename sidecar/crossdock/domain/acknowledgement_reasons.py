"""Why a supplier's word was decided as it was: one reason per line, doubt, alert and problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.decision import Reason
from crossdock.domain.line_verdict import Verdict
from crossdock.domain.supplier_word import lost_statements, trusted, uncovered_alerts
from crossdock.domain.wording import (
    ALERT_TITLES,
    MAX_QUOTED,
    NOBODY_AUTHENTICATES,
    NOT_AUTHENTICATED,
    NOT_AUTHENTICATED_TEXT,
    case_title,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.acknowledgement import LineDecision
    from crossdock.domain.supplier_word import Given


WITHOUT_TOLERANCE = frozenset({"confirmation", "line_rejected", "substitution_offered"})
"""Sub-categories of statements that no tolerance is held against: naming a rule there would mislead."""


def line_reasons(lines: tuple[LineDecision, ...]) -> Iterator[Reason]:
    """Yield what was decided of each statement, with its evidence."""
    for decision in lines:
        deviation = decision.deviation
        evidence = deviation.evidence
        rule = "" if deviation.sub_category in WITHOUT_TOLERANCE else f" (tolerance rule {decision.rule!r})"
        yield Reason(
            code=f"line_{decision.verdict.value}",
            text=f"{decision.order.name} line {decision.line.line}: {deviation.text}{rule}",
            evidence=evidence.text if evidence else None,
        )


def crossing_reasons(given: Given, lines: tuple[LineDecision, ...]) -> Iterator[Reason]:
    """Yield which lines deviate by a word that came in after a later one."""
    for decision in lines:
        if decision.crossed is not None:
            place = case_title(decision.order.name, decision.line.line, "written")
            text = (
                f"{place} at {given.said_at:%Y-%m-%d %H:%M}, before the supplier's last word of "
                f"{decision.crossed:%Y-%m-%d %H:%M} (UTC), but received after it: which of the two holds?"
            )
            yield Reason(code="crossed_last_word", text=text)


def open_reasons(given: Given, lines: tuple[LineDecision, ...]) -> Iterator[Reason]:
    """Yield what beside the changes was not understood, where it keeps a line from being accepted."""
    if any(line.verdict is Verdict.ACCEPTED and not line.may_accept for line in lines):
        for evidence in given.reading.left_open[:MAX_QUOTED]:
            text = (
                f"Beside the change this was not understood: “{shortened(evidence.text)}” What does it mean?"
            )
            yield Reason(code="sentence_left_open", text=text, evidence=evidence.text)


def question_reasons(given: Given) -> Iterator[Reason]:
    """Yield which lines are confirmed without a day while a case about their day is open."""
    for ref in given.reading.confirmed:
        if not ref.names_day and ref.purchase_line_id in given.in_question:
            place = case_title(ref.po, ref.line, "confirmed without a day")
            text = f"{place}, while a case about its day is open: which day is confirmed?"
            yield Reason(code="confirmed_without_day", text=text)


def trust_reasons(given: Given, lines: tuple[LineDecision, ...]) -> Iterator[Reason]:
    """Yield why a sender's word does not count by itself."""
    sender = given.reading.sender
    for order in {decision.order.name: decision.order for decision in lines}.values():
        if not order.is_open:
            yield Reason(code="order_not_open", text=f"Nothing is open on {order.name} any more.")
        if trusted(given, order):
            continue
        if sender is None or sender.supplier_id != order.supplier_id:
            yield Reason(code="sender_not_supplier", text=f"The sender is not the supplier of {order.name}.")
        else:
            unset = given.unset_authserv_id
            text = NOBODY_AUTHENTICATES.format(setting=unset) if unset else NOT_AUTHENTICATED_TEXT
            yield Reason(code=NOT_AUTHENTICATED, text=text)


def alert_reasons(given: Given) -> tuple[Reason, ...]:
    """Return alerts that no statement explains, problems of the reading, and statements without a place."""
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
