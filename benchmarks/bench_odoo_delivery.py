"""Exceptions per second delivered to a real Odoo: our outbox beside three plain odoorpc calls each.

Both sides write the same: the record with the same fields, the mail as attachment, one chatter note. Ours is
the flow that the sidecar's clock calls, on a ledger in SQLite: claim, deliver, mark as sent. Recording what
is to be delivered, as a decision does, is not timed. Rounds alternate, so that both see the same machine.
Without --url an Odoo of its own is started (needs root, as `make stack` does).

    .venv/bin/python benchmarks/bench_odoo_delivery.py [--odoo 19] [--url http://127.0.0.1:8069 --db NAME]
"""

from __future__ import annotations

import argparse
import base64
import statistics
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "contract")]

import erp_cases as cases  # noqa: E402  # the contract suite's own builders and world
import odoorpc  # noqa: E402
from odoo_world import OdooWorld  # noqa: E402
from sidecar_on_erp import ActWithinTwoDays  # noqa: E402

from crossdock.adapters.clock import SystemClock  # noqa: E402
from crossdock.adapters.odoo import names  # noqa: E402
from crossdock.adapters.odoo.erp import OdooErp  # noqa: E402
from crossdock.adapters.odoo.exception_values import NOT_UPDATED, write_values  # noqa: E402
from crossdock.adapters.sql import create_ledger, migrate  # noqa: E402
from crossdock.flows.deliver_outbox import deliver_outbox  # noqa: E402
from crossdock.flows.services import Services  # noqa: E402
from crossdock.ports import CaseWrite, Recording  # noqa: E402
from crossdock.ports.serial import digest_of_bytes  # noqa: E402
from stack.odoo import Odoo  # noqa: E402
from stack.postgres import Postgres  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import PurchaseOrder

ROUNDS = {1: 40, 20: 8, 200: 4}
NOTE = (
    "The supplier writes that line 1 comes on 24 December instead of 10 December.\nAccept, or find another."
)
MAIL = (
    b"Message-ID: <%s@lindenau.example>\r\nFrom: sales@lindenau.example\r\nSubject: later\r\n\r\n"
    + b"We are sorry, it comes later.\r\n" * 250
)
TARGET = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Medians of one batch size, in milliseconds per exception."""

    size: int
    plain_ms: float
    ours_ms: float

    @property
    def ratio(self) -> float:
        """How many times faster our outbox is."""
        return self.plain_ms / self.ours_ms


class Plain:
    """What a straightforward integration does: three calls per exception."""

    def __init__(self, world: OdooWorld) -> None:
        parts = urlsplit(world.url)
        self._odoo = odoorpc.ODOO(parts.hostname, "jsonrpc", parts.port, timeout=300)
        self._odoo.login(world.database, world.technical, world.secret)

    def deliver(self, records: Sequence[ExceptionRecord]) -> None:
        """Create each record, its attachment and its note."""
        for record in records:
            model = self._odoo.execute
            made = model(names.EXCEPTION, "create", plain_values(record))
            mail = {"name": "supplier.eml", "datas": base64.b64encode(mail_of(record)).decode()}
            mail |= {"res_model": names.EXCEPTION, "res_id": made, "mimetype": "message/rfc822"}
            model("ir.attachment", "create", mail)
            note = {"body": NOTE, "message_type": "comment", "subtype_xmlid": "mail.mt_note"}
            self._odoo.execute_kw(names.EXCEPTION, "message_post", [[made]], note)


def plain_values(record: ExceptionRecord) -> dict[str, Any]:
    """Return the same fields that our delivery writes."""
    kept = {name: getattr(record, name) for name in NOT_UPDATED}
    return write_values(record) | {
        names.RECORD_FIELDS[name]: value.strftime("%Y-%m-%d %H:%M:%S") if name == "first_seen_at" else value
        for name, value in kept.items()
        if value is not None
    }


class Outbox:
    """What the sidecar does: effects wait in its ledger, are claimed, delivered and marked as sent."""

    def __init__(self, world: OdooWorld, folder: str) -> None:
        url = f"sqlite:///{folder}/ledger.sqlite"
        migrate(url)
        self._services = Services(
            clock=SystemClock(),
            ledger=create_ledger(url),
            erp=OdooErp(world.session(timeout_s=300)),
            policies=ActWithinTwoDays(),
        )

    def record(self, records: Sequence[ExceptionRecord]) -> None:
        """Record cases with what is to be delivered of them, as decisions do."""
        mails = {record.case_key: mail_of(record) for record in records}
        effects = [
            effect
            for record in records
            for effect in (
                cases.opening(record),
                cases.note(record, NOTE),
                cases.attachment(record, digest_of_bytes(mails[record.case_key])),
            )
        ]
        recording = Recording(
            cases=tuple(CaseWrite(record=record) for record in records),
            effects=tuple(effects),
            blobs=tuple(("mail", mail) for mail in mails.values()),
            correlation_id="bench",
        )
        self._services.ledger.record(recording, self._services.clock.now())

    def deliver(self, records: Sequence[ExceptionRecord]) -> None:
        """Deliver all that is due: the three effects of each case."""
        answer = deliver_outbox(self._services, correlation_id="bench")
        if answer.sent != 3 * len(records) or answer.waiting:
            raise SystemExit(f"not delivered: {answer}")


def mail_of(record: ExceptionRecord) -> bytes:
    """Return the mail that a case comes from: no two are the same."""
    return MAIL % record.case_key.encode()


def measure(world: OdooWorld, outbox: Outbox) -> list[Result]:
    """Measure all batch sizes, in alternating rounds after one to warm up."""
    order, plain = world.new_order(), Plain(world)
    plain.deliver(batch(order, 2))
    outbox.deliver(recorded(outbox, order, 2))
    results = []
    for size, rounds in ROUNDS.items():
        plain_times, our_times = [], []
        for _ in range(rounds):
            plain_times.append(timed(plain.deliver, batch(order, size)))
            our_times.append(timed(outbox.deliver, recorded(outbox, order, size)))
        results.append(
            Result(
                size=size,
                plain_ms=statistics.median(plain_times) / size,
                ours_ms=statistics.median(our_times) / size,
            )
        )
    return results


def batch(order: PurchaseOrder, size: int) -> list[ExceptionRecord]:
    """Return fresh cases of one order line."""
    return [cases.record(order) for _ in range(size)]


def recorded(outbox: Outbox, order: PurchaseOrder, size: int) -> list[ExceptionRecord]:
    """Return fresh cases that wait in the outbox."""
    records = batch(order, size)
    outbox.record(records)
    return records


def timed(act: Callable[[Sequence[ExceptionRecord]], None], records: Sequence[ExceptionRecord]) -> float:
    """Return how many milliseconds it took."""
    start = time.perf_counter()
    act(records)
    return (time.perf_counter() - start) * 1000


def table(results: Sequence[Result], title: str) -> str:
    """Return the results as a Markdown table."""
    lines = [
        f"{title}\n",
        "| batch | plain odoorpc: exceptions/s (ms each) | our outbox: exceptions/s (ms each) | ratio |",
        "|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {r.size} | {1000 / r.plain_ms:.1f} ({r.plain_ms:.1f}) | {1000 / r.ours_ms:.1f} ({r.ours_ms:.1f}) "
        f"| {r.ratio:.1f}x |"
        for r in results
    ]
    return "\n".join(lines)


@contextmanager
def server(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Give the URL and a database to work in."""
    if args.url:
        yield args.url, args.db
        return
    with Postgres() as postgres, Odoo(postgres, args.odoo) as odoo:
        yield odoo.url, odoo.new_database(f"bench_{uuid.uuid4().hex[:8]}")


def main() -> int:
    """Run and print; 1 where the target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--odoo", type=int, default=19, choices=(14, 19))
    parser.add_argument("--url", help="a running server, instead of one of our own")
    parser.add_argument("--db", help="a fresh database of that server (admin / admin)")
    args = parser.parse_args()
    with server(args) as (url, database), tempfile.TemporaryDirectory() as folder:
        world = OdooWorld(url, database)
        results = measure(world, Outbox(world, folder))
        print(
            table(results, f"Odoo {world.admin.version}, {' '.join([Path(sys.argv[0]).name, *sys.argv[1:]])}")
        )
    last = results[-1]
    print(f"\ntarget: {TARGET}x at {last.size}: {'met' if last.ratio >= TARGET else 'MISSED'}")
    return 0 if last.ratio >= TARGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
