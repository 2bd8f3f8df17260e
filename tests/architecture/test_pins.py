"""What is installed is the same everywhere: each version stands once, and nothing is left to the day."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["dev"],
]


def normal(name: str) -> str:
    """Return a package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("requirement", WANTED)
def test_what_the_project_asks_for_is_pinned_and_what_constraints_hold(requirement: str) -> None:
    lines = (ROOT / "constraints.txt").read_text().split()
    held = {normal(name): version for name, _, version in (line.partition("==") for line in lines)}

    pinned = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", requirement)

    assert pinned, requirement
    assert held.get(normal(pinned[1]), pinned[2]) == pinned[2]


def test_the_image_is_built_of_one_full_version_and_under_our_constraints() -> None:
    text = (ROOT / "sidecar" / "Dockerfile").read_text()
    built, _, served = text.partition("\nFROM ${PYTHON}\n")

    assert re.search(
        r"^ARG PYTHON=python:3\.11\.\d+-slim-\w+\nFROM \$\{PYTHON\} AS build$", built, re.MULTILINE
    )
    assert re.search(r"^COPY .*\bconstraints\.txt\b", built, re.MULTILINE)
    assert re.findall(r"pip install.*", text) == ["pip install --constraint constraints.txt ."]
    assert "FROM" not in served
