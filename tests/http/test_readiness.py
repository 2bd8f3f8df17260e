"""Readiness asks every adapter, but waits for none longer than its deadline."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from crossdock.domain.errors import ErpUnavailable
from crossdock.entrypoints.http.readiness import Readiness

if TYPE_CHECKING:
    import pytest


def nothing() -> None:
    """Answer at once."""


def test_each_adapter_has_its_own_state(caplog: pytest.LogCaptureFixture) -> None:
    def away() -> None:
        raise ErpUnavailable

    def broken() -> None:
        raise ZeroDivisionError

    states = Readiness({"ledger": nothing, "erp": away, "odd": broken}).states()

    assert states == {"ledger": "up", "erp": "erp_unavailable", "odd": "failed"}
    assert "ping crashed" in caplog.text


def test_one_that_hangs_is_slow_and_is_not_asked_twice() -> None:
    release, asked = threading.Event(), []

    def hangs() -> None:
        asked.append(1)
        release.wait(10)

    readiness = Readiness({"erp": hangs, "ledger": nothing}, deadline_s=0.1, fresh_s=0)
    before = time.monotonic()
    assert readiness.states() == readiness.states() == {"erp": "slow", "ledger": "up"}
    assert time.monotonic() - before < 2
    assert len(asked) == 1

    release.set()
    while readiness.states()["erp"] != "up":
        time.sleep(0.01)


def test_probes_in_quick_succession_do_not_hammer_the_adapters() -> None:
    asked: list[int] = []
    readiness = Readiness({"erp": lambda: asked.append(1)}, fresh_s=60)

    for _ in range(5):
        readiness.states()

    assert len(asked) == 1
