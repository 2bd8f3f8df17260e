"""Bring a database to the newest schema, and tell whether it is there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from crossdock.adapters.sql.engine import Database, Gate, enter
from crossdock.adapters.sql.errors import LedgerInvalid
from crossdock.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE_S = 60


def migrate(url: str) -> None:
    """Upgrade the database to the newest schema, in one transaction. Two that start at once take turns."""
    database = Database(url, busy_timeout_s=_PATIENCE_S)
    try:
        database.write(_upgrade)
    finally:
        database.close()


def _upgrade(connection: Connection) -> None:
    """Run the missing migrations on this connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    enter(connection, Gate.MIGRATE)
    config = configuration()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerInvalid(
            f"its schema is of another, probably newer version of Crossdock; install that one ({error})"
        ) from error


def configuration() -> Config:
    """Return Alembic's configuration; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


@cache
def newest_revision() -> str | None:
    """Return the revision that this code needs."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def check_current(connection: Connection) -> None:
    """Raise `StorageUnavailable` unless the schema is the one that this code needs."""
    found = MigrationContext.configure(connection).get_current_revision()
    if found != newest_revision():
        raise StorageUnavailable(
            f"The ledger's schema is {found or 'missing'}, but {newest_revision()} is needed: migrate it.",
            code="schema_outdated",
        )
