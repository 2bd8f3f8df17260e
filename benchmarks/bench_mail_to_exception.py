"""From a mail in the inbox to its exception in Odoo, through n8n: how long, and what takes the time.

    .venv/bin/python benchmarks/bench_mail_to_exception.py [--mails 50]

Real Dovecot, n8n with workflow 10 deployed as shipped, the sidecar under gunicorn on PostgreSQL, Odoo 19
(as root, as `make stack`). Two series: each mail appended once the last one's exception is there, and at an
even pace that meets every moment between two runs of the schedule as often. One change to the workflow after
it is deployed: successful executions are kept, for n8n's own times are read from them.

A mail's way is cut where one part hands on to the next, so that the parts add up to the whole:
append answered | execution started, fetch node began and ended, read node began (n8n's executions) | read
request arrived, mail decided, delivery began (the sidecar's log) | row visible (Odoo's database, looked at
every 20 ms). Where the sidecar's own sweep finds a fetched mail first, its taking it up is the arrival.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import threading
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psycopg
from mail_timing import WORKFLOW, Told, cut, executions, report

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.session import OdooSession
from stack.dovecot import Dovecot
from stack.flows import WORKFLOWS
from stack.n8n import N8n
from stack.odoo import Odoo
from stack.postgres import Postgres
from stack.process import scratch_folder
from tests.e2e.flows_world import Flows, driven_by
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import Ordered, World, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Appended = dict[int, float]
    """When the append of a mail was answered, by the purchase line that it is about."""

TIMED = str(Path(__file__).with_name("timed_gunicorn.conf.py"))
PROMISED_S = 30
LOOK_S = 0.02


class Watcher:
    """Sees when an exception is visible in Odoo, whoever looks."""

    def __init__(self, world: World) -> None:
        self._url = world.postgres.libpq_url(world.database)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.seen: dict[int, tuple[float, str]] = {}
        """When, and the correlation id, by purchase line."""

    def __enter__(self) -> Watcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _look(self) -> None:
        table = names.EXCEPTION.replace(".", "_")
        query = (
            f"select x_purchase_line_id, x_correlation_id from {table} where not x_purchase_line_id = any(%s)"
        )
        with psycopg.connect(self._url, autocommit=True) as connection:
            while not self._stopping.wait(LOOK_S):
                for line, correlation in connection.execute(query, (list(self.seen),)):
                    self.seen[line] = (time.time(), correlation)


class Sender:
    """Appends mails to the sidecar's folder, and waits for what becomes of them."""

    def __init__(self, flows: Flows, watcher: Watcher) -> None:
        self._flows = flows
        self._watcher = watcher

    def at_once(self, orders: Sequence[Ordered]) -> Appended:
        """Append each mail once the last one's exception is there."""
        appended = {}
        for order in orders:
            appended[order.line_id] = self._append(order)
            self._await([order])
        return appended

    def at_pace(self, orders: Sequence[Ordered], pace_s: float) -> Appended:
        """Append one mail every so many seconds."""
        appended = {}
        began = time.monotonic()
        for number, order in enumerate(orders):
            time.sleep(max(0.0, began + number * pace_s - time.monotonic()))
            appended[order.line_id] = self._append(order)
        self._await(orders)
        return appended

    def _append(self, order: Ordered) -> float:
        mail = delay_mail(order, order.later(12))
        with self._flows.world.dovecot.login("purchasing") as imap:
            status, answer = imap.append(self._flows.sidecar.folder, "", "", mail)
            answered = time.time()
        if status != "OK":
            raise RuntimeError(f"not appended: {answer!r}")
        return answered

    def _await(self, orders: Sequence[Ordered]) -> None:
        eventually(lambda: all(o.line_id in self._watcher.seen for o in orders), what="the exceptions")


def keep_executions(flows: Flows) -> None:
    """Have n8n keep successful executions of the workflow, which tell when its nodes ran."""
    path = f"workflows/{flows.ids()[WORKFLOW]}"
    found = flows.n8n.call("GET", path)
    body = {key: found[key] for key in ("name", "nodes", "connections", "settings")}
    body["settings"] = {**body["settings"], "saveDataSuccessExecution": "all"}
    flows.n8n.call("PUT", path, body)
    flows.n8n.call("POST", f"{path}/publish", {})


def interval_of_schedule() -> float:
    """Return how often the workflow runs, in seconds."""
    workflow = json.loads((WORKFLOWS / f"{WORKFLOW}.json").read_text())
    [trigger] = [node for node in workflow["nodes"] if node["type"].endswith(".scheduleTrigger")]
    [rule] = trigger["parameters"]["rule"]["interval"]
    return float(rule["secondsInterval"])


@contextmanager
def everything() -> Iterator[Flows]:
    """Start all servers, and the workflows in n8n."""
    with Postgres(durable=True) as postgres, Odoo(postgres, 19) as odoo, Dovecot() as dovecot:
        database = odoo.new_database(f"bench_{uuid.uuid4().hex[:8]}")
        admin = OdooSession(odoo.url, database, odoo.admin_login, odoo.admin_password, timeout_s=300)
        home = scratch_folder("bench_mail")
        world = World(
            odoo=odoo, database=database, postgres=postgres, dovecot=dovecot, home=home, admin=admin
        )
        with N8n() as n8n, driven_by(n8n, world, "bench") as flows:
            flows.restart_sidecar("-c", TIMED)
            keep_executions(flows)
            yield flows


def main() -> int:
    """Measure and print; 1 where a mail took longer than is promised."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mails", type=int, default=50, help="of each series")
    options = parser.parse_args()
    interval_s = interval_of_schedule()
    pace_s = interval_s * (1 + 1 / options.mails)  # each mail a bit later in the interval, through all of it
    with everything() as flows:
        first, *orders = flows.world.new_orders(1 + 2 * options.mails)
        before = os.getloadavg()[0]
        with Watcher(flows.world) as watcher:
            sender = Sender(flows, watcher)
            sender.at_once([first])  # the first one logs in and fills caches
            series = {"each once the last one's exception is there": sender.at_once(orders[: options.mails])}
            series[f"one every {pace_s:.1f} s"] = sender.at_pace(orders[options.mails :], pace_s)
        after = os.getloadavg()[0]
        eventually(lambda: flows.world.arrived_once([first, *orders]), what="each exception, whole and once")
        told, ran = Told.by(flows.sidecar.process.log_path), executions(flows)
    print(f"\nload {before:.1f} before and {after:.1f} after")
    slowest_s = 0.0
    for name, appended in series.items():
        mails = [cut(at, *watcher.seen[line], told, ran) for line, at in appended.items()]
        print(report(name, mails))
        slowest_s = max(slowest_s, *(sum(mail) for mail in mails))
    late_s = statistics.median(started % interval_s for started, *_ in ran.values())
    print(
        f"\nmedians: a run starts {late_s:.3f} s after it is due; a fetch, with and without mail, takes the"
    )
    print(f"sidecar {statistics.median(told.fetches_s):.3f} s")
    swept = sum("request_id" not in line for line in told.decided.values())
    print(f"the sidecar's sweep was before n8n's read node with {swept} of {len(told.decided)} mails")
    print(f"promised: {PROMISED_S} s; the slowest took {slowest_s:.1f} s")
    return 0 if slowest_s <= PROMISED_S else 1


if __name__ == "__main__":
    raise SystemExit(main())
