"""What a test run does where a component cannot be installed: leave out and say so, or fail."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from stack.sidecar import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["pytester"]

TESTS = """
def test_without_components():
    pass

def test_with_a_mailbox(dovecot):
    pass

def test_with_a_mailbox_too(dovecot):
    pass

def test_with_a_database(postgres_url):
    pass
"""
NOT_THERE = "#!/bin/sh\nexit 1\n"
BROKEN = "#!/bin/sh\necho 'E: no network' >&2\nexit 100\n"
RUN = ("-p", "stack.fixtures")


@pytest.fixture
def machine(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.Pytester:
    """A machine where nothing is installed, apt fails, and tests ask for components."""
    (tmp_path / "bin").mkdir()
    for name, script in (("dpkg-query", NOT_THERE), ("apt-get", BROKEN)):
        program = tmp_path / "bin" / name
        program.write_text(script)
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setenv("CROSSDOCK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("REQUIRE_REAL", raising=False)
    pytester.makepyfile(TESTS)
    return pytester


def test_what_cannot_be_installed_is_left_out_and_named_with_its_tests(machine: pytest.Pytester) -> None:
    result = machine.runpytest_subprocess(*RUN)

    result.assert_outcomes(passed=1, skipped=3)
    assert result.ret == 0
    why = "no network" if os.geteuid() == 0 else "not root"
    result.stdout.fnmatch_lines(
        [
            "*left out; REQUIRE_REAL=1 makes this a failure*",
            f"2 tests: cannot install Dovecot: *{why}*",
            f"1 test: cannot install PostgreSQL 15: *{why}*",
        ]
    )


def test_where_there_is_no_apt_it_is_told_what_to_install(machine: pytest.Pytester, tmp_path: Path) -> None:
    (tmp_path / "bin" / "apt-get").unlink()

    result = machine.runpytest_subprocess(*RUN)

    assert result.ret == 0
    result.stdout.fnmatch_lines(["*Dovecot: this is no Debian; install by hand: dovecot-imapd"])


def test_with_require_real_what_cannot_be_installed_fails_the_run(
    machine: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUIRE_REAL", "1")

    result = machine.runpytest_subprocess(*RUN)

    result.assert_outcomes(passed=1, errors=3)
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*REQUIRE_REAL=1, but cannot install Dovecot: *"])
