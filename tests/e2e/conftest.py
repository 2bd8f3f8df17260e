"""The whole stack, once per session; each test takes a sidecar of its own from it."""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo.session import OdooSession
from stack.fixtures import ODOOS
from tests.e2e.odoo_screens import Screens
from tests.e2e.tabs import TABS
from tests.e2e.world import World
from tests.parameters import variants
from tests.pictures import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stack.dovecot import Dovecot
    from stack.given import GivenOdoo
    from stack.odoo import Odoo
    from stack.postgres import Postgres
    from tests.e2e.world import SidecarUnderTest


@pytest.fixture
def images(tmp_path: Path) -> Iterator[Path]:
    """Give where pictures go: a folder of the test's own, but for `make screenshots`, which renews ours."""
    given = os.environ.get("CROSSDOCK_TEST_IMAGES")
    folder = Path(given) if given else tmp_path / "images"
    folder.mkdir(parents=True, exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.png")}
    yield folder
    drawn = [path.name for path in folder.glob("*.png") if path.stat().st_mtime_ns != before.get(path)]
    keep(folder, drawn)


@pytest.fixture(scope="session", params=ODOOS[:1])
def world(
    request: pytest.FixtureRequest,
    postgres: Postgres,
    dovecot: Dovecot,
    tmp_path_factory: pytest.TempPathFactory,
    provisioned_copy: Callable[[Odoo | GivenOdoo], str],
) -> World:
    """A provisioned Odoo database of its own, with Dovecot and PostgreSQL."""
    odoo: Odoo | GivenOdoo = request.getfixturevalue(request.param)
    database = provisioned_copy(odoo)
    admin = OdooSession(odoo.url, database, odoo.admin_login, odoo.admin_password, timeout_s=300)
    return World(
        odoo=odoo,
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


@pytest.fixture(scope="session", autouse=True)
def _no_browser_is_left() -> Iterator[None]:
    """End the browser that the tests share."""
    yield
    TABS.close()


@pytest.fixture(scope="session")
def screens_of(provisioned_copy: Callable[[Odoo | GivenOdoo], str]) -> Callable[[Odoo | GivenOdoo], Screens]:
    """Make a buyer's day in an Odoo, once."""
    return functools.cache(lambda odoo: Screens(odoo, provisioned_copy(odoo)))


@pytest.fixture(scope="session")
def screens19(odoo19: Odoo, screens_of: Callable[[Odoo], Screens]) -> Screens:
    """A buyer's day in Odoo 19, which is pictured."""
    return screens_of(odoo19)


@pytest.fixture(params=[ODOOS[0], *variants(*ODOOS[1:])])
def screens(request: pytest.FixtureRequest, screens_of: Callable[[Odoo | GivenOdoo], Screens]) -> Screens:
    """A buyer's day in each version."""
    return screens_of(request.getfixturevalue(request.param))
