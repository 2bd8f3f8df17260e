"""Fetch new mail of a mailbox into the inbox; answer what waits for a decision."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from typing import TYPE_CHECKING

from crossdock.domain.decision import Reason
from crossdock.domain.errors import MailboxUnavailable, NotFound
from crossdock.domain.policy import Mode
from crossdock.flows.answers import FetchAnswer, WaitingMail
from crossdock.flows.mail_records import mark_effects
from crossdock.flows.read_supplier_mail import CHANNEL, MEDIA_TYPE, correlation_of
from crossdock.ports import FolderCursor, InboxState, NewFact, Recording
from crossdock.ports.serial import digest_of
from crossdock.reading.mail.digest import mail_key

if TYPE_CHECKING:
    from crossdock.flows.services import Services
    from crossdock.ports import FetchedMail, InboxEntry, Mailbox

log = logging.getLogger(__name__)

ACTING = frozenset({Mode.PROPOSE.value, Mode.ACT.value})


def fetch_mailbox(services: Services, name: str, *, correlation_id: str, limit: int = 50) -> FetchAnswer:
    """Store new raw mails of mailbox `name` durably and return at most `limit` undecided ones, oldest first.

    Each page's cursor is saved after its mails are stored, so a crash between re-reads, never skips.
    Raises `NotFound` for an unknown mailbox, `MailboxUnavailable` when its server is away. Where some of its
    folders cannot be read the answer is `partly_fetched`: its caller has somebody told, for it may last.
    """
    mailbox = services.mailboxes.get(name)
    if mailbox is None:
        known = ", ".join(sorted(services.mailboxes)) or "none is configured"
        raise NotFound(f"There is no mailbox {name!r} (known: {known}).", code="unknown_mailbox")
    new, known_count, troubles = _fetch_folders(services, mailbox, correlation_id, limit)
    if new or known_count:
        log.info("mailbox fetched", extra={"mailbox": name, "new": new, "known": known_count})
    waiting = services.ledger.undecided(limit=limit, now=services.clock.now(), source=name, channel=CHANNEL)
    outcome = "fetched" if waiting or new else "nothing_new"
    return FetchAnswer(
        outcome="partly_fetched" if troubles else outcome,
        correlation_id=correlation_id,
        mailbox=name,
        new=new,
        known=known_count,
        mails=tuple(WaitingMail(inbox_id=entry.id, attempts=entry.attempts) for entry in waiting),
        reasons=tuple(Reason(code=error.code, text=error.message) for error in troubles),
    )


def _fetch_folders(
    services: Services, mailbox: Mailbox, correlation_id: str, limit: int
) -> tuple[int, int, list[MailboxUnavailable]]:
    """Fetch each folder; one that cannot be read does not keep the others, all of them raise."""
    new = known = 0
    troubles: list[MailboxUnavailable] = []
    for folder in mailbox.folders:
        try:
            stored, seen = _fetch_folder(services, mailbox, folder, correlation_id, limit)
        except MailboxUnavailable as error:
            troubles.append(error)
            continue
        new, known = new + stored, known + seen
    if len(troubles) == len(mailbox.folders):
        raise troubles[0]
    for trouble in troubles:
        log.warning("a folder cannot be read", extra={"mailbox": mailbox.name, "code": trouble.code})
    return new, known, troubles


def _fetch_folder(
    services: Services, mailbox: Mailbox, folder: str, correlation_id: str, limit: int
) -> tuple[int, int]:
    cursor_name = f"mailbox:{mailbox.name}:{folder}"
    saved = services.ledger.cursor(cursor_name)
    cursor = FolderCursor(**json.loads(saved)) if saved else None
    page = mailbox.fetch(folder, cursor, limit=limit, max_bytes=services.limits.max_mail_bytes)
    created = 0
    for mail in page.mails:
        fact = _fact_of(mail, mailbox, correlation_id, services.limits.max_mail_bytes)
        entry, is_new = services.ledger.store(fact, services.clock.now())
        created += is_new
        if not is_new:
            _mark_too(services, entry)
    services.ledger.save_cursor(cursor_name, json.dumps(asdict(page.cursor)))
    return created, len(page.mails) - created


def _mark_too(services: Services, entry: InboxEntry) -> None:
    """Mark a further copy of a decided mail, where that decision acted; the keys keep it once."""
    if entry.state is InboxState.STORED or (entry.answer or {}).get("mode") not in ACTING:
        return
    services.ledger.record(
        Recording(effects=tuple(mark_effects(entry)), correlation_id=entry.correlation_id),
        services.clock.now(),
    )
    services.wake()


def _fact_of(mail: FetchedMail, mailbox: Mailbox, correlation_id: str, max_bytes: int) -> NewFact:
    """Return the fact of a fetched mail.

    One over the limit, or that the server cannot hand out, is kept by its headers and becomes a case.
    """
    why = "too_large" if mail.size > max_bytes else "not_readable"
    payload = mail.raw if mail.raw is not None else mail.head
    key = mail_key(payload).digest if mail.raw is not None else digest_of([mail.size, mail.head.hex()])
    return NewFact(
        company_id=mailbox.company_id,
        channel=CHANNEL,
        source=mailbox.name,
        fact_key=key,
        payload=payload,
        media_type=MEDIA_TYPE,
        correlation_id=correlation_of(correlation_id, key),
        place=mail.place,
        meta={} if mail.raw is not None else {why: mail.size},
    )
