"""A port that was given is nobody else's while its holder lives."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stack import ports
from stack.errors import StackError
from stack.sidecar import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

ASK = "from stack import ports; ports.FIRST, ports.END = {0}, {0} + 1; print(ports.free_port())"


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Narrow the range to one port that is free."""
    port = ports.free_port()
    ports._promised.discard(port)
    monkeypatch.setattr(ports, "FIRST", port)
    monkeypatch.setattr(ports, "END", port + 1)
    return port


def another_process(port: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ASK.format(port)], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )


def test_free_ports_differ_and_stay_out_of_the_kernels_own_range() -> None:
    given = [ports.free_port() for _ in range(20)]

    assert len(set(given)) == 20
    assert all(20000 <= port < 32000 for port in given)


def test_a_port_that_was_given_is_not_given_again(only: int) -> None:
    assert ports.free_port() == only

    with pytest.raises(StackError, match="no free port"):
        ports.free_port()


def test_another_process_gets_no_port_of_ours(only: int) -> None:
    ports.free_port()

    assert "no free port" in another_process(only).stderr


def test_a_port_on_which_somebody_listens_is_not_free(only: int) -> None:
    with socket.create_server(("127.0.0.1", only)):
        assert ports.is_taken(only)
        with pytest.raises(StackError, match="no free port"):
            ports.free_port()
