"""The `crossdock` command: it asks for what it uses, and tells mistakes in a line, not by a traceback."""

from __future__ import annotations

import os
import pty
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pytest

from crossdock.app.ledger import open_ledger
from crossdock.cli import main
from crossdock.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIO]:
    """Let standard input be a terminal."""
    near, far = pty.openpty()
    with os.fdopen(far, "r") as stdin, os.fdopen(near, "w") as typing:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield typing


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


def test_a_ledger_that_was_not_there_is_told_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for told in (f"crossdock: made a new, empty ledger at {tmp_path}/state (CROSSDOCK_STATE_DIR)\n", ""):
        assert main(["keys", "list"]) == 0
        assert capsys.readouterr().err == told


def test_a_port_that_somebody_has_is_told_before_anything_is_served(
    capsys: pytest.CaptureFixture[str], setting: Set
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        setting(ERP="memory", BIND_PORT=str(port))

        code, lines = failed(capsys, "serve")

    assert code == 1
    assert lines[-1].startswith(f"crossdock: cannot listen on 127.0.0.1:{port} (Address already in use): ")


def test_a_purge_only_tells_until_it_is_asked_to_remove(capsys: pytest.CaptureFixture[str]) -> None:
    ledger = open_ledger(Settings())
    ledger.begin_request("k", "digest", now=LONG_AGO, running_until=LONG_AGO)

    for _ in range(2):
        assert main(["db", "purge"]) == 0
        said = capsys.readouterr().out
        assert "would remove       1 answers of idempotency keys     (kept 7 days)" in said
        assert "repeat it with --yes" in said
    for found in (1, 0):
        assert main(["db", "purge", "--yes"]) == 0
        assert f"removed       {found} answers" in capsys.readouterr().out
    ledger.close()


def test_what_is_kept_for_ever_is_not_purged(capsys: pytest.CaptureFixture[str], setting: Set) -> None:
    setting(KEEP_ANSWERS_DAYS="0")
    ledger = open_ledger(Settings())
    ledger.begin_request("k", "digest", now=LONG_AGO, running_until=LONG_AGO)
    ledger.close()

    assert main(["db", "purge", "--yes"]) == 0
    assert "removed       0 answers of idempotency keys     (kept for ever)" in capsys.readouterr().out


def test_a_schema_of_a_newer_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    main(["db", "migrate"])
    with sqlite3.connect("state/crossdock.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    capsys.readouterr()

    code, lines = failed(capsys, "db", "migrate")

    assert code == 2
    assert "newer version of Crossdock" in lines[0]
