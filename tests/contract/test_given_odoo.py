"""The suites run against an Odoo that is not ours, on copies of the database that is named."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from typing import TYPE_CHECKING

import pytest

from stack.errors import StackError
from stack.given import GivenOdoo
from stack.sidecar import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack.odoo import Odoo

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]
ONE_TEST = "tests/contract/test_erp_lines.py::test_an_edited_line_is_told"


class Refused(Exception):
    """What only a server of ours can do was asked of another."""


def refuse(words: str) -> None:
    raise Refused(words)


@pytest.fixture
def given(odoo19: Odoo) -> GivenOdoo:
    """One of our servers, reached as a stranger's."""
    return GivenOdoo(odoo19.url, odoo19.db, master_password=odoo19.master_password, refuse=refuse)


@pytest.mark.variant
def test_a_copy_is_a_database_of_its_own_that_can_be_dropped(given: GivenOdoo, odoo19: Odoo) -> None:
    name = given.new_database(f"given_{uuid.uuid4().hex[:8]}")

    assert given.version == 19
    assert given.session(name).session_id
    given.drop_database(name)
    assert name not in odoo19.postgres.databases()


def test_the_database_that_was_given_is_never_dropped(given: GivenOdoo, odoo19: Odoo) -> None:
    with pytest.raises(StackError, match="only copies of it are dropped"):
        given.drop_database(odoo19.db)


def test_what_only_our_own_servers_do_is_refused(given: GivenOdoo) -> None:
    with pytest.raises(Refused, match="is not ours to stop"):
        given.stop()


def test_a_wrong_master_password_names_the_variable(odoo19: Odoo) -> None:
    given = GivenOdoo(odoo19.url, odoo19.db, master_password="wrong", refuse=refuse)

    with pytest.raises(StackError, match="check CROSSDOCK_TEST_ODOO_MASTER_PASSWORD"):
        given.new_database("nothing")


def test_of_several_databases_one_must_be_named(odoo19: Odoo, odoo_copy: Callable[[Odoo], str]) -> None:
    name = odoo_copy(odoo19)

    with pytest.raises(StackError, match=f"CROSSDOCK_TEST_ODOO_DATABASE, one of: .*{name}"):
        GivenOdoo(odoo19.url, refuse=refuse)


def test_a_server_that_is_not_there_names_the_variable() -> None:
    with pytest.raises(StackError, match="CROSSDOCK_TEST_ODOO_URL: no Odoo answers"):
        GivenOdoo("http://127.0.0.1:9", refuse=refuse)


@pytest.mark.variant
def test_the_contract_runs_against_it(odoo19: Odoo, provisioned_copy: Callable[[Odoo], str]) -> None:
    variables = {
        "CROSSDOCK_TEST_ODOO_URL": odoo19.url,
        "CROSSDOCK_TEST_ODOO_DATABASE": provisioned_copy(odoo19),
        "CROSSDOCK_TEST_ODOO_MASTER_PASSWORD": odoo19.master_password,
    }
    command = [sys.executable, "-m", "pytest", "-v", "-k", "given_odoo", ONE_TEST]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=os.environ | variables, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
