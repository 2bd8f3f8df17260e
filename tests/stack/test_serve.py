"""Components are kept until somebody stops them, and one that ends by itself is told."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from stack.errors import StackError
from stack.process import Process
from stack.serve import Stack, until_stopped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class Brief(Process):
    """A server that ends after a moment."""

    name = "brief"

    def command(self) -> Sequence[str]:
        return [sys.executable, "-c", "import time; time.sleep(0.2); print('out of memory')"]

    def is_ready(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """Put the signals' handlers back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_a_component_that_ends_by_itself_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(StackError, match=r"brief ended by itself; its log says:\nout of memory"):
        until_stopped([Brief(home=tmp_path).start()])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_wait(number: signal.Signals) -> None:
    ticks = []

    def tick() -> None:
        ticks.append(1)
        signal.raise_signal(number)

    until_stopped([], tick)

    assert ticks == [1]


def test_a_second_stack_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    stack = Stack(tmp_path)

    with (
        stack.hold(),
        pytest.raises(StackError, match=r"stop it, or give CROSSDOCK_STACK_HOME=/another/folder"),
    ):
        Stack(tmp_path).serve(["postgres"])


def test_secrets_of_a_stack_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    Stack(tmp_path)

    assert (tmp_path / "stack.json").stat().st_mode & 0o077 == 0
