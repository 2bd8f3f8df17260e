"""Cases and baselines: written by compare-and-set, one open case per key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, insert, select, text, update

from crossdock.adapters.sql.engine import Database, chunks, insert_into
from crossdock.adapters.sql.tables import OPEN_CASE, baselines, cases
from crossdock.domain.agreement import LineBaseline
from crossdock.domain.errors import Conflict
from crossdock.domain.exception_case import Case, ExceptionRecord
from crossdock.ports import LedgerCase
from crossdock.ports.serial import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from crossdock.ports import CaseWrite


class Cases:
    """The part of the ledger that holds cases and baselines."""

    _database: Database

    def open_cases(self, company_id: int, dedup_keys: Sequence[str]) -> dict[str, LedgerCase]:
        """Return the open cases of these open-case keys."""
        return self._by_key(company_id, dedup_keys, text(OPEN_CASE))

    def closed_cases(
        self, company_id: int, dedup_keys: Sequence[str], *, since: datetime
    ) -> dict[str, LedgerCase]:
        """Return, per key, the case closed last and not before `since`."""
        return self._by_key(company_id, dedup_keys, text(f"NOT ({OPEN_CASE})"), cases.c.closed_at >= since)

    def _by_key(
        self, company_id: int, dedup_keys: Sequence[str], *wanted: ColumnElement[bool] | Any
    ) -> dict[str, LedgerCase]:
        """Return the last matching case per key."""

        def work(connection: Connection) -> dict[str, LedgerCase]:
            found: dict[str, LedgerCase] = {}
            for some in chunks(dedup_keys):
                query = (
                    select(cases)
                    .where(cases.c.company_id == company_id, cases.c.dedup_key.in_(some), *wanted)
                    .order_by(cases.c.closed_at, cases.c.id)
                )
                found |= {row.dedup_key: _ledger_case(row) for row in connection.execute(query)}
            return found

        return self._database.read(work)

    def case(self, case_key: str) -> LedgerCase | None:
        """Return one case by its own key."""
        query = select(cases).where(cases.c.case_key == case_key)
        row = self._database.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else _ledger_case(row)

    def cases(
        self,
        *,
        company_id: int | None = None,
        state: str | None = None,
        category: str | None = None,
        before_id: int | None = None,
        limit: int = 50,
    ) -> list[Case]:
        """Return cases, newest first; `before_id` pages on. `state` may also be `open`."""
        query = select(cases).order_by(cases.c.id.desc()).limit(limit)
        if company_id is not None:
            query = query.where(cases.c.company_id == company_id)
        if state == "open":
            query = query.where(text(OPEN_CASE))
        elif state is not None:
            query = query.where(cases.c.state == state)
        if category is not None:
            query = query.where(cases.c.category == category)
        if before_id is not None:
            query = query.where(cases.c.id < before_id)
        rows = self._database.read(lambda connection: connection.execute(query).all())
        return [_ledger_case(row).case for row in rows]

    def baselines(self, purchase_line_ids: Sequence[int]) -> dict[int, LineBaseline]:
        """Return the baselines that exist."""

        def work(connection: Connection) -> dict[int, LineBaseline]:
            found: dict[int, LineBaseline] = {}
            for some in chunks(purchase_line_ids):
                query = select(baselines).where(baselines.c.purchase_line_id.in_(some))
                for row in connection.execute(query):
                    data = row.baseline | {"version": row.version}
                    found[row.purchase_line_id] = from_json(LineBaseline, data)
            return found

        return self._database.read(work)


def write_cases(connection: Connection, writes: Iterable[CaseWrite], now: datetime) -> None:
    """Change cases, then insert: one that closes makes room for another of its open-case key.

    Each in the order of their keys, so that two writers never wait for each other's rows crosswise.
    """
    for write in sorted(writes, key=lambda write: (write.version is None, write.record.case_key)):
        if write.version is None:
            _insert_case(connection, write, now)
        else:
            _change_case(connection, write, write.version)


def _insert_case(connection: Connection, write: CaseWrite, now: datetime) -> None:
    """Insert a case, unless its key, or an open case of its open-case key, is there."""
    row = _values(write) | {"case_key": write.record.case_key, "version": 1, "opened_at": now}
    statement = insert_into(connection, cases).values(row).on_conflict_do_nothing().returning(cases.c.id)
    if connection.execute(statement).scalar_one_or_none() is None:
        raise Conflict(f"There is a case for {write.record.dedup_key} already; look again.")


def _change_case(connection: Connection, write: CaseWrite, version: int) -> None:
    """Change a case that still has the version it was read with."""
    statement = (
        update(cases)
        .where(cases.c.case_key == write.record.case_key, cases.c.version == version)
        .values(_values(write) | {"version": version + 1})
    )
    if connection.execute(statement).rowcount != 1:
        raise Conflict(f"Case {write.record.case_key} changed meanwhile; look again.")


def _values(write: CaseWrite) -> dict[str, Any]:
    """Return the columns that every write sets."""
    record = write.record
    return {
        "company_id": record.company_id,
        "dedup_key": record.dedup_key,
        "category": record.category,
        "state": record.state,
        "record": to_json(record),
        "closed_at": write.closed_at,
        "resolution_code": write.resolution_code,
    }


def write_baselines(connection: Connection, changed: Sequence[LineBaseline]) -> None:
    """Insert baselines of version 0, change the others where their version still holds."""
    ordered = sorted(changed, key=lambda baseline: baseline.purchase_line_id)
    new = [_baseline_row(baseline) for baseline in ordered if baseline.version == 0]
    if new:
        connection.execute(insert(baselines), new)  # a second one violates the key: a conflict
    for baseline in ordered:
        if baseline.version != 0:
            _change_baseline(connection, baseline)


def _baseline_row(baseline: LineBaseline) -> dict[str, Any]:
    """Return a baseline's columns at its next version."""
    return {
        "purchase_line_id": baseline.purchase_line_id,
        "company_id": baseline.company_id,
        "baseline": to_json(baseline),
        "version": baseline.version + 1,
    }


def _change_baseline(connection: Connection, baseline: LineBaseline) -> None:
    """Change a baseline that still has the version it was read with."""
    statement = (
        update(baselines)
        .where(
            baselines.c.purchase_line_id == baseline.purchase_line_id,
            baselines.c.version == baseline.version,
        )
        .values(_baseline_row(baseline))
    )
    if connection.execute(statement).rowcount != 1:
        raise Conflict(f"The baseline of purchase line {baseline.purchase_line_id} changed; look again.")


def note_odoo_id(connection: Connection, case_key: str, odoo_id: int) -> None:
    """Remember which record in Odoo a case became (no new version: the case itself did not change)."""
    connection.execute(update(cases).where(cases.c.case_key == case_key).values(odoo_id=odoo_id))


def _ledger_case(row: Row[Any]) -> LedgerCase:
    """Return a row as the port's value."""
    case = Case(
        id=row.id,
        record=from_json(ExceptionRecord, row.record),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        resolution_code=row.resolution_code,
        odoo_id=row.odoo_id,
    )
    return LedgerCase(case=case, version=row.version)
