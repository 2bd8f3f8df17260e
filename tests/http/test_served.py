"""The composed service: built from settings, and served by gunicorn as in production."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from crossdock import cli
from crossdock.app.services import build
from crossdock.settings import Settings
from tests.http.conftest import a_mail
from tests.http.serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run `crossdock …`; return exit code, output and complaints."""
    code = cli.main(arguments)
    captured = capsys.readouterr()
    return code, captured.out.strip(), captured.err.strip()


def test_build_wires_all_parts_and_activates_the_first_policy(settings_of: dict[str, str]) -> None:
    services = build(Settings())

    services.ledger.ping()
    services.erp.ping()
    assert services.policies.active().version
    assert services.erp.open_orders().orders
    services.ledger.close()


def test_keys_are_made_listed_and_revoked(settings_of: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, key, note = run(capsys, "keys", "create", "--name", "n8n", "--scopes", "mails:write,journal:read")
    assert (code, key[:4]) == (0, "cdk_")
    assert "cannot be shown again" in note

    code, table, _ = run(capsys, "keys", "list")
    assert "n8n" in table
    assert "journal:read,mails:write" in table
    assert key not in table
    assert run(capsys, "keys", "revoke", "1")[0] == 0
    assert "revoked" in run(capsys, "keys", "list")[1]


def test_policies_are_checked_compared_activated_and_explained(
    settings_of: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "policy", "check")[0] == 0
    assert "is in force" in run(capsys, "policy", "activate")[1]
    assert run(capsys, "policy", "diff") == (0, "no difference", "")
    assert "mode: observe" in run(capsys, "policy", "explain", "--supplier", "Somebody")[1]


def test_a_baseline_is_captured_once(settings_of: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "odoo", "baseline")[1].endswith("0 were known")
    assert run(capsys, "odoo", "baseline")[1].startswith("0 order lines captured")


@pytest.fixture
def served(settings_of: dict[str, str], tmp_path: Path) -> Iterator[Served]:
    """Give a running service; a test that stops it itself is fine."""
    served = Served({**settings_of, "CROSSDOCK_BIND_PORT": str(free_port())}, tmp_path / "log")
    served.wait()
    yield served
    if served.process.poll() is None:
        served.process.kill()
        served.process.wait()


def test_gunicorn_serves_logs_json_and_stops_within_seconds(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    _, key, _ = run(capsys, "keys", "create", "--name", "t", "--scopes", "all")
    push = urllib.request.Request(
        f"{served.url}/v1/supplier-mails?secret=hush",
        data=a_mail(text="the body of this mail"),
        headers={
            "Authorization": f"Bearer {key}",
            "Content-Type": "message/rfc822",
            "Idempotency-Key": "k1",
        },
    )
    status, text = served.send(push)
    assert (status, json.loads(text)["inbox_id"]) == (200, 1), text
    assert json.loads(served.get("/readyz")[1])["outcome"] == "ready"

    before = time.monotonic()
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(timeout=15)

    assert time.monotonic() - before < 8
    lines = served.log.read_text().splitlines()
    assert all(json.loads(line)["event"] for line in lines)
    for secret in ("hush", "the body of this mail", key):
        assert secret not in served.log.read_text()


def test_a_service_that_was_killed_starts_again_with_what_it_had(
    served: Served, settings_of: dict[str, str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, key, _ = run(capsys, "keys", "create", "--name", "t", "--scopes", "all")
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "message/rfc822", "Idempotency-Key": "k1"}
    push = urllib.request.Request(f"{served.url}/v1/supplier-mails", data=a_mail(), headers=headers)
    first = served.send(push)
    os.kill(served.process.pid, signal.SIGKILL)
    served.process.wait()

    again = Served({**settings_of, "CROSSDOCK_BIND_PORT": str(free_port())}, tmp_path / "log2")
    try:
        again.wait()
        push.full_url = f"{again.url}/v1/supplier-mails"
        assert again.send(push) == first
    finally:
        again.process.terminate()
        again.process.wait()
