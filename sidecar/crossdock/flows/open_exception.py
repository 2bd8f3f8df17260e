"""Open a case for a human, asked for by a workflow or a person."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.case_owner import owned
from crossdock.domain.decision import Reason
from crossdock.domain.errors import (
    Conflict,
    ErpRefused,
    ErpUnavailable,
    PayloadMismatch,
    StorageUnavailable,
)
from crossdock.domain.exception_case import Authority, CaseSubject, Placement
from crossdock.domain.new_case import Origin, new_record
from crossdock.domain.orders import OrderQuery, PurchaseSnapshot
from crossdock.domain.weight import priority_of
from crossdock.flows.answers import ExceptionAnswer, OpenExceptionCommand
from crossdock.flows.asked_company import in_company_at_hand, in_known_company, refuse_unknown_company
from crossdock.flows.attempts import (
    FOLLOWS,
    again_on_conflict,
    in_one_line,
    lease,
    refused_for_good,
    waits_for_odoo,
)
from crossdock.flows.default_owner import owned_by_default
from crossdock.flows.place_cases import CasePlan, known_cases, plan_cases
from crossdock.flows.record import record
from crossdock.flows.told_lately import TOLD_LATELY, answer_if_told_lately, is_told_lately
from crossdock.ports import InboxResult, InboxState, JournalDraft, NewFact, Recording
from crossdock.ports.serial import canonical, digest_of_bytes, from_json, to_json

if TYPE_CHECKING:
    from datetime import datetime

    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry

CHANNEL = "exception"
OUTCOMES = {Placement.NEW: "opened", Placement.UPDATED: "updated", Placement.REOPENED: "reopened"}
RECORD_TRIES = 4
IN_EVERY_MODE = Reason(
    code="asked_for", text="Somebody asked for this case, so it is opened in Odoo whatever the mode is."
)
"""Decision 0010."""


def open_exception(
    services: Services, command: OpenExceptionCommand, *, correlation_id: str
) -> ExceptionAnswer:
    """Store the request and open the case, or update the open one of the same subject and category.

    While Odoo is away, slow or refusing the answer is `stored`, and the inbox sweep opens the case later. One
    that was told lately, as far as the caller lets it rest, is `found` and left as it is.
    Raises `InvalidRequest` where Odoo has no such company, and `PayloadMismatch` where the fact key
    stands for another request already: what is new here would be lost, since a fact is decided once.
    """
    told = answer_if_told_lately(services, command, correlation_id=correlation_id)
    if told is not None and services.ledger.entry_of(command.company_id, CHANNEL, command.fact_key) is None:
        return told  # a fact that is stored answers what became of it: it may be the one that was told
    payload = canonical(to_json(command))
    fact = NewFact(
        company_id=command.company_id,
        channel=CHANNEL,
        source=command.source,
        fact_key=command.fact_key,
        payload=payload,
        media_type="application/json",
        correlation_id=correlation_id,
    )
    may_wait_on = refuse_unknown_company(services, fact)
    entry, is_new = services.ledger.store(fact, services.clock.now())
    if not is_new and entry.blob_digest != digest_of_bytes(payload):
        raise PayloadMismatch(
            f"The fact {command.fact_key!r} came with another payload before; give a new fact a new key."
        )
    if may_wait_on or entry.state is not InboxState.STORED:
        return decide_opening(services, entry.id)
    return _waiting(entry, Reason(code="decision_follows", text=FOLLOWS))


def decide_opening(services: Services, inbox_id: int) -> ExceptionAnswer:
    """Open the case that a stored request asks for; a decided one answers as it stands now."""
    entry = services.ledger.inbox_entry(inbox_id)
    assert entry is not None, "stored just now"
    if entry.state is not InboxState.STORED:
        return _answer_of(services, entry)
    answer = services.in_time(lambda: _take_up(services, entry))
    return answer or _waiting(entry, Reason(code="decision_follows", text=FOLLOWS))


def _take_up(services: Services, entry: InboxEntry) -> ExceptionAnswer:
    """Open the case if nobody else does.

    What the surroundings cause (Odoo away, disk full, others that write the same) is no attempt of its own.
    """
    leased = lease(services, entry.id)
    if leased is None:
        return _waiting(entry, Reason(code="being_decided", text="Another process opens this case now."))
    try:
        answer = _attempt(services, leased)
    except ErpUnavailable as error:
        services.ledger.release_inbox(leased, now=services.clock.now(), count_attempt=False)
        return _waiting(entry, waits_for_odoo(error))
    except Exception as error:
        is_its_own = not isinstance(error, StorageUnavailable | Conflict)
        with suppress(StorageUnavailable):
            services.ledger.release_inbox(leased, now=services.clock.now(), count_attempt=is_its_own)
        raise
    services.wake()
    return answer


def _attempt(services: Services, leased: InboxEntry) -> ExceptionAnswer:
    """Open the case; where that is refused or crashed too often, of no order: a human gets it in any case."""
    if leased.attempts > services.limits.max_attempts:
        return _open_without_order(services, leased, None)
    try:
        return _open(services, leased)
    except ErpRefused as error:
        if not refused_for_good(services, leased):
            return _waiting(leased, waits_for_odoo(error))
        return _open_without_order(services, leased, error)


def _open(services: Services, entry: InboxEntry) -> ExceptionAnswer:
    payload = services.ledger.blob(entry.blob_digest) or b"{}"
    command, astray = in_known_company(services, _command_of(payload))
    now = services.clock.now()
    names = (command.purchase_order,) if command.purchase_order else ()
    snapshot = services.erp.purchase_snapshot(OrderQuery(references=names, company_id=command.company_id))
    unknown = astray or _not_found(command, snapshot)
    command = _told(command, unknown)
    draft = owned(_draft(command, entry, snapshot, now), snapshot)
    if draft.purchase_line_id is not None:
        held = services.ledger.baselines([draft.purchase_line_id]).get(draft.purchase_line_id)
        draft = replace(draft, requested_date=held.requested_date if held else None)
    reasons = (IN_EVERY_MODE, unknown) if unknown else (IN_EVERY_MODE,)
    return again_on_conflict(
        lambda: _record(services, entry, command, draft, reasons, now), tries=RECORD_TRIES
    )


def _open_without_order(services: Services, entry: InboxEntry, refusal: ErpRefused | None) -> ExceptionAnswer:
    """Open a case of no order: Odoo refuses to be asked about that one, or each look at it crashed."""
    asked = _command_of(services.ledger.blob(entry.blob_digest) or b"{}")
    tries = services.limits.max_attempts
    text = f"Order {asked.purchase_order!r} could not be looked up in {tries} attempts"
    why = Reason(code="attempts_exhausted", text=text)
    if refusal is not None:
        text = f"Odoo refuses to be asked about order {asked.purchase_order!r}: {in_one_line(refusal)}"
        why = Reason(code=refusal.code, text=text)
    command, astray = in_company_at_hand(services, replace(asked, purchase_order=None, line=None))
    whys = (why, astray) if astray else (why,)
    for told in whys:
        command = _told(command, told)
    now = services.clock.now()
    draft = owned_by_default(services, _draft(command, entry, PurchaseSnapshot(as_of=now), now))
    reasons = (IN_EVERY_MODE, *whys)
    return again_on_conflict(
        lambda: _record(services, entry, command, draft, reasons, now), tries=RECORD_TRIES
    )


def _not_found(command: OpenExceptionCommand, snapshot: PurchaseSnapshot) -> Reason | None:
    """Return what was named and is not known, if anything is: the case is then of less."""
    if command.purchase_order is None:
        return None
    order = snapshot.order(command.purchase_order)
    if order is None:
        text = f"No order {command.purchase_order!r} is known in company {command.company_id}."
        return Reason(code="order_not_found", text=text)
    if command.line is not None and order.line(command.line) is None:
        return Reason(code="line_not_found", text=f"Order {order.name} has no line {command.line}.")
    return None


def _told(command: OpenExceptionCommand, why: Reason | None) -> OpenExceptionCommand:
    """Return the command with what a human must know of it in its evidence."""
    if why is None:
        return command
    return replace(command, evidence=f"{command.evidence}\n{why.text}".strip())


def _command_of(payload: bytes) -> OpenExceptionCommand:
    """Return the command that was stored."""
    return from_json(OpenExceptionCommand, json.loads(payload))


def _draft(
    command: OpenExceptionCommand, entry: InboxEntry, snapshot: PurchaseSnapshot, now: datetime
) -> ExceptionRecord:
    order = snapshot.order(command.purchase_order) if command.purchase_order else None
    line = order.line(command.line) if order is not None and command.line is not None else None
    origin = Origin(
        company_id=command.company_id,
        fact_key=command.fact_key,
        correlation_id=entry.correlation_id,
        source=command.source,
        source_ref=command.source_ref,
        subject=command.title,
        now=now,
    )
    draft = new_record(
        origin,
        subject=CaseSubject(
            purchase_line_id=line.purchase_line_id if line else None,
            purchase_order_id=order.id if order else None,
            fact_key=command.about or command.fact_key,
        ),
        company_id=command.company_id,
        category=command.category,
        sub_category=command.sub_category,
        title=command.title,
    )
    return replace(
        draft,
        authority=Authority.ASKED_FOR,
        evidence=command.evidence,
        recommended_action=command.recommended_action or draft.recommended_action,
        partner_id=order.supplier_id if order else None,
        urgency=command.urgency,
        impact=command.impact,
        priority=priority_of(urgency=command.urgency, impact=command.impact),
    )


def _record(
    services: Services,
    entry: InboxEntry,
    command: OpenExceptionCommand,
    draft: ExceptionRecord,
    reasons: tuple[Reason, ...],
    now: datetime,
) -> ExceptionAnswer:
    known = known_cases(services, [draft], now)
    found = known.open.get(draft.dedup_key)
    if found is not None and is_told_lately(found, command, now):
        plan, case_key, outcome, reasons = CasePlan(), found.case.record.case_key, "found", (TOLD_LATELY,)
    else:
        plan = plan_cases(
            [draft], known, fact_key=command.fact_key, note=command.evidence, mail=None, now=now
        )
        [placed] = plan.placed
        case_key, outcome = placed.record.case_key, OUTCOMES[placed.placement]
    told = {"case_key": case_key, "outcome": outcome, "fact_key": command.fact_key}
    answer = {**told, "reasons": [to_json(reason) for reason in reasons]}
    journal = JournalDraft(
        kind="exception_asked_for",
        company_id=command.company_id,
        correlation_id=entry.correlation_id,
        inbox_id=entry.id,
        body={**told, "reasons": [reason.code for reason in reasons]},
    )
    record(
        services,
        Recording(
            journal=(journal,),
            result=InboxResult(inbox_id=entry.id, state=InboxState.DECIDED, outcome=outcome, answer=answer),
            cases=plan.writes,
            effects=plan.effects,
            correlation_id=entry.correlation_id,
        ),
        now,
    )
    return _answer_of(services, replace(entry, outcome=outcome, answer=answer))


def _answer_of(services: Services, entry: InboxEntry) -> ExceptionAnswer:
    answer = entry.answer or {}
    found = services.ledger.case(str(answer.get("case_key", "")))
    return ExceptionAnswer(
        outcome=entry.outcome or "opened",
        correlation_id=entry.correlation_id,
        case=found.case if found else None,
        reasons=tuple(from_json(Reason, reason) for reason in answer.get("reasons", ())),
    )


def _waiting(entry: InboxEntry, why: Reason) -> ExceptionAnswer:
    return ExceptionAnswer(
        outcome="stored",
        correlation_id=entry.correlation_id,
        case=None,
        reasons=(why,),
    )
