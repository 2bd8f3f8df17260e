"""The `crossdock` command asks for an administrator's password on a terminal, and only there."""

from __future__ import annotations

import os
import pty
import sys
from typing import TYPE_CHECKING, TextIO

import pytest

from tests.unit.test_command_line import ADMIN, DEAD, failed, setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.test_command_line import Set

__all__ = ["setting"]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIO]:
    """Let standard input be a terminal."""
    near, far = pty.openpty()
    with os.fdopen(far, "r") as stdin, os.fdopen(near, "w") as typing:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield typing


def test_an_administrator_without_a_terminal_must_set_the_password(
    capsys: pytest.CaptureFixture[str], setting: Set
) -> None:
    setting(**{**ADMIN, "ODOO_ADMIN_PASSWORD": ""})

    assert failed(capsys, "odoo", "plan")[1][0].startswith(
        "crossdock: CROSSDOCK_ODOO_ADMIN_PASSWORD is not set; "
    )


def test_on_a_terminal_the_password_is_asked_for(
    capsys: pytest.CaptureFixture[str], setting: Set, terminal: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting(**{**ADMIN, "ODOO_ADMIN_PASSWORD": ""})
    asked: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda question: asked.append(question) or "typed")

    _, lines = failed(capsys, "odoo", "plan")

    assert asked == [f"Password or API key of admin at {DEAD}: "]
    assert "does not answer" in lines[0]


def test_who_ends_the_input_instead_of_a_password_stops_the_command(
    capsys: pytest.CaptureFixture[str], setting: Set, terminal: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting(**{**ADMIN, "ODOO_ADMIN_PASSWORD": ""})

    def control_d(question: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", control_d)

    assert failed(capsys, "odoo", "plan") == (130, ["crossdock: stopped"])
