"""The HTTP API over a real ledger on SQLite, the memory ERP and a memory mailbox."""

from __future__ import annotations

import functools
import json
import logging
import os
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.active_policies import ActivePolicies, activate_first
from crossdock.adapters.memory.erp import MemoryErp
from crossdock.adapters.memory.mailbox import MemoryMailbox
from crossdock.adapters.policies import YamlPolicies
from crossdock.adapters.sql import create_ledger, migrate
from crossdock.adapters.webhooks import AllowedUrls, WebhookSender
from crossdock.app.wsgi import pings_of
from crossdock.domain.errors import StorageUnavailable
from crossdock.entrypoints.http.api_keys import Scope, hash_key, new_key
from crossdock.entrypoints.http.application import create_app
from crossdock.entrypoints.http.patience import Patience
from crossdock.entrypoints.http.readiness import Readiness
from crossdock.entrypoints.http.state import HttpOptions, HttpState
from crossdock.flows.services import Limits, Services
from crossdock.telemetry.logs import JsonFormatter, log_context
from crossdock.telemetry.metrics import Metrics
from tests.http.failing import Failing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

EVENTS_URL = "http://127.0.0.1:5678/"
SIGNING_SECRET = "whsec_" + "c2VjcmV0" * 6
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ORDERS = {
    "suppliers": [{"id": "S1", "name": "Lindenau GmbH", "emails": ["sales@lindenau.example"], "domains": []}],
    "orders": [
        {
            "name": "P00042",
            "supplier": "S1",
            "currency": "EUR",
            "order_date": "2026-02-01",
            "lines": [
                {
                    "line": 1,
                    "sku": "A-1",
                    "description": "Hex bolt M8",
                    "quantity": 100,
                    "unit": "pcs",
                    "unit_price": 2.5,
                    "date_planned": "2026-03-10",
                }
            ],
        }
    ],
}


class SettableClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        """Return the set time."""
        return self.at

    def advance(self, **span: float) -> None:
        """Move on."""
        self.at += timedelta(**span)


def a_mail(number: int = 1, text: str = "Line 1 of P00042 will be late: new date 2026-03-20.") -> bytes:
    """Return a delay mail of the known supplier."""
    return (
        f"Message-ID: <m{number}@lindenau.example>\r\n"
        "From: Sales <sales@lindenau.example>\r\nTo: buy@example.com\r\n"
        "Date: Mon, 02 Mar 2026 09:00:00 +0100\r\nSubject: P00042\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


@functools.cache
def empty_ledger() -> bytes:
    """Return the file of a migrated, empty ledger: migrating once is enough."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()


class World:
    """What a test of the API touches: the services, their parts, and a client that holds a key."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'ledger.db'}"
        (folder / "ledger.db").write_bytes(empty_ledger())
        self.clock = SettableClock()
        self.ledger = create_ledger(self.url, busy_timeout_s=0.2)
        self.erp = MemoryErp.from_orders(ORDERS, clock=self.clock)
        self.mailbox = MemoryMailbox("purchasing", now=self.clock.now)
        files = YamlPolicies()
        activate_first(files, self.ledger, self.clock)
        self.services = Services(
            clock=self.clock,
            ledger=self.ledger,
            erp=self.erp,
            policies=ActivePolicies(files, self.ledger, reload_s=0),
            mailboxes={"purchasing": self.mailbox},
            limits=Limits(max_mail_bytes=20_000),
            events=WebhookSender(AllowedUrls((EVENTS_URL,)), SIGNING_SECRET, self.clock),
        )
        self.patience = Patience()
        self.key = self.make_key(*Scope)
        self.app = self.make_app(self.services)

    def make_app(self, services: Services) -> Flask:
        """Return the application over these services."""
        return create_app(
            HttpState(
                services=services,
                metrics=Metrics(),
                readiness=Readiness(pings_of(services), fresh_s=0),
                options=HttpOptions(max_json_bytes=10_000),
                patience=self.patience,
            )
        )

    def use(self, **parts: Any) -> None:
        """Serve with other parts from now on, as a ledger that fails."""
        self.services = replace(self.services, **parts)
        self.app = self.make_app(self.services)

    def break_ledger(self) -> None:
        """Let every ping of the ledger fail from now on."""

        def away() -> None:
            raise StorageUnavailable

        self.use(ledger=Failing(self.ledger, "ping", away))

    def make_key(self, *scopes: str, expires_at: datetime | None = None) -> str:
        """Store a key and return it."""
        key = new_key()
        self.ledger.add_key(
            name="test",
            key_hash=hash_key(key),
            scopes=list(scopes),
            now=self.clock.now(),
            expires_at=expires_at,
        )
        return key

    def call(
        self, method: str, path: str, *, key: str | None = "", headers: Any = (), **options: Any
    ) -> TestResponse:
        """Send one request; `key` None sends none, empty the one with all scopes."""
        sent = dict(headers)
        if key is not None:
            sent.setdefault("Authorization", f"Bearer {key or self.key}")
        return self.app.test_client().open(path, method=method, headers=sent, **options)

    def post_mail(self, raw: bytes, *, idempotency_key: str | None = "k1", **options: Any) -> TestResponse:
        """Push a raw mail."""
        headers = dict(options.pop("headers", {}))
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        return self.call(
            "POST", "/v1/supplier-mails", data=raw, content_type="message/rfc822", headers=headers, **options
        )

    def post_exception(self, idempotency_key: str | None = "e1", **changes: Any) -> TestResponse:
        """Ask for a case."""
        body = {"category": "supply", "sub_category": "late", "title": "Phoned: a week late", **changes}
        headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
        return self.call("POST", "/v1/exceptions", json=body, headers=headers)


@pytest.fixture
def settings_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Set the demo's environment for this process and return it."""
    for name in list(os.environ):
        if name.startswith("CROSSDOCK_"):
            monkeypatch.delenv(name)
    values = {
        "CROSSDOCK_ERP": "memory",
        "CROSSDOCK_STATE_DIR": str(tmp_path / "state"),
        "CROSSDOCK_ENV_FILE": "",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Give a fresh service."""
    world = World(tmp_path)
    yield world
    world.ledger.close()
    log_context.set({})


@contextmanager
def kept(keep: Callable[[logging.LogRecord], object]) -> Iterator[None]:
    """Give each record that the service logs to `keep`, at once and in the thread that logs it."""

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            keep(record)

    handler, root = Keep(), logging.getLogger("crossdock")
    level = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    yield
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    """Give the records that the service logs."""
    records: list[logging.LogRecord] = []
    with kept(records.append):
        yield records


@pytest.fixture
def log_lines() -> Iterator[list[dict[str, Any]]]:
    """Give the lines that the service logs, as JSON."""
    lines: list[dict[str, Any]] = []
    with kept(lambda record: lines.append(json.loads(JsonFormatter().format(record)))):
        yield lines


def problem_of(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Assert that `response` is a whole problem, and return it."""
    assert (response.status_code, response.content_type) == (status, "application/problem+json"), (
        response.text
    )
    problem: dict[str, Any] = json.loads(response.text)
    assert problem["code"] == code
    assert problem["status"] == status
    assert problem["detail"]
    assert problem["type"] == f"urn:crossdock:problem:{code}"
    assert problem["request_id"] == response.headers["X-Request-Id"]
    assert "Traceback" not in response.text
    assert problem["outcome"] in ("refused", "unavailable", "failed")
    assert problem["reasons"][0]["code"] == code
    return problem
