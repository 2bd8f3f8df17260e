"""The outbox: effects on their way out, in order within their stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text, update

from crossdock.adapters.sql.cases import note_odoo_id
from crossdock.adapters.sql.engine import Database, Gate, chunks, enter, insert_into
from crossdock.adapters.sql.leasing import lease_rows
from crossdock.adapters.sql.settling import CLOSED, promote_heads, settle
from crossdock.adapters.sql.tables import outbox
from crossdock.domain.effect import OpenException, PlannedEffect, UpdateException
from crossdock.ports import OutboxRow, OutboxState
from crossdock.ports.serial import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from crossdock.ports import Settlement
    from crossdock.ports.json_types import JsonObject


class Outbox:
    """The outbox part of the ledger."""

    _database: Database

    def lease_outbox(self, *, limit: int, now: datetime, until: datetime) -> list[OutboxRow]:
        """Lease due rows by stream order; two callers never get the same row."""

        def work(connection: Connection) -> list[OutboxRow]:
            ids = lease_rows(connection, limit=limit, now=now, until=until)
            rows = _by_ids(connection, ids)
            return [rows[row_id] for row_id in ids]

        return self._database.write(work)

    def settle_outbox(self, settlements: Sequence[Settlement], now: datetime) -> None:
        """Write the results of a delivery attempt and free the leases."""
        ordered = sorted(settlements, key=lambda settlement: settlement.row_id)
        sent = [settlement for settlement in ordered if settlement.state is OutboxState.SENT]
        others = [settlement for settlement in ordered if settlement.state is not OutboxState.SENT]

        def work(connection: Connection) -> None:
            settle(connection, sent=sent, others=others, now=now)
            _note_records(connection, sent)
            enter(connection, Gate.RECORD)
            promote_heads(connection, [s.row_id for s in ordered if s.state in CLOSED])

        self._database.write(work)

    def outbox_figures(self) -> dict[str, int]:
        """Return the number of rows per state."""
        query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        counts = self._database.read(lambda connection: connection.execute(query).all())
        return {state.value: 0 for state in OutboxState} | {state: count for state, count in counts}

    def dead_letters(self, *, limit: int = 50, before_id: int | None = None) -> list[OutboxRow]:
        """Return dead rows, newest first."""
        query = (
            select(outbox).where(outbox.c.state == OutboxState.DEAD).order_by(outbox.c.id.desc()).limit(limit)
        )
        if before_id is not None:
            query = query.where(outbox.c.id < before_id)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return [_outbox_row(row) for row in rows]

    def outbox_row(self, row_id: int) -> OutboxRow | None:
        """Return one row."""
        return self._database.read(lambda connection: _by_ids(connection, [row_id])).get(row_id)

    def newest_effect(self, stream: str, kind: str) -> OutboxRow | None:
        """Return the newest effect of a kind in a stream."""
        query = (
            select(outbox)
            .where(outbox.c.stream == stream, outbox.c.kind == kind)
            .order_by(outbox.c.seq.desc())
            .limit(1)
        )
        row = self._database.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else _outbox_row(row)

    def replay(self, row_ids: Sequence[int] | None, now: datetime) -> int:
        """Make dead rows (None: all) pending again, with all their attempts; return how many."""
        revive = (
            update(outbox)
            .where(outbox.c.state == OutboxState.DEAD)
            .values(state=OutboxState.PENDING, attempts=0, replays=outbox.c.replays + 1, next_at=now)
        )

        def work(connection: Connection) -> int:
            if row_ids is None:
                return connection.execute(revive).rowcount
            some = (revive.where(outbox.c.id.in_(ids)) for ids in chunks(sorted(row_ids)))
            return sum(connection.execute(statement).rowcount for statement in some)

        return self._database.write(work)


def enqueue(
    connection: Connection, effects: Sequence[PlannedEffect], correlation_id: str, now: datetime
) -> None:
    """Append effects to their streams; one whose key is there is left as it is.

    The caller holds `Gate.RECORD`, so numbers rise in the order in which they become visible.
    """
    streams = sorted({effect.stream for effect in effects})
    last, headed = _last_numbers(connection, streams), _streams_with_head(connection, streams)
    for effect in effects:
        row = _new_row(effect, last.get(effect.stream, 0) + 1, is_head=effect.stream not in headed)
        times = {"correlation_id": correlation_id, "created_at": now, "next_at": now}
        statement = (
            insert_into(connection, outbox)
            .values(row | times)
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(outbox.c.id)
        )
        if connection.execute(statement).scalar_one_or_none() is not None:
            last[effect.stream] = row["seq"]
            headed.add(effect.stream)


def _last_numbers(connection: Connection, streams: Sequence[str]) -> dict[str, int]:
    """Return the highest number used in each stream."""
    numbers: dict[str, int] = {}
    for some in chunks(streams):
        query = (
            select(outbox.c.stream, func.max(outbox.c.seq))
            .where(outbox.c.stream.in_(some))
            .group_by(outbox.c.stream)
        )
        numbers |= {stream: number for stream, number in connection.execute(query)}
    return numbers


def _streams_with_head(connection: Connection, streams: Sequence[str]) -> set[str]:
    """Return the streams in which something waits already."""
    waiting: set[str] = set()
    for some in chunks(streams):
        query = select(outbox.c.stream).where(outbox.c.stream.in_(some), text("is_head"))
        waiting.update(connection.execute(query).scalars())
    return waiting


def _new_row(effect: PlannedEffect, number: int, *, is_head: bool) -> dict[str, Any]:
    """Return the columns of an effect that waits."""
    return {
        "key": effect.key,
        "stream": effect.stream,
        "seq": number,
        "is_head": is_head,
        "company_id": effect.company_id,
        "target": effect.target,
        "kind": effect.body.kind,
        "effect": to_json(effect),
        "state": OutboxState.PENDING,
    }


def _note_records(connection: Connection, settlements: Sequence[Settlement]) -> None:
    """Tell the cases which record in Odoo they became."""
    made = {s.row_id: s.remote_id for s in settlements if s.remote_id is not None}
    rows = _by_ids(connection, list(made))
    for row_id, row in sorted(rows.items()):
        body = row.effect.body
        if isinstance(body, OpenException | UpdateException):
            note_odoo_id(connection, body.record.case_key, made[row_id])


def _by_ids(connection: Connection, row_ids: Sequence[int]) -> dict[int, OutboxRow]:
    """Return rows by their id."""
    found: dict[int, OutboxRow] = {}
    for some in chunks(row_ids):
        rows = connection.execute(select(outbox).where(outbox.c.id.in_(some)))
        found |= {row.id: _outbox_row(row) for row in rows}
    return found


def _outbox_row(row: Row[Any]) -> OutboxRow:
    """Return a row as the port's value."""
    return OutboxRow(
        id=row.id,
        seq=row.seq,
        effect=from_json(PlannedEffect, _in_present_form(row.effect)),
        state=OutboxState(row.state),
        attempts=row.attempts,
        replays=row.replays,
        created_at=row.created_at,
        next_at=row.next_at,
        correlation_id=row.correlation_id,
        last_error=row.last_error,
        sent_at=row.sent_at,
        remote_id=row.remote_id,
    )


def _in_present_form(effect: JsonObject) -> JsonObject:
    """Return an effect as it is stored now: earlier, a to-do had its day, which was that of UTC.

    At that hour it is this same day from Hawaii to New Zealand.
    """
    body = effect["body"]
    if "deadline" not in body:
        return effect
    return {**effect, "body": {**body, "decided_at": f"{body['deadline']}T10:00:00Z", "urgency": 3}}
