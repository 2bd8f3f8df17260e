"""A state that lasts is told again and again: whoever asks for its case says how long it may rest."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from crossdock.domain.decision import Reason
from crossdock.domain.exception_case import CaseSubject, open_case_key
from crossdock.flows.answers import ExceptionAnswer

if TYPE_CHECKING:
    from datetime import datetime

    from crossdock.flows.answers import OpenExceptionCommand
    from crossdock.flows.services import Services
    from crossdock.ports import LedgerCase

TOLD_LATELY = Reason(
    code="told_lately", text="Its case is open and was told of lately, so this one adds nothing to it."
)


def is_told_lately(found: LedgerCase | None, command: OpenExceptionCommand, now: datetime) -> bool:
    """Return whether the open case, if any, was told of within the time that the caller lets it rest."""
    rest = timedelta(minutes=command.quiet_minutes)
    return found is not None and now - found.case.record.last_seen_at < rest


def answer_if_told_lately(
    services: Services, command: OpenExceptionCommand, *, correlation_id: str
) -> ExceptionAnswer | None:
    """Return the answer for what need not even be stored; None for all else, and where an order is named.

    Which case that is tells only Odoo, so it is looked at when the fact is decided.
    """
    if not command.quiet_minutes or command.purchase_order is not None:
        return None
    key = open_case_key(
        company_id=command.company_id,
        category=command.category,
        sub_category=command.sub_category,
        subject=CaseSubject(fact_key=command.about or command.fact_key),
    )
    found = services.ledger.open_cases(command.company_id, [key]).get(key)
    if found is None or not is_told_lately(found, command, services.clock.now()):
        return None
    return ExceptionAnswer(
        outcome="found", correlation_id=correlation_id, case=found.case, reasons=(TOLD_LATELY,)
    )
