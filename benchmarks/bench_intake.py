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
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from intake_load import Way, storing_sidecar, table

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.provision import apply, create_technical_user
from crossdock.adapters.odoo.session import OdooSession
from stack.odoo import Odoo
from stack.postgres import Postgres
from stack.process import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "Intake-bench"


def main() -> None:
    """Measure the three ways and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    with Postgres(durable=True) as postgres, Odoo(postgres, 19) as odoo:
        create = Way("Odoo create per request", _create_in(odoo))
        create.run(options.requests, options.threads)
        ways = [create]
        home = scratch_folder("bench_intake")
        url = postgres.create_database("intake")
        for name, variables in {"SQLite": {}, "PostgreSQL": {"CROSSDOCK_DATABASE_URL": url}}.items():
            with storing_sidecar(home / name, **variables) as push:
                way = Way(f"sidecar, {name}", push)
                way.run(options.requests, options.threads)
            ways.append(way)
    print(f"\n{options.requests} requests, {options.threads} client threads\n")
    print(table(ways, base=create))


def _create_in(odoo: Odoo) -> Callable[[int], None]:
    odoo.new_database("bench_intake")
    admin = OdooSession(odoo.url, "bench_intake", odoo.admin_login, odoo.admin_password, timeout_s=300)
    apply(admin)
    create_technical_user(admin, login="service", password=SECRET)
    service = OdooSession(odoo.url, "bench_intake", "service", SECRET, timeout_s=300)
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")

    def create(number: int) -> None:
        values = {"x_name": f"EXC-{number}", "x_title": "P00012 line 1: 12 days late", "x_last_seen_at": now}
        service.call(names.EXCEPTION, "create", [values])

    return create


if __name__ == "__main__":
    main()
