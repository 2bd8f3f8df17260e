"""What the intake benchmarks share: a mail, a sidecar that stores it, clients that send it and are timed."""

from __future__ import annotations

import http.client
import os
import statistics
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack.demo import crossdock, make_key
from stack.ports import free_port
from stack.sidecar import Sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

WARM_UP_PER_THREAD = 4
MAIL = """Authentication-Results: mx.demo.example; dmarc=pass header.from=lindenau.example
From: Lindenau Sales <sales@lindenau.example>
To: purchasing@weser-handel.example
Date: Tue, 24 Nov 2026 09:00:00 +0000
Message-ID: <{id}@lindenau.example>
Subject: Delay of your order P00012

Dear Bea,

line 1 of your order P00012 will be delivered on 15 January 2027.

Kind regards,
Uwe Lindner
"""


class Poster:
    """Posts to one server on loopback; each client thread keeps a connection of its own."""

    def __init__(self, url: str) -> None:
        self._port = urllib.parse.urlsplit(url).port or 80
        self._local = threading.local()

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Return status and body of the answer."""
        if not hasattr(self._local, "connection"):
            self._local.connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        self._local.connection.request("POST", path, body, dict(headers))
        answer = self._local.connection.getresponse()
        return answer.status, answer.read()


@dataclass(slots=True)
class Way:
    """One way to take in a fact, with what was measured of it."""

    name: str
    send: Callable[[int], None]
    seconds: list[float] = field(default_factory=list)
    whole_s: float = 0.0

    def run(self, requests: int, threads: int) -> None:
        """Send so many more from these client threads, after some to warm up."""

        def one(number: int) -> float:
            began = time.perf_counter()
            self.send(number)
            return time.perf_counter() - began

        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(one, range(threads * WARM_UP_PER_THREAD)))
            began = time.perf_counter()
            self.seconds += pool.map(one, range(1000, 1000 + requests))
            self.whole_s += time.perf_counter() - began

    @property
    def per_second(self) -> float:
        """How many were answered per second."""
        return len(self.seconds) / self.whole_s


def table(ways: Sequence[Way], base: Way) -> str:
    """Return what was measured as a Markdown table; ratios are to `base`."""
    lines = ["| way | requests/s | ratio | p50 ms | p99 ms |", "|---|---:|---:|---:|---:|"]
    for way in ways:
        each = sorted(way.seconds)
        p50, p99 = statistics.median(each) * 1000, each[int(len(each) * 0.99) - 1] * 1000
        ratio = way.per_second / base.per_second
        lines.append(f"| {way.name} | {way.per_second:.0f} | {ratio:.1f} | {p50:.1f} | {p99:.1f} |")
    return "\n".join(lines)


@contextmanager
def storing_sidecar(home: Path, **variables: str) -> Iterator[Callable[[int], None]]:
    """Run a sidecar whose Odoo is away, on SQLite unless told otherwise; give what posts it a fresh mail."""
    home.mkdir(parents=True, exist_ok=True)
    variables = {
        **variables,
        "CROSSDOCK_STATE_DIR": str(home / "state"),
        "CROSSDOCK_ERP": "odoo",
        "CROSSDOCK_ODOO_URL": f"http://127.0.0.1:{free_port()}",
        "CROSSDOCK_ODOO_DATABASE": "away",
        "CROSSDOCK_ODOO_LOGIN": "away",
        "CROSSDOCK_ODOO_PASSWORD": "away",
        "CROSSDOCK_CLOCK": "false",
        "CROSSDOCK_LOG_LEVEL": "WARNING",
    }
    environment = {**os.environ, **variables}
    crossdock(environment, "db", "migrate")
    key = make_key(environment, name="bench", scopes="mails:write")
    with Sidecar(variables, home=home) as sidecar:
        poster = Poster(sidecar.url)

        def push(_: int) -> None:
            fact = uuid.uuid4().hex
            headers = {
                "Authorization": f"Bearer {key}",
                "Content-Type": "message/rfc822",
                "Idempotency-Key": fact,
            }
            status, body = poster.post("/v1/supplier-mails", MAIL.format(id=fact).encode(), headers)
            if status not in (200, 202) or b'"stored"' not in body:
                raise RuntimeError(f"not stored: {status} {body[:300]!r}")

        yield push
