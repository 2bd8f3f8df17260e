"""The `crossdock` command where it keeps things or serves: what it makes, removes and listens on."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from crossdock.app.ledger import open_ledger
from crossdock.cli import main
from crossdock.settings import Settings
from tests.unit.test_command_line import failed, setting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.test_command_line import Set

__all__ = ["setting"]

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


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


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")])
def test_where_it_answers_is_told_in_plain_words_before_it_serves(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, setting: Set, host: str, shown: str
) -> None:
    with socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        port = probe.getsockname()[1]
    setting(ERP="memory", BIND_HOST=host, BIND_PORT=str(port))
    monkeypatch.setattr(os, "execv", lambda *_: os.write(1, b"gunicorn starts\n"))

    main(["serve"])

    assert capfd.readouterr().out == (
        f"Crossdock answers at http://{shown}:{port} (docs at /docs); Ctrl-C ends it\ngunicorn starts\n"
    )


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
