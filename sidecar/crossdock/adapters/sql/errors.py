"""What a database's refusal means: retry at once, tell the caller to wait, or a conflict."""

from __future__ import annotations

import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from crossdock.domain.errors import Conflict, CrossdockError, StorageUnavailable


class LedgerInvalid(CrossdockError):
    """The ledger's address cannot be used as it stands."""

    code = "ledger_invalid"


class Fault(StrEnum):
    """Kinds of database errors."""

    TRANSIENT = "transient"
    LOCKED = "locked"
    FULL = "full"
    AWAY = "away"
    DUPLICATE = "duplicate"
    OTHER = "other"


_SQLITE_FAULTS = {
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_IOERR: Fault.AWAY,
    sqlite3.SQLITE_CANTOPEN: Fault.AWAY,
    sqlite3.SQLITE_READONLY: Fault.AWAY,
    sqlite3.SQLITE_NOMEM: Fault.AWAY,
    sqlite3.SQLITE_CORRUPT: Fault.AWAY,
    sqlite3.SQLITE_NOTADB: Fault.AWAY,
}
_SQLITE_DUPLICATES = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}

# By SQLSTATE, the whole code first, then its class
_POSTGRES_FAULTS = {
    "40001": Fault.TRANSIENT,
    "40P01": Fault.TRANSIENT,
    "23505": Fault.DUPLICATE,
    "55P03": Fault.LOCKED,
    "57014": Fault.LOCKED,
    "53100": Fault.FULL,
    "53": Fault.AWAY,
    "57": Fault.AWAY,
    "58": Fault.AWAY,
    "08": Fault.AWAY,
    "25006": Fault.AWAY,
}

_RETRY_AFTER_S = {Fault.TRANSIENT: 5, Fault.LOCKED: 5, Fault.FULL: 60, Fault.AWAY: 15}
_DETAILS = {
    Fault.TRANSIENT: "The ledger is under contention; nothing is half-written, repeat the request.",
    Fault.LOCKED: "The ledger is locked by another writer; nothing is half-written, repeat the request.",
    Fault.FULL: "The ledger's disk is full; nothing is half-written. Free some space, then repeat it.",
    Fault.AWAY: "The ledger's database does not answer; repeat the request once it does.",
}


def fault_of(error: DBAPIError | PoolTimeout) -> Fault:
    """Return what kind of fault an error is."""
    if isinstance(error, PoolTimeout) or error.connection_invalidated:
        return Fault.AWAY
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_fault(error.orig)
    return _postgres_fault(error)


def _sqlite_fault(error: sqlite3.Error) -> Fault:
    """Return the fault by SQLite's (extended) result code."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return Fault.OTHER
    if code in _SQLITE_DUPLICATES:
        return Fault.DUPLICATE
    return _SQLITE_FAULTS.get(code & 0xFF, Fault.OTHER)


def _postgres_fault(error: DBAPIError) -> Fault:
    """Return the fault by SQLSTATE; an operational error without one is a lost or refused connection."""
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return Fault.AWAY if type(error.orig).__name__ in _CONNECTION_ERRORS else Fault.OTHER
    return _POSTGRES_FAULTS.get(state) or _POSTGRES_FAULTS.get(state[:2], Fault.OTHER)


_CONNECTION_ERRORS = {"OperationalError", "ConnectionTimeout", "InterfaceError", "ConnectionDoesNotExist"}


def translated(error: DBAPIError | PoolTimeout) -> CrossdockError | None:
    """Return the error that the callers know, or None where it is a mistake of ours."""
    fault = fault_of(error)
    if fault is Fault.OTHER:
        return None
    if fault is Fault.DUPLICATE:
        return Conflict("Another writer recorded this meanwhile; look again before you repeat.")
    return StorageUnavailable(_DETAILS[fault], retry_after=_RETRY_AFTER_S[fault])
