"""The systemd unit that docs/RUNBOOK.md tells to install."""

from __future__ import annotations

import getpass
import grp
import os
import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from crossdock.cli import commands
from crossdock.cli.parser import build_parser
from crossdock.settings import Settings

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "docs" / "crossdock.service"
PROGRAM = "/opt/crossdock/.venv/bin"
CLOCK_STOPS_S = 5


def service() -> dict[str, str]:
    """Return the unit's section `Service`."""
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # keys keep their case
    unit.read_string(UNIT.read_text())
    return dict(unit["Service"])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    here = {
        PROGRAM: str(Path(sys.executable).parent),
        "/opt/crossdock": str(ROOT),
        "User=crossdock": f"User={getpass.getuser()}",
        "Group=crossdock": f"Group={grp.getgrgid(os.getgid()).gr_name}",
    }
    text = UNIT.read_text()
    for written, found in here.items():
        assert written in text
        text = text.replace(written, found)
    unit = tmp_path / UNIT.name
    unit.write_text(text)

    command = ["systemd-analyze", "verify", str(unit)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)

    # of an unknown key it only warns; of other units on this machine it may say anything
    said = [line for line in result.stderr.splitlines() if UNIT.name in line]
    assert (result.returncode, said) == (0, []), result.stderr


def test_it_starts_a_command_that_there_is_as_a_user_of_its_own() -> None:
    program, *words = shlex.split(service()["ExecStart"])

    assert program == f"{PROGRAM}/crossdock"
    assert build_parser(commands(words)).parse_args(words)
    assert service()["User"] == service()["Group"] == "crossdock"


def test_what_it_sets_are_settings() -> None:
    names = re.findall(r"\bCROSSDOCK_([A-Z0-9_]+)=", UNIT.read_text())

    assert {name.partition("__")[0].lower() for name in names} <= set(Settings.model_fields)


def test_it_kills_only_after_a_stop_has_had_its_time() -> None:
    grace_s = Settings.model_fields["graceful_timeout_s"].default

    assert int(service()["TimeoutStopSec"]) > grace_s + CLOCK_STOPS_S
    assert service()["KillMode"] == "mixed"  # the master alone is asked: it ends its workers in order
