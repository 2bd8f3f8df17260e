"""Idempotency keys of requests, and the callers' API keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from crossdock.adapters.sql.engine import Database, insert_into
from crossdock.adapters.sql.tables import api_keys, requests
from crossdock.ports import ApiKey, RequestSlot, RequestState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from crossdock.ports import JsonObject


class Requests:
    """The part of the ledger that remembers requests."""

    _database: Database

    def begin_request(
        self, key: str, payload_digest: str, *, now: datetime, running_until: datetime
    ) -> RequestSlot:
        """Claim an idempotency key (scoped by caller and route by the caller of this)."""

        def work(connection: Connection) -> RequestSlot:
            claim = insert_into(connection, requests).values(
                key=key,
                payload_digest=payload_digest,
                state=RequestState.RUNNING,
                running_until=running_until,
                created_at=now,
            )
            claimed = claim.on_conflict_do_nothing(index_elements=["key"]).returning(requests.c.key)
            if connection.execute(claimed).one_or_none() is not None:
                return RequestSlot(state=RequestState.NEW)
            return _look_again(connection, key, payload_digest, now, running_until)

        return self._database.write(work)

    def finish_request(self, key: str, *, status: int, body: JsonObject, now: datetime) -> None:
        """Store the answer of a claimed key; the first answer stays."""
        finish = (
            update(requests)
            .where(requests.c.key == key, requests.c.state == RequestState.RUNNING)
            .values(state=RequestState.DONE, status=status, body=body, finished_at=now)
        )
        self._database.write(lambda connection: connection.execute(finish))

    def drop_request(self, key: str, *, running_until: datetime) -> None:
        """Forget a key that was claimed until then; another request's claim, taken over since, stays."""
        is_running = requests.c.state == RequestState.RUNNING
        drop = delete(requests).where(
            requests.c.key == key, is_running, requests.c.running_until == running_until
        )
        self._database.write(lambda connection: connection.execute(drop))


def _look_again(
    connection: Connection, key: str, payload_digest: str, now: datetime, running_until: datetime
) -> RequestSlot:
    """Return what is known of a key that was claimed before; take over one that ran out."""
    row = connection.execute(select(requests).where(requests.c.key == key).with_for_update()).one_or_none()
    if row is None:  # dropped between the two statements: say that it runs, the caller comes again
        return RequestSlot(state=RequestState.RUNNING)
    if row.payload_digest != payload_digest:
        return RequestSlot(state=RequestState.MISMATCH)
    if row.state == RequestState.DONE:
        return RequestSlot(state=RequestState.DONE, status=row.status, body=row.body)
    if row.running_until > now:
        return RequestSlot(state=RequestState.RUNNING)
    connection.execute(update(requests).where(requests.c.key == key).values(running_until=running_until))
    return RequestSlot(state=RequestState.NEW)


class ApiKeys:
    """The part of the ledger that knows the callers' keys, by their hashes."""

    _database: Database

    def add_key(
        self, *, name: str, key_hash: str, scopes: Sequence[str], now: datetime, expires_at: datetime | None
    ) -> ApiKey:
        """Store a new key's hash."""
        add = (
            insert(api_keys)
            .values(name=name, key_hash=key_hash, scopes=list(scopes), created_at=now, expires_at=expires_at)
            .returning(*api_keys.c)
        )
        return self._database.write(lambda connection: _api_key(connection.execute(add).one()))

    def find_key(self, key_hash: str) -> ApiKey | None:
        """Return the key with that hash, expired and revoked ones included."""
        query = select(api_keys).where(api_keys.c.key_hash == key_hash)
        row = self._database.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else _api_key(row)

    def api_keys(self) -> list[ApiKey]:
        """Return all keys."""
        query = select(api_keys).order_by(api_keys.c.id)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return [_api_key(row) for row in rows]

    def revoke_key(self, key_id: int, now: datetime) -> bool:
        """Revoke a key; False when there is none. A revoked one keeps its first date."""
        revoke = update(api_keys).where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
        known = select(api_keys.c.id).where(api_keys.c.id == key_id)

        def work(connection: Connection) -> bool:
            connection.execute(revoke.values(revoked_at=now))
            return connection.execute(known).one_or_none() is not None

        return self._database.write(work)


def _api_key(row: Row[Any]) -> ApiKey:
    """Return a row as the port's value."""
    return ApiKey(
        id=row.id,
        name=row.name,
        key_hash=row.key_hash,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
