"""Forget, once a day, what the ledger has kept long enough and nothing needs any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crossdock.ports import PurgeBefore, Purged

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossdock.flows.services import Retention
    from crossdock.ports import Ledger

STEP = 200
"""Rows of one transaction: a purge must never hold up the daily work."""
_NEVER = datetime.min.replace(tzinfo=UTC)


def purgeable(ledger: Ledger, retention: Retention, *, now: datetime) -> Purged:
    """Return how much a purge would remove now; changes nothing."""
    return ledger.purgeable(_before(retention, now))


def purge_ledger(
    ledger: Ledger, retention: Retention, *, now: datetime, go_on: Callable[[], bool] = lambda: True
) -> Purged:
    """Remove step by step what is old and needed by nothing, while `go_on`; return what went."""
    before, removed = _before(retention, now), Purged()
    while go_on() and (step := ledger.purge(before, limit=STEP)):
        removed += step
    return removed


def _before(retention: Retention, now: datetime) -> PurgeBefore:
    def cutoff(days: int) -> datetime:
        return now - timedelta(days=days) if days else _NEVER

    return PurgeBefore(
        blobs=cutoff(retention.mails_days),
        answers=cutoff(retention.answers_days),
        effects=cutoff(retention.effects_days),
    )
