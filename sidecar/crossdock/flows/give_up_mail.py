"""Make a review case of a mail, or of its stale promise, that could not be decided in several attempts."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.case_drafts import SUPPLY
from crossdock.domain.decision import MailOutcome, Reason
from crossdock.domain.exception_case import CaseSubject
from crossdock.domain.exception_effects import MailFile
from crossdock.domain.mode import furthest_mode, what_it_leaves
from crossdock.domain.new_case import Origin, new_record
from crossdock.domain.policy import Mode
from crossdock.domain.weight import priority_of
from crossdock.flows.answers import ExceptionRef, MailAnswer, owner_among
from crossdock.flows.attempts import in_one_line
from crossdock.flows.default_owner import owned_and_known
from crossdock.flows.mail_facts import FLOW
from crossdock.flows.place_cases import CasePlan, known_cases, plan_cases
from crossdock.flows.record import record
from crossdock.ports import InboxResult, InboxState, JournalDraft, Recording
from crossdock.ports.serial import to_json
from crossdock.reading.mail.parse import subject_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from crossdock.domain.errors import ErpRefused
    from crossdock.domain.exception_case import ExceptionRecord, PlacedCase
    from crossdock.domain.orders import Buyer
    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry

log = logging.getLogger(__name__)

ANSWERS_ELSE = "Odoo answers what is asked about other orders. Nothing was decided from this: read it."


def give_up(services: Services, entry: InboxEntry, *, refusal: ErpRefused | None = None) -> MailAnswer:
    """Record the review case (where the mode allows writing outside) and answer `review`.

    `refusal` is what Odoo said, where it refused what is read for this mail and answered all else.
    """
    now = services.clock.now()
    what, ending = ("promise", "json") if entry.media_type == "application/json" else ("mail", "eml")
    text = f"stored {what} {entry.id} could not be read in {services.limits.max_attempts} attempts"
    if refusal is not None:
        text = f"Odoo refuses to be asked about stored {what} {entry.id}: {in_one_line(refusal)}"
    draft = _draft(entry, text, now)
    mode = furthest_mode(services.policies.active().modes, flow=FLOW, company_id=entry.company_id)
    plan = CasePlan()
    people: Mapping[int, Buyer] = {}
    if mode in (Mode.PROPOSE, Mode.ACT):
        draft, people = owned_and_known(services, draft)
        plan = plan_cases(
            [draft],
            known_cases(services, [draft], now),
            fact_key=entry.fact_key,
            note="" if refusal is None else ANSWERS_ELSE,
            mail=MailFile(blob_digest=entry.blob_digest, file_name=f"{what}-{entry.id}.{ending}"),
            now=now,
        )
    answer = replace(
        _answer(entry, text, mode),
        subject=_subject(services, entry),
        exceptions=tuple(_ref(placed, people) for placed in plan.placed),
    )
    record(services, _recording(entry, plan, answer), now, mail=entry)
    services.wake()
    return answer


def _draft(entry: InboxEntry, text: str, now: datetime) -> ExceptionRecord:
    origin = Origin(
        company_id=entry.company_id,
        fact_key=entry.fact_key,
        correlation_id=entry.correlation_id,
        source="email",
        source_ref=entry.fact_key,
        subject=f"stored mail {entry.id}",
        now=now,
    )
    draft = new_record(
        origin,
        subject=CaseSubject(fact_key=entry.fact_key),
        company_id=entry.company_id,
        category=SUPPLY,
        sub_category="unreadable_message",
        title=text[:1].upper() + text[1:],
    )
    return replace(draft, urgency=2, priority=priority_of(urgency=2, impact=1))


def _subject(services: Services, entry: InboxEntry) -> str:
    """Return the mail's subject; nothing where even that cannot be read."""
    try:
        return subject_of(services.ledger.blob(entry.blob_digest) or b"")
    except Exception:
        log.exception("no subject for a given-up mail", extra={"inbox_id": entry.id})
        return ""


def _ref(placed: PlacedCase, people: Mapping[int, Buyer]) -> ExceptionRef:
    return ExceptionRef(
        case_key=placed.record.case_key,
        name=placed.record.name,
        category=placed.record.category,
        sub_category=placed.record.sub_category,
        owner=owner_among(people, placed.record.user_id),
    )


def _answer(entry: InboxEntry, text: str, mode: Mode) -> MailAnswer:
    how_far = Reason(
        code=f"mode_{mode.value}",
        text=f"Mode {mode.value}: the furthest that any rule allows here, for nobody knows who wrote."
        f"{what_it_leaves(mode)}",
    )
    return MailAnswer(
        outcome=MailOutcome.REVIEW,
        correlation_id=entry.correlation_id,
        inbox_id=entry.id,
        attempts=entry.attempts,
        reasons=(Reason(code="attempts_exhausted", text=text), how_far),
        mode=mode.value,
    )


def _recording(entry: InboxEntry, plan: CasePlan, answer: MailAnswer) -> Recording:
    journal = JournalDraft(
        kind="supplier_mail_given_up",
        company_id=entry.company_id,
        correlation_id=entry.correlation_id,
        inbox_id=entry.id,
        body={"fact_key": entry.fact_key, "attempts": entry.attempts},
    )
    return Recording(
        journal=(journal,),
        result=InboxResult(
            inbox_id=entry.id, state=InboxState.REVIEW, outcome=answer.outcome.value, answer=to_json(answer)
        ),
        cases=plan.writes,
        effects=plan.effects,
        correlation_id=entry.correlation_id,
    )
