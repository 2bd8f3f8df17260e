"""Cursors and named leases, timed facts, and the active policy version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select, true, update

from crossdock.adapters.sql.engine import Database, Gate, enter, insert_into
from crossdock.adapters.sql.tables import cursors, facts, leases, policy_versions
from crossdock.ports import PolicyVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from crossdock.ports import TimedFact


class Marks:
    """The part of the ledger that knows how far something is, and who does it."""

    _database: Database

    def cursor(self, name: str) -> str | None:
        """Return a saved cursor."""
        query = select(cursors.c.value).where(cursors.c.name == name)
        return self._database.read(lambda connection: connection.execute(query).scalar_one_or_none())

    def save_cursor(self, name: str, value: str) -> None:
        """Save a cursor."""
        self._database.write(lambda connection: put_cursor(connection, name, value))

    def try_lease(self, name: str, *, owner: str, now: datetime, until: datetime) -> bool:
        """Take or renew a named lease; False while another owner holds it."""

        def work(connection: Connection) -> bool:
            taken = (
                insert_into(connection, leases)
                .values(name=name, owner=owner, until=until)
                .on_conflict_do_update(
                    index_elements=["name"],
                    set_={"owner": owner, "until": until},
                    where=or_(leases.c.owner == owner, leases.c.until <= now),
                )
                .returning(leases.c.name)
            )
            return connection.execute(taken).one_or_none() is not None

        return self._database.write(work)


class PolicyVersions:
    """The part of the ledger that keeps the policies that decisions were made under."""

    _database: Database

    def active_policy(self) -> PolicyVersion | None:
        """Return the active policy version."""
        query = select(policy_versions).where(policy_versions.c.active == true())
        row = self._database.read(lambda connection: connection.execute(query).one_or_none())
        if row is None:
            return None
        return PolicyVersion(
            version=row.version, content=row.content, activated_at=row.activated_at, active=row.active
        )

    def activate_policy(self, version: str, content: Mapping[str, str], now: datetime) -> None:
        """Store a policy version (once per digest) and make it the active one."""

        def work(connection: Connection) -> None:
            enter(connection, Gate.POLICY)
            retire = update(policy_versions).where(policy_versions.c.version != version)
            connection.execute(retire.values(active=False))
            row = {"version": version, "content": dict(content), "activated_at": now, "active": True}
            connection.execute(
                insert_into(connection, policy_versions)
                .values(row)
                .on_conflict_do_update(
                    index_elements=["version"],
                    set_={"active": True, "activated_at": now},
                    where=~policy_versions.c.active,
                )
            )

        self._database.write(work)


def put_cursor(connection: Connection, name: str, value: str) -> None:
    """Save a cursor within the caller's transaction."""
    connection.execute(
        insert_into(connection, cursors)
        .values(name=name, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


def put_facts(connection: Connection, timed: Iterable[TimedFact]) -> None:
    """Store timed facts, each once; the first time stays."""
    for fact in sorted(timed, key=lambda fact: (fact.company_id, fact.subject, fact.name)):
        connection.execute(
            insert_into(connection, facts)
            .values(
                company_id=fact.company_id,
                subject=fact.subject,
                name=fact.name,
                at=fact.at,
                value=dict(fact.value),
            )
            .on_conflict_do_nothing(index_elements=["company_id", "subject", "name"])
        )
