"""A purge: what is old and needed by nothing goes, everything else stays, and nothing is done twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from ledger_makers import (
    NOW,
    SOON,
    a_case,
    a_draft,
    a_fact,
    a_place,
    an_effect,
    closed,
    dead,
    enqueue,
    failed,
    keys,
    lease,
    sent,
    superseded,
)

from crossdock.domain.exception_case import CaseState
from crossdock.domain.exception_effects import stream_of
from crossdock.ports import InboxResult, InboxState, PurgeBefore, Purged, Recording, RequestState

if TYPE_CHECKING:
    from ledger_homes import Home, PostgresHome

    from crossdock.adapters.sql import SqlLedger
    from crossdock.ports import InboxEntry

LATE = NOW + timedelta(days=500)
EVERYTHING = PurgeBefore(blobs=LATE, answers=LATE, effects=LATE)
NOTHING = Purged()


def a_decided_mail(ledger: SqlLedger, key: str = "m1", at: datetime = NOW, **recorded: object) -> InboxEntry:
    """Store a mail and decide it, with a snapshot; return its row."""
    entry, _ = ledger.store(a_fact(key), at)
    result = InboxResult(inbox_id=entry.id, state=InboxState.DECIDED, outcome="accepted", answer={"a": 1})
    values = {
        "result": result,
        "journal": (a_draft(entry.correlation_id, inbox_id=entry.id),),
        "blobs": (("snapshot", f"what Odoo knew of {key}".encode()),),
        "correlation_id": entry.correlation_id,
    }
    ledger.record(Recording(**(values | recorded)), at)
    return entry


def test_bytes_of_decided_facts_and_snapshots_go_and_the_rest_stays(ledger: SqlLedger, home: Home) -> None:
    entry = a_decided_mail(ledger, cases=(a_case(state=CaseState.RESOLVED),))
    before = home.counts()

    assert ledger.purgeable(EVERYTHING) == Purged(mails=1, snapshots=1)
    assert ledger.purge(EVERYTHING, limit=50) == Purged(mails=1, snapshots=1)

    assert ledger.blob(entry.blob_digest) is None
    assert home.counts() == before | {"blobs": 0}
    assert ledger.inbox_entry(entry.id).answer == {"a": 1}


def test_a_purge_that_is_repeated_finds_nothing(ledger: SqlLedger) -> None:
    a_decided_mail(ledger)
    ledger.purge(EVERYTHING, limit=50)

    assert ledger.purgeable(EVERYTHING) == NOTHING
    assert ledger.purge(EVERYTHING, limit=50) == NOTHING


def test_a_mail_whose_bytes_went_is_still_the_same_fact(ledger: SqlLedger) -> None:
    first = a_decided_mail(ledger)
    ledger.purge(EVERYTHING, limit=50)

    again, is_new = ledger.store(a_fact("m1", place=a_place(7)), LATE)

    assert not is_new
    assert (again.id, again.state, again.answer) == (first.id, InboxState.DECIDED, {"a": 1})
    assert ledger.blob(first.blob_digest) is None


def test_what_is_younger_than_the_limit_stays(ledger: SqlLedger) -> None:
    a_decided_mail(ledger)
    earlier = PurgeBefore(blobs=NOW, answers=NOW, effects=NOW)

    assert ledger.purge(earlier, limit=50) == NOTHING


def test_what_is_kept_for_ever_stays(ledger: SqlLedger) -> None:
    a_decided_mail(ledger)
    never = datetime.min.replace(tzinfo=UTC)

    assert ledger.purge(PurgeBefore(blobs=never, answers=never, effects=never), limit=50) == NOTHING


def test_a_fact_counts_from_its_decision_not_from_its_arrival(ledger: SqlLedger) -> None:
    entry, _ = ledger.store(a_fact(), NOW)
    result = InboxResult(inbox_id=entry.id, state=InboxState.DECIDED, outcome="accepted", answer={})
    ledger.record(Recording(result=result), NOW + timedelta(days=300))
    days_400 = NOW + timedelta(days=100)

    assert ledger.purge(PurgeBefore(blobs=days_400, answers=days_400, effects=days_400), limit=50) == NOTHING


def test_an_undecided_fact_keeps_its_bytes(ledger: SqlLedger) -> None:
    entry, _ = ledger.store(a_fact(), NOW)

    assert ledger.purge(EVERYTHING, limit=50) == NOTHING
    assert ledger.blob(entry.blob_digest) is not None


def test_bytes_that_two_facts_share_stay_for_the_one_that_is_undecided(ledger: SqlLedger) -> None:
    a_decided_mail(ledger)
    ledger.store(a_fact("m1", company_id=2, correlation_id="c-other"), NOW)

    assert ledger.purge(EVERYTHING, limit=50).mails == 0


def test_a_later_fact_of_the_same_correlation_that_is_undecided_keeps_mail_and_snapshot(
    ledger: SqlLedger,
) -> None:
    a_decided_mail(ledger)
    ledger.store(a_fact("stale", channel="stale_promise", correlation_id="c-m1"), NOW)

    assert ledger.purge(EVERYTHING, limit=50) == NOTHING


def settle_as(ledger: SqlLedger, how: str) -> None:
    """Bring the one effect that waits into a state."""
    if how == "pending":
        return
    [row] = lease(ledger)
    if how != "leased":
        settlements = {"sent": sent, "failed": failed, "dead": dead, "superseded": superseded}
        ledger.settle_outbox([settlements[how](row)], NOW)


@pytest.mark.parametrize("state", ["pending", "leased", "failed", "dead"])
def test_an_effect_that_is_not_closed_stays_and_keeps_mail_and_snapshot(
    ledger: SqlLedger, home: Home, state: str
) -> None:
    a_decided_mail(ledger, effects=(an_effect(),))
    settle_as(ledger, state)

    assert ledger.purge(EVERYTHING, limit=50) == NOTHING
    assert home.counts()["outbox"] == 1


@pytest.mark.parametrize("state", ["sent", "superseded"])
def test_a_closed_effect_goes_with_what_it_needed(ledger: SqlLedger, home: Home, state: str) -> None:
    a_decided_mail(ledger, effects=(an_effect(),))
    settle_as(ledger, state)

    assert ledger.purge(EVERYTHING, limit=50) == Purged(mails=1, snapshots=1, effects=1)
    assert home.counts()["outbox"] == 0


def test_an_effect_counts_from_the_day_on_which_it_was_sent(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect())
    [row] = lease(ledger, now=NOW, until=SOON)
    ledger.settle_outbox([sent(row)], NOW + timedelta(days=30))
    day_20 = NOW + timedelta(days=20)

    assert ledger.purge(PurgeBefore(blobs=day_20, answers=day_20, effects=day_20), limit=50) == NOTHING


def test_an_open_case_keeps_its_effects_its_mail_and_its_snapshot(ledger: SqlLedger) -> None:
    stream = stream_of("case-k1")
    a_decided_mail(ledger, cases=(a_case(),), effects=(an_effect(stream=stream),))
    settle_as(ledger, "sent")
    assert ledger.purge(EVERYTHING, limit=50) == NOTHING

    ledger.record(Recording(cases=(closed("k1", version=1),)), NOW)

    assert ledger.purge(EVERYTHING, limit=50) == Purged(mails=1, snapshots=1, effects=1)


def test_a_stream_whose_closed_effects_went_keeps_its_order(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("e1"), an_effect("e2"))
    first, second = lease(ledger)
    ledger.settle_outbox([sent(first), failed(second, NOW)], NOW)
    ledger.purge(EVERYTHING, limit=50)

    enqueue(ledger, an_effect("e3"))

    assert keys(lease(ledger)) == ["e2", "e3"]


def test_a_stream_that_is_empty_after_a_purge_begins_anew(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("e1"))
    settle_as(ledger, "sent")
    ledger.purge(EVERYTHING, limit=50)

    enqueue(ledger, an_effect("e2"), an_effect("e3"))

    assert keys(lease(ledger)) == ["e2", "e3"]


def test_answers_go_and_a_request_that_still_runs_stays(ledger: SqlLedger) -> None:
    for key in ("done", "crashed"):
        ledger.begin_request(key, "digest", now=NOW, running_until=SOON)
    ledger.finish_request("done", status=200, body={}, now=NOW)
    ledger.begin_request("running", "digest", now=NOW, running_until=LATE + timedelta(minutes=1))

    assert ledger.purge(EVERYTHING, limit=50) == Purged(answers=2)

    slots = [
        ledger.begin_request(key, "digest", now=LATE, running_until=LATE).state for key in ("done", "running")
    ]
    assert slots == [RequestState.NEW, RequestState.RUNNING]


def test_a_purge_goes_in_steps(ledger: SqlLedger) -> None:
    for number in range(5):
        a_decided_mail(ledger, f"m{number}")

    steps = [ledger.purge(EVERYTHING, limit=4) for _ in range(4)]

    assert [step.mails + step.snapshots for step in steps] == [4, 4, 2, 0]


@pytest.mark.real
def test_bytes_that_are_stored_again_while_they_are_purged_stay(
    postgres_home: PostgresHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same mail comes in for another company at that very moment. (SQLite has one writer at a time.)"""
    ledger, other = postgres_home.open(), postgres_home.open()
    a_decided_mail(ledger)
    is_stored, may_commit = Event(), Event()

    def wait(*_: object) -> None:
        is_stored.set()
        assert may_commit.wait(20)

    monkeypatch.setattr("crossdock.adapters.sql.inbox._add_place", wait)
    fact = a_fact("m1", company_id=2, correlation_id="c-other", place=a_place())

    with ThreadPoolExecutor(2) as pool:
        storing = pool.submit(other.store, fact, LATE)
        assert is_stored.wait(20)
        purging = pool.submit(ledger.purge, EVERYTHING, limit=50)
        postgres_home.wait_until_blocked(or_done=purging.done)
        may_commit.set()
        entry, _ = storing.result()
        purging.result()

    assert ledger.blob(entry.blob_digest) is not None
