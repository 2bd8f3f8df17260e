"""The ERPs under contract: in memory, Odoo 19 and Odoo 14 (one provisioned database copy per run)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from erp_world import MemoryWorld

if TYPE_CHECKING:
    from collections.abc import Callable

    from erp_world import World
    from odoo_world import OdooWorld

    from stack.odoo import Odoo

REAL = ("odoo19", "odoo14")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the server among a test's fixtures, so that it is installed before the time limit runs."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        wanted = callspec.params.values() if callspec is not None else ()
        for name in set(REAL).intersection(value for value in wanted if isinstance(value, str)):
            # a list of its own: the cases of one test share theirs
            item.fixturenames = [name, *item.fixturenames]  # type: ignore[attr-defined]  # functions only


@pytest.fixture(params=["memory", *(pytest.param(name, marks=pytest.mark.real) for name in REAL)])
def world(request: pytest.FixtureRequest) -> World:
    """Return an ERP under test."""
    if request.param == "memory":
        return MemoryWorld()
    world: World = request.getfixturevalue(f"{request.param}_world")
    return world


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.real) for name in REAL])
def real_world(request: pytest.FixtureRequest) -> OdooWorld:
    """Return an Odoo under test."""
    world: OdooWorld = request.getfixturevalue(f"{request.param}_world")
    return world


@pytest.fixture(scope="session")
def odoo19_world(odoo19: Odoo, provisioned_copy: Callable[[Odoo], str]) -> OdooWorld:
    """Odoo 19, provisioned, over the technical user."""
    return _world(odoo19, provisioned_copy)


@pytest.fixture(scope="session")
def odoo14_world(odoo14: Odoo, provisioned_copy: Callable[[Odoo], str]) -> OdooWorld:
    """Odoo 14, provisioned, over the technical user."""
    return _world(odoo14, provisioned_copy)


def _world(odoo: Odoo, provisioned_copy: Callable[[Odoo], str]) -> OdooWorld:
    from odoo_world import OdooWorld  # not for runs in memory alone

    return OdooWorld(odoo.url, provisioned_copy(odoo))
