"""Decide stored facts that wait, one at a time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crossdock.domain.errors import CrossdockError, ErpRefused
from crossdock.flows import decide_stale_promise, follow_odoo, open_exception, read_supplier_mail
from crossdock.flows.answers import SweepAnswer
from crossdock.flows.attempts import why_away
from crossdock.ports import InboxState

if TYPE_CHECKING:
    from crossdock.domain.decision import Reason
    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry

log = logging.getLogger(__name__)


def sweep_inbox(services: Services, *, correlation_id: str, limit: int = 50) -> SweepAnswer:
    """Decide waiting facts; a poison one never holds up the others.

    Stops where Odoo is away, also on the way: else each fact behind would wait for a time-out of its own.
    """
    waiting = services.ledger.undecided(limit=limit, now=services.clock.now())
    if not waiting:
        return SweepAnswer(outcome="nothing_due", correlation_id=correlation_id, done=0)
    away = why_away(services)
    refusals: list[str | None] = []
    done = 0
    for entry in waiting if away is None else ():
        refusals.append(_decide(services, entry))
        if _is_decided(services, entry):
            done += 1
        elif (away := why_away(services)) is not None:
            break
    told = [refusal for refusal in refusals if refusal is not None]
    if told:
        log.warning(
            "Odoo refuses what is read for facts that wait", extra={"count": len(told), "why": told[0][:500]}
        )
    return SweepAnswer(
        outcome="swept" if away is None else "erp_unavailable",
        correlation_id=correlation_id,
        done=done,
        left=len(waiting) - done,
        reasons=(away,) if away is not None else (),
    )


def _decide(services: Services, entry: InboxEntry) -> str | None:
    """Decide one fact by its channel; return what Odoo said where it refused what is read for it."""
    reasons: tuple[Reason, ...] = ()
    try:
        match entry.channel:
            case read_supplier_mail.CHANNEL:
                reasons = read_supplier_mail.decide_mail(services, entry.id).reasons
            case open_exception.CHANNEL:
                reasons = open_exception.decide_opening(services, entry.id).reasons
            case follow_odoo.CHANNEL:
                follow_odoo.decide_change(services, entry.id)
            case decide_stale_promise.CHANNEL:
                decide_stale_promise.decide_stale_promise(services, entry.id)
            case _:
                log.error("a fact of an unknown channel waits", extra={"inbox_id": entry.id})
    except ErpRefused as error:
        return error.message
    except CrossdockError as error:
        log.warning("a fact stays undecided", extra={"inbox_id": entry.id, "code": error.code})
    except Exception:
        log.exception("a fact stays undecided", extra={"inbox_id": entry.id})
    return next((reason.text for reason in reasons if reason.code == ErpRefused.code), None)


def _is_decided(services: Services, entry: InboxEntry) -> bool:
    current = services.ledger.inbox_entry(entry.id)
    return current is not None and current.state is not InboxState.STORED
