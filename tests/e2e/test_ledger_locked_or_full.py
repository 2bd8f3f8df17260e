"""A ledger that is locked or full: callers are told to come again, and nothing is half-written or lost."""

from __future__ import annotations

import email
import email.policy
import os
import sqlite3
import time
from contextlib import closing, contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from stack.client import ClientError
from tests.e2e.crashes import QUICK
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import eventually
from tests.parameters import variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.world import SidecarUnderTest, World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

BOUNDED = str(Path(__file__).with_name("bounded_gunicorn.conf.py"))
TABLES = ("inbox", "inbox_places", "blobs", "journal", "cases", "outbox", "requests")
LONGER_THAN_IT_WAITS_S = 8
"""A write waits 5 s for another one."""


@pytest.fixture(params=["sqlite", *variants("postgres")])
def under_test(world: World, request: pytest.FixtureRequest) -> SidecarUnderTest:
    """A sidecar that is not started, on each kind of ledger."""
    changes = {"CROSSDOCK_DATABASE_URL": ""} if request.param == "sqlite" else {}
    return world.sidecar(f"ledger_{request.param}", **QUICK, **changes)


def test_a_locked_ledger_refuses_in_time_and_takes_the_repeat(
    world: World, under_test: SidecarUnderTest
) -> None:
    orders = world.new_orders(2)
    mails = {order.name: delay_mail(order, order.later(10)) for order in orders}
    with under_test.process:
        before = rows(under_test)
        with locked(under_test):
            began = time.monotonic()
            refused = [refusal(under_test, raw, key=name) for name, raw in mails.items()]
            waited = time.monotonic() - began
            alive = under_test.client.get("/healthz")["outcome"]
        after = rows(under_test)
        for name, raw in mails.items():
            under_test.client.send_mail(raw, key=name)
        eventually(lambda: world.arrived_once(orders), what="everything once the lock is gone")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert [(error.status, error.problem["code"]) for error in refused] == [(503, "storage_unavailable")] * 2
    assert all(int(error.headers["Retry-After"]) > 0 for error in refused)
    assert (before, alive) == (after, "alive")
    assert waited < 40
    assert world.arrived_once(orders)


def test_a_lock_in_the_midst_of_work_loses_and_doubles_nothing(
    world: World, under_test: SidecarUnderTest
) -> None:
    orders = world.new_orders(20)
    under_test.drop(delay_mail(order, order.later(10)) for order in orders[:10])

    with under_test.process:
        eventually(lambda: world.exceptions(orders), what="the first exception")
        with locked(under_test):
            under_test.drop(delay_mail(order, order.later(10)) for order in orders[10:])
            time.sleep(LONGER_THAN_IT_WAITS_S)
        eventually(lambda: world.arrived_once(orders), what="everything once the lock is gone")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert world.arrived_once(orders)


def test_a_full_disk_under_sqlite_refuses_and_later_takes_the_same_mail(world: World) -> None:
    [order] = world.new_orders(1)
    raw = large(delay_mail(order, order.later(10)))
    under_test = world.sidecar("full_sqlite", **QUICK, CROSSDOCK_DATABASE_URL="")
    with closing(sqlite3.connect(str(under_test.sqlite_file))) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    under_test.process.variables["CROSSDOCK_TEST_MAX_PAGES"] = str(pages + 40)
    under_test.process.arguments = ("-c", BOUNDED)

    with under_test.process:
        assert_refused_as_full(under_test, raw)
    under_test.process.arguments = ()
    with under_test.process:
        under_test.client.send_mail(raw, key="full")
        eventually(lambda: world.arrived_once([order]), what="the mail once there is space")


def test_blobs_that_postgresql_cannot_write_refuse_and_later_take_the_same_mail(world: World) -> None:
    [order] = world.new_orders(1)
    raw = large(delay_mail(order, order.later(10)))
    under_test = world.sidecar("full_postgres", **QUICK)
    with under_test.process:
        with no_space_for(under_test, "blobs"):
            assert_refused_as_full(under_test, raw)
        under_test.client.send_mail(raw, key="full")
        eventually(lambda: world.arrived_once([order]), what="the mail once there is space")


def assert_refused_as_full(under_test: SidecarUnderTest, raw: bytes) -> None:
    """Push a mail to a sidecar whose disk is full: it leaves no trace."""
    before = rows(under_test)
    error = refusal(under_test, raw, key="full")
    assert (error.status, error.problem["code"]) == (503, "storage_unavailable")
    assert int(error.headers["Retry-After"]) > 0
    assert "full" in error.problem["detail"]
    assert rows(under_test) == before
    assert under_test.client.get("/healthz")["outcome"] == "alive"


def rows(under_test: SidecarUnderTest) -> dict[str, int]:
    """Return how many rows each table has that a mail writes to."""
    return {table: under_test.count(table) for table in TABLES}


def refusal(under_test: SidecarUnderTest, raw: bytes, *, key: str) -> ClientError:
    """Push a mail and return the problem that it is answered with."""
    with pytest.raises(ClientError) as refused:
        under_test.client.send_mail(raw, key=key)
    return refused.value


def large(raw: bytes) -> bytes:
    """Return the mail with an attachment that no compression makes smaller."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    message.add_attachment(os.urandom(300_000), maintype="application", subtype="x-scan", filename="scan.bin")
    return message.as_bytes()


@contextmanager
def locked(under_test: SidecarUnderTest) -> Iterator[None]:
    """Hold a lock on the ledger that no writer gets past."""
    if under_test.sqlite_file is None:
        with psycopg.connect(under_test.world.postgres.libpq_url(under_test.ledger)) as server:
            server.execute("LOCK TABLE inbox, journal, outbox, cases IN ACCESS EXCLUSIVE MODE")
            yield
            server.rollback()
        return
    with closing(sqlite3.connect(under_test.sqlite_file, isolation_level=None, timeout=30)) as file:
        file.execute("BEGIN IMMEDIATE")
        yield
        file.execute("ROLLBACK")


@contextmanager
def no_space_for(under_test: SidecarUnderTest, table: str) -> Iterator[None]:
    """Let PostgreSQL say at each insert into a table that its disk is full."""
    url = under_test.world.postgres.libpq_url(under_test.ledger)
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$"
        )
        server.execute(
            f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )
        yield
        server.execute(f"DROP TRIGGER full_disk ON {table}")
