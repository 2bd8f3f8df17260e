"""`make stack` as a person runs it: up with n8n and a seeded Odoo 19, a mail told of, Ctrl-C, up again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from crossdock import samples
from stack.ports import is_taken
from stack.probe import answers
from stack.sidecar import REPOSITORY
from tests.e2e.commands import Command
from tests.e2e.processes import Address, listeners_of, nobody_runs_from

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]

STACK = (sys.executable, "-m", "stack")
IS_UP = "Ctrl-C stops everything"
SAMPLE = Path(samples.__file__).parent / "mails" / "01-delay-english.eml"
SUBJECT = "PO P00106 - threaded rod"
STARTED = ("postgres", "odoo19", "dovecot", "n8n", "sidecar")
SECOND_START_S = 120
"""No figure that is promised: other tests run beside this one. `make bench-starts` measures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One start of the stack, from the command to Ctrl-C: what it said, and its exit code."""

    said: str
    code: int

    def place(self, name: str) -> str:
        """Return the address that is printed for a component."""
        return re.findall(rf"(?m)^ +{name} +(http://\S+)", self.said)[0]

    def found(self, pattern: str) -> str:
        """Return what a pattern's group found."""
        return str(re.findall(pattern, self.said)[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRun(Run):
    """The first start, with what was tried while it was up."""

    sent: subprocess.CompletedProcess[str]
    told: str
    beside: subprocess.CompletedProcess[str]
    pages_answer: bool
    listeners: set[tuple[Address, int]]


def stack(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command about the stack in `home` to its end."""
    command = [*STACK, *words, "--home", str(home)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def first(stack_home: Path) -> FirstRun:
    """The first start in an empty folder."""
    with Command([*STACK, "up", "--home", stack_home], cwd=REPOSITORY) as up:
        up.wait_for(IS_UP, within=600)
        places = Run(said=up.printed, code=0)
        pages = [
            places.place("Odoo 19").removesuffix("/odoo") + "/web/health",
            places.place("Sidecar"),
            places.place("n8n"),
        ]
        pages_answer = all(map(answers, pages))
        listeners = listeners_of(up.pid)
        beside = stack(stack_home, "up")
        sent = stack(stack_home, "send", str(SAMPLE))
        told = up.wait_for(f"mail “{SUBJECT}”", within=120)
        up.wait_for("delivered", within=60)
        code = up.press_ctrl_c()
    return FirstRun(
        said=up.printed,
        code=code,
        sent=sent,
        told=told,
        beside=beside,
        pages_answer=pages_answer,
        listeners=listeners,
    )


@pytest.fixture(scope="module")
def second(first: FirstRun, stack_home: Path) -> Run:
    """The second start in the same folder."""
    assert first.code == 0
    with Command([*STACK, "up", "--home", stack_home], cwd=REPOSITORY) as up:
        up.wait_for(IS_UP, within=600)
        code = up.press_ctrl_c()
    return Run(said=up.printed, code=code)


def test_what_is_printed_answers(first: FirstRun) -> None:
    assert first.pages_answer, first.said
    assert "buyer/buyer" in first.said
    assert "first start with this home" in first.said


def test_all_that_it_starts_listens_on_loopback_only(first: FirstRun, stack_home: Path) -> None:
    ports = json.loads((stack_home / "stack.json").read_text())["ports"]

    heard = {port for _, port in first.listeners}
    assert {name for name in STARTED if ports[name] not in heard} == set()
    assert {place for place in first.listeners if not place[0].is_loopback} == set()


def test_a_mail_that_is_sent_is_told_with_its_order_and_exception(first: FirstRun) -> None:
    assert first.sent.returncode == 0, first.sent.stderr
    assert f"{SAMPLE.name} (its dates filled in as of " in first.sent.stderr
    assert "P00106 line 1: 14 days late" in first.told
    assert re.search(r"→ exception EXC-[A-Z2-7-]+ opened", first.told)


def test_a_start_beside_a_running_stack_is_refused(first: FirstRun) -> None:
    assert first.beside.returncode == 1
    assert "a stack is running here already, pid" in first.beside.stderr
    assert "CROSSDOCK_STACK_HOME=" in first.beside.stderr


def test_ctrl_c_stops_everything(first: FirstRun, stack_home: Path) -> None:
    ports = json.loads((stack_home / "stack.json").read_text())["ports"]

    assert first.code == 0, first.said
    assert "everything is stopped" in first.said
    assert nobody_runs_from(stack_home)
    assert [name for name, port in ports.items() if is_taken(port)] == []


def test_a_mail_to_a_stopped_stack_is_refused_in_one_line(first: FirstRun, stack_home: Path) -> None:
    refused = stack(stack_home, "send", "--sample")

    assert refused.returncode == 1
    [told] = refused.stderr.splitlines()
    assert told.startswith(f"stack: no inbox answers for the stack in {stack_home}; ")


def test_the_second_start_changes_nothing_and_does_not_hang(first: FirstRun, second: Run) -> None:
    assert "is provisioned: unchanged" in second.said
    assert "0 changes done; all 4 workflows are as they should be" in second.said
    assert "first start" not in second.said
    key = r"API key: (\S+)"
    assert second.found(key) == first.found(key)
    assert int(second.found(r"is up after (\d+) s")) < SECOND_START_S
    assert second.code == 0
