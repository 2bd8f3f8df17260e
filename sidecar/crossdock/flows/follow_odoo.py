"""Read what people did in Odoo and let the ledger follow."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crossdock.domain.exception_case import APPLIED, OPEN_STATES, CaseState, PlacedCase, Placement
from crossdock.domain.exception_effects import case_effects, stream_of
from crossdock.flows.answers import SweepAnswer
from crossdock.flows.attempts import again_on_conflict, lease
from crossdock.flows.place_cases import CasePlan
from crossdock.flows.serial import canonical, from_json, to_json
from crossdock.ports import (
    CaseWrite,
    ErpChange,
    ErpChangeKind,
    InboxResult,
    InboxState,
    JournalDraft,
    NewFact,
    OutboxState,
    Recording,
    TimedFact,
)

if TYPE_CHECKING:
    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry, JsonObject, LedgerCase

log = logging.getLogger(__name__)

CHANNEL = "odoo_change"
CURSOR = "odoo_changes"
RECORD_TRIES = 4
CLOCKS_APART = timedelta(seconds=30)
"""So far Odoo's clock may be ahead of ours."""
NEWER_VALUES = "The supplier had written again when this was closed; the newer values are proposed here."


def follow_odoo(services: Services, *, correlation_id: str) -> SweepAnswer:
    """Take changes since the saved cursor as facts, each once. Raises `ErpUnavailable` when Odoo is away."""
    done = left = 0
    more = True
    while more:
        page = services.erp.changes(services.ledger.cursor(CURSOR))
        stored = [_store(services, change) for change in page.changes]
        # The cursor moves only once its changes are stored: a crash between reads them again.
        services.ledger.save_cursor(CURSOR, page.cursor)
        decided = [decide_change(services, entry.id) for entry, is_new in stored if is_new]
        done += sum(decided)
        left += len(decided) - sum(decided)
        more = page.more
    return SweepAnswer(
        outcome="swept" if done or left else "nothing_new",
        correlation_id=correlation_id,
        done=done,
        left=left,
    )


def _store(services: Services, change: ErpChange) -> tuple[InboxEntry, bool]:
    fact = NewFact(
        company_id=change.company_id,
        channel=CHANNEL,
        source="odoo",
        fact_key=change.key,
        payload=canonical(to_json(change)),
        media_type="application/json",
        correlation_id=_correlation(services, change),
    )
    return services.ledger.store(fact, services.clock.now())


def _correlation(services: Services, change: ErpChange) -> str:
    """Join the change to the flow that opened its case."""
    found = services.ledger.case(change.case_key) if change.case_key else None
    return found.case.record.correlation_id if found else f"odoo-{change.key}"


def decide_change(services: Services, inbox_id: int) -> bool:
    """Let the ledger follow one stored change; return whether it is decided."""
    entry = lease(services, inbox_id)
    if entry is None:
        return False
    if entry.attempts > services.limits.max_attempts:
        return _give_up(services, entry)
    try:
        change = _record(services, entry)
    except Exception:  # a poison change must not hold up the others
        log.exception("following a change failed", extra={"inbox_id": inbox_id})
        services.ledger.release_inbox(inbox_id, now=services.clock.now(), count_attempt=True)
        return False
    ids = {"inbox_id": inbox_id, "case_key": change.case_key, "correlation_id": entry.correlation_id}
    log.info("odoo change followed", extra={"kind": change.kind.value, **ids})
    services.wake()
    return True


def _give_up(services: Services, entry: InboxEntry) -> bool:
    """Set a change that crashed too often aside as `failed`; it is kept, and the log says so loudly."""
    log.critical("a change in Odoo cannot be followed", extra={"inbox_id": entry.id, "key": entry.fact_key})
    body: JsonObject = {"change": entry.fact_key, "attempts": entry.attempts}
    journal = JournalDraft(
        kind="odoo_change_given_up",
        company_id=entry.company_id,
        correlation_id=entry.correlation_id,
        inbox_id=entry.id,
        body=body,
    )
    result = InboxResult(inbox_id=entry.id, state=InboxState.FAILED, outcome="failed", answer=body)
    services.ledger.record(
        Recording(journal=(journal,), result=result, correlation_id=entry.correlation_id),
        services.clock.now(),
    )
    return True


def _record(services: Services, entry: InboxEntry) -> ErpChange:
    payload = services.ledger.blob(entry.blob_digest) or b"{}"
    change = from_json(ErpChange, json.loads(payload))
    again_on_conflict(
        lambda: services.ledger.record(_recording(services, entry, change), services.clock.now()),
        tries=RECORD_TRIES,
    )
    return change


def _recording(services: Services, entry: InboxEntry, change: ErpChange) -> Recording:
    found = services.ledger.case(change.case_key) if change.case_key else None
    plan = _case_plan(services, entry, found, change) if found is not None else CasePlan()
    body = {
        "change": change.key,
        "kind": change.kind.value,
        "case_key": change.case_key,
        "purchase_line_id": change.purchase_line_id,
        "user_id": change.user_id,
    }
    journal = JournalDraft(
        kind=f"odoo_{change.kind.value}",
        company_id=change.company_id,
        correlation_id=entry.correlation_id,
        inbox_id=entry.id,
        body=body,
    )
    outcome = "followed" if plan.writes or change.kind is ErpChangeKind.LINE_EDITED else "no_action"
    return Recording(
        journal=(journal,),
        result=InboxResult(inbox_id=entry.id, state=InboxState.DECIDED, outcome=outcome, answer=body),
        cases=plan.writes,
        effects=plan.effects,
        facts=_facts(change),
        correlation_id=entry.correlation_id,
    )


def _facts(change: ErpChange) -> tuple[TimedFact, ...]:
    if change.case_key is None:
        return ()
    return (
        TimedFact(
            company_id=change.company_id,
            subject=f"case:{change.case_key}",
            name=f"{change.kind.value}:{change.key}",
            at=change.at,
        ),
    )


def _case_plan(services: Services, entry: InboxEntry, found: LedgerCase, change: ErpChange) -> CasePlan:
    """Return what follows for the case; one that the supplier wrote of again after the click stays open.

    Whoever closed it had not seen the newer values, so Odoo's case reopens with them.
    """
    write = _case_write(services, found, change)
    if write is None:
        return CasePlan()
    record = found.case.record
    if write.closed_at is None or not found.case.is_open or record.last_seen_at <= change.at:
        return CasePlan(writes=(write,))
    placed = PlacedCase(record=replace(record, state=CaseState.NEW), placement=Placement.REOPENED)
    effects = case_effects(
        placed, fact_key=entry.fact_key, note=NEWER_VALUES, mail=None, today=services.clock.now().date()
    )
    return CasePlan(writes=(CaseWrite(record=placed.record, version=found.version),), effects=tuple(effects))


def _case_write(services: Services, found: LedgerCase, change: ErpChange) -> CaseWrite | None:
    """Return the case as the change leaves it; None where it says nothing new about the case."""
    record = found.case.record
    match change.kind:
        case ErpChangeKind.APPLIED | ErpChangeKind.REJECTED:
            state, code = CaseState.RESOLVED, change.kind.value
        case ErpChangeKind.STATE_CHANGED:
            state, code = (
                CaseState(str(change.values.get("new"))),
                str(change.values.get("resolution_code") or ""),
            )
        case _:
            return None
    if change.kind is ErpChangeKind.STATE_CHANGED and state is record.state:
        return None
    if state in OPEN_STATES:
        if _is_older_than_closing(services, found, change):
            return None
        if not found.case.is_open and services.ledger.open_cases(record.company_id, [record.dedup_key]):
            log.warning("a case was reopened in Odoo beside a newer one", extra={"case_key": record.case_key})
            return None
        return CaseWrite(record=replace(record, state=state), version=found.version)
    is_applied_now = code != APPLIED and found.case.resolution_code == APPLIED
    return CaseWrite(
        record=replace(record, state=state),
        version=found.version,
        closed_at=change.at,
        resolution_code=APPLIED if is_applied_now else code or "resolved_by_hand",
    )


def _is_older_than_closing(services: Services, found: LedgerCase, change: ErpChange) -> bool:
    """Return whether the case was closed after a person moved it, or our closing has yet to reach Odoo.

    In doubt it stays closed: then the supplier's next word reopens it here and in Odoo. A case that only the
    ledger holds open would take that word in Odoo as an update of something that is done.
    """
    closed_at = found.case.closed_at
    if found.case.is_open or closed_at is None:
        return False
    if change.at < closed_at:
        return True
    ours = services.ledger.last_closing(stream_of(found.case.record.case_key))
    if ours is None:
        return False
    reached_odoo = ours.sent_at if ours.state is OutboxState.SENT else None
    return reached_odoo is None or change.at <= reached_odoo + CLOCKS_APART
