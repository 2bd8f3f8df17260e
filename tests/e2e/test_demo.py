"""`make demo` as somebody runs it first: a bare copy of the checkout, Python, and nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from crossdock.samples import load_mails
from stack.probe import answers
from stack.sidecar import REPOSITORY
from tests.e2e.commands import Command
from tests.e2e.processes import nobody_runs_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare copy of this checkout in which `make install` was run."""
    copy = tmp_path_factory.mktemp("fresh") / "crossdock"
    shutil.copytree(REPOSITORY, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    made = make(copy, "install", f"PYTHON={sys.executable}")
    assert made.returncode == 0, made.stdout + made.stderr
    return copy


@pytest.fixture
def running(checkout: Path) -> Iterator[Command]:
    """The demo while it is up; killed with all it started if the test did not end it."""
    with Command(
        [checkout / ".venv/bin/python", "-m", "stack.demo"], cwd=checkout, env=environment()
    ) as demo:
        yield demo


def environment(**more: str) -> dict[str, str]:
    """The environment of somebody who has never heard of our settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CROSSDOCK_")} | more


def make(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *words], cwd=folder, env=environment(**more), capture_output=True, text=True, check=False
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
    done = make(checkout, "demo", DEMO_EXIT="1")

    assert done.returncode == 0, done.stdout + done.stderr
    shown = rows(done.stdout)
    assert {name: outcome for name, outcome in OUTCOMES.items() if outcome not in shown.get(name, "")} == {}
    assert "EXC-" in shown["01-delay-english"]
    assert "EXC-" not in shown["03-confirmation-english"]
    assert "the supplier asks: “" in shown["14-question"]
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
