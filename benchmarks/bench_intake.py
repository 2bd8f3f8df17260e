"""Durable intake: mails per second through gunicorn on SQLite and on PostgreSQL, beside one Odoo create each.

    .venv/bin/python benchmarks/bench_intake.py [--requests 1000] [--threads 8]

What is compared, in one run and with the same client threads:
- the sidecar's `POST /v1/supplier-mails` while Odoo is away: authenticated, checked to be a mail, keyed, its
  bytes and row durable (SQLite synchronous=FULL; PostgreSQL fsync=on), answered `stored`;
- the usual way without a sidecar: one Odoo `create` (odoorpc) per request, of one exception record.
"""

from __future__ import annotations

import argparse
import datetime
import http.client
import os
import statistics
import sys
import threading
import time
import urllib.parse
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.provision import apply, create_technical_user
from crossdock.adapters.odoo.session import OdooSession
from stack.demo import crossdock, make_key
from stack.odoo import Odoo
from stack.ports import free_port
from stack.postgres import Postgres
from stack.process import scratch_folder
from stack.sidecar import Sidecar

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "Intake-bench"
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


def main() -> None:
    """Measure the three ways and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    rows = []
    with Postgres(durable=True) as postgres, Odoo(postgres, 19) as odoo:
        rows.append(("Odoo create per request", _odoo(odoo, options)))
        postgres.create_database("intake")
        home = scratch_folder("bench_intake")
        rows.append(("sidecar, SQLite", _sidecar({}, home / "sqlite", options)))
        url = {"CROSSDOCK_DATABASE_URL": postgres.url("intake")}
        rows.append(("sidecar, PostgreSQL", _sidecar(url, home / "pg", options)))
    _print(rows, options)


def _sidecar(variables: dict[str, str], home: Path, options: argparse.Namespace) -> list[float]:
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
        port = urllib.parse.urlsplit(sidecar.url).port or 80
        local = threading.local()

        def push(_: int) -> None:
            if not hasattr(local, "connection"):
                local.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            fact = uuid.uuid4().hex
            local.connection.request(
                "POST",
                "/v1/supplier-mails",
                MAIL.format(id=fact).encode(),
                {
                    "Authorization": f"Bearer {key}",
                    "Content-Type": "message/rfc822",
                    "Idempotency-Key": fact,
                },
            )
            answer = local.connection.getresponse()
            body = answer.read()
            if answer.status not in (200, 202) or b'"stored"' not in body:
                raise RuntimeError(f"not stored: {answer.status} {body[:300]!r}")

        return _timed(push, options)


def _odoo(odoo: Odoo, options: argparse.Namespace) -> list[float]:
    odoo.new_database("bench_intake")
    admin = OdooSession(odoo.url, "bench_intake", odoo.admin_login, odoo.admin_password, timeout_s=300)
    apply(admin)
    create_technical_user(admin, login="service", password=SECRET)
    service = OdooSession(odoo.url, "bench_intake", "service", SECRET, timeout_s=300)
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")

    def create(number: int) -> None:
        values = {"x_name": f"EXC-{number}", "x_title": "P00012 line 1: 12 days late", "x_last_seen_at": now}
        service.call(names.EXCEPTION, "create", [values])

    return _timed(create, options)


def _timed(work: Callable[[int], None], options: argparse.Namespace) -> list[float]:
    """Run the requests over the threads; return each one's seconds, and last the whole run's."""

    def one(number: int) -> float:
        began = time.perf_counter()
        work(number)
        return time.perf_counter() - began

    with ThreadPoolExecutor(options.threads) as pool:
        list(pool.map(one, range(options.threads * 4)))
        began = time.perf_counter()
        seconds = list(pool.map(one, range(1000, 1000 + options.requests)))
        return [*seconds, time.perf_counter() - began]


def _print(rows: list[tuple[str, list[float]]], options: argparse.Namespace) -> None:
    base = options.requests / rows[0][1][-1]
    print(f"\n{options.requests} requests, {options.threads} client threads\n")
    print("| way | requests/s | ratio | p50 ms | p99 ms |")
    print("|---|---|---|---|---|")
    for name, seconds in rows:
        each, rate = sorted(seconds[:-1]), options.requests / seconds[-1]
        p50, p99 = statistics.median(each) * 1000, each[int(len(each) * 0.99) - 1] * 1000
        print(f"| {name} | {rate:.0f} | {rate / base:.1f} | {p50:.1f} | {p99:.1f} |")


if __name__ == "__main__":
    main()
