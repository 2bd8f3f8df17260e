"""The databases under contract: a SQLite file and real PostgreSQL, migrated once and copied per test."""

from __future__ import annotations

import socket
import uuid
from typing import TYPE_CHECKING

import pytest
from ledger_homes import Home, PostgresHome, SqliteHome

from crossdock.adapters.sql import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crossdock.adapters.sql import SqlLedger
    from stack.postgres import Postgres

DATABASES = ("sqlite", pytest.param("postgres", marks=pytest.mark.real))
TEMPLATE = "ledger_template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("ledger") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    """The name of a migrated database to copy."""
    migrate(postgres.create_database(TEMPLATE))
    return TEMPLATE


@pytest.fixture
def sqlite_home(sqlite_template: Path, tmp_path: Path) -> Iterator[SqliteHome]:
    """A migrated SQLite ledger of this test's own."""
    path = tmp_path / "ledger.db"
    path.write_bytes(sqlite_template.read_bytes())
    with SqliteHome(path) as home:
        yield home


@pytest.fixture
def postgres_home(postgres: Postgres, postgres_template: str) -> Iterator[PostgresHome]:
    """A migrated PostgreSQL ledger of this test's own."""
    name = f"ledger_{uuid.uuid4().hex[:12]}"
    with PostgresHome(postgres.create_database(name, postgres_template)) as home:
        yield home
    postgres.drop_database(name)


@pytest.fixture(params=DATABASES)
def home(request: pytest.FixtureRequest) -> Home:
    """A migrated ledger's database, on each kind of database."""
    home: Home = request.getfixturevalue(f"{request.param}_home")
    return home


@pytest.fixture
def ledger(home: Home) -> SqlLedger:
    """The ledger on `home`."""
    return home.open()


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'ledger.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def empty_pair(home: Home, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of the same kind as `home`."""
    if home.url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def unused_port() -> int:
    """A port on loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
