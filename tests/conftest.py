"""Shared by all tests: real components come as lazy fixtures from `stack.fixtures`."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stack.odoo import Odoo

os.environ["CROSSDOCK_ENV_FILE"] = ""  # a developer's own .env must not change what is tested

pytest_plugins = ["stack.fixtures"]

SERVERS = ("odoo14", "odoo19")


# before xdist looks; the hooks of deeper folders, which name servers, come before this one
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests of one Odoo to one worker, so that no worker starts both; end-to-end is a third group.

    What needs no Odoo goes to whoever is free.
    """
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        for server in SERVERS:
            if server in asked:
                is_end_to_end = "e2e" in item.path.parts and server == "odoo19"
                item.add_marker(pytest.mark.xdist_group("e2e" if is_end_to_end else server))
                break


@pytest.fixture(scope="session")
def provisioned_copy() -> Iterator[Callable[[Odoo], str]]:
    """Make databases in which `crossdock odoo apply` was run: once per server, then copied in a second."""
    from crossdock.adapters.odoo import provision
    from crossdock.adapters.odoo.session import OdooSession

    templates: dict[str, str] = {}
    made: list[tuple[Odoo, str]] = []

    def fresh(odoo: Odoo, template: str | None) -> str:
        name = odoo.new_database(f"provisioned_{uuid.uuid4().hex[:12]}", template=template)
        made.append((odoo, name))
        return name

    def copy(odoo: Odoo) -> str:
        if odoo.url not in templates:
            name = fresh(odoo, None)
            admin = OdooSession(odoo.url, name, odoo.admin_login, odoo.admin_password, timeout_s=300)
            provision.apply(admin)
            templates[odoo.url] = name
        return fresh(odoo, templates[odoo.url])

    yield copy
    for odoo, name in made:
        odoo.drop_database(name)
