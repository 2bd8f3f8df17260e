"""Real components as pytest fixtures: each starts on first use and serves the whole session.

A component that cannot be installed skips its tests with the reason; with `REQUIRE_REAL=1` it fails them.
"""

from __future__ import annotations

import os
import uuid
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest

from stack.browser import LaunchOptions, browser, install_chromium
from stack.dovecot import Dovecot, install_dovecot
from stack.errors import CannotInstall
from stack.given import PREFIX, GivenOdoo
from stack.n8n import N8n
from stack.n8n_install import install_n8n, node_tools, nodes_copy, pack_nodes
from stack.odoo import Odoo
from stack.odoo_install import install_odoo
from stack.odoo_template import ensure_dump
from stack.postgres import Postgres, install_postgres
from stack.process import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def _install_odoo(series: int) -> None:
    """Have an Odoo and its template database."""
    install_postgres()
    ensure_dump(series, install_odoo(series).version)


def _install_n8n() -> None:
    """Have n8n and our package of nodes."""
    install_n8n()
    pack_nodes()


def _install_stack() -> None:
    """Have what `make stack` starts."""
    install_dovecot()
    _install_n8n()
    _install_odoo(19)


INSTALLERS: dict[str, Callable[[], object]] = {
    "postgres": install_postgres,
    "dovecot": install_dovecot,
    "chromium": install_chromium,
    "odoo19": lambda: _install_odoo(19),
    "odoo14": lambda: _install_odoo(14),
    "n8n": _install_n8n,
    "n8n_program": install_n8n,
    "npm": node_tools,
    "stack_home": _install_stack,
}
_outcomes: dict[str, CannotInstall | None] = {}

IS_GIVEN = f"{PREFIX}URL" in os.environ
ODOOS = ("given_odoo",) if IS_GIVEN else ("odoo19", "odoo14")
"""The fixtures whose servers the contract and end-to-end suites run on."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Install what the collected tests ask for, before the first test's time limit runs."""
    if session.config.option.collectonly:
        return
    wanted = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    capture = session.config.pluginmanager.getplugin("capturemanager")
    for name in INSTALLERS:
        if name in wanted:
            with capture.global_and_fixture_disabled():
                _install(name)


def _install(name: str) -> CannotInstall | None:
    """Install a component once per session; return why it cannot be."""
    if name not in _outcomes:
        try:
            INSTALLERS[name]()
            _outcomes[name] = None
        except CannotInstall as error:
            _outcomes[name] = error
    return _outcomes[name]


def _require(name: str) -> None:
    """Skip or fail the test when the component cannot be installed."""
    error = _install(name)
    if error is None:
        return
    if os.environ.get("REQUIRE_REAL") == "1":
        pytest.fail(f"REQUIRE_REAL=1, but {error}", pytrace=False)
    pytest.skip(str(error))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out for want of a component, and how many tests each left out."""
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    left_out = Counter(text.removeprefix("Skipped: ") for text in reasons if CannotInstall.WORDS in text)
    if not left_out:
        return
    terminalreporter.section("left out; REQUIRE_REAL=1 makes this a failure")
    for reason, count in left_out.most_common():
        terminalreporter.write_line(f"{count} {'test' if count == 1 else 'tests'}: {reason}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A throw-away PostgreSQL cluster."""
    _require("postgres")
    with Postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """SQLAlchemy's URL of an empty database of this test's own."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


@pytest.fixture(scope="session")
def given_odoo() -> GivenOdoo:
    """The Odoo that `CROSSDOCK_TEST_ODOO_URL` names, in place of ours."""
    return GivenOdoo.from_environment(os.environ, pytest.skip)


@pytest.fixture(scope="session")
def odoo19(postgres: Postgres) -> Iterator[Odoo]:
    """Odoo 19 with the database `odoo19`."""
    _require("odoo19")
    with Odoo(postgres, 19, quick_logins=True) as server:
        yield server
        server.kill()  # nobody needs its data: an orderly stop may take 15 s


@pytest.fixture(scope="session")
def odoo14(postgres: Postgres) -> Iterator[Odoo]:
    """Odoo 14 with the database `odoo14`."""
    _require("odoo14")
    with Odoo(postgres, 14) as server:
        yield server
        server.kill()  # nobody needs its data: an orderly stop may take 15 s


@pytest.fixture
def odoo_copy() -> Iterator[Callable[[Odoo | GivenOdoo], str]]:
    """Make fresh databases beside a server; they are dropped after the test."""
    made: list[tuple[Odoo | GivenOdoo, str]] = []

    def copy(odoo: Odoo | GivenOdoo) -> str:
        name = odoo.new_database(f"copy_{uuid.uuid4().hex[:12]}")
        made.append((odoo, name))
        return name

    yield copy
    for odoo, name in made:
        odoo.drop_database(name)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A throw-away IMAP server."""
    _require("dovecot")
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def n8n() -> Iterator[N8n]:
    """A throw-away n8n with our package and an owner, but without workflows."""
    _require("n8n")
    with N8n() as server:
        yield server


@pytest.fixture(scope="session")
def n8n_program() -> Path:
    """The folder of n8n's program, for what is read there and needs no server."""
    _require("n8n_program")
    return install_n8n()


@pytest.fixture(scope="session")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Run npm in a copy of our package of nodes; returns what it printed. A failure tells that as well."""
    _require("npm")
    folder = tmp_path_factory.mktemp("n8n-nodes")
    return partial(nodes_copy(folder).npm, cwd=folder, tail_lines=200)


@pytest.fixture(scope="session")
def chromium() -> LaunchOptions:
    """Launch options for Playwright."""
    _require("chromium")
    return browser()


@pytest.fixture(scope="module")
def stack_home() -> Path:
    """A folder for `python -m stack up --home`; what that starts is installed."""
    _require("stack_home")
    return scratch_folder("stack")
