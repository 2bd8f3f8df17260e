"""What a decision about a mail writes: the answer, the journal entry, the effects, the memory of lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock import __version__
from crossdock.domain.decision import MailOutcome
from crossdock.domain.effect import MarkMail, PlannedEffect, Target, WritePromise
from crossdock.domain.exception_case import Placement
from crossdock.domain.line_verdict import Verdict
from crossdock.domain.mode import mode_reason
from crossdock.domain.policy import Mode
from crossdock.domain.supplier_word import trusted
from crossdock.flows.answers import ExceptionRef, MailAnswer, owner_among
from crossdock.ports import InboxResult, InboxState, JournalDraft, Recording, TimedFact
from crossdock.ports.serial import canonical, digest_of, digest_of_bytes, to_json
from crossdock.reading.label import to_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.acknowledgement import Acknowledgement, LineDecision
    from crossdock.domain.agreement import LineBaseline
    from crossdock.flows.mail_facts import MailFacts
    from crossdock.flows.place_cases import CasePlan, KnownCases
    from crossdock.ports import InboxEntry, JsonObject


DECIDED, DECIDED_AGAIN = "supplier_mail_decided", "stale_promise_decided"
"""Kinds of the journal's entries."""


def _effects(facts: MailFacts, decision: Acknowledgement) -> Iterator[PlannedEffect]:
    """Yield the promises to write and the mail to mark; only in mode `act` is a promise written."""
    fact = facts.entry.fact_key[:16]
    if facts.given.mode is Mode.ACT:
        for promise in decision.promises:
            line_id = promise.line.purchase_line_id
            yield PlannedEffect(
                key=f"promise_{line_id}_{fact}",
                # a stream of its own: one refused since a buyer changed the line must not stop later ones,
                # and `said_at` keeps an earlier one from overriding a later one
                stream=f"line:{line_id}:{fact}",
                target=Target.ODOO,
                company_id=promise.order.company_id,
                body=WritePromise(
                    purchase_line_id=line_id,
                    promised_date=promise.promised_date,
                    basis=promise.basis,
                    arrival_date=promise.arrival_date,
                    requested_date=promise.requested_date,
                    said_at=facts.given.said_at.isoformat(),
                    fingerprint=promise.line.fingerprint,
                    inbox_id=facts.mail_id,
                    times_stale=facts.again.times if facts.again else 0,
                ),
            )
    if facts.acts:
        yield from mark_effects(facts.entry)


def mark_effects(entry: InboxEntry) -> Iterator[PlannedEffect]:
    """Yield one effect per place where the mail lies, to mark it as taken."""
    for place in entry.places:
        yield PlannedEffect(
            key=f"mark_{digest_of_bytes(repr(place).encode())[:24]}",
            stream=f"mailbox:{place.mailbox}:{place.folder}:{place.uid}",
            target=Target.MAILBOX,
            company_id=entry.company_id,
            body=MarkMail(
                mailbox=place.mailbox, folder=place.folder, uidvalidity=place.uidvalidity, uid=place.uid
            ),
        )


def _baselines(facts: MailFacts, decision: Acknowledgement) -> tuple[LineBaseline, ...]:
    """Return the baselines that changed: people's changes, and the date and promise of a trusted word.

    What did not change is not written, or mails about other lines of an order would conflict.
    """
    promised = (
        {p.line.purchase_line_id: p.promised_date for p in decision.promises}
        if facts.given.mode is Mode.ACT
        else {}
    )
    spoken = {
        d.line.purchase_line_id
        for d in decision.lines
        if d.verdict is not Verdict.SUPERSEDED and trusted(facts.given, d.order)
    }
    changed = []
    for line_id, baseline in facts.baselines.items():
        now = baseline
        if line_id in spoken and facts.acts:
            now = replace(
                baseline,
                last_said_at=facts.given.said_at,
                promised_date=promised.get(line_id, baseline.promised_date),
            )
        if now != facts.known_baselines.get(line_id):
            changed.append(now)
    return tuple(changed)


def answer_of(facts: MailFacts, decision: Acknowledgement, plan: CasePlan, *, mentions: bool) -> MailAnswer:
    """Return the answer; `mentions` whether its cases are really opened."""
    mode = mode_reason(facts.mode)
    return MailAnswer(
        outcome=decision.outcome,
        correlation_id=facts.entry.correlation_id,
        inbox_id=facts.entry.id,
        subject=facts.content.subject,
        attempts=facts.entry.attempts,
        reasons=decision.reasons if facts.mode.mode is Mode.OFF else (*decision.reasons, mode),
        mode=facts.mode.mode.value,
        reading=to_label(facts.given.reading),
        decisions=tuple(_line_json(line) for line in decision.lines),
        exceptions=tuple(_refs(facts, plan)) if mentions else (),
    )


def _line_json(decision: LineDecision) -> JsonObject:
    measured = to_json(decision.deviation)
    return {
        "po": decision.order.name,
        "line": decision.line.line,
        "purchase_line_id": decision.line.purchase_line_id,
        "verdict": decision.verdict.value,
        "may_accept": decision.may_accept,
        "rule": decision.rule,
        **measured,
    }


def _refs(facts: MailFacts, plan: CasePlan) -> Iterator[ExceptionRef]:
    for placed in plan.placed:
        record = placed.record
        order = next((o for o in facts.snapshot.orders if o.id == record.purchase_order_id), None)
        line = next(
            (ln for ln in (order.lines if order else ()) if ln.purchase_line_id == record.purchase_line_id),
            None,
        )
        yield ExceptionRef(
            case_key=record.case_key,
            name=record.name,
            category=record.category,
            sub_category=record.sub_category,
            po=order.name if order else None,
            line=line.line if line else None,
            is_new=placed.placement is Placement.NEW,
            owner=owner_among(facts.snapshot.buyers, record.user_id),
        )


def recording_of(
    facts: MailFacts,
    decision: Acknowledgement,
    plan: CasePlan,
    closings: CasePlan,
    answer: MailAnswer,
    known: KnownCases,
) -> Recording:
    """Return everything that the decision writes, with the inputs that it can be repeated from."""
    entry = facts.entry
    inputs = canonical(_inputs(facts, known))
    output = to_json(answer)
    decided_so = {**output, "attempts": 0}  # how often it was tried is no part of what was decided
    state = InboxState.REVIEW if decision.outcome is MailOutcome.REVIEW else InboxState.DECIDED
    decided = TimedFact(
        company_id=entry.company_id,
        subject=f"mail:{facts.mail_id}",
        name=f"decided_again:{entry.id}" if facts.again else "decided",
        at=facts.now,
        value={"outcome": decision.outcome.value},
    )
    return Recording(
        journal=(_journal(facts, answer, digest_of_bytes(inputs), digest_of(decided_so)),),
        result=InboxResult(inbox_id=entry.id, state=state, outcome=decision.outcome.value, answer=output),
        cases=(*plan.writes, *closings.writes),
        effects=(*plan.effects, *closings.effects, *_effects(facts, decision)),
        baselines=_baselines(facts, decision),
        facts=(decided,),
        blobs=(("snapshot", inputs),),
        correlation_id=entry.correlation_id,
    )


def _inputs(facts: MailFacts, known: KnownCases) -> JsonObject:
    """Return what was gathered: with the mail and the policy version, all that the decision stands on."""
    return {
        "snapshot": to_json(facts.snapshot),
        "baselines": [to_json(baseline) for _, baseline in sorted(facts.baselines.items())],
        "open_cases": [to_json(found.case) for _, found in sorted(known.open.items())],
        "closed_cases": [to_json(found.case) for _, found in sorted(known.closed.items())],
        "said_at": facts.given.said_at.isoformat(),
        "now": facts.now.isoformat(),
        "again": to_json(facts.again) if facts.again else None,
        "trust_unauthenticated": facts.given.trust_unauthenticated,
        "in_question": sorted(facts.given.in_question),
        "unset_authserv_id": facts.given.unset_authserv_id,
    }


def _journal(facts: MailFacts, answer: MailAnswer, inputs: str, output: str) -> JournalDraft:
    entry = facts.entry
    return JournalDraft(
        kind=DECIDED_AGAIN if facts.again else DECIDED,
        company_id=entry.company_id,
        correlation_id=entry.correlation_id,
        inbox_id=entry.id,
        body={
            "fact_key": entry.fact_key,
            "mail": entry.blob_digest,
            "inputs": inputs,
            "output": output,
            "policy_version": facts.given.policies.version,
            "code_version": __version__,
            "mode": facts.mode.mode.value,
            "mode_rule": facts.mode.rule,
            "outcome": answer.outcome.value,
            "reasons": [reason.code for reason in answer.reasons],
            "exceptions": [ref.case_key for ref in answer.exceptions],
        },
    )
