"""The whole stack, once per session; each test takes a sidecar of its own from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo.session import OdooSession
from tests.e2e.odoo_screens import Screens
from tests.e2e.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stack.dovecot import Dovecot
    from stack.odoo import Odoo
    from stack.postgres import Postgres
    from tests.e2e.world import SidecarUnderTest


@pytest.fixture(scope="session")
def world(
    odoo19: Odoo,
    postgres: Postgres,
    dovecot: Dovecot,
    tmp_path_factory: pytest.TempPathFactory,
    provisioned_copy: Callable[[Odoo], str],
) -> World:
    """A provisioned Odoo 19 database of its own, with Dovecot and PostgreSQL."""
    database = provisioned_copy(odoo19)
    admin = OdooSession(odoo19.url, database, odoo19.admin_login, odoo19.admin_password, timeout_s=300)
    return World(
        odoo=odoo19,
        database=database,
        postgres=postgres,
        dovecot=dovecot,
        home=tmp_path_factory.mktemp("e2e"),
        admin=admin,
    )


@pytest.fixture
def sidecar(world: World, request: pytest.FixtureRequest) -> Iterator[SidecarUnderTest]:
    """A running sidecar with its own ledger and mail folder."""
    under_test = world.sidecar(request.node.name.split("[")[0][:24].lower())
    with under_test.process:
        yield under_test


@pytest.fixture(scope="session")
def screens19(odoo19: Odoo, provisioned_copy: Callable[[Odoo], str]) -> Screens:
    """A buyer's day in Odoo 19."""
    return Screens(odoo19, provisioned_copy(odoo19))


@pytest.fixture(scope="session")
def screens14(odoo14: Odoo, provisioned_copy: Callable[[Odoo], str]) -> Screens:
    """A buyer's day in Odoo 14."""
    return Screens(odoo14, provisioned_copy(odoo14))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the server among a test's fixtures, so that it is installed before the time limit runs."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        version = callspec.params.get("screens") if callspec is not None else None
        if version:
            # a list of its own: the cases of one test share theirs
            item.fixturenames = [f"odoo{version}", *item.fixturenames]  # type: ignore[attr-defined]


@pytest.fixture(params=[19, 14])
def screens(request: pytest.FixtureRequest) -> Screens:
    """A buyer's day in each version."""
    day: Screens = request.getfixturevalue(f"screens{request.param}")
    return day
