"""The whole stack, once per session; each test takes a sidecar of its own from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo.session import OdooSession
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
