"""Several gunicorn workers on PostgreSQL act as one service."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.sql import create_ledger, migrate
from crossdock.entrypoints.http.api_keys import Scope, hash_key, new_key
from stack.sidecar import Sidecar
from tests.http.conftest import START, a_mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.real
WORKERS = 3


@pytest.fixture
def service(postgres_url: str, tmp_path: Path) -> Iterator[tuple[Sidecar, str]]:
    """Give a service of several workers, and a key."""
    migrate(postgres_url)
    ledger = create_ledger(postgres_url)
    key = new_key()
    ledger.add_key(
        name="test", key_hash=hash_key(key), scopes=[str(s) for s in Scope], now=START, expires_at=None
    )
    ledger.close()
    variables = {
        "CROSSDOCK_ERP": "memory",
        "CROSSDOCK_STATE_DIR": str(tmp_path / "state"),
        "CROSSDOCK_DATABASE_URL": postgres_url,
        "CROSSDOCK_WORKERS": str(WORKERS),
        "CROSSDOCK_CLOCK_OUTBOX_S": "0.5",
    }
    with Sidecar(variables) as sidecar:
        yield sidecar, key


def ask(
    service: tuple[Sidecar, str], path: str, data: bytes | None = None, **headers: str
) -> tuple[int, str]:
    """Send one request; return status and text."""
    sidecar, key = service
    sent = {"Authorization": f"Bearer {key}", "Connection": "close"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(sidecar.url + path, data=data, headers=sent)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_same_key_in_parallel_makes_one_fact_across_processes(service: tuple[Sidecar, str]) -> None:
    def push(_: int) -> tuple[int, str]:
        headers = {"Content_Type": "message/rfc822", "Idempotency_Key": "k1"}
        return ask(service, "/v1/supplier-mails", a_mail(), **headers)

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(push, range(24)))

    assert {status for status, _ in answers} <= {200, 409}
    texts = {text for status, text in answers if status == 200}
    assert len(texts) == 1
    assert json.loads(texts.pop())["inbox_id"] == 1


@pytest.mark.variant
def test_metrics_are_those_of_all_processes(service: tuple[Sidecar, str]) -> None:
    for _ in range(30):
        assert ask(service, "/v1/exceptions")[0] == 200

    text = ask(service, "/metrics")[1]

    counted = re.search(r'crossdock_requests_total\{[^}]*route="/v1/exceptions"[^}]*\} (\S+)', text)
    assert counted
    assert float(counted[1]) == 30
    assert "crossdock_outbox_rows" in text


@pytest.mark.variant
def test_one_clock_at_a_time_holds_each_job(service: tuple[Sidecar, str]) -> None:
    time.sleep(3)

    text = ask(service, "/metrics")[1]

    runs = re.search(r'crossdock_clock_runs_total\{job="deliver_outbox",result="ok"\} (\S+)', text)
    assert runs
    # all three would run about 18 times in three seconds at two a second
    assert float(runs[1]) <= 9
