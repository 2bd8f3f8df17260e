"""Shared by all tests: real components come as lazy fixtures from `stack.fixtures`."""

from __future__ import annotations

import logging
import os
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stack.given import GivenOdoo
    from stack.odoo import Odoo

os.environ["CROSSDOCK_ENV_FILE"] = ""  # a developer's own .env must not change what is tested

settings.register_profile("crossdock", deadline=None)  # a busy machine is no finding
settings.load_profile("crossdock")

pytest_plugins = ["stack.fixtures"]

SERVERS = ("odoo14", "odoo19", "given_odoo", "postgres")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave variants to `make soak`, which is at full size, and tell which servers are to be installed."""
    if os.environ.get("CROSSDOCK_TEST_SCALE") != "1":
        variants = [item for item in items if item.get_closest_marker("variant")]
        config.hook.pytest_deselected(items=variants)
        items[:] = [item for item in items if not item.get_closest_marker("variant")]
    _name_servers(items)


def _name_servers(items: list[pytest.Item]) -> None:
    """Name the server that a parameter stands for among a test's fixtures, so that it is installed first."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        asked = [value for value in callspec.params.values() if value in SERVERS] if callspec else []
        # a list of its own: the cases of one test share theirs
        names = [*asked, *getattr(item, "fixturenames", ())]
        item.fixturenames = names


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object | None:
    """With `--dist loadscope` let the tests of one Odoo share a worker (see `tests.workers`)."""
    if config.getvalue("dist") != "loadscope":
        return None
    from tests.workers import ByServer

    return ByServer(config, log)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """Take back what a command set for the logs of its process: the next test listens to warnings."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture(scope="session")
def provisioned_copy() -> Iterator[Callable[[Odoo | GivenOdoo], str]]:
    """Make databases in which `crossdock odoo apply` was run: once per server, then copied in a second."""
    from crossdock.adapters.odoo import provision
    from crossdock.adapters.odoo.session import OdooSession

    templates: dict[str, str] = {}
    made: list[tuple[Odoo | GivenOdoo, str]] = []

    def fresh(odoo: Odoo | GivenOdoo, template: str | None) -> str:
        name = odoo.new_database(f"provisioned_{uuid.uuid4().hex[:12]}", template=template)
        made.append((odoo, name))
        return name

    def copy(odoo: Odoo | GivenOdoo) -> str:
        if odoo.url not in templates:
            name = fresh(odoo, None)
            admin = OdooSession(odoo.url, name, odoo.admin_login, odoo.admin_password, timeout_s=300)
            provision.apply(admin)
            templates[odoo.url] = name
        return fresh(odoo, templates[odoo.url])

    yield copy
    for odoo, name in made:
        odoo.drop_database(name)
