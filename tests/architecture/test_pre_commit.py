"""What runs before a commit is what `make check` runs, in the versions that are pinned."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / ".pre-commit-config.yaml"
HERE = ".venv/bin/"
TESTS = "pytest"
"""Too slow to be run before each commit."""


def hooks() -> list[dict[str, Any]]:
    """Return all hooks."""
    config = yaml.safe_load(CONFIG.read_text())
    return [hook for repository in config["repos"] for hook in repository["hooks"]]


def checks() -> list[list[str]]:
    """Return the commands of `make check`, each as its words."""
    [recipe] = re.findall(r"^check:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    commands = re.split(r"&&|\n", recipe.replace("@", ""))
    return [shlex.split(command.replace("$(BIN)/", HERE)) for command in commands if command.strip()]


def what_it_does(words: list[str]) -> list[str]:
    """Return the tool and its subcommand, without options and paths."""
    return [word for word in words if word.startswith(HERE) or word.isalpha()]


def test_the_configuration_is_valid(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("pre-commit")), "validate-config", str(CONFIG)]
    environment = {"PRE_COMMIT_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}

    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)

    assert result.returncode == 0, result.stdout + result.stderr


def test_hooks_and_make_check_do_the_same() -> None:
    before_commit = [what_it_does(shlex.split(hook["entry"])) for hook in hooks()]

    checked = [what_it_does(words) for words in checks() if not words[0].endswith(TESTS)]

    assert sorted(before_commit) == sorted(checked)


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_the_version_that_is_pinned(hook: dict[str, Any]) -> None:
    """One of a repository of its own would bring another version, and fetch it."""
    tool = shlex.split(hook["entry"])[0].removeprefix(HERE)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["dev"]
    pins = dict(re.findall(r"^([\w-]+)==(\S+)$", "\n".join(extras), re.MULTILINE))
    # ruff is a program of its own, without an entry point
    owners = {point.name: point.dist.name for point in entry_points(group="console_scripts") if point.dist}
    owner = owners.get(tool, tool)

    assert hook["language"] == "system"
    assert (ROOT / HERE / tool).exists()
    assert pins[owner] == version(owner)
