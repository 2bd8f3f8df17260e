"""What went wrong, in words that tell what to do: one line each, never a traceback."""

from __future__ import annotations

import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_settings import SettingsError

from crossdock.adapters.odoo.rpc_errors import OdooDatabaseMissing, OdooLoginRefused, OdooRefused
from crossdock.domain.errors import CrossdockError, ErpUnavailable, RetryLater, StorageUnavailable
from crossdock.settings import ENV_PREFIX, EnvironmentInvalid, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.adapters.sql import SqlLedger
    from crossdock.settings import OdooAccess

OK, FAILED, USAGE, TRY_LATER = 0, 1, 2, 3

KNOWN = (CrossdockError, EnvironmentInvalid, SettingsError, ValidationError)
"""What a command may raise: all else is a bug, whose traceback the developers need."""


class OdooTrouble(CrossdockError):
    """A command cannot go on for what Odoo answers, or because it does not answer."""

    code = "odoo_trouble"


def told(error: Exception) -> tuple[str, int]:
    """Return an error's text, one line per thing that is wrong, and the exit code."""
    match error:
        case ValidationError():
            return "\n".join(_setting_problem(item["loc"], item["msg"]) for item in error.errors()), USAGE
        case EnvironmentInvalid():
            return str(error), USAGE
        case SettingsError():
            return f"{error} ({error.__cause__})", USAGE
        case RetryLater():
            return error.message, TRY_LATER
        case CrossdockError():
            return error.message, FAILED
    raise error


def _setting_problem(place: tuple[int | str, ...], message: str) -> str:
    name = "__".join(map(str, place)).upper()
    text = message.removeprefix("Value error, ")
    return f"{ENV_PREFIX.upper()}{name}: {text}" if name else text


@contextmanager
def ledger(settings: Settings) -> Iterator[SqlLedger]:
    """Give the ledger, its schema up to date, and close it."""
    from crossdock.app.ledger import open_ledger

    with ledger_told(settings), closing(open_ledger(settings)) as opened:
        yield opened


@contextmanager
def ledger_told(settings: Settings) -> Iterator[None]:
    """Say of any trouble with the ledger where it is, and which setting to look at.

    A new one is told too: in the wrong folder, without its `.env`, that is not what anybody wanted.
    """
    from crossdock.adapters.sql import LedgerInvalid

    was_missing = _lacks_ledger(settings)
    try:
        yield
        if was_missing and not _lacks_ledger(settings):
            print(f"crossdock: made a new, empty ledger at {settings.ledger_place}", file=sys.stderr)
    except LedgerInvalid as error:
        raise EnvironmentInvalid(f"ledger at {settings.ledger_place}: {error.message}") from error
    except StorageUnavailable as error:
        cause = one_line(str(getattr(error.__cause__, "orig", None) or error.message))
        raise StorageUnavailable(f"ledger at {settings.ledger_place}: {cause}") from error


def _lacks_ledger(settings: Settings) -> bool:
    """Return whether the ledger is a file of the state folder that is not there yet."""
    return settings.database_url is None and not Path(settings.ledger_url.removeprefix("sqlite:///")).exists()


@contextmanager
def odoo_told(access: OdooAccess) -> Iterator[None]:
    """Say of any trouble with Odoo where it was, and which setting to look at."""
    try:
        yield
    except OdooLoginRefused as error:
        raise OdooTrouble(
            f"Odoo at {access.url} refuses the login {access.login!r} on database {access.database!r}: check "
            f"{access.variable} and its _PASSWORD; with two-factor authentication give an API key as password"
        ) from error
    except OdooDatabaseMissing as error:
        raise OdooTrouble(
            f"Odoo at {access.url} has no database {access.database!r}: check CROSSDOCK_ODOO_DATABASE"
        ) from error
    except ErpUnavailable as error:
        raise OdooTrouble(
            f"Odoo at {access.url} does not answer ({one_line(error.message)}): {_to_check(error.message)}"
        ) from error
    except OdooRefused as error:
        text = one_line(error.message)
        is_bare = "x_crossdock" in text and ("doesn't exist" in text or "nvalid field" in text)
        hint = "; run `crossdock odoo apply` first, as administrator" if is_bare else ""
        raise OdooTrouble(f"Odoo at {access.url} refuses this: {text}{hint}") from error


def _to_check(message: str) -> str:
    if message.startswith("HTTPError: 500"):
        return "check CROSSDOCK_ODOO_DATABASE (Odoo 14 and 15 say no more of a wrong one), then Odoo's log"
    return "check CROSSDOCK_ODOO_URL, and that Odoo runs there and can be reached from this machine"


def one_line(text: str) -> str:
    """Return text without line breaks."""
    return " ".join(text.split())
