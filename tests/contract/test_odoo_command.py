"""`crossdock odoo …` against a real Odoo: from nothing to a baseline, and how each mistake is told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo import names, provision
from crossdock.adapters.odoo.session import OdooSession
from crossdock.cli import main
from crossdock.domain.errors import ErpRefused
from stack.fixtures import ODOOS
from tests.parameters import variants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from odoo_world import OdooWorld

    from stack.given import GivenOdoo
    from stack.odoo import Odoo

    Set = Callable[..., None]

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Set:
    """Set nothing but what the test sets, over a ledger of its own."""
    for name in list(os.environ):
        if name.upper().startswith("CROSSDOCK_"):
            monkeypatch.delenv(name)

    def put(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"CROSSDOCK_{name}", value)

    put(ENV_FILE="", STATE_DIR=str(tmp_path))
    return put


@pytest.mark.parametrize("server", [ODOOS[0], *variants(*ODOOS[1:])])
def test_the_way_from_nothing_to_a_baseline(
    server: str,
    request: pytest.FixtureRequest,
    odoo_copy: Callable[[Odoo | GivenOdoo], str],
    setting: Set,
    capsys: pytest.CaptureFixture[str],
) -> None:
    odoo: Odoo | GivenOdoo = request.getfixturevalue(server)
    setting(ODOO_URL=odoo.url, ODOO_DATABASE=odoo_copy(odoo), ODOO_ADMIN_LOGIN=odoo.admin_login)
    setting(ODOO_ADMIN_PASSWORD=odoo.admin_password)

    assert main(["odoo", "plan"]) == 0
    assert " to make or change, 0 as they should be already\n" in capsys.readouterr().out
    setting(ODOO_LOGIN="crossdock", ODOO_PASSWORD="Own-secret-7")
    assert main(["odoo", "apply", "--create-user"]) == 0
    assert "user crossdock has the rights" in capsys.readouterr().out
    assert main(["odoo", "check"]) == 1
    assert "team Purchasing: nobody is told of cases that belong to no buyer" in capsys.readouterr().out
    setting(ODOO_ADMIN_LOGIN="", ODOO_ADMIN_PASSWORD="")
    assert main(["odoo", "check"]) == 0
    assert capsys.readouterr().out == "all is well\n"
    assert main(["odoo", "baseline"]) == 0
    assert capsys.readouterr().out.endswith("0 order lines captured, 0 were known\n")


def told(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """Run a command that must fail with one line; return it."""
    assert main(argv) == 1
    said = capsys.readouterr()
    [line] = said.err.splitlines()
    return line


def as_administrator(world: OdooWorld, setting: Set) -> None:
    """Set the administrator of that world."""
    setting(ODOO_URL=world.url, ODOO_DATABASE=world.database, ODOO_ADMIN_LOGIN=world.admin_login)
    setting(ODOO_ADMIN_PASSWORD=world.admin_password)


def test_a_wrong_password_is_told(
    real_world: OdooWorld, setting: Set, capsys: pytest.CaptureFixture[str]
) -> None:
    as_administrator(real_world, setting)
    setting(ODOO_ADMIN_PASSWORD="wrong")

    line = told(capsys, "odoo", "plan")

    assert "refuses the login 'admin'" in line
    assert "check CROSSDOCK_ODOO_ADMIN_LOGIN and its _PASSWORD" in line


def test_a_wrong_database_is_told(
    real_world: OdooWorld, setting: Set, capsys: pytest.CaptureFixture[str]
) -> None:
    as_administrator(real_world, setting)
    setting(ODOO_DATABASE="nowhere")

    line = told(capsys, "odoo", "plan")

    assert f"Odoo at {real_world.url} " in line
    assert "check CROSSDOCK_ODOO_DATABASE" in line


@pytest.mark.parametrize("command", [("plan",), ("apply",), ("remove", "--yes")], ids=" ".join)
def test_too_few_rights_are_told_before_anything_is_done(
    real_world: OdooWorld, setting: Set, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    as_administrator(real_world, setting)
    setting(ODOO_ADMIN_LOGIN="buyer", ODOO_ADMIN_PASSWORD=real_world.secret)

    line = told(capsys, "odoo", *command)

    assert "'buyer' may not make models" in line
    assert "Administration / Settings" in line


def test_the_services_login_is_never_somebody_elses(real_world: OdooWorld) -> None:
    with pytest.raises(ErpRefused, match="the login 'buyer' is that of"):
        provision.create_technical_user(real_world.admin, "buyer", "Own-secret-7")

    assert OdooSession(real_world.url, real_world.database, "buyer", real_world.secret).uid


@pytest.mark.parametrize("server", ODOOS[:1])
def test_an_odoo_that_was_not_provisioned_is_told(
    server: str,
    request: pytest.FixtureRequest,
    odoo_copy: Callable[[Odoo | GivenOdoo], str],
    setting: Set,
    capsys: pytest.CaptureFixture[str],
) -> None:
    odoo: Odoo | GivenOdoo = request.getfixturevalue(server)
    setting(ODOO_URL=odoo.url, ODOO_DATABASE=odoo_copy(odoo))
    setting(ODOO_LOGIN=odoo.admin_login, ODOO_PASSWORD=odoo.admin_password)

    line = told(capsys, "odoo", "baseline")

    assert "crossdock odoo apply" in line
    assert names.TEAM in line
