"""Durable intake: mails per second into the sidecar, beside an n8n webhook that answers at once.

    .venv/bin/python benchmarks/bench_webhook_intake.py [--requests 200] [--rounds 3] [--threads 8]

What is compared, in one run, in alternating rounds, with the same client threads and the same mails:
- the sidecar's `POST /v1/supplier-mails`, on SQLite and on PostgreSQL, as `bench_intake.py` does;
- a published workflow of nothing but n8n's Webhook node, *Respond: Immediately*, without authentication;
  executions are saved, which is n8n's default and what makes this intake durable: n8n on SQLite answers once
  the execution's row is written.
A round ends when n8n has finished what it has answered already, so that nobody pays for another's rest.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import time
import uuid
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from intake_load import MAIL, Poster, Way, storing_sidecar, table

from stack.n8n import N8n
from stack.postgres import Postgres
from stack.process import scratch_folder
from tests.e2e.world import eventually

PATH = "bench-intake"
TARGET = 2.0
ANSWER = b"Workflow was started"


class Webhook:
    """A published workflow that takes in whatever is posted to it."""

    def __init__(self, n8n: N8n) -> None:
        self._poster = Poster(n8n.url)
        self._database = n8n.home / ".n8n" / "database.sqlite"
        node = {
            "id": PATH,
            "name": "Webhook",
            "type": "n8n-nodes-base.webhook",
            "typeVersion": 2.1,
            "position": [0, 0],
            "webhookId": PATH,
            "parameters": {"httpMethod": "POST", "path": PATH, "responseMode": "onReceived", "options": {}},
        }
        body = {"name": "Take in", "nodes": [node], "connections": {}, "settings": {"executionOrder": "v1"}}
        made = n8n.call("POST", "workflows", body)["id"]
        n8n.call("POST", f"workflows/{made}/publish", {})
        eventually(lambda: self._post()[0] == 200, what="the published webhook")

    def push(self, _: int) -> None:
        """Post one fresh mail."""
        status, body = self._post()
        if status != 200 or ANSWER not in body:
            raise RuntimeError(f"not taken in: {status} {body[:300]!r}")

    def _post(self) -> tuple[int, bytes]:
        # as text n8n keeps the mail in the execution itself, which costs it less than a binary
        mail = MAIL.format(id=uuid.uuid4().hex).encode()
        return self._poster.post(f"/webhook/{PATH}", mail, {"Content-Type": "text/plain"})

    def finish(self) -> float:
        """Wait until all that was answered is executed; return the seconds."""
        began = time.perf_counter()
        while self._count("stoppedAt is null"):
            time.sleep(0.02)
        return time.perf_counter() - began

    def kept(self) -> int:
        """Return how many mails n8n has in its database."""
        return self._count("""status = 'success' and id in (
            select executionId from execution_data where data like '%@lindenau.example%')""")

    def _count(self, condition: str) -> int:
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as connection:
            found = connection.execute(f"select count(*) from execution_entity where {condition}")
            return int(found.fetchone()[0])


def measure(options: argparse.Namespace) -> tuple[Way, list[Way], str]:
    """Run all ways in alternating rounds; return n8n's, ours, and what n8n had left to do."""
    home = scratch_folder("bench_webhook_intake")
    with (
        Postgres(durable=True) as postgres,
        storing_sidecar(home / "sqlite") as into_sqlite,
        storing_sidecar(home / "pg", CROSSDOCK_DATABASE_URL=postgres.create_database("intake")) as into_pg,
        N8n(home=home / "n8n") as n8n,
    ):
        webhook = Webhook(n8n)
        theirs = Way("n8n webhook, answers at once", webhook.push)
        ours = [Way("sidecar, SQLite", into_sqlite), Way("sidecar, PostgreSQL", into_pg)]
        left_s = 0.0
        ways = [theirs, *ours]
        for _ in range(options.rounds):
            for way in ways:
                way.run(options.requests, options.threads)
                left_s += webhook.finish()
            ways = [*ways[1:], ways[0]]  # nobody always follows the same neighbour
        done = len(theirs.seconds) / (theirs.whole_s + left_s)
        told = f"n8n kept {webhook.kept()} mails, and executed {done:.0f} per second to their end."
    return theirs, ours, told


def main() -> int:
    """Measure and print; 1 where the target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=200, help="of each way in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    before = os.getloadavg()[0]
    theirs, ours, told = measure(options)
    print(
        f"\n{options.rounds} rounds of {options.requests} requests, {options.threads} client threads, ",
        end="",
    )
    print(f"load {before:.1f} before and {os.getloadavg()[0]:.1f} after\n")
    print(table([theirs, *ours], base=theirs))
    print(f"\n{told}")
    is_met = all(way.per_second >= TARGET * theirs.per_second for way in ours)
    print(f"target: {TARGET:.0f}x: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


if __name__ == "__main__":
    raise SystemExit(main())
