"""A long outbox: leasing reads the rows that may go, not the ones that wait."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from ledger_makers import LATER, NOW, an_effect, lease

from crossdock.ports.serial import to_json

if TYPE_CHECKING:
    from ledger_homes import Home, PostgresHome, SqliteHome

ROWS = 100_000
PER_STREAM = 4
FIRST_STREAM_DUE = ROWS - 20 * PER_STREAM

_NUMBERS = {
    "sqlite": f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS - 1})",
    "postgresql": f"WITH n(i) AS (SELECT generate_series(0, {ROWS - 1}))",
}


def fill(home: Home) -> None:
    """Write streams of four rows of which all heads wait for an hour, but the last 20 are due."""
    effect = json.dumps(to_json(an_effect("waiting"))).replace("'", "''")
    due, waiting = (f"'{at:%Y-%m-%d %H:%M:%S.%f}'" for at in (NOW, LATER))
    zone = "" if home.url.startswith("sqlite") else "::timestamp AT TIME ZONE 'UTC'"
    numbers = _NUMBERS[home.url.partition(":")[0].partition("+")[0]]
    columns = (
        "key, stream, seq, is_head, company_id, target, kind, effect, state, attempts,"
        " created_at, next_at, correlation_id, last_error"
    )
    values = (
        f"'k' || i, 's' || (i / {PER_STREAM}), i % {PER_STREAM} + 1, i % {PER_STREAM} = 0, 1, 'odoo',"
        f" 'post_note', '{effect}', 'pending', 0, {due}{zone},"
        f" CASE WHEN i % {PER_STREAM} = 0 AND i < {FIRST_STREAM_DUE} THEN {waiting}{zone}"
        f" ELSE {due}{zone} END, 'c', ''"
    )
    prefix, query = f"INSERT INTO outbox ({columns})", f"SELECT {values} FROM n"
    home.sql(f"{numbers} {prefix} {query}" if zone == "" else f"{prefix} {numbers} {query}")


def rows_read(plan: dict[str, Any]) -> float:
    """Return how many rows the scans of an analysed PostgreSQL plan have met."""
    own = plan["Actual Rows"] * plan["Actual Loops"] + plan.get("Rows Removed by Filter", 0)
    return float(own if "Scan" in plan["Node Type"] else 0) + sum(map(rows_read, plan.get("Plans", [])))


def test_due_streams_are_found_behind_a_hundred_thousand_waiting_rows(home: Home) -> None:
    fill(home)

    rows = lease(home.open(), limit=50)

    assert [row.id for row in rows] == list(range(FIRST_STREAM_DUE + 1, FIRST_STREAM_DUE + 51))


def test_sqlite_finds_due_streams_by_index_and_sorts_nothing(sqlite_home: SqliteHome) -> None:
    plan = sqlite_home.sql(
        "EXPLAIN QUERY PLAN SELECT outbox.id FROM outbox WHERE (is_head AND state != 'dead')"
        " AND outbox.next_at <= '2027' ORDER BY outbox.next_at, outbox.id LIMIT 200"
    )

    assert [step[-1] for step in plan] == ["SEARCH outbox USING INDEX ix_outbox_due (next_at<?)"]


@pytest.mark.real
def test_postgres_reads_no_more_rows_than_it_leases(postgres_home: PostgresHome) -> None:
    fill(postgres_home)
    postgres_home.sql("ANALYZE outbox")

    plan = postgres_home.sql(
        "EXPLAIN (ANALYZE, FORMAT JSON) SELECT outbox.id FROM outbox WHERE (is_head AND state != 'dead')"
        f" AND outbox.next_at <= '{NOW.isoformat()}' ORDER BY outbox.next_at, outbox.id LIMIT 200"
        " FOR UPDATE SKIP LOCKED"
    )[0][0][0]["Plan"]

    assert "ix_outbox_due" in json.dumps(plan)
    assert rows_read(plan) == 20
