"""Two processes never serve from one folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stack.errors import StackError
from stack.hold import hold
from stack.sidecar import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """
import sys, pathlib, time
from stack.hold import hold
with hold(pathlib.Path(sys.argv[1]), "a", "b"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_is_told_who_holds_the_folder_and_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()

        with pytest.raises(StackError) as refused, hold(tmp_path, "a stack", "stop it"):
            pass
        holder.send_signal(signal.SIGKILL)

    assert str(refused.value) == f"a stack is running here already, pid {holder.pid}; stop it"


def test_a_killed_holder_leaves_the_folder_free(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.send_signal(signal.SIGKILL)

    with hold(tmp_path, "a stack", "stop it"):
        pass


def test_what_was_held_before_may_be_held_again(tmp_path: Path) -> None:
    for _ in range(2):
        with hold(tmp_path / "new", "a stack", "stop it"):
            pass
