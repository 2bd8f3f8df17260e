"""n8n's nodes pass what their own package checks: n8n's rules, the format, their tests, n8n's scan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

# the build alone takes tens of seconds on a busy machine
pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]


def test_the_sources_hold_to_n8ns_rules_without_a_warning(npm: Callable[..., str]) -> None:
    assert "warn" not in npm("run", "lint").lower()


def test_the_files_are_formatted(npm: Callable[..., str]) -> None:
    npm("run", "format")


def test_the_built_nodes_pass_their_tests_and_n8ns_scan(npm: Callable[..., str]) -> None:
    told = npm("test")

    passed = re.search(r"Tests +(\d+) passed \((\d+)\)", told)
    assert passed, told
    assert passed[1] == passed[2] != "0"
    assert re.findall(r"n8n's scan of the ([\w ]+): passed", told) == ["sources", "shipped files"]
