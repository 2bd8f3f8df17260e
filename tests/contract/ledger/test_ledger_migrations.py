"""The schema: built by migrations alone, the same as the code's, on both databases."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from ledger_makers import NOW, a_fact
from sqlalchemy import NullPool, create_engine, inspect, text

from crossdock.adapters.sql import create_ledger, migrate
from crossdock.adapters.sql.migrate import newest_revision
from crossdock.adapters.sql.tables import metadata
from crossdock.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    from ledger_homes import Home
    from sqlalchemy import Engine

MIGRATE = "import sys; from crossdock.adapters.sql import migrate; migrate(sys.argv[1])"
INDEXES = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def engine_of(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def index_definitions(url: str) -> set[str]:
    """Return every index as the database tells it, conditions included."""
    engine = engine_of(url)
    with engine.connect() as connection:
        rows = connection.execute(text(INDEXES[engine.dialect.name]))
        return {" ".join(sql.split()) for (sql,) in rows if "alembic_version" not in sql}


def test_migrations_build_exactly_the_tables_that_the_code_knows(home: Home) -> None:
    with engine_of(home.url).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_indexes_and_their_conditions_are_those_that_the_code_knows(home: Home, empty_pair: str) -> None:
    metadata.create_all(engine_of(empty_pair))

    assert index_definitions(home.url) == index_definitions(empty_pair)


def test_a_database_with_no_schema_is_told_and_after_migrating_it_serves(empty_url: str) -> None:
    with closing(create_ledger(empty_url)) as ledger:
        with pytest.raises(StorageUnavailable) as refused:
            ledger.ping()
        migrate(empty_url)
        migrate(empty_url)
        ledger.ping()
        assert ledger.store(a_fact(), NOW)[1]

    assert refused.value.code == "schema_outdated"


def test_a_schema_of_another_version_is_told(home: Home) -> None:
    home.sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StorageUnavailable, match="9999"):
        home.open().ping()


def test_processes_that_migrate_at_once_take_turns(empty_url: str) -> None:
    starts = [
        subprocess.Popen([sys.executable, "-c", MIGRATE, empty_url], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]

    assert [(process.communicate()[1], process.returncode) for process in starts] == [("", 0)] * 4
    assert inspect(engine_of(empty_url)).get_table_names()


def test_a_migration_that_breaks_off_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate_module = sys.modules["crossdock.adapters.sql.migrate"]
    upgrade = migrate_module.command.upgrade

    def break_off(*arguments: object) -> None:
        upgrade(*arguments)
        raise RuntimeError("power cut")

    monkeypatch.setattr(migrate_module.command, "upgrade", break_off)
    with pytest.raises(RuntimeError):
        migrate(empty_url)

    assert inspect(engine_of(empty_url)).get_table_names() == []


def test_migrations_have_one_newest_revision_which_a_migrated_database_is_at(home: Home) -> None:
    assert home.sql("SELECT version_num FROM alembic_version") == [(newest_revision(),)]


def test_a_sqlite_file_is_durable_and_lets_readers_read_while_one_writes(sqlite_home: Home) -> None:
    ledger = sqlite_home.open()
    pragmas = ledger._database.read(
        lambda connection: [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    )

    assert pragmas == ["wal", 2, 1, 5000]
