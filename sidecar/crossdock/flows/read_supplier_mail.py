"""A supplier's mail: store, parse, gather, interpret, decide, record."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.decision import MailOutcome, Reason
from crossdock.domain.errors import (
    Conflict,
    CrossdockError,
    ErpRefused,
    ErpUnavailable,
    InvalidRequest,
    NotFound,
    StorageUnavailable,
    TooLarge,
)
from crossdock.domain.mode import mode_for_any, mode_reason
from crossdock.flows.answers import MailAnswer
from crossdock.flows.attempts import FOLLOWS, again_on_conflict, lease, refused_for_good, waits_for_odoo
from crossdock.flows.decide_mail import decide_and_record
from crossdock.flows.give_up_mail import give_up
from crossdock.flows.mail_facts import FLOW
from crossdock.ports import InboxState, NewFact, RequestState
from crossdock.ports.serial import digest_of_bytes, from_json
from crossdock.reading.mail.parse import identify

if TYPE_CHECKING:
    from crossdock.domain.mode import ModeDecision
    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry

log = logging.getLogger(__name__)

CHANNEL = "supplier_mail"
MEDIA_TYPE = "message/rfc822"
BROUGHT_BY = "brought_by"
"""Where a mail's row keeps the digest of the request that brought it."""
RECORD_TRIES = 10
"""More than threads that decide at once: of those that want the same line, one gets through each time."""


def receive_mail(
    services: Services, raw: bytes, *, correlation_id: str, brought_by: str | None = None
) -> MailAnswer:
    """Store a pushed mail and decide it if Odoo answers. The same mail again is `duplicate` with its answer.

    `brought_by` names the request, the same when it is repeated: the one that brought the mail is told what
    became of it, also where its first answer got lost after the mail was stored (a full disk, a kill).
    `correlation_id` is the caller's; the mail's own begins with it, and a repeat answers the first's.
    Raises `InvalidRequest` (code `not_a_mail`), `TooLarge`, `StorageUnavailable`.
    """
    if len(raw) > services.limits.max_mail_bytes:
        raise TooLarge(
            f"A mail may have at most {services.limits.max_mail_bytes} bytes; this has {len(raw)}."
        )
    fact_key = identify(raw)
    if fact_key is None:
        raise InvalidRequest(
            "These bytes are not an e-mail; send the raw message (RFC 5322) with its headers.",
            code="not_a_mail",
        )
    bringer = {} if brought_by is None else {BROUGHT_BY: digest_of_bytes(brought_by.encode())}
    fact = NewFact(
        company_id=services.company_id,
        channel=CHANNEL,
        source="http",
        fact_key=fact_key,
        payload=raw,
        media_type=MEDIA_TYPE,
        correlation_id=correlation_of(correlation_id, fact_key),
        meta=bringer,
    )
    entry, is_new = services.ledger.store(fact, services.clock.now())
    answer = decide_mail(services, entry.id)
    is_its_own = is_new or (bringer != {} and entry.meta == bringer)
    if is_its_own or answer.outcome is MailOutcome.STORED:
        return answer
    return _as_duplicate(answer, "known_mail", "This mail was received before")


def correlation_of(trace: str, fact_key: str) -> str:
    """Return the correlation id of one mail that came in under `trace`.

    It is the mail's alone, however many come in one trace: *Apply All of This Message* goes by it.
    Half of the digest is enough for that.
    """
    return f"{trace}-{fact_key[:32]}"


def read_mail(services: Services, inbox_id: int, *, reader: str | None) -> MailAnswer:
    """Decide a stored mail for `reader`. What became of it is told to one: to any other it is `duplicate`.

    So nobody is mailed twice where runs overlap, nor left out where the sweep was quicker (decision 0012).
    Who was told first is told the same again, as after an answer that was lost; one without a name always is.
    """
    answer = decide_mail(services, inbox_id)
    is_decided = answer.outcome is not MailOutcome.STORED
    if reader is None or not is_decided or _is_told_first(services, inbox_id, reader):
        return answer
    return _as_duplicate(answer, "told_to_another", "Another run was told what became of this mail")


def _is_told_first(services: Services, inbox_id: int, reader: str) -> bool:
    """Return whether nobody else was told before; the ledger's unique keys decide where two ask at once."""
    key, now = f"mail_told:{inbox_id}", services.clock.now()
    slot = services.ledger.begin_request(key, digest_of_bytes(reader.encode()), now=now, running_until=now)
    if slot.state is RequestState.NEW:
        services.ledger.finish_request(key, status=200, body={}, now=now)
    return slot.state is not RequestState.MISMATCH


def decide_mail(services: Services, inbox_id: int) -> MailAnswer:
    """Decide a stored mail; one that is decided answers what was decided then.

    Raises `NotFound`, `StorageUnavailable`; answers outcome `stored` when Odoo is away, slow or
    refusing, or another process decides it now.
    """
    entry = services.ledger.inbox_entry(inbox_id)
    if entry is None or entry.channel != CHANNEL:
        raise NotFound(f"There is no stored mail {inbox_id}.")
    if entry.state is not InboxState.STORED:
        return _answer_of(entry)
    answer = services.in_time(lambda: _take_up(services, entry))
    return answer or _waiting(services, entry, Reason(code="decision_follows", text=FOLLOWS))


def _take_up(services: Services, entry: InboxEntry) -> MailAnswer:
    """Decide the mail if nobody else does; give it up after too many attempts."""
    leased = lease(services, entry.id)
    if leased is None:
        text = "Another process is deciding this mail now."
        return _waiting(services, entry, Reason(code="being_decided", text=text))
    if leased.attempts > services.limits.max_attempts:
        return give_up(services, leased)
    return _attempt(services, leased)


def _attempt(services: Services, entry: InboxEntry) -> MailAnswer:
    """Decide under the lease; whatever goes wrong, the mail stays stored and the lease is given back.

    What the surroundings cause (Odoo away or refusing all, disk full) is no attempt of the mail's.
    """
    try:
        answer = _decide_with_retries(services, entry)
    except ErpUnavailable as error:
        services.ledger.release_inbox(entry, now=services.clock.now(), count_attempt=False)
        return _waiting(services, entry, waits_for_odoo(error))
    except ErpRefused as error:
        if refused_for_good(services, entry):
            return give_up(services, entry, refusal=error)
        return _waiting(services, entry, waits_for_odoo(error))
    except StorageUnavailable:
        with suppress(StorageUnavailable):
            services.ledger.release_inbox(entry, now=services.clock.now(), count_attempt=False)
        raise
    except Exception:
        log.exception(
            "deciding a mail failed", extra={"inbox_id": entry.id, "correlation_id": entry.correlation_id}
        )
        services.ledger.release_inbox(entry, now=services.clock.now(), count_attempt=True)
        current = services.ledger.inbox_entry(entry.id)
        if current is not None and current.state is not InboxState.STORED:  # recorded, then something failed
            return _answer_of(current)
        text = "Stored; this attempt to decide it failed and is repeated."
        return _waiting(services, entry, Reason(code="attempt_failed", text=text))
    log.info(
        "mail decided",
        extra={
            "inbox_id": entry.id,
            "correlation_id": answer.correlation_id,
            "outcome": answer.outcome.value,
        },
    )
    services.wake()
    return answer


def _decide_with_retries(services: Services, entry: InboxEntry) -> MailAnswer:
    """Gather anew where a case or baseline changed between gather and record."""

    def attempt() -> MailAnswer:
        try:
            return decide_and_record(services, entry)
        except Conflict:
            current = services.ledger.inbox_entry(entry.id)
            if current is not None and current.state is not InboxState.STORED:
                return _answer_of(current)
            raise

    return again_on_conflict(attempt, tries=RECORD_TRIES)


def _answer_of(entry: InboxEntry) -> MailAnswer:
    return from_json(MailAnswer, entry.answer)


def _waiting(services: Services, entry: InboxEntry, why: Reason) -> MailAnswer:
    mode = _mode_whoever_wrote(services, entry)
    return MailAnswer(
        outcome=MailOutcome.STORED,
        correlation_id=entry.correlation_id,
        inbox_id=entry.id,
        attempts=entry.attempts,
        reasons=(why, mode_reason(mode)) if mode else (why,),
        mode=mode.mode.value if mode else None,
    )


def _mode_whoever_wrote(services: Services, entry: InboxEntry) -> ModeDecision | None:
    """Return the mode where it is known before the mail is read; broken policies do not fail the answer."""
    try:
        rules = services.policies.active().modes
    except CrossdockError:
        return None
    return mode_for_any(rules, flow=FLOW, company_id=entry.company_id)


def _as_duplicate(answer: MailAnswer, code: str, why: str) -> MailAnswer:
    reason = Reason(code=code, text=f"{why}; then it was {answer.outcome.value!r}.")
    return replace(answer, outcome=MailOutcome.DUPLICATE, reasons=(reason, *answer.reasons))
