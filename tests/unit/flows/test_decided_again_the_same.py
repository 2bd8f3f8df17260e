"""The same decision, however many attempts it took, has the same digests."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from crossdock.flows.read_supplier_mail import receive_mail
from tests.mails import delay
from tests.unit.flows.breaking import Breaking, Killed
from tests.unit.flows.flow_world import World

if TYPE_CHECKING:
    from pathlib import Path

LATE = "15 December 2026"


def test_a_decision_that_took_two_attempts_has_the_digests_of_one_that_took_one(
    world: World, empty_ledger: Path, tmp_path: Path
) -> None:
    shutil.copy(empty_ledger, tmp_path / "another.db")
    another = World(tmp_path / "another.db")
    mail = delay(LATE)
    world.receive(mail)

    with pytest.raises(Killed):
        receive_mail(
            another.with_ports(ledger=Breaking(another.ledger, "record", Killed(), after=False)),
            mail,
            correlation_id="corr",
        )
    another.clock.forward(minutes=10)
    another.sweep()

    [once], [again] = world.journal(), another.journal()
    assert another.entry().attempts > world.entry().attempts
    assert once.body["output"] == again.body["output"]
    another.ledger.close()
