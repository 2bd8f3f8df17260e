"""Set a change in Odoo aside that cannot be followed, and ask integration staff to look at it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crossdock.domain.case_drafts import INTEGRATION
from crossdock.domain.exception_case import CaseSubject
from crossdock.domain.new_case import Origin, new_record
from crossdock.flows.default_owner import owned_by_default
from crossdock.flows.place_cases import known_cases, plan_cases
from crossdock.flows.record import record
from crossdock.ports import InboxResult, InboxState, JournalDraft, Recording

if TYPE_CHECKING:
    from datetime import datetime

    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry, JsonObject

log = logging.getLogger(__name__)

DIFFERENCE = "reconciliation_difference"


def give_up_change(services: Services, entry: InboxEntry) -> bool:
    """Record that Odoo and the ledger may differ now and keep the change. Return that it is decided."""
    ids = {"inbox_id": entry.id, "key": entry.fact_key}
    log.critical("a change in Odoo cannot be followed", extra=ids)
    now = services.clock.now()
    draft = owned_by_default(services, _draft(entry, entry.company_id or services.company_id, now))
    note = (
        f"The change {entry.fact_key} in Odoo was tried {entry.attempts} times; our log has the reason under "
        f"inbox_id {entry.id}. What Odoo says stands, but the ledger does not know it."
    )
    plan = plan_cases(
        [draft], known_cases(services, [draft], now), fact_key=entry.fact_key, note=note, mail=None, now=now
    )
    body: JsonObject = {"change": entry.fact_key, "attempts": entry.attempts}
    journal = JournalDraft(
        kind="odoo_change_given_up",
        company_id=entry.company_id,
        correlation_id=entry.correlation_id,
        inbox_id=entry.id,
        body=body,
    )
    recording = Recording(
        journal=(journal,),
        result=InboxResult(inbox_id=entry.id, state=InboxState.FAILED, outcome="failed", answer=body),
        cases=plan.writes,
        effects=plan.effects,
        correlation_id=entry.correlation_id,
    )
    record(services, recording, now)
    services.wake()
    return True


def _draft(entry: InboxEntry, company_id: int, now: datetime) -> ExceptionRecord:
    origin = Origin(
        company_id=company_id,
        fact_key=entry.fact_key,
        correlation_id=entry.correlation_id,
        source="odoo",
        source_ref=entry.fact_key,
        subject=entry.fact_key,
        now=now,
    )
    return new_record(
        origin,
        subject=CaseSubject(fact_key=entry.fact_key),
        company_id=company_id,
        category=INTEGRATION,
        sub_category=DIFFERENCE,
        title=f"A change in Odoo could not be followed: {entry.fact_key}",
    )
