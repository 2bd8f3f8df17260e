"""Read what people did in Odoo and let the ledger follow."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from crossdock.domain.decision import Reason
from crossdock.domain.effect import UpdateException
from crossdock.domain.errors import Conflict, ErpRefused, ErpUnavailable, StorageUnavailable
from crossdock.flows.answers import SweepAnswer
from crossdock.flows.attempts import again_on_conflict, lease, refused_for_good
from crossdock.flows.follow_case import plan_following
from crossdock.flows.give_up_change import give_up_change
from crossdock.flows.place_cases import CasePlan
from crossdock.flows.record import record
from crossdock.ports import (
    ErpChange,
    ErpChangeKind,
    InboxResult,
    InboxState,
    JournalDraft,
    NewFact,
    Recording,
    TimedFact,
)
from crossdock.ports.serial import canonical, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry, LedgerCase, OutboxRow

log = logging.getLogger(__name__)

CHANNEL = "odoo_change"
CURSOR = "odoo_changes"
RECORD_TRIES = 4
ABOUT_CASES = frozenset({ErpChangeKind.APPLIED, ErpChangeKind.REJECTED, ErpChangeKind.STATE_CHANGED})


def follow_odoo(services: Services, *, correlation_id: str) -> SweepAnswer:
    """Take changes since the saved cursor as facts, each once. Raises `ErpUnavailable` when Odoo is away.

    Where it goes away on the way, the answer says so beside what is done: the first time-out ends the sweep.
    """
    new: list[int] = []
    done = 0
    more = True
    away: ErpUnavailable | None = None
    while more and away is None:
        try:
            page_ids, more = _store_page(services)
        except ErpUnavailable as error:
            if not new:
                raise
            away = error
        else:
            new += page_ids
            decided, away = _decide_changes(services, page_ids)
            done += decided
    outcome = "swept" if new else "nothing_new"
    return SweepAnswer(
        outcome=outcome if away is None else away.code,
        correlation_id=correlation_id,
        done=done,
        left=len(new) - done,
        reasons=() if away is None else (Reason(code=away.code, text=away.message),),
    )


def _store_page(services: Services) -> tuple[list[int], bool]:
    """Store a page of changes; return those that are new, and whether more follow."""
    page = services.erp.changes(services.ledger.cursor(CURSOR))
    stored = [_store(services, change) for change in page.changes]
    # The cursor moves only once its changes are stored: a crash between reads them again.
    services.ledger.save_cursor(CURSOR, page.cursor)
    return [entry.id for entry, is_new in stored if is_new], page.more


def _decide_changes(services: Services, inbox_ids: Sequence[int]) -> tuple[int, ErpUnavailable | None]:
    """Decide these changes until Odoo is away: the inbox sweep takes up the rest. Return how many are."""
    decided = 0
    for inbox_id in inbox_ids:
        try:
            decided += decide_change(services, inbox_id)
        except ErpUnavailable as error:
            return decided, error
    return decided, None


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


def store_unwritten_update(services: Services, row: OutboxRow) -> None:
    """Store that an update met a closed case, once per update; the inbox sweep looks how that stands."""
    assert isinstance(row.effect.body, UpdateException)
    record = row.effect.body.record
    met_closed = ErpChange(
        key=f"unwritten:{row.effect.key}",
        kind=ErpChangeKind.STATE_CHANGED,
        company_id=record.company_id,
        at=services.clock.now(),
        case_key=record.case_key,
        purchase_line_id=record.purchase_line_id,
    )
    _store(services, met_closed)


def _correlation(services: Services, change: ErpChange) -> str:
    """Join the change to the flow that opened its case."""
    found = services.ledger.case(change.case_key) if change.case_key else None
    return found.case.record.correlation_id if found else f"odoo-{change.key}"


def decide_change(services: Services, inbox_id: int) -> bool:
    """Let the ledger follow one stored change; return whether it is decided. Raises `ErpUnavailable`."""
    entry = lease(services, inbox_id)
    if entry is None:
        return False
    if entry.attempts > services.limits.max_attempts:
        return give_up_change(services, entry)
    try:
        change = _record(services, entry)
    except (ErpUnavailable, StorageUnavailable, Conflict) as error:
        # not the change's fault: the inbox sweep goes on with it
        with suppress(StorageUnavailable):
            services.ledger.release_inbox(entry, now=services.clock.now(), count_attempt=False)
        if isinstance(error, ErpUnavailable):
            raise
        return False
    except ErpRefused:
        return give_up_change(services, entry) if refused_for_good(services, entry) else False
    except Exception:  # a poison change must not hold up the others
        log.exception("following a change failed", extra={"inbox_id": inbox_id})
        services.ledger.release_inbox(entry, now=services.clock.now(), count_attempt=True)
        return False
    ids = {"inbox_id": inbox_id, "case_key": change.case_key, "correlation_id": entry.correlation_id}
    log.info("odoo change followed", extra={"kind": change.kind.value, **ids})
    services.wake()
    return True


def _record(services: Services, entry: InboxEntry) -> ErpChange:
    payload = services.ledger.blob(entry.blob_digest) or b"{}"
    change = from_json(ErpChange, json.loads(payload))
    again_on_conflict(
        lambda: record(services, _recording(services, entry, change), services.clock.now()),
        tries=RECORD_TRIES,
    )
    return change


def _recording(services: Services, entry: InboxEntry, change: ErpChange) -> Recording:
    found = services.ledger.case(change.case_key) if change.case_key else None
    plan = CasePlan()
    if found is not None and change.kind in ABOUT_CASES:
        plan = plan_following(services, found, change, fact_key=entry.fact_key)
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
    follows = bool(plan.writes or plan.effects)
    is_news = follows or not _is_known(change, found)
    outcome = "followed" if follows or change.kind is ErpChangeKind.LINE_EDITED else "no_action"
    return Recording(
        journal=(journal,) if is_news else (),
        result=InboxResult(inbox_id=entry.id, state=InboxState.DECIDED, outcome=outcome, answer=body),
        cases=plan.writes,
        effects=plan.effects,
        facts=_facts(change) if is_news else (),
        correlation_id=entry.correlation_id,
    )


def _is_known(change: ErpChange, found: LedgerCase | None) -> bool:
    """Return whether a look found a state that the ledger has: an event told it, or another field changed."""
    return change.was_looked_up and found is not None and change.values.get("new") == found.case.record.state


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
