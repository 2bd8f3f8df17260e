"""A database that is full, locked or away: the caller is told to wait, and nothing is half-written."""

from __future__ import annotations

import os
import time
from contextlib import closing
from threading import Thread
from traceback import format_exception
from typing import TYPE_CHECKING

import pytest
from ledger_makers import NOW, a_case, a_draft, a_fact, a_place, an_effect, at_once

from crossdock.adapters.sql import create_ledger
from crossdock.domain.errors import StorageUnavailable
from crossdock.ports import InboxResult, InboxState, Recording

if TYPE_CHECKING:
    from pathlib import Path

    from ledger_homes import Home, PostgresHome, SqliteHome

    from crossdock.adapters.sql import SqlLedger

real = pytest.mark.real
BIG = os.urandom(400_000)  # random, so that compression does not help
DECISION = Recording(
    cases=(a_case(),), effects=(an_effect(),), journal=(a_draft(),), blobs=(("snapshot", BIG),)
)


def assert_refused(error: StorageUnavailable, *words: str) -> None:
    assert error.code == "storage_unavailable"
    assert error.retry_after > 0
    assert all(word in error.message for word in words)


def test_a_fact_that_does_not_fit_on_the_disk_is_refused_and_leaves_nothing(
    sqlite_home: SqliteHome,
) -> None:
    ledger = sqlite_home.open(max_pages=sqlite_home.pages() + 20)

    with pytest.raises(StorageUnavailable) as refused:
        ledger.store(a_fact(payload=BIG, place=a_place()), NOW)

    assert_refused(refused.value, "full")
    assert set(sqlite_home.counts().values()) == {0}
    assert ledger.store(a_fact("small"), NOW)[1]


def test_a_decision_whose_snapshot_does_not_fit_leaves_nothing(sqlite_home: SqliteHome) -> None:
    ledger = sqlite_home.open(max_pages=sqlite_home.pages() + 20)

    with pytest.raises(StorageUnavailable):
        ledger.record(DECISION, NOW)

    assert set(sqlite_home.counts().values()) == {0}


def test_what_a_refused_write_held_is_not_told_in_its_error(sqlite_home: SqliteHome) -> None:
    ledger = sqlite_home.open(max_pages=sqlite_home.pages() + 20)
    entry, _ = ledger.store(a_fact("small"), NOW)
    answer = {"subject": "words of Mr Meier", "more": BIG.hex()}
    result = InboxResult(inbox_id=entry.id, state=InboxState.DECIDED, outcome="accepted", answer=answer)

    with pytest.raises(StorageUnavailable) as refused:
        ledger.record(Recording(result=result), NOW)

    assert "Meier" not in "".join(format_exception(refused.value))


def test_a_full_disk_stops_every_kind_of_write_and_no_read(sqlite_home: SqliteHome) -> None:
    ledger = sqlite_home.open(max_pages=sqlite_home.pages() + 8)

    def fill() -> None:
        for number in range(10_000):
            ledger.store(a_fact(f"m{number}", payload=os.urandom(500)), NOW)

    with pytest.raises(StorageUnavailable):
        fill()

    stored = len(ledger.undecided(limit=10_000, now=NOW))
    assert stored > 0
    assert sqlite_home.count("blobs") == stored
    ledger.ping()


def test_a_locked_database_is_waited_for_and_then_refused(home: Home) -> None:
    ledger = home.open(busy_timeout_s=0.2)
    with home.locked():
        with pytest.raises(StorageUnavailable) as refused:
            ledger.store(a_fact(), NOW)
        with pytest.raises(StorageUnavailable):
            ledger.record(Recording(journal=(a_draft(),)), NOW)
    assert_refused(refused.value, "locked")

    assert set(home.counts().values()) == {0}
    assert ledger.store(a_fact(), NOW)[1]


def test_a_lock_that_ends_in_time_is_not_noticed(home: Home) -> None:
    ledger = home.open(busy_timeout_s=10)
    stored: list[bool] = []
    with home.locked():
        writer = Thread(target=lambda: stored.append(ledger.store(a_fact(), NOW)[1]))
        writer.start()
        time.sleep(0.3)
        assert stored == []
    writer.join()

    assert stored == [True]


def test_writers_that_queue_behind_a_stuck_one_are_refused_in_time(home: Home) -> None:
    ledger = home.open(busy_timeout_s=0.3)
    with home.locked():
        started = time.monotonic()
        answers = at_once(6, lambda number: ledger.store(a_fact(f"m{number}"), NOW))
        waited = time.monotonic() - started

    assert all(isinstance(answer, StorageUnavailable) for answer in answers)
    assert waited < 5


def test_fifty_writers_at_once_all_come_through(home: Home) -> None:
    ledger = home.open(busy_timeout_s=30)

    answers = at_once(50, lambda number: ledger.store(a_fact(f"m{number}"), NOW))

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert home.count("inbox") == 50


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is not a database " * 1000)
    with closing(create_ledger(f"sqlite:///{path}")) as ledger, pytest.raises(StorageUnavailable):
        ledger.ping()


def test_a_folder_that_vanished_is_refused(sqlite_home: SqliteHome, tmp_path: Path) -> None:
    ledger = sqlite_home.open()
    (tmp_path / "ledger.db").rename(tmp_path / "gone.db")

    with pytest.raises(StorageUnavailable):
        ledger.ping()


@real
def test_a_server_that_is_not_there_is_refused(unused_port: int) -> None:
    with closing(create_ledger(f"postgresql://u:p@127.0.0.1:{unused_port}/x")) as ledger:
        with pytest.raises(StorageUnavailable) as refused:
            ledger.ping()
        with pytest.raises(StorageUnavailable):
            ledger.store(a_fact(), NOW)

    assert_refused(refused.value, "does not answer")


@real
def test_a_database_that_is_not_there_is_refused(postgres_home: PostgresHome) -> None:
    missing = create_ledger(postgres_home.url + "_missing")

    with closing(missing) as ledger, pytest.raises(StorageUnavailable):
        ledger.ping()


def refused_by(home: PostgresHome, body: str) -> StorageUnavailable:
    """Return the error of a store and a decision while `body` runs before each blob is written."""
    ledger = home.open()
    home.fail_on_insert("blobs", body)
    with pytest.raises(StorageUnavailable):
        ledger.record(DECISION, NOW)
    with pytest.raises(StorageUnavailable) as refused:
        ledger.store(a_fact(place=a_place()), NOW)
    home.stop_failing("blobs")
    assert set(home.counts().values()) == {0}
    assert ledger.store(a_fact(place=a_place()), NOW)[1]
    return refused.value


@real
def test_a_full_disk_of_the_server_is_told_and_leaves_nothing(postgres_home: PostgresHome) -> None:
    error = refused_by(postgres_home, "RAISE EXCEPTION 'no space' USING ERRCODE = '53100';")

    assert_refused(error, "full")


@real
def test_a_connection_lost_in_the_middle_leaves_nothing_and_the_next_one_works(
    postgres_home: PostgresHome,
) -> None:
    error = refused_by(postgres_home, "PERFORM pg_terminate_backend(pg_backend_pid());")

    assert_refused(error, "does not answer")


@real
def test_a_serialization_failure_that_does_not_end_is_told(postgres_home: PostgresHome) -> None:
    error = refused_by(postgres_home, "RAISE EXCEPTION 'again' USING ERRCODE = '40001';")

    assert_refused(error, "contention")


@real
@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_a_passing_serialization_failure_or_deadlock_is_not_noticed(
    postgres_home: PostgresHome, code: str
) -> None:
    ledger = postgres_home.open()
    postgres_home.sql("CREATE SEQUENCE tries")  # a sequence counts on through rollbacks
    postgres_home.fail_on_insert(
        "blobs", f"IF nextval('tries') <= 2 THEN RAISE EXCEPTION 'again' USING ERRCODE = '{code}'; END IF;"
    )

    ledger.record(DECISION, NOW)

    counts = postgres_home.counts()
    assert [counts[table] for table in ("cases", "outbox", "journal", "blobs")] == [1, 1, 1, 1]


@real
def test_connections_that_the_server_closed_while_idle_are_not_noticed(postgres_home: PostgresHome) -> None:
    ledger: SqlLedger = postgres_home.open()
    ledger.store(a_fact("m1"), NOW)

    postgres_home.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid != pg_backend_pid()"
    )

    assert ledger.store(a_fact("m2"), NOW)[1]
