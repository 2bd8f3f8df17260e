"""Flows run for real, on adapters that are shipped."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.sql import migrate
from tests.mails import delay
from tests.unit.flows.flow_world import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated, empty ledger to copy: migrating once is enough."""
    file = tmp_path_factory.mktemp("ledger") / "empty.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def world(empty_ledger: Path, tmp_path: Path) -> Iterator[World]:
    """Return a sidecar with nothing in it."""
    database = tmp_path / "ledger.db"
    shutil.copy(empty_ledger, database)
    world = World(database)
    yield world
    world.ledger.close()


@pytest.fixture
def case_key(world: World) -> str:
    """Return the case of a delay to 15 December that stands in Odoo."""
    answer = world.receive(delay("15 December 2026"))
    world.deliver()
    world.clock.forward(minutes=30)
    return answer.exceptions[0].case_key
