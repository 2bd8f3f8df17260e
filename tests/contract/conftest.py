"""The ERPs under contract: in memory, and each Odoo (one provisioned database copy per run)."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest
from erp_world import MemoryWorld
from sidecar_on_erp import ActWithinTwoDays, Today

from crossdock.adapters.sql import create_ledger, migrate
from crossdock.flows.services import Services
from stack.fixtures import ODOOS
from tests.mails import AUTHSERV

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from erp_world import World
    from odoo_world import OdooWorld

    from stack.given import GivenOdoo
    from stack.odoo import Odoo


@pytest.fixture(params=["memory", *(pytest.param(name, marks=pytest.mark.real) for name in ODOOS)])
def world(request: pytest.FixtureRequest) -> World:
    """Return an ERP under test."""
    if request.param == "memory":
        return MemoryWorld()
    world: World = request.getfixturevalue("world_of")(request.param)
    return world


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.real) for name in ODOOS])
def real_world(request: pytest.FixtureRequest) -> OdooWorld:
    """Return an Odoo under test."""
    world: OdooWorld = request.getfixturevalue("world_of")(request.param)
    return world


@pytest.fixture
def services(world: World, tmp_path: Path) -> Iterator[Services]:
    """Return a sidecar on the ERP under test, with an empty ledger."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    migrate(url)
    ledger = create_ledger(url)
    yield Services(
        clock=Today(), ledger=ledger, erp=world.erp, policies=ActWithinTwoDays(), authserv_id=AUTHSERV
    )
    ledger.close()


@pytest.fixture(scope="session")
def world_of(
    request: pytest.FixtureRequest, provisioned_copy: Callable[[Odoo | GivenOdoo], str]
) -> Callable[[str], OdooWorld]:
    """Make the world of an Odoo, named by its fixture: provisioned, over the technical user, once."""
    from odoo_world import OdooWorld  # not for runs in memory alone

    @functools.cache
    def world(name: str) -> OdooWorld:
        odoo: Odoo | GivenOdoo = request.getfixturevalue(name)
        return OdooWorld(odoo.url, provisioned_copy(odoo), odoo.admin_login, odoo.admin_password)

    return world
