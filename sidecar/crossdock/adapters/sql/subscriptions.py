"""Who is told what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from crossdock.adapters.sql.engine import Database, insert_into
from crossdock.adapters.sql.tables import event_subscriptions as table
from crossdock.domain.events import KEPT_FOR, EventSubscription, EventType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection, Row


class EventSubscriptions:
    """The part of the ledger that knows the subscribers, one per URL."""

    _database: Database

    def event_subscriptions(self) -> list[EventSubscription]:
        """Return all subscriptions, oldest first, with those that ended."""
        query = select(table).order_by(table.c.id)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return [_subscription(row) for row in rows]

    def put_event_subscription(
        self, *, url: str, event_types: Sequence[EventType], company_id: int | None, now: datetime
    ) -> tuple[EventSubscription, bool]:
        """Make, change or enable the subscription of `url`; return it and whether there was none."""
        wanted = {
            "event_types": [kind.value for kind in event_types],
            "company_id": company_id,
            "refusals": 0,
            "refused_since": None,
            "disabled_at": None,
            "disabled_reason": "",
            "ended_at": None,
        }

        def work(connection: Connection) -> tuple[EventSubscription, bool]:
            connection.execute(delete(table).where(table.c.ended_at <= now - KEPT_FOR))
            make = insert_into(connection, table).values(url=url, created_at=now, **wanted)
            made = make.on_conflict_do_nothing(index_elements=["url"]).returning(*table.c)
            row = connection.execute(made).one_or_none()
            if row is not None:
                return _subscription(row), True
            change = update(table).where(table.c.url == url).values(**wanted).returning(*table.c)
            begun_again = connection.execute(change.where(table.c.ended_at.is_not(None))).one_or_none()
            if begun_again is not None:
                return _subscription(begun_again), True
            return _subscription(connection.execute(change).one()), False

        return self._database.write(work)

    def end_event_subscription(self, url: str, now: datetime) -> bool:
        """End the subscription of `url`; False when there is none, or it has ended."""
        this = update(table).where(table.c.url == url, table.c.ended_at.is_(None))
        end = this.values(ended_at=now).returning(table.c.id)
        return self._database.write(lambda connection: connection.execute(end).one_or_none() is not None)

    def note_event_answer(
        self, subscription_id: int, *, error: str | None, most: int, lasting: timedelta, now: datetime
    ) -> bool:
        """Count refusals in a row, or end the row; disable where they are enough and last: True, once."""
        this = table.c.id == subscription_id

        def work(connection: Connection) -> bool:
            if error is None:
                end_row = update(table).where(this, table.c.refusals > 0)
                connection.execute(end_row.values(refusals=0, refused_since=None))
                return False
            count = update(table).where(this).values(refusals=table.c.refusals + 1)
            connection.execute(count)
            begin_row = update(table).where(this, table.c.refused_since.is_(None))
            connection.execute(begin_row.values(refused_since=now))
            is_enough = (table.c.refusals >= most) & (table.c.refused_since <= now - lasting)
            end = update(table).where(this, is_enough, table.c.disabled_at.is_(None))
            ended = end.values(disabled_at=now, disabled_reason=error[:500]).returning(table.c.id)
            return connection.execute(ended).one_or_none() is not None

        return self._database.write(work)


def _subscription(row: Row[Any]) -> EventSubscription:
    """Return a row as the domain's value."""
    return EventSubscription(
        id=row.id,
        url=row.url,
        event_types=tuple(EventType(kind) for kind in row.event_types),
        created_at=row.created_at,
        company_id=row.company_id,
        disabled_at=row.disabled_at,
        disabled_reason=row.disabled_reason,
        ended_at=row.ended_at,
    )
