"""The inbox: facts stored durably, each once, leased for deciding."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, or_, select, text, update

from crossdock.adapters.sql.blobs import INBOUND, pack, put_blobs
from crossdock.adapters.sql.engine import Database, chunks, insert_into
from crossdock.adapters.sql.tables import STORED, inbox, inbox_places
from crossdock.domain.errors import Conflict
from crossdock.ports import InboxEntry, InboxResult, InboxState, MailPlace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from crossdock.ports import NewFact


class Inbox:
    """The inbox part of the ledger."""

    _database: Database

    def store(self, fact: NewFact, now: datetime) -> tuple[InboxEntry, bool]:
        """Store a fact durably, its bytes as a blob; return the row and whether it is new."""
        packed = pack(INBOUND, fact.payload)

        def work(connection: Connection) -> tuple[InboxEntry, bool]:
            inbox_id = _insert_fact(connection, fact, packed.digest, now)
            if inbox_id is not None:
                put_blobs(connection, [packed], fact.correlation_id, now)
            row_id = _id_of(connection, fact) if inbox_id is None else inbox_id
            if fact.place is not None:
                _add_place(connection, row_id, fact.place)
            return _entries(connection, inbox.c.id == row_id)[0], inbox_id is not None

        return self._database.write(work)

    def inbox_entry(self, inbox_id: int) -> InboxEntry | None:
        """Return one entry."""
        found = self._database.read(lambda connection: _entries(connection, inbox.c.id == inbox_id))
        return found[0] if found else None

    def entry_of(self, company_id: int, channel: str, fact_key: str) -> InboxEntry | None:
        """Return the entry of a fact; None where it was never stored."""
        is_it = _is_fact(company_id, channel, fact_key)
        found = self._database.read(lambda connection: _entries(connection, is_it))
        return found[0] if found else None

    def undecided(
        self, *, limit: int, now: datetime, source: str | None = None, channel: str | None = None
    ) -> list[InboxEntry]:
        """Return stored entries without those leased now: untried first, then by their last attempt."""
        wanted = [text(STORED), _free(now)]
        if source is not None:
            wanted.append(inbox.c.source == source)
        if channel is not None:
            wanted.append(inbox.c.channel == channel)
        return self._database.read(lambda connection: _entries(connection, *wanted, limit=limit))

    def lease_inbox(self, inbox_id: int, *, now: datetime, until: datetime) -> InboxEntry | None:
        """Lease a stored entry for deciding and count the attempt; None when decided or leased by another."""
        lease = (
            update(inbox)
            .where(inbox.c.id == inbox_id, inbox.c.state == InboxState.STORED, _free(now))
            .values(leased_until=until, attempts=inbox.c.attempts + 1)
        )

        def work(connection: Connection) -> InboxEntry | None:
            leased = connection.execute(lease).rowcount == 1
            return _entries(connection, inbox.c.id == inbox_id)[0] if leased else None

        return self._database.write(work)

    def release_inbox(self, leased: InboxEntry, *, now: datetime, count_attempt: bool) -> None:
        """Give a lease back undecided; an attempt that failed for want of Odoo does not count.

        The lease ends now and stays in the row: it tells when the fact was tried last. One that ran out is
        given back too; where another was given since, that one is left alone.
        """
        row = update(inbox).where(inbox.c.id == leased.id, inbox.c.state == InboxState.STORED)
        # each lease ends later than the one before, so its end tells whose it is
        free = row.where(inbox.c.leased_until == leased.leased_until).values(leased_until=now)
        take_back = row.where(inbox.c.attempts > 0).values(attempts=inbox.c.attempts - 1)

        def work(connection: Connection) -> None:
            connection.execute(free)
            if not count_attempt:
                connection.execute(take_back)

        self._database.write(work)


def finish_fact(connection: Connection, result: InboxResult, now: datetime) -> None:
    """Write what became of an entry, unless that is known already."""
    finish = (
        update(inbox)
        .where(inbox.c.id == result.inbox_id, inbox.c.state == InboxState.STORED)
        .values(
            state=result.state,
            outcome=result.outcome,
            answer=result.answer,
            leased_until=None,
            decided_at=now,
        )
    )
    if connection.execute(finish).rowcount != 1:
        raise Conflict(f"Inbox entry {result.inbox_id} is decided already, or there is none.")


def _free(now: datetime) -> ColumnElement[bool]:
    """Return the condition that nobody holds the row now."""
    return or_(inbox.c.leased_until.is_(None), inbox.c.leased_until <= now)


def _insert_fact(connection: Connection, fact: NewFact, digest: str, now: datetime) -> int | None:
    """Insert the fact's row; None when it is there already (the unique constraint decides)."""
    row = {
        "company_id": fact.company_id,
        "channel": fact.channel,
        "source": fact.source,
        "fact_key": fact.fact_key,
        "blob_digest": digest,
        "media_type": fact.media_type,
        "correlation_id": fact.correlation_id,
        "state": InboxState.STORED,
        "received_at": now,
        "meta": dict(fact.meta),
    }
    statement = (
        insert_into(connection, inbox)
        .values(row)
        .on_conflict_do_nothing(index_elements=["company_id", "channel", "fact_key"])
        .returning(inbox.c.id)
    )
    return connection.execute(statement).scalar_one_or_none()


def _id_of(connection: Connection, fact: NewFact) -> int:
    """Return the row of a fact that is there."""
    query = select(inbox.c.id).where(_is_fact(fact.company_id, fact.channel, fact.fact_key))
    inbox_id: int = connection.execute(query).scalar_one()
    return inbox_id


def _is_fact(company_id: int, channel: str, fact_key: str) -> ColumnElement[bool]:
    """Return the condition that the row is this fact's."""
    return and_(inbox.c.company_id == company_id, inbox.c.channel == channel, inbox.c.fact_key == fact_key)


def _add_place(connection: Connection, inbox_id: int, place: MailPlace) -> None:
    """Remember where the mail lies, once per place."""
    connection.execute(
        insert_into(connection, inbox_places)
        .values(
            inbox_id=inbox_id,
            mailbox=place.mailbox,
            folder=place.folder,
            uidvalidity=place.uidvalidity,
            uid=place.uid,
        )
        .on_conflict_do_nothing()
    )


def _entries(
    connection: Connection, *wanted: ColumnElement[bool] | Any, limit: int | None = None
) -> list[InboxEntry]:
    """Return matching entries with their places: untried first, then by their last attempt."""
    order = (inbox.c.leased_until.asc().nulls_first(), inbox.c.id)
    rows = connection.execute(select(inbox).where(*wanted).order_by(*order).limit(limit)).all()
    places = _places(connection, [row.id for row in rows])
    return [_entry(row, places[row.id]) for row in rows]


def _places(connection: Connection, inbox_ids: Sequence[int]) -> dict[int, tuple[MailPlace, ...]]:
    """Return the places per entry, in the order in which they became known."""
    found: defaultdict[int, tuple[MailPlace, ...]] = defaultdict(tuple)
    for some in chunks(inbox_ids):
        query = select(inbox_places).where(inbox_places.c.inbox_id.in_(some)).order_by(inbox_places.c.id)
        for row in connection.execute(query):
            place = MailPlace(
                mailbox=row.mailbox, folder=row.folder, uidvalidity=row.uidvalidity, uid=row.uid
            )
            found[row.inbox_id] += (place,)
    return found


def _entry(row: Row[Any], places: tuple[MailPlace, ...]) -> InboxEntry:
    """Return a row as the port's value."""
    return InboxEntry(
        id=row.id,
        company_id=row.company_id,
        channel=row.channel,
        source=row.source,
        fact_key=row.fact_key,
        blob_digest=row.blob_digest,
        media_type=row.media_type,
        correlation_id=row.correlation_id,
        state=InboxState(row.state),
        received_at=row.received_at,
        attempts=row.attempts,
        leased_until=row.leased_until,
        outcome=row.outcome,
        answer=row.answer,
        meta=row.meta,
        places=places,
    )
