"""What a call to Odoo says in its headers, seen by a server that answers as Odoo does."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.odoo.session import OdooSession
from crossdock.telemetry.trace import passed_on

if TYPE_CHECKING:
    from collections.abc import Iterator


class Odoo(ThreadingHTTPServer):
    """Answers a login and any call; `seen` holds path and headers (in small letters) of every request."""

    version = "19.0"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.seen: list[tuple[str, dict[str, str]]] = []

    def session(self) -> OdooSession:
        """Return a connection that is not yet logged in."""
        return OdooSession(f"http://127.0.0.1:{self.server_port}", "mine", "login", "secret")

    def headers(self, name: str) -> list[str | None]:
        """Return this header of each RPC call, the login's among them."""
        return [headers.get(name) for path, headers in self.seen if path == "/jsonrpc"]


class Answering(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Odoo

    def do_GET(self) -> None:
        """Show the page that names a database."""
        self._answer({})

    def do_POST(self) -> None:
        """Answer an RPC call."""
        params = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["params"]
        if self.path == "/web/webclient/version_info":
            self._answer({"result": {"server_version": self.server.version}})
        else:
            self._answer({"result": 7 if params["method"] == "login" else {}})

    def _answer(self, answer: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append((self.path.partition("?")[0], headers))
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def odoo() -> Iterator[Odoo]:
    """Return an Odoo that listens."""
    with Odoo() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_calls_carry_the_trace_and_the_id_of_the_request_they_are_made_for(odoo: Odoo) -> None:
    session = odoo.session()
    session.ping()
    odoo.seen.clear()

    def ask(number: int) -> None:
        passed_on.set({"traceparent": f"00-{number:032x}-{number:016x}-01", "X-Request-Id": f"r{number}"})
        session.ping()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: copy_context().run(ask, number), range(1, 9)))
    session.ping()

    told = zip(odoo.headers("traceparent"), odoo.headers("x-request-id"), strict=True)
    assert set(told) == {(None, None), *((f"00-{n:032x}-{n:016x}-01", f"r{n}") for n in range(1, 9))}


@pytest.mark.parametrize(("version", "named"), [("19.0", "mine"), ("saas~19.1", "mine"), ("14.0", None)])
def test_odoo_19_is_told_the_database_with_every_call(odoo: Odoo, version: str, named: str | None) -> None:
    odoo.version = version
    session = odoo.session()

    session.ping()
    session.ping()

    assert odoo.headers("x-odoo-database") == [named] * 4  # login, its context, and the calls


def test_odoo_14_is_told_the_database_by_the_page_that_sets_its_cookie(odoo: Odoo) -> None:
    odoo.version = "14.0"

    odoo.session().ping()

    assert [path for path, _ in odoo.seen] == [
        "/web/webclient/version_info",
        "/web/login",
        *["/jsonrpc"] * 3,
    ]
