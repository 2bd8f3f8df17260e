"""A server of ours starts, stops, crashes and never outlives us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stack.errors import NotReady, StackError
from stack.probe import answers
from stack.process import Process
from stack.sidecar import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARENT = """
import sys, time
sys.path.insert(0, {repository!r})
sys.path.insert(0, {tests!r})
from test_process import Pages
pages = Pages().start()
print(pages.pid, pages.home, flush=True)
time.sleep(60)
"""


class Pages(Process):
    """A small HTTP server with a child in its process group."""

    name = "pages"

    def command(self) -> Sequence[str]:
        script = f"sleep 600 & exec {sys.executable} -m http.server --bind 127.0.0.1 {self.port}"
        return ["sh", "-c", script]

    def is_ready(self) -> bool:
        return answers(f"http://127.0.0.1:{self.port}/")


class Broken(Pages):
    """A server that ends at once."""

    def command(self) -> Sequence[str]:
        return ["sh", "-c", "echo no such configuration; exit 3"]


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_server_answers_when_start_returns_and_is_gone_after_the_block(tmp_path: Path) -> None:
    with Pages(home=tmp_path) as pages:
        group = pages.pid
        assert pages.is_ready()

    assert eventually(lambda: group_is_gone(group))


def test_a_crash_takes_the_whole_group_and_the_next_start_keeps_the_port(tmp_path: Path) -> None:
    pages = Pages(home=tmp_path).start()
    group, port = pages.pid, pages.port

    pages.kill()
    assert not pages.is_running()
    assert eventually(lambda: group_is_gone(group))
    pages.start()

    assert pages.port == port
    assert pages.is_ready()
    pages.stop()


def test_a_server_that_ends_while_starting_says_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="no such configuration"):
        Broken(home=tmp_path).start()


def test_a_server_that_never_answers_is_given_up_and_ended(tmp_path: Path) -> None:
    class Deaf(Pages):
        def is_ready(self) -> bool:
            return False

    deaf = Deaf(home=tmp_path)
    with pytest.raises(NotReady, match=r"did not answer in 0.2 s"):
        deaf.start(0.2)

    assert not deaf.is_running()


def test_a_stranger_on_the_port_is_not_taken_for_our_server(tmp_path: Path) -> None:
    with Pages(home=tmp_path / "theirs") as stranger, pytest.MonkeyPatch.context() as patch:
        patch.setattr("stack.process.PORT_SECONDS", 0.1)

        with pytest.raises(StackError, match=f"another process answers on 127.0.0.1:{stranger.port}"):
            Pages(home=tmp_path / "ours", port=stranger.port).start()


def test_a_strangers_answer_does_not_hide_that_our_server_ended(tmp_path: Path) -> None:
    class Answered(Broken):
        def is_ready(self) -> bool:
            os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
            return True

    with pytest.raises(NotReady, match="pages ended while starting"):
        Answered(home=tmp_path).start()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_the_parent_dies(number: signal.Signals) -> None:
    script = PARENT.format(repository=str(REPOSITORY), tests=str(Path(__file__).parent))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True) as parent:  # fmt: skip
        assert parent.stdout is not None
        group, home = parent.stdout.readline().split()
        assert Path(home).is_dir()

        parent.send_signal(number)

    assert eventually(lambda: group_is_gone(int(group)))
    assert eventually(lambda: not Path(home).exists())


def test_an_orderly_end_warns_of_nothing_and_leaves_no_helper() -> None:
    script = PARENT.format(repository=str(REPOSITORY), tests=str(Path(__file__).parent))
    script = script.replace("time.sleep(60)", "from stack.process import _guard; print(_guard._reaper.pid)")
    command = [sys.executable, "-W", "error", "-c", script]

    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)

    assert done.stderr == ""
    assert group_is_gone(int(done.stdout.split()[-1]))
