"""The `crossdock` command: it asks for what it uses, and tells mistakes in a line, not by a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crossdock.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    Set = Callable[..., None]

SHIPPED = Path(__file__).parents[2] / "sidecar" / "crossdock" / "policies"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
DEAD = "http://127.0.0.1:9"
ADMIN = {"ODOO_URL": DEAD, "ODOO_DATABASE": "prod", "ODOO_ADMIN_LOGIN": "admin", "ODOO_ADMIN_PASSWORD": "x"}
SERVICE = {"ODOO_URL": DEAD, "ODOO_DATABASE": "prod", "ODOO_LOGIN": "crossdock", "ODOO_PASSWORD": "x"}


@pytest.fixture(autouse=True)
def setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Set:
    """Work in an empty folder with nothing set; give what sets variables."""
    for name in list(os.environ):
        if name.upper().startswith("CROSSDOCK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CROSSDOCK_ENV_FILE", "")
    monkeypatch.chdir(tmp_path)

    def put(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"CROSSDOCK_{name}", value)

    return put


def failed(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, list[str]]:
    """Run a command that must fail; return its code and the lines that it says on stderr."""
    code = main(argv)
    said = capsys.readouterr()
    assert said.out == ""
    return code, said.err.rstrip("\n").split("\n")


@pytest.mark.parametrize(
    "argv",
    [
        ("db", "migrate"),
        ("db", "purge", "--yes"),
        ("keys", "list"),
        ("keys", "create", "--name", "n8n", "--scopes", "mails:write"),
        ("policy", "check"),
        ("policy", "diff"),
        ("policy", "activate"),
        ("policy", "explain"),
        ("version",),
    ],
    ids=" ".join,
)
def test_commands_that_do_not_ask_odoo_need_none_of_its_settings(argv: tuple[str, ...]) -> None:
    assert main(argv) == 0


@pytest.mark.parametrize(
    ("argv", "code", "unused"),
    [
        (("version",), 0, {"flask", "prometheus_client", "sqlalchemy", "odoorpc"}),
        (("odoo", "baseline"), 2, {"flask", "prometheus_client", "sqlalchemy", "yaml"}),
        (("serve",), 2, {"flask", "prometheus_client", "sqlalchemy", "yaml"}),
        (("keys", "list"), 0, {"flask", "prometheus_client", "odoorpc", "yaml"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_command_imports_nothing_heavy_that_it_does_not_use(
    argv: tuple[str, ...], code: int, unused: set[str]
) -> None:
    program = (
        "import sys\nfrom crossdock.cli import main\n"
        f"code = main({argv!r})\nprint(sorted({unused!r} & set(sys.modules)))\nsys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == code, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_a_command_does_not_use_may_be_left_as_in_the_example(setting: Set) -> None:
    setting(**{**SERVICE, "ODOO_PASSWORD": LEFT, "ODOO_ADMIN_PASSWORD": LEFT})
    setting(MAILBOX__B__HOST="h", MAILBOX__B__LOGIN="l", MAILBOX__B__PASSWORD=LEFT)

    assert main(["keys", "list"]) == 0


def test_a_folder_of_policies_is_checked_without_any_setting(setting: Set) -> None:
    setting(CLOK="1")  # would be refused where settings are read

    assert main(["policy", "check", "--folder", str(SHIPPED)]) == 0


def test_comparing_policies_puts_none_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    main(["policy", "diff"])
    main(["policy", "diff"])

    assert capsys.readouterr().out.count("no version is in force yet") == 2


@pytest.mark.parametrize(
    ("argv", "missing"),
    [
        (
            ("odoo", "plan"),
            "CROSSDOCK_ODOO_URL, CROSSDOCK_ODOO_DATABASE, CROSSDOCK_ODOO_ADMIN_LOGIN are not set",
        ),
        (("odoo", "apply"), "CROSSDOCK_ODOO_ADMIN_LOGIN are not set"),
        (("odoo", "apply", "--create-user"), "CROSSDOCK_ODOO_LOGIN, CROSSDOCK_ODOO_PASSWORD are not set"),
        (("odoo", "remove", "--yes"), "CROSSDOCK_ODOO_ADMIN_LOGIN are not set"),
        (("odoo", "check"), "CROSSDOCK_ODOO_ADMIN_LOGIN (checks what was provisioned) are not set"),
        (("odoo", "baseline"), "CROSSDOCK_ODOO_LOGIN, CROSSDOCK_ODOO_PASSWORD are not set"),
        (("serve",), "CROSSDOCK_ODOO_LOGIN, CROSSDOCK_ODOO_PASSWORD are not set"),
    ],
    ids=" ".join,
)
def test_what_is_missing_is_named_with_where_to_read_on(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], missing: str
) -> None:
    code, lines = failed(capsys, *argv)

    assert code == 2
    assert len(lines) == 1
    assert missing in lines[0]
    assert ".env.example" in lines[0]


@pytest.mark.parametrize(
    ("argv", "settings"),
    [
        (("odoo", "plan"), ADMIN),
        (("odoo", "apply"), ADMIN),
        (("odoo", "remove", "--yes"), ADMIN),
        (("odoo", "check"), SERVICE),
        (("odoo", "baseline"), SERVICE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_odoo_that_does_not_answer_is_named_with_what_to_check(
    capsys: pytest.CaptureFixture[str], setting: Set, argv: tuple[str, ...], settings: dict[str, str]
) -> None:
    setting(**settings)

    code, lines = failed(capsys, *argv)

    assert code == 1
    assert f"Odoo at {DEAD} does not answer" in lines[-1]
    assert "Connection refused" in lines[-1]
    assert "check CROSSDOCK_ODOO_URL" in lines[-1]


LEFT = "change-me"


@pytest.mark.parametrize(
    ("values", "argv", "code", "told"),
    [
        (
            {"ODOO_URL": "odoo.example.com"},
            ("odoo", "plan"),
            2,
            "CROSSDOCK_ODOO_URL: give scheme and host alone",
        ),
        (
            {"STATE_DIR": "a_file/state"},
            ("keys", "list"),
            2,
            "a_file/state (CROSSDOCK_STATE_DIR): the folder",
        ),
        ({"STATE_DIR": "a_file/state"}, ("serve",), 2, "CROSSDOCK_ODOO_URL"),
        ({"STATE_DIR": "a_file/state", "ERP": "memory"}, ("serve",), 2, "(CROSSDOCK_STATE_DIR): the folder"),
        (
            {"DATABASE_URL": "sqlite:///a_file/x.db"},
            ("db", "migrate"),
            2,
            "(CROSSDOCK_DATABASE_URL): the folder",
        ),
        ({"DATABASE_URL": "sqlite:///a_folder"}, ("db", "migrate"), 3, "unable to open database file"),
        ({"DATABASE_URL": "sqlite:///a_file"}, ("db", "migrate"), 3, "file is not a database"),
        ({"DATABASE_URL": "mysql://u:hush@h/db"}, ("db", "migrate"), 2, "not on mysql"),
        ({"DATABASE_URL": "hush"}, ("db", "migrate"), 2, "is no URL"),
        ({"DATABASE_URL": "postgresql://u:hush@127.0.0.1:9/db"}, ("keys", "list"), 3, "Connection refused"),
        (
            {**ADMIN, "ODOO_ADMIN_PASSWORD": LEFT},
            ("odoo", "plan"),
            2,
            "ODOO_ADMIN_PASSWORD is still the example",
        ),
        ({**SERVICE, "ODOO_PASSWORD": LEFT}, ("odoo", "check"), 2, "ODOO_PASSWORD is still the example's"),
        ({**SERVICE, "ODOO_PASSWORD": LEFT}, ("odoo", "apply", "--create-user"), 2, "is still the example's"),
        (
            {"DATABASE_URL": f"postgresql://u:{LEFT}@127.0.0.1:9/db"},
            ("keys", "list"),
            2,
            "is still the example's",
        ),
        ({"BIND_PORT": "many"}, ("serve",), 2, "CROSSDOCK_BIND_PORT: "),
        ({"MAILBOX": "{no json"}, ("keys", "list"), 2, "mailbox"),
        ({"MAILBOX__B__HOST": "h"}, ("keys", "list"), 2, "CROSSDOCK_MAILBOX__B__LOGIN: Field required"),
        ({"POLICIES_DIR": "nowhere"}, ("policy", "check"), 1, "nowhere: there is no such folder"),
        ({"POLICIES_DIR": "nowhere"}, ("policy", "activate"), 1, "nowhere: there is no such folder"),
        ({"POLICIES_DIR": "a_file"}, ("policy", "diff"), 1, "a_file: there is no such folder"),
        ({"POLICIES_DIR": "bad"}, ("policy", "check"), 1, "modes.yaml"),
        ({"POLICIES_DIR": "bad"}, ("policy", "explain"), 1, "modes.yaml"),
        ({"POLICIES_DIR": "bad", "ERP": "memory"}, ("serve",), 1, "modes.yaml"),
        ({"MEMORY_ORDERS": "nowhere", "ERP": "memory"}, ("serve",), 1, "CROSSDOCK_MEMORY_ORDERS: nowhere"),
        ({"MEMORY_ORDERS": "bad/modes.yaml", "ERP": "memory"}, ("serve",), 1, "CROSSDOCK_MEMORY_ORDERS"),
        ({}, ("keys", "revoke", "77"), 1, "There is no key 77"),
        ({}, ("keys", "create", "--name", "x", "--scopes", "every"), 1, "Unknown scope every"),
        ({}, ("keys", "create", "--name", "x", "--scopes", "all", "--expires", "soon"), 1, "give 90d"),
        (
            {},
            ("keys", "create", "--name", "x", "--scopes", "all", "--expires", "2001-01-01"),
            1,
            "over already",
        ),
        ({}, ("odoo", "remove"), 1, "repeat it with --yes"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_usual_mistakes_are_told_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
    setting: Set,
    values: dict[str, str],
    argv: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    Path("a_file").write_text("this is no database, and far longer than the hundred bytes of its header" * 3)
    Path("a_folder").mkdir()
    Path("bad").mkdir()
    for name in ("modes.yaml", "tolerances.yaml"):
        (Path("bad") / name).write_text("rules: [{name: x, mode: : }")
    setting(**values)

    answer = main(argv)

    said = capsys.readouterr()
    assert answer == code, said.err
    assert told in said.out + said.err
    assert "Traceback" not in said.err
    assert "hush" not in said.err
    assert len(said.err.splitlines()) <= 3


def test_without_a_command_its_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = failed(capsys)

    assert code == 2
    assert lines[0].startswith("usage: crossdock")
    assert any("odoo" in line and "what Crossdock needs inside Odoo" in line for line in lines)
