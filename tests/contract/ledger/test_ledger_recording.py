"""Recording: all of a decision or nothing of it, and a journal that nobody can change unseen."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from datetime import timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ledger_makers import (
    LATER,
    NOW,
    a_baseline,
    a_case,
    a_draft,
    a_fact,
    an_effect,
    at_once,
)
from sqlalchemy.exc import DBAPIError

from crossdock.adapters.sql.journal import GENESIS, entry_digest
from crossdock.ports import InboxResult, InboxState, Recording, TimedFact

if TYPE_CHECKING:
    from ledger_homes import Home

    from crossdock.adapters.sql import SqlLedger
    from crossdock.ports import JournalEntry

WRITER = Path(__file__).with_name("ledger_writer.py")


def everything(inbox_id: int, **changes: object) -> Recording:
    """Return a recording that writes to every table."""
    values = {
        "journal": (a_draft(inbox_id=inbox_id), a_draft(kind="effects")),
        "result": InboxResult(
            inbox_id=inbox_id, state=InboxState.DECIDED, outcome="exception", answer={"a": 1}
        ),
        "cases": (a_case(),),
        "effects": (an_effect("e1"), an_effect("e2")),
        "baselines": (a_baseline(),),
        "facts": (TimedFact(company_id=1, subject="case-k1", name="opened", at=NOW),),
        "blobs": (("snapshot", b"what Odoo knew"),),
        "correlation_id": "c-1",
        "cursor": ("folder", "7:42"),
    }
    return Recording(**(values | changes))


def chain(home: Home) -> list[tuple[str, str]]:
    """Return the journal's digests in order of its rows."""
    return [
        (prev, digest) for prev, digest in home.sql("SELECT prev_digest, digest FROM journal ORDER BY id")
    ]


def is_unbroken(links: list[tuple[str, str]]) -> bool:
    return [prev for prev, _ in links] == [GENESIS, *(digest for _, digest in links)][: len(links)]


def test_a_decision_is_written_whole(ledger: SqlLedger, home: Home) -> None:
    entry, _ = ledger.store(a_fact(), NOW)

    ledger.record(everything(entry.id), LATER)

    assert home.counts() == {
        "inbox": 1,
        "inbox_places": 0,
        "blobs": 2,
        "journal": 2,
        "cases": 1,
        "baselines": 1,
        "outbox": 2,
        "facts": 1,
        "cursors": 1,
    }
    assert ledger.blob(hashlib.sha256(b"what Odoo knew").hexdigest()) == b"what Odoo knew"
    assert ledger.cursor("folder") == "7:42"


def test_a_decision_that_breaks_off_at_its_last_step_leaves_nothing(ledger: SqlLedger, home: Home) -> None:
    entry, _ = ledger.store(a_fact(), NOW)
    before = home.counts()
    unwritable = a_draft(body={"not JSON": object()})

    with pytest.raises(Exception, match="unsupported type"):
        ledger.record(everything(entry.id, journal=(a_draft(), unwritable)), LATER)

    assert home.counts() == before
    assert ledger.undecided(limit=1, now=NOW) == [entry]


def test_a_time_is_kept_once_per_subject_and_name(ledger: SqlLedger, home: Home) -> None:
    first = TimedFact(company_id=1, subject="case-k1", name="opened", at=NOW, value={"n": 1})
    again = TimedFact(company_id=1, subject="case-k1", name="opened", at=LATER, value={"n": 2})
    other = TimedFact(company_id=1, subject="case-k1", name="closed", at=LATER)

    ledger.record(Recording(facts=(first,)), NOW)
    ledger.record(Recording(facts=(again, other)), NOW)

    assert home.sql("SELECT name, value FROM facts ORDER BY id") == [("opened", '{"n":1}'), ("closed", "{}")]


def test_the_journal_reads_back_by_correlation_oldest_first(ledger: SqlLedger) -> None:
    ledger.record(Recording(journal=(a_draft("c-1", inbox_id=5), a_draft("c-2"))), NOW)
    ledger.record(Recording(journal=(a_draft("c-1", kind="applied", body={"à": [1, None, 2.5]}),)), LATER)

    entries = ledger.journal("c-1")

    assert [(entry.kind, entry.at, entry.inbox_id) for entry in entries] == [
        ("decision", NOW, 5),
        ("applied", LATER, None),
    ]
    assert entries[1].body == {"à": [1, None, 2.5]}
    assert ledger.journal("c-9") == []


def test_each_entrys_digest_can_be_computed_again_from_what_is_read(ledger: SqlLedger) -> None:
    drafts = tuple(a_draft(body={"n": number, "text": "Übergröße"}) for number in range(3))
    ledger.record(Recording(journal=drafts), NOW)

    def recomputed(entry: JournalEntry) -> str:
        return entry_digest(entry, entry.at, entry.prev_digest)

    entries = ledger.journal("c-1")
    assert entries[0].prev_digest == GENESIS
    assert [recomputed(entry) for entry in entries] == [entry.digest for entry in entries]


def test_the_digest_is_that_of_the_canonical_json_whatever_the_zone() -> None:
    canonical = (
        '{"at":"2026-11-23T09:00:00.123456+00:00","body":{"outcome":"exception","policy":"v1"},"company_id":1,'
        '"correlation_id":"c-1","inbox_id":null,"kind":"decision","prev_digest":"' + "0" * 64 + '"}'
    )
    local = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert entry_digest(a_draft(), local, GENESIS) == hashlib.sha256(canonical.encode()).hexdigest()


def test_parallel_appends_keep_one_unbroken_chain(ledger: SqlLedger, home: Home) -> None:
    def append(number: int) -> None:
        own = home.open()
        for step in range(10):
            drafts = (a_draft(body={"n": number, "step": step}), a_draft(kind="second"))
            own.record(Recording(journal=drafts), NOW + timedelta(seconds=step))

    assert at_once(6, append) == [None] * 6

    links = chain(home)
    assert len(links) == 120
    assert is_unbroken(links)


@pytest.mark.parametrize(
    "change",
    ["UPDATE journal SET kind = 'x'", "DELETE FROM journal", "UPDATE journal SET id = 9 WHERE id = 1"],
)
def test_the_database_itself_refuses_to_change_the_journal(
    ledger: SqlLedger, home: Home, change: str
) -> None:
    ledger.record(Recording(journal=(a_draft(),)), NOW)

    with pytest.raises(DBAPIError, match="append-only"):
        home.sql(change)

    assert len(ledger.journal("c-1")) == 1


def test_a_killed_writer_leaves_only_whole_decisions_and_all_that_it_was_told_are_stored(
    home: Home,
) -> None:
    acknowledged: set[str] = set()
    for run in range(3):
        writer = subprocess.Popen(
            [sys.executable, str(WRITER), home.url, f"run{run}"], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        acknowledged.update(writer.stdout.readline().strip() for _ in range(15 + 7 * run))
        writer.send_signal(signal.SIGKILL)
        acknowledged.update(line.strip() for line in writer.stdout if line.endswith("\n"))
        writer.wait()
        writer.stdout.close()
    home.wait_until_quiet()

    recorded = {key for (key,) in home.sql("SELECT key FROM outbox")}
    assert len(acknowledged) >= 60
    assert acknowledged <= recorded
    assert recorded == {key for (key,) in home.sql("SELECT case_key FROM cases")}
    assert recorded == {key for (key,) in home.sql("SELECT correlation_id FROM journal")}
    assert recorded == {key for (key,) in home.sql("SELECT fact_key FROM inbox WHERE state = 'decided'")}
    assert is_unbroken(chain(home))
