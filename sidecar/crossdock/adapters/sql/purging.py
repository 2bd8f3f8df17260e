"""Purge: forget what is old and needed by nothing any more. Journal, cases and the facts' rows stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, text

from crossdock.adapters.sql.blobs import INBOUND
from crossdock.adapters.sql.settling import CLOSED
from crossdock.adapters.sql.tables import OPEN_CASE, STORED, blobs, cases, inbox, outbox, requests
from crossdock.domain.exception_effects import CASE_STREAM
from crossdock.ports import Purged, RequestState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from crossdock.adapters.sql.engine import Database
    from crossdock.ports import PurgeBefore


class Purging:
    """The part of the ledger that forgets."""

    _database: Database

    def purgeable(self, before: PurgeBefore) -> Purged:
        """Return how much a purge would remove now."""

        def work(connection: Connection) -> Purged:
            return Purged(
                mails=_count(connection, blobs, _old_blob(before.blobs), blobs.c.retention == INBOUND),
                snapshots=_count(connection, blobs, _old_blob(before.blobs), blobs.c.retention != INBOUND),
                answers=_count(connection, requests, _old_answer(before.answers)),
                effects=_count(connection, outbox, _old_effect(before.effects)),
            )

        return self._database.read(work)

    def purge(self, before: PurgeBefore, *, limit: int) -> Purged:
        """Remove at most `limit` of each kind, each kind in its own short transaction; return what went."""
        removed = self._database.write(lambda connection: _remove_blobs(connection, before.blobs, limit))
        mails = sum(retention == INBOUND for retention in removed)
        return Purged(
            mails=mails,
            snapshots=len(removed) - mails,
            answers=self._remove(requests, requests.c.key, _old_answer(before.answers), limit),
            effects=self._remove(outbox, outbox.c.id, _old_effect(before.effects), limit),
        )

    def _remove(self, table: Table, key: ColumnElement[Any], wanted: ColumnElement[bool], limit: int) -> int:
        some = select(key).where(wanted).limit(limit)
        return self._database.write(
            lambda connection: connection.execute(delete(table).where(key.in_(some), wanted)).rowcount
        )


def _count(connection: Connection, table: Table, *wanted: ColumnElement[bool]) -> int:
    number: int = connection.execute(select(func.count()).select_from(table).where(*wanted)).scalar_one()
    return number


def _remove_blobs(connection: Connection, before: datetime, limit: int) -> Sequence[str]:
    """Remove old blobs; return their retention classes.

    Who stores the same bytes meanwhile has moved `created_at` on: PostgreSQL looks at it again then.
    """
    some = select(blobs.c.digest).where(_old_blob(before)).limit(limit)
    gone = delete(blobs).where(blobs.c.digest.in_(some), blobs.c.created_at < before)
    return connection.execute(gone.returning(blobs.c.retention)).scalars().all()


def _old_blob(before: datetime) -> ColumnElement[bool]:
    """Return the condition that a blob is old, and that all that was decided from it is old and done."""
    young = or_(text(f"inbox.{STORED}"), inbox.c.decided_at >= before, _is_waited_for(inbox.c.correlation_id))
    return and_(
        blobs.c.created_at < before,
        ~exists().where(inbox.c.blob_digest == blobs.c.digest, young).correlate(blobs),
        ~_is_waited_for(blobs.c.correlation_id),
    )


def _is_waited_for(correlation_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that something of this correlation is undecided, unsent, or in an open case."""
    effect, fact = outbox.alias("later_effect"), inbox.alias("later_fact")
    waits = or_(effect.c.state.not_in(sorted(CLOSED)), _in_open_case(effect))
    return or_(
        exists().where(effect.c.correlation_id == correlation_id, waits).correlate_except(effect),
        exists()
        .where(fact.c.correlation_id == correlation_id, text(f"later_fact.{STORED}"))
        .correlate_except(fact),
    )


def _old_effect(before: datetime) -> ColumnElement[bool]:
    """Return the condition that an effect was closed long ago, and its case, where it has one, is closed."""
    closed_at = func.coalesce(outbox.c.sent_at, outbox.c.next_at)
    return and_(outbox.c.state.in_(sorted(CLOSED)), closed_at < before, ~_in_open_case(outbox))


def _in_open_case(effect: Any) -> ColumnElement[bool]:
    """Return the condition that an effect belongs to a case that is open."""
    case_key = func.substr(effect.c.stream, len(CASE_STREAM) + 1)
    return and_(
        effect.c.stream.startswith(CASE_STREAM),
        exists().where(cases.c.case_key == case_key, text(OPEN_CASE)).correlate_except(cases),
    )


def _old_answer(before: datetime) -> ColumnElement[bool]:
    """Return the condition that a request was answered, or was given up, long ago."""
    return or_(
        and_(requests.c.state == RequestState.DONE, requests.c.finished_at < before),
        and_(requests.c.state == RequestState.RUNNING, requests.c.running_until < before),
    )
