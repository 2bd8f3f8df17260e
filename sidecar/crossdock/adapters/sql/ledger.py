"""The ledger on SQLite and PostgreSQL, composed of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.adapters.sql.blobs import Blobs, pack, put_blobs
from crossdock.adapters.sql.cases import Cases, write_baselines, write_cases
from crossdock.adapters.sql.engine import Database, Gate, enter
from crossdock.adapters.sql.inbox import Inbox, finish_fact
from crossdock.adapters.sql.journal import Journal, append
from crossdock.adapters.sql.marks import Marks, PolicyVersions, put_cursor, put_facts
from crossdock.adapters.sql.migrate import check_current
from crossdock.adapters.sql.outbox import Outbox, enqueue
from crossdock.adapters.sql.purging import Purging
from crossdock.adapters.sql.requests import ApiKeys, Requests
from crossdock.adapters.sql.subscriptions import EventSubscriptions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from crossdock.ports import Recording


class SqlLedger(
    Inbox,
    Blobs,
    Cases,
    Outbox,
    Journal,
    Marks,
    PolicyVersions,
    Requests,
    ApiKeys,
    EventSubscriptions,
    Purging,
):
    """The `Ledger` port on a database that `migrate` has brought up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ping(self) -> None:
        """Return when the ledger can be read and its schema is current."""
        self._database.read(check_current)

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def record(self, recording: Recording, now: datetime) -> None:
        """Write a decision in one transaction, or nothing of it.

        What many writers share (stream numbers, the journal's chain) comes last, behind a gate, so that
        it is held shortly and always in the same order.
        """
        packed = [pack(retention, content) for retention, content in recording.blobs]

        def work(connection: Connection) -> None:
            if recording.result is not None:
                finish_fact(connection, recording.result, now)
            write_cases(connection, recording.cases, now)
            write_baselines(connection, recording.baselines)
            put_facts(connection, recording.facts)
            put_blobs(connection, packed, recording.correlation_id, now)
            if recording.cursor is not None:
                put_cursor(connection, *recording.cursor)
            if recording.effects or recording.journal:
                enter(connection, Gate.RECORD)
                enqueue(connection, recording.effects, recording.correlation_id, now)
                append(connection, recording.journal, now)

        self._database.write(work)


def create_ledger(url: str, *, busy_timeout_s: float = 5, max_pages: int | None = None) -> SqlLedger:
    """Return the ledger at a `sqlite:///file` or `postgresql://` URL; nothing is opened before its first use.

    `busy_timeout_s` is how long a write waits for another one. `max_pages` bounds a SQLite file.
    """
    return SqlLedger(Database(url, busy_timeout_s=busy_timeout_s, max_pages=max_pages))
