"""Decide one stored mail and record the decision, in one transaction."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from crossdock.domain.acknowledgement import Acknowledgement, acknowledge
from crossdock.domain.case_drafts import DATE_SUB_CATEGORIES, draft_cases
from crossdock.domain.decision import MailOutcome, Reason
from crossdock.domain.exception_effects import MailFile
from crossdock.domain.mode import NOTHING_WRITTEN, mode_reason
from crossdock.domain.new_case import Origin
from crossdock.domain.policy import Mode
from crossdock.domain.replaced import replaced_by
from crossdock.domain.wording import case_title
from crossdock.flows.mail_facts import Again, MailFacts, gather, parse_entry
from crossdock.flows.mail_records import answer_of, recording_of
from crossdock.flows.place_cases import (
    CasePlan,
    as_owned_now,
    known_cases,
    line_case_key,
    open_cases_of,
    plan_cases,
    plan_closing,
)
from crossdock.flows.record import record

if TYPE_CHECKING:
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
    from crossdock.flows.answers import MailAnswer
    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry


def decide_and_record(services: Services, entry: InboxEntry) -> MailAnswer:
    """Gather, decide, record. Raises `ErpUnavailable`, and `Conflict` where something moved meanwhile."""
    return record_decision(services, gather(services, entry, parse_entry(services, entry)))


def record_decision(services: Services, facts: MailFacts) -> MailAnswer:
    """Decide what was gathered and record it. Raises `Conflict` where something moved meanwhile."""
    decision, drafts = _decide(facts)
    known, owners = as_owned_now(services, known_cases(services, drafts, facts.now))
    facts = replace(facts, snapshot=replace(facts.snapshot, buyers={**owners, **facts.snapshot.buyers}))
    plan = plan_cases(
        drafts,
        known,
        fact_key=facts.entry.fact_key,
        note=_note(facts, decision, drafts),
        mail=_mail_file(facts),
        now=facts.now,
    )
    drafted = {draft.dedup_key for draft in drafts}
    closings = _closings(services, facts, decision, drafted) if facts.acts else CasePlan()
    answer = answer_of(facts, decision, plan, mentions=facts.acts)
    recording = recording_of(facts, decision, plan if facts.acts else CasePlan(), closings, answer, known)
    record(services, recording, facts.now, mail=facts.entry)
    return answer


def _decide(facts: MailFacts) -> tuple[Acknowledgement, tuple[ExceptionRecord, ...]]:
    """Return the decision and the cases that it opens."""
    idle = _idle_reason(facts)
    if idle is not None:
        nothing = Acknowledgement(outcome=MailOutcome.NO_ACTION, lines=(), promises=(), reasons=(idle,))
        return nothing, ()
    decision = acknowledge(facts.given)
    drafts = draft_cases(facts.given, decision, _origin(facts))
    return _without_repeats(facts.again, decision, drafts) if facts.again else (decision, drafts)


def _without_repeats(
    again: Again, decision: Acknowledgement, drafts: tuple[ExceptionRecord, ...]
) -> tuple[Acknowledgement, tuple[ExceptionRecord, ...]]:
    """Return a second decision with its reason, and without cases that the message was told in before.

    Such a case lives on by itself: people may have changed or closed it.
    """
    why = f"The order line was changed before the promise {again.promise_key} was written: decided anew."
    repeats = [
        Reason(code="told_before", text=f"{draft.title}: told before, so no case is opened again.")
        for draft in drafts
        if draft.dedup_key in again.told
    ]
    reasons = (Reason(code="decided_anew", text=why), *decision.reasons, *repeats)
    new = tuple(draft for draft in drafts if draft.dedup_key not in again.told)
    return replace(decision, reasons=reasons), new


def _idle_reason(facts: MailFacts) -> Reason | None:
    """Return why nothing is decided: the flow is off, or the fact is older than the cut-over."""
    if facts.mode.mode is Mode.OFF:
        return mode_reason(facts.mode)
    if facts.mode.before_cut_over:
        return Reason(
            code="before_cut_over",
            text=f"Said before the cut-over on {facts.mode.cut_over} (mode rule {facts.mode.rule!r}): "
            f"nothing is decided. {NOTHING_WRITTEN}",
        )
    return None


def _origin(facts: MailFacts) -> Origin:
    return Origin(
        company_id=facts.entry.company_id,
        fact_key=facts.entry.fact_key,
        correlation_id=facts.entry.correlation_id,
        source="email",
        source_ref=facts.content.message_id or facts.entry.fact_key,
        subject=facts.content.subject or "(no subject)",
        text=facts.content.full_text.strip(),
        now=facts.now,
        said_at=facts.given.said_at,
        only_line_id=facts.again.purchase_line_id if facts.again else None,
    )


def _mail_file(facts: MailFacts) -> MailFile:
    words = re.sub(r"[^\w.-]+", "_", facts.content.subject).strip("_.")[:60]
    return MailFile(blob_digest=facts.entry.blob_digest, file_name=f"{words or 'mail'}.eml")


def _note(facts: MailFacts, decision: Acknowledgement, drafts: tuple[ExceptionRecord, ...]) -> str:
    """Return the chatter note of a case: who wrote, what was understood, why it is here.

    What the title of the only case says already is not said again.
    """
    sender = facts.content.from_address or "an unknown sender"
    lines = [f"{sender} wrote: {facts.content.subject or '(no subject)'}"]
    title = drafts[0].title.casefold() if len(drafts) == 1 else ""
    texts = dict.fromkeys(reason.text for reason in decision.reasons)
    lines += [f"- {text}" for text in texts if text.casefold() not in title]
    if facts.given.reading.question:
        lines.append(f"Question to ask: {facts.given.reading.question}")
    return "\n".join(lines)


def _closings(services: Services, facts: MailFacts, decision: Acknowledgement, drafted: set[str]) -> CasePlan:
    """Close the cases that the supplier's newer word ends, but none that this mail speaks of itself.

    Date cases end as confirmed where the line is promised within tolerance now; what else a word replaces is
    superseded, so that no two cases of a line propose what contradicts.
    """
    ends = {**_superseded(facts, decision), **_confirmed(facts, decision)}
    spoken_of = drafted | set(facts.again.told if facts.again else ())
    company_of = {key: end.company_id for key, end in ends.items() if key not in spoken_of}
    plans = [
        plan_closing(
            found,
            fact_key=facts.entry.fact_key,
            resolution_code=ends[key].resolution_code,
            note=ends[key].note,
            now=facts.now,
        )
        for key, found in open_cases_of(services, company_of).items()
    ]
    return CasePlan(
        writes=tuple(write for plan in plans for write in plan.writes),
        effects=tuple(effect for plan in plans for effect in plan.effects),
    )


class _End(NamedTuple):
    company_id: int
    resolution_code: str
    note: str


def _confirmed(facts: MailFacts, decision: Acknowledgement) -> dict[str, _End]:
    """Return, by open-case key, the date cases of lines that are now promised within tolerance."""
    ends = {}
    for promise in decision.promises:
        note = f"The supplier has now promised {promise.arrival_date}, which is within tolerance."
        for sub_category in DATE_SUB_CATEGORIES:
            key = _key(facts, promise.order, promise.line, sub_category)
            ends[key] = _End(promise.order.company_id, "confirmed", note)
    return ends


def _superseded(facts: MailFacts, decision: Acknowledgement) -> dict[str, _End]:
    """Return, by open-case key, the cases that the supplier's newer word about a line replaces."""
    ends = {}
    for one in decision.lines:
        said = case_title(one.order.name, one.line.line, one.deviation.text)
        note = f"The supplier has written since: {said}."
        for sub_category in replaced_by(one):
            key = _key(facts, one.order, one.line, sub_category)
            ends[key] = _End(one.order.company_id, "superseded", note)
    return ends


def _key(facts: MailFacts, order: PurchaseOrder, line: PurchaseOrderLine, sub_category: str) -> str:
    """Return the open-case key of a line's case."""
    return line_case_key(
        company_id=order.company_id,
        purchase_line_id=line.purchase_line_id,
        sub_category=sub_category,
        fact_key=facts.entry.fact_key,
    )
