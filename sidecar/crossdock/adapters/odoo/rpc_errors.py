"""Typed errors of the RPC session, and how Odoo's and the transport's failures map onto them."""

from __future__ import annotations

import http.client
import json
import re
import urllib.error

from crossdock.domain.errors import ErpRefused, ErpUnavailable

# The database says "not by content, come again": the same call may succeed the next moment.
_BUSY = frozenset(
    {
        "SerializationFailure",
        "DeadlockDetected",
        "LockNotAvailable",
        "InFailedSqlTransaction",
        "TransactionRollbackError",
        "QueryCanceled",
        "QueryCanceledError",
        "UndefinedColumn",
        "UndefinedTable",
        "PoolError",
    }
)
_AWAY = frozenset(
    {"OperationalError", "InterfaceError", "AdminShutdown", "CannotConnectNow", "DatabaseError"}
)
# A gateway gave up waiting; what it waited for may have been done.
_UNKNOWN_STATUS = frozenset({502, 504})
_NO_DATABASE = re.compile(r'database "[^"]*" does not exist')
_SERIALIZATION_TEXT = ("could not serialize access", "deadlock detected", "could not obtain lock")


class OdooUnreachable(ErpUnavailable):
    """Odoo does not answer now; nothing was done."""


class OdooDatabaseMissing(OdooUnreachable):
    """Odoo has no database of that name; check the name."""

    code = "erp_database_missing"


class OdooUnknown(ErpUnavailable):
    """Odoo did not answer in time; it may have done it, so repeat only what is harmless to repeat."""

    code = "erp_timeout"


class OdooBusy(ErpUnavailable):
    """Odoo's database asks to come again (serialization, lock); nothing was done."""

    code = "erp_busy"


class OdooLoginRefused(ErpUnavailable):
    """Odoo refuses the login; check user, password or key, and that the user is active."""

    code = "erp_login_refused"


class OdooRefused(ErpRefused):
    """Odoo refused this by its content; repeating it unchanged cannot help."""

    def __init__(self, message: str | None = None, *, exception_name: str = "") -> None:
        super().__init__(message)
        self.exception_name = exception_name

    @property
    def kind(self) -> str:
        """The exception's class name without its module, as `AccessError`."""
        return self.exception_name.rpartition(".")[2]


def of_transport(error: BaseException) -> ErpUnavailable:
    """Map a failure of the transport: unknown where the request may have reached Odoo."""
    text = f"{type(error).__name__}: {_transport_text(error)}"
    if isinstance(error, urllib.error.HTTPError):
        unknown = error.code in _UNKNOWN_STATUS
        return OdooUnknown(text) if unknown else OdooUnreachable(text)
    if isinstance(error, urllib.error.URLError | json.JSONDecodeError):
        return OdooUnreachable(text)
    if isinstance(error, TimeoutError | http.client.HTTPException | OSError):
        return OdooUnknown(text)
    return OdooUnreachable(text)


def of_server(name: str, text: str) -> ErpUnavailable | ErpRefused:
    """Map a server-side exception by its full class name, as `odoo.exceptions.UserError`."""
    short = name.rpartition(".")[2]
    if short == "AccessDenied":
        return OdooLoginRefused(text or None)
    if name.startswith("psycopg2"):
        if short in _BUSY or is_serialization(text):
            return OdooBusy(f"{short}: {text}")
        if _NO_DATABASE.search(text):
            return OdooDatabaseMissing(f"{short}: {text}")
        if short in _AWAY:
            return OdooUnreachable(f"{short}: {text}")
    return OdooRefused(text or name or None, exception_name=name)


def is_serialization(text: str) -> bool:
    """Tell whether a message (also one of `load`) only means: retry."""
    lowered = text.lower()
    return any(part in lowered for part in _SERIALIZATION_TEXT)


def _transport_text(error: BaseException) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"{error.code} {error.reason}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    if isinstance(error, json.JSONDecodeError):
        return "the answer is no JSON (a proxy or maintenance page?)"
    return str(error)
