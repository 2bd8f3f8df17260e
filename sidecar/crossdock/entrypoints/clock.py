"""The clock in the process: delivers, sweeps and follows Odoo, so that nothing depends on n8n being up.

Named leases let one process do a job at a time; should two ever run at once, row leases keep that harmless.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from crossdock.domain.errors import CrossdockError, RetryLater
from crossdock.flows.deliver_outbox import deliver_outbox
from crossdock.flows.fetch_mailbox import fetch_mailbox
from crossdock.flows.follow_odoo import follow_odoo
from crossdock.flows.purge_ledger import purge_ledger
from crossdock.flows.read_supplier_mail import decide_mail
from crossdock.flows.sweep_inbox import sweep_inbox
from crossdock.telemetry.logs import log_context

if TYPE_CHECKING:
    from crossdock.flows.services import Services
    from crossdock.telemetry.metrics import Metrics

log = logging.getLogger(__name__)

_LEASE_S = 10
"""So long a frequent job rests at most when the process that did it was killed."""
_LONGEST_LEASE_S = 600
"""So long a rare one, too: its lease ends long before its next run."""
_MAX_WAIT_S = 10
"""However long Odoo was away, its changes are followed within 15 s of its return."""
_MAX_WAIT_OF_RARE_JOBS_S = 600
_Turn = Literal["well", "away", "elsewhere"]
"""How a turn went; `elsewhere`: another process holds the lease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """Seconds between runs; `fetch_s` None leaves fetching to n8n."""

    outbox_s: float = 2
    inbox_s: float = 5
    odoo_s: float = 5
    fetch_s: float | None = None
    purge_s: float = 86400
    purge_after_s: float = 60
    """So long after the start: a start has enough to do."""


class Waker:
    """Wakes the delivery as soon as effects are waiting."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def wake(self) -> None:
        """Ask for a delivery now."""
        self.event.set()


class ProcessClock:
    """One daemon thread per job, so that a slow mailbox does not hold up Odoo."""

    def __init__(
        self,
        services: Services,
        metrics: Metrics,
        waker: Waker,
        intervals: Intervals,
        *,
        owner: str | None = None,
    ) -> None:
        """`owner` names the only process there is: its successor need not wait for the leases to end."""
        self._services = services
        self._metrics = metrics
        self._waker = waker
        self._stopping = threading.Event()
        self._jobs = [
            _Job("deliver_outbox", intervals.outbox_s, self._deliver, waker.event),
            _Job("sweep_inbox", intervals.inbox_s, self._sweep, threading.Event()),
            _Job("follow_odoo", intervals.odoo_s, self._follow, threading.Event()),
            _Job(
                "purge_ledger",
                intervals.purge_s,
                self._purge,
                threading.Event(),
                after_s=intervals.purge_after_s,
            ),
        ]
        if intervals.fetch_s is not None:
            for name in services.mailboxes:
                fetch = _Job(
                    f"fetch_mailbox:{name}", intervals.fetch_s, _bound(self._fetch, name), threading.Event()
                )
                self._jobs.append(fetch)
        self._owner = owner or uuid.uuid4().hex
        self._threads = [
            threading.Thread(target=self._run, args=(job,), name=job.name, daemon=True) for job in self._jobs
        ]

    def start(self) -> None:
        """Start all jobs."""
        for thread in self._threads:
            thread.start()

    def stop(self, timeout_s: float = 5) -> None:
        """Stop after the runs that are under way; what a slow one leaves behind, its lease frees."""
        self._stopping.set()
        for job in self._jobs:
            job.woken.set()
        end = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0, end - time.monotonic()))

    def _run(self, job: _Job) -> None:
        self._stopping.wait(job.after_s)
        trouble = 0
        while not self._stopping.is_set():
            turn = self._turn(job, was_well=trouble == 0)
            trouble = trouble + 1 if turn == "away" else 0
            # whoever holds the lease may be dead: a rare job is not put off by a whole interval
            wait_s = min(job.every_s, _LONGEST_LEASE_S) if turn == "elsewhere" else job.every_s
            if trouble:
                longest_s = min(max(_MAX_WAIT_S, job.every_s), _MAX_WAIT_OF_RARE_JOBS_S)
                wait_s = min(job.every_s * 2 ** min(trouble, 10), longest_s)
                # A wake-up must not turn an outage into a busy loop.
                self._stopping.wait(wait_s)
            elif job.woken.wait(wait_s):
                job.woken.clear()
        self._give_back(job)

    def _turn(self, job: _Job, *, was_well: bool) -> _Turn:
        """Run a job once if this process holds its lease; return whether all it needs was there."""
        trace = uuid.uuid4().hex
        log_context.set({"trace_id": trace, "correlation_id": trace, "flow": job.name})
        try:
            if not self._may_run(job):
                return "elsewhere"
            away = job.run(trace)
        except RetryLater as error:
            away = error.code
        except CrossdockError as error:
            log.exception("clock job refused", extra={"code": error.code})
            away = error.code
        except Exception:
            # The clock must outlive any bug in a job: all else hangs on it.
            log.exception("clock job crashed")
            away = "crashed"
        self._metrics.clock_runs.labels(job.name, away or "ok").inc()
        if away and was_well:
            log.warning("clock job waits", extra={"code": away})
        elif not away and not was_well:
            log.info("clock job goes on")
        return "away" if away else "well"

    def _may_run(self, job: _Job) -> bool:
        now = self._services.clock.now()
        lease_s = min(max(_LEASE_S, 2 * job.every_s), _LONGEST_LEASE_S)
        until = now + timedelta(seconds=lease_s)
        return self._services.ledger.try_lease(f"clock:{job.name}", owner=self._owner, now=now, until=until)

    def _give_back(self, job: _Job) -> None:
        """End our lease, so that another process goes on at once."""
        now = self._services.clock.now()
        try:
            self._services.ledger.try_lease(f"clock:{job.name}", owner=self._owner, now=now, until=now)
        except RetryLater:
            log.debug("lease not given back; it will expire")

    def _deliver(self, trace: str) -> str | None:
        answer = deliver_outbox(self._services, correlation_id=trace)
        counts = {
            "sent": answer.sent,
            "failed": answer.failed,
            "dead": answer.dead,
            "superseded": answer.superseded,
        }
        self._metrics.count_delivery(**counts)
        if any(counts.values()):
            log.info("outbox delivered", extra={"outcome": answer.outcome, **counts})
        return answer.outcome if answer.outcome == "target_unreachable" else None

    def _sweep(self, trace: str) -> str | None:
        answer = sweep_inbox(self._services, correlation_id=trace)
        if answer.done:
            log.info(
                "inbox swept", extra={"outcome": answer.outcome, "done": answer.done, "left": answer.left}
            )
        return answer.outcome if answer.outcome == "erp_unavailable" else None

    def _follow(self, trace: str) -> str | None:
        answer = follow_odoo(self._services, correlation_id=trace)
        if answer.done:
            log.info("odoo followed", extra={"outcome": answer.outcome, "done": answer.done})
        return answer.outcome if answer.outcome == "erp_unavailable" else None

    def _purge(self, _trace: str) -> str | None:
        services = self._services
        removed = purge_ledger(
            services.ledger,
            services.retention,
            now=services.clock.now(),
            go_on=lambda: not self._stopping.is_set(),
        )
        if removed:
            log.info("ledger purged", extra=asdict(removed))
        return None

    def _fetch(self, name: str, trace: str) -> str | None:
        answer = fetch_mailbox(self._services, name, correlation_id=trace)
        for mail in answer.mails:
            if self._stopping.is_set():
                return None
            decided = decide_mail(self._services, mail.inbox_id)
            if any(reason.code == "erp_unavailable" for reason in decided.reasons):
                return "erp_unavailable"
        return answer.reasons[0].code if answer.outcome == "partly_fetched" else None


@dataclass(frozen=True, slots=True)
class _Job:
    name: str
    every_s: float
    run: Callable[[str], str | None]
    woken: threading.Event
    after_s: float = 0


def _bound(fetch: Callable[[str, str], str | None], name: str) -> Callable[[str], str | None]:
    return lambda trace: fetch(name, trace)
