"""An Odoo that takes connections and never answers: each request ends within its bound, so does a stop."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from typing import TYPE_CHECKING

import pytest

from crossdock import cli
from tests.http.conftest import a_mail
from tests.http.serving import Served, free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

WAIT_S, ODOO_S, GRACE_S = 0.3, 2, 1
BESIDE_S = 6
"""What starting threads, storing and a busy machine may take besides."""


class Hung:
    """A server that takes connections and says nothing. `asked` counts them."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.asked = threading.Semaphore(0)
        self._held: list[socket.socket] = []
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    def _take(self) -> None:
        while True:
            try:
                taken, _ = self._listener.accept()
            except OSError:
                return
            self._held.append(taken)
            self.asked.release()

    def close(self) -> None:
        """Let everybody go."""
        self._listener.shutdown(socket.SHUT_RDWR)  # ends the wait for the next one
        self._listener.close()
        self._thread.join()
        for taken in self._held:
            taken.close()


@pytest.fixture
def hung() -> Iterator[Hung]:
    """Give a server that hangs."""
    server = Hung()
    yield server
    server.close()


@pytest.fixture
def serve(settings_of: dict[str, str], hung: Hung, tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Serve before the hung Odoo, with these settings besides."""
    started: list[Served] = []

    def start(**more: object) -> Served:
        access = {"URL": hung.url, "DATABASE": "d", "LOGIN": "l", "PASSWORD": "p", "TIMEOUT_S": ODOO_S}
        values = {
            **settings_of,
            "CROSSDOCK_ERP": "odoo",
            "CROSSDOCK_BIND_PORT": free_port(),
            "CROSSDOCK_CLOCK": "false",  # so that only the requests of the test ask Odoo
            "CROSSDOCK_DECISION_WAIT_S": WAIT_S,
            "CROSSDOCK_GRACEFUL_TIMEOUT_S": GRACE_S,
            **{f"CROSSDOCK_ODOO_{name}": value for name, value in access.items()},
            **{f"CROSSDOCK_{name}": value for name, value in more.items()},
        }
        served = Served({name: str(value) for name, value in values.items()}, tmp_path / "log")
        started.append(served)
        served.wait()
        return served

    yield start
    for served in started:
        if served.process.poll() is None:
            served.process.kill()
            served.process.wait()


@pytest.fixture
def key(settings_of: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    """Give a key for all scopes."""
    assert cli.main(["keys", "create", "--name", "t", "--scopes", "all"]) == 0
    return capsys.readouterr().out.strip()


def request(served: Served, key: str, path: str, raw: bytes = b"") -> urllib.request.Request:
    """Return a request that posts these bytes."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "message/rfc822", "Idempotency-Key": path}
    return urllib.request.Request(f"{served.url}/v1/{path}", data=raw, headers=headers, method="POST")


def post(served: Served, key: str, path: str, raw: bytes = b"") -> tuple[dict[str, object], float]:
    """Return the answer, and how long it took."""
    began = time.monotonic()
    _, text = served.send(request(served, key, path, raw))
    return json.loads(text), time.monotonic() - began


def test_a_mail_is_stored_within_the_decisions_wait(serve: Callable[..., Served], key: str) -> None:
    served = serve(ODOO_TIMEOUT_S=60)

    answer, took_s = post(served, key, "supplier-mails", a_mail())

    assert (answer["outcome"], took_s < WAIT_S + BESIDE_S) == ("stored", True), took_s
    assert served.get("/healthz")[0] == 200


def test_a_sweep_ends_after_one_time_out_of_odoo_however_many_wait_for_it(
    serve: Callable[..., Served], key: str
) -> None:
    served = serve()
    for number in range(5):
        post(served, key, f"supplier-mails?again={number}", a_mail(number))

    answer, took_s = post(served, key, "odoo-change-sweeps")

    assert answer["outcome"] == "unavailable"
    assert took_s < ODOO_S + BESIDE_S


def test_a_stop_lets_a_request_under_way_have_its_answer(
    serve: Callable[..., Served], key: str, hung: Hung
) -> None:
    served = serve(ODOO_TIMEOUT_S=60, DECISION_WAIT_S=2, GRACEFUL_TIMEOUT_S=10)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(served.send, request(served, key, "supplier-mails", a_mail()))
        assert hung.asked.acquire(timeout=30)  # it is decided from now on, for two seconds

        took_s = _stopped_after(served, while_waiting=answer)

    status, text = answer.result()
    assert (status, json.loads(text)["outcome"]) == (200, "stored")
    assert took_s < 10 + BESIDE_S


def test_a_stop_ends_within_its_grace_though_a_request_hangs(
    serve: Callable[..., Served], key: str, hung: Hung
) -> None:
    served = serve(ODOO_TIMEOUT_S=60)
    sweep = threading.Thread(target=_cut_off, args=(served, key, "odoo-change-sweeps"))
    sweep.start()
    assert hung.asked.acquire(timeout=30)

    assert _stopped_after(served) < GRACE_S + BESIDE_S
    sweep.join(timeout=30)


def test_a_stop_ends_within_its_grace_though_the_clock_hangs(
    serve: Callable[..., Served], hung: Hung
) -> None:
    served = serve(ODOO_TIMEOUT_S=60, CLOCK="true", CLOCK_ODOO_S=0.1)
    assert hung.asked.acquire(timeout=30)

    assert _stopped_after(served) < GRACE_S + BESIDE_S


def _cut_off(served: Served, key: str, path: str) -> None:
    with suppress(OSError, HTTPException):  # the stop ends it
        post(served, key, path)


def _stopped_after(served: Served, while_waiting: Future[tuple[int, str]] | None = None) -> float:
    """Ask the service to stop, before this answer is there; return how many seconds it took."""
    began = time.monotonic()
    served.process.send_signal(signal.SIGTERM)
    assert while_waiting is None or not while_waiting.done()
    served.process.wait(timeout=60)
    return time.monotonic() - began
