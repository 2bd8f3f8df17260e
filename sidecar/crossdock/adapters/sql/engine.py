"""Connections and transactions: one way to read, one way to write, on both databases."""

from __future__ import annotations

import random
import threading
import time
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from crossdock.adapters.sql.errors import Fault, LedgerInvalid, fault_of, translated
from crossdock.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import URL, Connection, Engine, Table

T = TypeVar("T")

_ATTEMPTS = 4
_BACKOFF_S = 0.02
_POOL_SIZE = 8
_POOL_OVERFLOW = 24
_STATEMENT_TIMEOUT_S = 60
_WAL_ATTEMPTS = 50


class Gate(IntEnum):
    """Advisory locks: what one transaction at a time does on PostgreSQL (SQLite has one writer anyway)."""

    MIGRATE = 0x43444B01
    RECORD = 0x43444B02
    POLICY = 0x43444B03


class Database:
    """An engine with the ledger's transactions. `write` retries harmless races, then names the trouble."""

    def __init__(self, url: str, *, busy_timeout_s: float, max_pages: int | None = None) -> None:
        self.url = _normalised(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._busy_timeout_s = busy_timeout_s
        self._turn = threading.Lock()
        self.engine = (
            _sqlite_engine(self.url, busy_timeout_s, max_pages)
            if self.is_sqlite
            else _postgres_engine(self.url, busy_timeout_s)
        )
        self._writing = self.engine.execution_options(crossdock_write=True)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one read transaction."""
        return self._run(lambda: self._reading_once(work))

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one write transaction: all of it is stored, or nothing."""
        return self._run(lambda: self._writing_once(work))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _reading_once(self, work: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return work(connection)

    def _writing_once(self, work: Callable[[Connection], T]) -> T:
        with self._in_turn(), self._writing.begin() as connection:
            return work(connection)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Queue this process's writers on SQLite: its own waiting polls, and starves threads under load."""
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=self._busy_timeout_s):
            raise StorageUnavailable("The ledger has too many writers waiting.", retry_after=5)
        try:
            yield
        finally:
            self._turn.release()

    def _run(self, once: Callable[[], T]) -> T:
        """Call `once`, again after a serialization failure or deadlock; translate what remains."""
        for attempt in range(_ATTEMPTS):
            try:
                return once()
            except (DBAPIError, PoolTimeout) as error:
                if fault_of(error) is Fault.TRANSIENT and attempt < _ATTEMPTS - 1:
                    time.sleep(_BACKOFF_S * 2**attempt * (0.5 + random.random()))
                    continue
                known = translated(error)
                if known is None:
                    raise
                raise known from error
        raise AssertionError("unreachable")


def _normalised(url: str) -> URL:
    """Return the URL with the drivers that the ledger is tested on. Raises `LedgerInvalid`."""
    try:
        parsed = make_url("postgresql" + url.removeprefix("postgres") if url.startswith("postgres:") else url)
    except ArgumentError:
        raise LedgerInvalid("is no URL; write postgresql://user:password@host:5432/database") from None
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise LedgerInvalid(f"the ledger runs on sqlite and postgresql, not on {backend}")
    if not parsed.database or parsed.database == ":memory:":
        raise LedgerInvalid("the ledger is durable: give its SQLite database a file, as sqlite:////srv/x.db")
    return parsed.set(drivername="sqlite")


def _sqlite_engine(url: URL, busy_timeout_s: float, max_pages: int | None) -> Engine:
    """Return an engine whose every connection is durable (WAL, FULL) and whose writers lock at once."""
    _make_folder(Path(str(url.database)).expanduser().parent)
    engine = create_engine(
        url,
        connect_args={"timeout": busy_timeout_s, "check_same_thread": False},
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        pool_timeout=busy_timeout_s,
        hide_parameters=True,  # an error's text goes to the log; what suppliers wrote does not
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed by the driver
        _switch_to_wal(connection)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        if max_pages is not None:
            connection.execute(f"PRAGMA max_page_count={max_pages:d}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("crossdock_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerInvalid(f"the folder {folder} cannot be made ({error.strerror})") from error


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Turn WAL on; two processes that do so at once are refused without waiting, so wait here."""
    import sqlite3

    for attempt in range(_WAL_ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or attempt == _WAL_ATTEMPTS - 1:
                raise
            time.sleep(_BACKOFF_S)
        else:
            return


def _postgres_engine(url: URL, busy_timeout_s: float) -> Engine:
    """Return an engine that checks a connection before use and waits for locks as long as SQLite does."""
    options = (
        f"-c lock_timeout={int(busy_timeout_s * 1000)} -c statement_timeout={_STATEMENT_TIMEOUT_S * 1000}"
        " -c timezone=UTC"
    )
    arguments: dict[str, Any] = {"connect_timeout": 5, "application_name": "crossdock"}
    if "options" not in url.query:
        arguments["options"] = options
    return create_engine(
        url,
        connect_args=arguments,
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        pool_timeout=busy_timeout_s,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def enter(connection: Connection, gate: Gate) -> None:
    """Wait until this transaction is the only one behind `gate`; it leaves with its end."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:gate)"), {"gate": int(gate)})


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return the database's own INSERT, which knows ON CONFLICT."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def chunks(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """Return `values` in pieces that fit a statement's parameters on both databases."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
