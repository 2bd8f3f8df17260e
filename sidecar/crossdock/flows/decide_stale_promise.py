"""A promise whose order line changed before it was written: decide it anew, from the mail it came from."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.effect import PlannedEffect, WritePromise
from crossdock.domain.errors import ErpRefused, ErpUnavailable, StorageUnavailable
from crossdock.domain.second_look import FirstLook, look_again
from crossdock.flows.attempts import again_on_conflict, lease, refused_for_good
from crossdock.flows.decide_mail import record_decision
from crossdock.flows.give_up_mail import give_up
from crossdock.flows.mail_facts import Again, gather, parse_entry
from crossdock.flows.mail_records import DECIDED
from crossdock.ports import NewFact
from crossdock.ports.serial import canonical, digest_of_bytes, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry, JournalEntry, OutboxRow

log = logging.getLogger(__name__)

CHANNEL = "stale_promise"
RECORD_TRIES = 10


def store_stale_promise(services: Services, row: OutboxRow) -> None:
    """Store the fact that a promise is stale, once per promise; the inbox sweep decides it."""
    effect = row.effect
    fact = NewFact(
        company_id=effect.company_id,
        channel=CHANNEL,
        source="outbox",
        fact_key=digest_of_bytes(effect.key.encode()),
        payload=canonical(to_json(effect)),
        media_type="application/json",
        correlation_id=row.correlation_id,
    )
    services.ledger.store(fact, services.clock.now())


def decide_stale_promise(services: Services, inbox_id: int) -> None:
    """Decide a stored stale promise anew; whatever goes wrong, it stays stored and its lease is given back.

    What the surroundings cause (Odoo away or refusing all, disk full) is no attempt of its own; after too
    many attempts a human gets the mail.
    """
    entry = lease(services, inbox_id)
    if entry is None:
        return
    try:
        if entry.attempts > services.limits.max_attempts:
            give_up(services, _to_give_up(services, entry))
            return
        again_on_conflict(lambda: _decide(services, entry), tries=RECORD_TRIES)
    except ErpRefused as error:
        if not refused_for_good(services, entry):
            raise
        give_up(services, _to_give_up(services, entry), refusal=error)
    except (ErpUnavailable, StorageUnavailable):
        with suppress(StorageUnavailable):
            services.ledger.release_inbox(entry, now=services.clock.now(), count_attempt=False)
        raise
    except Exception:
        services.ledger.release_inbox(entry, now=services.clock.now(), count_attempt=True)
        raise
    services.wake()


def _decide(services: Services, entry: InboxEntry) -> None:
    promise_key, promise, mail = _stale(services, entry)
    facts = gather(services, mail, parse_entry(services, mail))
    journal = services.ledger.journal(mail.correlation_id)
    again = Again(
        mail_id=mail.id,
        promise_key=promise_key,
        purchase_line_id=promise.purchase_line_id,
        times=promise.times_stale + 1,
        told=_told(services, mail, journal),
    )
    first = _first_look(services, mail, journal, promise.purchase_line_id)
    given = look_again(facts.given, first)
    record_decision(services, replace(facts, entry=_anew(mail, entry), given=given, again=again))


def _stale(services: Services, entry: InboxEntry) -> tuple[str, WritePromise, InboxEntry]:
    """Return the stored promise with its key, and the mail that it comes from."""
    effect = from_json(PlannedEffect, json.loads(services.ledger.blob(entry.blob_digest) or b"{}"))
    assert isinstance(effect.body, WritePromise)
    mail = services.ledger.inbox_entry(effect.body.inbox_id)
    assert mail is not None, "a promise comes from a stored mail"
    return effect.key, effect.body, mail


def _anew(mail: InboxEntry, entry: InboxEntry) -> InboxEntry:
    """Return the stale promise's own entry with the mail's content."""
    return replace(mail, id=entry.id, fact_key=entry.fact_key, places=(), attempts=entry.attempts)


def _to_give_up(services: Services, entry: InboxEntry) -> InboxEntry:
    """Return what a human gets: the mail, or the promise as it is stored where it leads to no mail."""
    try:
        _, _, mail = _stale(services, entry)
    except StorageUnavailable:
        raise
    except Exception:
        log.exception("a stale promise leads to no mail", extra={"inbox_id": entry.id})
        return entry
    return _anew(mail, entry)


def _told(services: Services, mail: InboxEntry, journal: Sequence[JournalEntry]) -> tuple[str, ...]:
    """Return the open-case keys of all cases that the mail was told in so far."""
    case_keys = {
        str(case_key)
        for entry in journal
        if entry.body.get("mail") == mail.blob_digest
        for case_key in entry.body.get("exceptions", ())
    }
    found = [services.ledger.case(case_key) for case_key in sorted(case_keys)]
    return tuple(sorted(one.case.record.dedup_key for one in found if one is not None))


def _first_look(
    services: Services, mail: InboxEntry, journal: Sequence[JournalEntry], line_id: int
) -> FirstLook:
    """Return what the mail's own decision saw of the line, by its answer and its kept inputs."""
    answer = mail.answer or {}
    place = next(line for line in answer["decisions"] if line["purchase_line_id"] == line_id)
    decided = next(entry for entry in journal if entry.kind == DECIDED and entry.inbox_id == mail.id)
    inputs = json.loads(services.ledger.blob(str(decided.body["inputs"])) or b"{}")
    agreed = next(line for line in inputs["baselines"] if line["purchase_line_id"] == line_id)
    confirmed = {(ref["po"], ref["line"]) for ref in answer["reading"]["confirmed"]}
    values = {name: agreed[name] for name in ("agreed_date", "agreed_quantity", "agreed_price")}
    look = {
        "purchase_line_id": line_id,
        "po": place["po"],
        "line": place["line"],
        "was_confirmed": (place["po"], place["line"]) in confirmed,
    }
    return from_json(FirstLook, {**look, **values})
