"""How a stored fact is taken up: leased for one attempt, recorded anew where something moved."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from crossdock.domain.decision import Reason
from crossdock.domain.errors import Conflict, ErpRefused, ErpUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossdock.flows.services import Services
    from crossdock.ports import InboxEntry

Result = TypeVar("Result")

MOST_OF_A_REASON = 160
FOLLOWS = "Stored; Odoo answers slowly, so the decision follows by itself."
"""What is said to a caller who does not wait for the decision any longer."""


def waits_for_odoo(error: ErpUnavailable | ErpRefused) -> Reason:
    """Return why a fact waits: Odoo is away, or lets nothing be read now; neither is the fact's fault."""
    if isinstance(error, ErpRefused):
        text = f"Stored; Odoo refuses what is read for it, so it is tried again. {error.message}"
        return Reason(code=ErpRefused.code, text=text)
    return Reason(code=ErpUnavailable.code, text=f"Stored; it goes on once Odoo answers. {error.message}")


def why_away(services: Services) -> Reason | None:
    """Return why nothing of Odoo can be had now; None where it answers."""
    try:
        services.erp.ping()
    except (ErpUnavailable, ErpRefused) as error:
        return Reason(code=error.code, text=error.message)
    return None


def refused_for_good(services: Services, entry: InboxEntry) -> bool:
    """Return whether a fact whose reads Odoo refused just now is to be given up; else give its lease back.

    It is the fact's own fault, and an attempt of its own, only where Odoo answers the same questions about
    another order. Rights that were taken away, or an upgrade, cost no fact an attempt.
    """
    is_its_own = _answers_otherwise(services)
    if is_its_own and entry.attempts >= services.limits.max_attempts:
        return True
    services.ledger.release_inbox(entry, now=services.clock.now(), count_attempt=is_its_own)
    return False


def _answers_otherwise(services: Services) -> bool:
    try:
        services.erp.read_any_order()
    except (ErpUnavailable, ErpRefused):
        return False
    return True


def in_one_line(error: ErpRefused) -> str:
    """Return what Odoo said, short enough for a title."""
    return error.message.strip().partition("\n")[0][:MOST_OF_A_REASON]


def lease(services: Services, inbox_id: int) -> InboxEntry | None:
    """Lease a stored fact for one decision; None when it is decided or leased by another."""
    now = services.clock.now()
    until = now + timedelta(seconds=services.limits.inbox_lease_s)
    return services.ledger.lease_inbox(inbox_id, now=now, until=until)


def again_on_conflict(attempt: Callable[[], Result], *, tries: int) -> Result:
    """Return what `attempt` returns, repeating it on `Conflict`; the last one's `Conflict` is raised."""
    for _ in range(tries - 1):
        try:
            return attempt()
        except Conflict:
            continue
    return attempt()
