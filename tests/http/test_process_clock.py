"""The clock in the process: what waits is done without anybody asking."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.entrypoints import clock
from crossdock.entrypoints.clock import Intervals, ProcessClock, Waker
from crossdock.telemetry.metrics import Metrics
from tests.http.conftest import a_mail
from tests.http.failing import Failing

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterator

    from tests.http.conftest import World

    Start = Callable[..., ProcessClock]

OFTEN = Intervals(outbox_s=0.1, inbox_s=0.1, odoo_s=0.1, fetch_s=0.1)


@pytest.fixture
def start(world: World) -> Iterator[Start]:
    """Start clocks over the world's services; all are stopped at the end."""
    started: list[ProcessClock] = []

    def run(intervals: Intervals = OFTEN, *, ledger: Any = None) -> ProcessClock:
        waker = Waker()
        services = replace(world.services, wake=waker.wake, ledger=ledger or world.ledger)
        made = ProcessClock(services, Metrics(), waker, intervals)
        made.waker = waker  # for the test that wakes it
        started.append(made)
        made.start()
        return made

    yield run
    for made in started:
        made.stop()


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "this never came true"
        time.sleep(0.02)


def test_effects_are_delivered(world: World, start: Start) -> None:
    world.post_exception()

    start()

    until(lambda: len(world.erp.exceptions()) == 1)


def test_what_the_ledger_kept_long_enough_is_purged(world: World, start: Start) -> None:
    inbox_id = world.post_mail(a_mail()).json["inbox_id"]
    entry = world.ledger.inbox_entry(inbox_id)
    assert entry is not None
    world.clock.advance(days=401)

    start(Intervals(outbox_s=60, inbox_s=60, odoo_s=60, purge_after_s=0))

    until(lambda: world.ledger.blob(entry.blob_digest) is None)
    until(lambda: world.post_mail(a_mail(), idempotency_key="k2").status_code == 200)  # the purge is over
    again = world.post_mail(a_mail(), idempotency_key="k2").json
    assert (again["outcome"], again["inbox_id"]) == ("duplicate", inbox_id)


def test_a_stored_mail_is_decided_once_odoo_is_back(world: World, start: Start) -> None:
    world.erp.away = True
    inbox_id = world.post_mail(a_mail()).json["inbox_id"]
    start()
    time.sleep(0.3)

    world.erp.away = False

    until(lambda: world.ledger.inbox_entry(inbox_id).outcome is not None)


def test_mailboxes_are_fetched_only_where_it_is_asked_for(world: World, start: Start) -> None:
    world.mailbox.append(a_mail())
    without = start(replace(OFTEN, fetch_s=None))
    time.sleep(0.3)
    assert world.ledger.undecided(limit=9, now=world.clock.now()) == []
    without.stop()

    start()

    until(lambda: (entry := world.ledger.inbox_entry(1)) is not None and entry.outcome is not None)


def test_a_folder_that_cannot_be_read_is_told_beside_the_mails_of_the_others(
    world: World, start: Start, logged: list[logging.LogRecord]
) -> None:
    world.mailbox.folders = ("INBOX", "Renamed")
    world.mailbox.append(a_mail())

    start()

    until(lambda: (entry := world.ledger.inbox_entry(1)) is not None and entry.outcome is not None)
    told = ("clock job waits", "mailbox_folder_missing")
    until(lambda: any((record.getMessage(), record.__dict__.get("code")) == told for record in logged))


def test_a_wake_up_delivers_at_once(world: World, start: Start) -> None:
    process = start(Intervals(outbox_s=60, inbox_s=60, odoo_s=60))
    time.sleep(0.2)
    world.post_exception()

    process.waker.wake()

    until(lambda: len(world.erp.exceptions()) == 1, seconds=20)


def test_a_job_that_crashes_goes_on(world: World, start: Start, logged: list[logging.LogRecord]) -> None:
    world.post_exception()
    failures = iter([RuntimeError("bug")])

    def lease(**options: Any) -> Any:
        error = next(failures, None)
        if error is not None:
            raise error
        return world.ledger.lease_outbox(**options)

    start(ledger=Failing(world.ledger, "lease_outbox", lease))

    until(lambda: len(world.erp.exceptions()) == 1)
    assert "clock job crashed" in [record.getMessage() for record in logged]


def test_an_outage_is_told_once_and_its_end_too(
    world: World, start: Start, logged: list[logging.LogRecord]
) -> None:
    world.erp.away = True
    start(Intervals(outbox_s=60, inbox_s=60, odoo_s=0.05))
    time.sleep(0.6)
    world.erp.away = False

    def told(event: str) -> int:
        return sum(record.getMessage() == event for record in logged)

    until(lambda: told("clock job goes on") == 1)
    assert told("clock job waits") == 1


def test_two_clocks_share_the_work_by_leases(world: World, start: Start) -> None:
    tries: list[str] = []
    lock = threading.Lock()

    def try_lease(name: str, **options: Any) -> bool:
        held = world.ledger.try_lease(name, **options)
        with lock:
            tries.append(f"{name} {options['owner']} {held}")
        return held

    shared = Failing(world.ledger, "try_lease", try_lease)
    start(ledger=shared)
    start(ledger=shared)
    until(lambda: len(tries) > 20)

    holders = {
        line.split()[1] for line in tries if line.startswith("clock:deliver_outbox") and "True" in line
    }
    assert len(holders) == 1


def test_a_purge_whose_process_was_killed_is_made_soon_by_another(
    world: World, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "_LONGEST_LEASE_S", 0.2)  # of its ten minutes
    now = world.clock.now()
    purge = "clock:purge_ledger"
    assert world.ledger.try_lease(purge, owner="killed", now=now, until=now + timedelta(minutes=10))
    inbox_id = world.post_mail(a_mail()).json["inbox_id"]
    digest = world.ledger.inbox_entry(inbox_id).blob_digest
    refused: list[str] = []

    def try_lease(name: str, **options: Any) -> bool:
        held = world.ledger.try_lease(name, **options)
        if not held:
            refused.append(name)
        return held

    start(
        Intervals(outbox_s=60, inbox_s=60, odoo_s=60, purge_after_s=0),
        ledger=Failing(world.ledger, "try_lease", try_lease),
    )
    until(lambda: purge in refused)

    world.clock.advance(days=401)

    until(lambda: world.ledger.blob(digest) is None)


def test_the_lease_of_a_rare_job_ends_long_before_its_next_run(world: World, start: Start) -> None:
    leases: dict[str, timedelta] = {}

    def try_lease(name: str, **options: Any) -> bool:
        leases.setdefault(name, options["until"] - options["now"])
        return world.ledger.try_lease(name, **options)

    start(
        Intervals(outbox_s=2, inbox_s=60, odoo_s=60, purge_s=86400, purge_after_s=0),
        ledger=Failing(world.ledger, "try_lease", try_lease),
    )

    until(lambda: {"clock:purge_ledger", "clock:deliver_outbox"} <= leases.keys())
    assert leases["clock:purge_ledger"] == timedelta(minutes=10)
    assert leases["clock:deliver_outbox"] == timedelta(seconds=10)


def test_a_stopped_clock_gives_its_leases_back(world: World, start: Start) -> None:
    start().stop()
    now = world.clock.now()

    assert world.ledger.try_lease("clock:deliver_outbox", owner="another", now=now, until=now)


def test_stopping_is_quick_even_while_all_jobs_sleep(start: Start) -> None:
    process = start(Intervals(outbox_s=60, inbox_s=60, odoo_s=60))
    time.sleep(0.2)
    before = time.monotonic()

    process.stop()

    assert time.monotonic() - before < 1
