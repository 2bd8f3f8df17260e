"""`make demo` as somebody runs it first: a bare copy of the checkout, Python, and nothing else."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.samples import load_mails
from stack.probe import answers
from stack.process import scratch_folder
from stack.sidecar import REPOSITORY
from tests.e2e.commands import Command
from tests.e2e.processes import nobody_runs_from

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.timeout(600)

LEFT_OUT = (".git", ".venv", ".demo", ".stack", "*_cache", "__pycache__", "*.egg-info")
OUTCOMES = {
    "01-delay-english": "EXCEPTION",
    "02-delay-german-week": "EXCEPTION",
    "03-confirmation-english": "ACCEPTED",
    "04-confirmation-german-one-day-later": "ACCEPTED",
    "05-quantity-short": "EXCEPTION",
    "06-split-delivery": "EXCEPTION",
    "07-cancellation-german": "EXCEPTION",
    "08-price-change": "EXCEPTION",
    "09-unknown-order": "REVIEW",
    "10-automatic-reply": "NO ACTION",
    "11-forged-sender": "REVIEW",
    "12-html-only-latin-1": "EXCEPTION",
    "13-substitution": "EXCEPTION",
    "14-question": "EXCEPTION",
}


NOBODY = pwd.getpwnam("nobody")
PYTHON = Path(sys.executable).resolve()
IS_NOBODY = os.geteuid() == 0 and all(folder.stat().st_mode & stat.S_IXOTH for folder in PYTHON.parents)
"""The demo needs no root, so root lets `nobody` run it; unless our Python is for root alone."""


@pytest.fixture(scope="module")
def checkout() -> Path:
    """A bare copy of this checkout in which `make install` was run, owned by whom the demo runs as."""
    copy = scratch_folder("fresh") / "crossdock"
    shutil.copytree(REPOSITORY, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    made = make(copy, "install", f"PYTHON={PYTHON}")
    assert made.returncode == 0, made.stdout + made.stderr
    for path in (copy, *copy.rglob("*")) if IS_NOBODY else ():
        os.chown(path, NOBODY.pw_uid, NOBODY.pw_gid, follow_symlinks=False)
    return copy


@pytest.fixture
def running(checkout: Path) -> Iterator[Command]:
    """The demo while it is up; killed with all it started if the test did not end it."""
    command = [checkout / ".venv/bin/python", "-m", "stack.demo"]
    with Command(command, cwd=checkout, env=environment(), **without_root()) as demo:
        yield demo


def environment() -> dict[str, str]:
    """The environment of somebody who has never heard of our settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CROSSDOCK_")}


def without_root() -> dict[str, Any]:
    """How to start a process without root's rights."""
    return {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid, "extra_groups": ()} if IS_NOBODY else {}


def make(folder: Path, *words: str, **how: Any) -> subprocess.CompletedProcess[str]:
    command = ["make", *words]
    return subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False, **how
    )


def rows(printed: str) -> dict[str, str]:
    """The table's rows by the name in their first column, each on one line."""
    found = {}
    for block in re.split(r"(?m)^\+.*$", printed):
        lines = [line[2:-2].split(" | ") for line in block.splitlines() if line.startswith("| ")]
        if lines:
            name, *rest = (" ".join(cell.strip() for cell in column) for column in zip(*lines, strict=True))
            found[name.replace(" ", "")] = " ".join(rest)
    return found


def test_the_demo_reads_decides_and_shows_every_sample_mail_and_ends(checkout: Path) -> None:
    done = make(checkout, "demo", "DEMO_EXIT=1", **without_root())

    assert done.returncode == 0, done.stdout + done.stderr
    shown = rows(done.stdout)
    assert {name: outcome for name, outcome in OUTCOMES.items() if outcome not in shown.get(name, "")} == {}
    assert "EXC-" in shown["01-delay-english"]
    assert "EXC-" not in shown["03-confirmation-english"]
    assert "the supplier asks: “" in shown["14-question"]
    assert re.search(r"14 mails in \d+ s: \d+ exceptions are open", done.stderr)
    assert nobody_runs_from(checkout)


def test_ctrl_c_ends_the_demo_and_all_it_started(checkout: Path, running: Command) -> None:
    running.wait_for("Ctrl-C ends the demo", within=240)
    docs = re.search(r"http://127\.0\.0\.1:\d+/docs", running.printed)
    assert docs
    assert answers(docs[0])

    code = running.press_ctrl_c()

    assert code == 0, running.printed
    assert "the demo is over" in running.printed
    assert nobody_runs_from(checkout)


def test_ctrl_c_while_it_starts_ends_it_without_a_traceback(checkout: Path, running: Command) -> None:
    running.wait_for("sending 01-delay-english", within=240)

    code = running.press_ctrl_c()

    assert code == 130, running.printed
    assert "Traceback" not in running.printed
    assert nobody_runs_from(checkout)


def test_the_readme_counts_the_sample_mails() -> None:
    assert set(OUTCOMES) == {name for name, _ in load_mails(datetime.now(UTC).date())}
    assert len(OUTCOMES) == 14
    for name in ("README.md", "Makefile"):
        assert "fourteen sample mails" in (REPOSITORY / name).read_text(encoding="utf-8")
