"""A ledger's database as a test handles it: open ledgers on it, look into it, stand in its way."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import NullPool, create_engine, text

from crossdock.adapters.sql import SqlLedger, create_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Home:
    """A migrated database. What is opened on it is closed with it."""

    lock_everything: str

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._ledgers: list[SqlLedger] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for ledger in self._ledgers:
            ledger.close()

    def open(self, **settings: Any) -> SqlLedger:
        """Open a ledger on this database."""
        ledger = create_ledger(self.url, **settings)
        self._ledgers.append(ledger)
        return ledger

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement beside the ledger; return its rows."""
        with self._engine.connect() as connection:
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []

    def count(self, table: str) -> int:
        """Return the number of a table's rows."""
        number: int = self.sql(f"SELECT count(*) FROM {table}")[0][0]
        return number

    def counts(self) -> dict[str, int]:
        """Return the number of rows of every table that a decision may write."""
        tables = (
            "inbox",
            "inbox_places",
            "blobs",
            "journal",
            "cases",
            "baselines",
            "outbox",
            "facts",
            "cursors",
        )
        return {table: self.count(table) for table in tables}

    def wait_until_quiet(self) -> None:
        """Return once nobody else is at work: a killed client's server process may still be."""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold a lock that no writer gets past."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN" if "TABLE" in self.lock_everything else self.lock_everything)
            if "TABLE" in self.lock_everything:
                connection.exec_driver_sql(self.lock_everything)
            yield
            connection.exec_driver_sql("ROLLBACK")


class SqliteHome(Home):
    """A SQLite file."""

    lock_everything = "BEGIN EXCLUSIVE"

    def __init__(self, path: Path) -> None:
        super().__init__(f"sqlite:///{path}")

    def pages(self) -> int:
        """Return the number of pages in use."""
        number: int = self.sql("PRAGMA page_count")[0][0]
        return number


class PostgresHome(Home):
    """A PostgreSQL database."""

    lock_everything = "LOCK TABLE inbox, journal, outbox, cases IN ACCESS EXCLUSIVE MODE"

    def wait_until_quiet(self) -> None:
        """Return once no other connection is left."""
        others = "pid != pg_backend_pid() AND datname = current_database()"
        while self.sql(f"SELECT 1 FROM pg_stat_activity WHERE {others}"):
            time.sleep(0.02)

    def wait_until_blocked(self, *, or_done: Callable[[], bool]) -> None:
        """Return once another connection waits for a lock, or `or_done` says that none will."""
        end = time.monotonic() + 20
        while not or_done() and not self.sql("SELECT 1 FROM pg_locks WHERE NOT granted"):
            assert time.monotonic() < end, "nobody ever waited"
            time.sleep(0.02)

    def fail_on_insert(self, table: str, body: str) -> None:
        """Run PL/pgSQL before each insert into `table`, say to raise an error or to end the connection."""
        self.sql(
            "CREATE OR REPLACE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN NEW; END $$"
        )
        self.sql(f"CREATE TRIGGER trouble BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION trouble()")

    def stop_failing(self, table: str) -> None:
        """Take the trouble away."""
        self.sql(f"DROP TRIGGER trouble ON {table}")
