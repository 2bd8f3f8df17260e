"""A whole stack for end-to-end tests: real Odoo 19, PostgreSQL and Dovecot around a real gunicorn sidecar."""

from __future__ import annotations

import datetime
import os
import sqlite3
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.provision import apply, create_technical_user
from crossdock.adapters.odoo.session import OdooSession
from crossdock.adapters.sql import create_ledger, migrate
from crossdock.entrypoints.http.api_keys import hash_key, new_key
from stack.client import Client
from stack.demo import SCOPES, make_key
from stack.dovecot import Dovecot
from stack.odoo import Odoo
from stack.postgres import Postgres
from stack.seed import Seeder
from stack.sidecar import Sidecar
from stack.up import MAILBOX, TECHNICAL, sidecar_variables
from tests.e2e.supplier_mail import SUPPLIER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


ALL_SCOPES = f"{SCOPES},mailboxes:fetch,dead_letters:replay"
PASSWORD = "technical-" + uuid.uuid4().hex
DEADLINE_S = float(os.environ.get("CROSSDOCK_TEST_DEADLINE_S", "120"))
SCALE = float(os.environ.get("CROSSDOCK_TEST_SCALE", "0.05"))
IS_FULL_SIZE = SCALE >= 1


def scaled(full: int) -> int:
    """Return a full-size count at the scale of this run: 1/20, or `CROSSDOCK_TEST_SCALE`."""
    return max(3, round(full * SCALE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """One fresh purchase order with one line of 40 pieces."""

    name: str
    order_id: int
    line_id: int
    date: datetime.date

    def later(self, days: int) -> datetime.date:
        """Return the agreed day plus some days."""
        return self.date + datetime.timedelta(days=days)


@dataclass(slots=True, kw_only=True)
class World:
    """Everything a test touches: the components, an administrator's session, and one sidecar."""

    odoo: Odoo
    database: str
    postgres: Postgres
    dovecot: Dovecot
    home: Path
    admin: OdooSession
    people: dict[str, int] = field(default_factory=dict)
    _serial: int = 0

    def __post_init__(self) -> None:
        apply(self.admin)
        create_technical_user(self.admin, TECHNICAL, PASSWORD)
        self.people = Seeder(self.admin).seed({"suppliers": [SUPPLIER], "orders": []}, with_sales=False)
        self._stock = self.admin.call("product.product", "create", [{"name": "Bolt M8", "type": "consu"}])[0]
        found = self.admin.search_read("res.partner", [("ref", "=", SUPPLIER["id"])], ["id"])
        self._supplier_id = int(found[0]["id"])

    _key: str = ""
    _stock: int = 0
    _supplier_id: int = 0

    def sidecar(self, name: str, **changes: str) -> SidecarUnderTest:
        """Return a sidecar (not started) with a ledger and a mailbox user's folder of its own."""
        ledger = f"ledger_{name}_{uuid.uuid4().hex[:6]}"
        self.postgres.create_database(ledger, self._ledger_template())
        variables = sidecar_variables(
            state_dir=self.home / name,
            ledger_url=self.postgres.url(ledger),
            odoo=self.odoo,
            password=PASSWORD,
            imap_port=self.dovecot.port,
        )
        variables["CROSSDOCK_ODOO_DATABASE"] = self.database
        variables["CROSSDOCK_CLOCK_FETCH_S"] = "1"
        folder = f"T{uuid.uuid4().hex[:8]}"
        self.dovecot.create_folder(folder, user="purchasing")
        variables[f"CROSSDOCK_MAILBOX__{MAILBOX.upper()}__FOLDERS"] = folder
        variables.update(changes)
        key = self._key
        if "CROSSDOCK_DATABASE_URL" in changes:
            key = make_key({**os.environ, **variables}, name="test", scopes=ALL_SCOPES)
        sidecar = Sidecar(variables, home=self.home / name)
        return SidecarUnderTest(process=sidecar, key=key, folder=folder, variables=variables, world=self)

    def _ledger_template(self) -> str:
        """Return the name of a migrated ledger that knows our key: made once, copied for each sidecar."""
        name = f"ledger_of_{self.database}"  # a session may have a world of each Odoo
        if not self._key:
            url = self.postgres.create_database(name)
            migrate(url)
            self._key = new_key()
            with closing(create_ledger(url)) as ledger:
                now = datetime.datetime.now(datetime.UTC)
                scopes = ALL_SCOPES.split(",")
                ledger.add_key(
                    name="test", key_hash=hash_key(self._key), scopes=scopes, now=now, expires_at=None
                )
        return name

    def new_orders(self, count: int) -> list[Ordered]:
        """Create and confirm orders of 40 pieces, planned in 30 days, by one buyer."""
        self._serial += 1
        return self._confirmed([f"P{self._serial:02}{number:04}" for number in range(1, count + 1)])

    def new_order(self, name: str, *, company_id: int) -> Ordered:
        """Create and confirm an order of that name in a company, as `new_orders` does."""
        [order] = self._confirmed([name], company_id=company_id)
        return order

    def _confirmed(self, order_names: Sequence[str], *, company_id: int = 1) -> list[Ordered]:
        day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)
        line = {"product_id": self._stock, "product_qty": 40, "price_unit": 2.5}
        line["date_planned"] = f"{day} 12:00:00"
        order = {"partner_id": self._supplier_id, "company_id": company_id}
        if company_id == 1:  # the buyer works in the first company only
            order["user_id"] = self.people["buyer"]
        rows = [{"name": name, **order, "order_line": [(0, 0, line)]} for name in order_names]
        context = {"allowed_company_ids": [company_id]}
        ids = self.admin.call("purchase.order", "create", rows, context=context)
        self.admin.call("purchase.order", "button_confirm", ids, context=context)
        lines = self.admin.search_read("purchase.order.line", [("order_id", "in", ids)], ["order_id"])
        by_order = {line["order_id"][0]: line["id"] for line in lines}
        return [
            Ordered(name=name, order_id=order_id, line_id=by_order[order_id], date=day)
            for name, order_id in zip(order_names, ids, strict=True)
        ]

    def exceptions(self, orders: Iterable[Ordered], *fields: str) -> list[dict[str, Any]]:
        """Return all exceptions of these orders' lines, in any state, by id."""
        line_ids = [order.line_id for order in orders]
        return self.admin.search_read(
            names.EXCEPTION,
            [("x_purchase_line_id", "in", line_ids)],
            ["id", "x_state", "x_purchase_line_id", *fields],
            order="id",
        )

    def arrived_once(self, orders: Sequence[Ordered]) -> bool:
        """Whether each order has exactly one exception, with one mail, one note, one to-do.

        Fails at once where anything is there twice.
        """
        found = self.exceptions(orders)
        if len(found) < len(orders):
            return False
        assert sorted(row["x_purchase_line_id"][0] for row in found) == sorted(o.line_id for o in orders)
        counts = self.counts([row["id"] for row in found])
        assert all(count <= len(orders) for count in counts.values()), counts
        return all(count == len(orders) for count in counts.values())

    def opened_since(self, last_id: int, sub_category: str, *fields: str) -> list[dict[str, Any]]:
        """Return the exceptions of a kind that were opened after another one."""
        domain = [("id", ">", last_id), ("x_sub_category", "=", sub_category)]
        return self.admin.search_read(names.EXCEPTION, domain, ["id", *fields], order="id")

    def marked(self, folder: str) -> int:
        """Return how many mails of a folder carry our keyword."""
        with self.dovecot.login("purchasing") as imap:
            imap.select(folder, readonly=True)
            return len(imap.uid("search", "KEYWORD $CrossdockTaken")[1][0].split())

    def last_exception_id(self) -> int:
        """Return the id of the exception that was opened last, 0 where there is none."""
        found = self.admin.search_read(names.EXCEPTION, [], ["id"], order="id desc", limit=1)
        return int(found[0]["id"]) if found else 0

    def read_line(self, order: Ordered, *fields: str) -> dict[str, Any]:
        """Return fields of an order's line."""
        return self.admin.search_read("purchase.order.line", [("id", "=", order.line_id)], list(fields))[0]

    def move_days(self, order: Ordered) -> set[str]:
        """Return the forecast days of an order line's open moves."""
        moves = self.admin.search_read(
            "stock.move",
            [("purchase_line_id", "=", order.line_id), ("state", "not in", ["done", "cancel"])],
            ["date"],
        )
        return {move["date"][:10] for move in moves}

    def counts(self, exception_ids: list[int]) -> dict[str, int]:
        """Return how many attachments, to-dos and notes the exceptions have together."""
        of_ours = [("res_model", "=", names.EXCEPTION), ("res_id", "in", exception_ids)]
        notes = [
            ("model", "=", names.EXCEPTION),
            ("res_id", "in", exception_ids),
            ("body", "ilike", "wrote:"),
        ]
        return {
            "attachments": self.admin.call("ir.attachment", "search_count", of_ours),
            "activities": self.admin.call("mail.activity", "search_count", of_ours),
            "notes": self.admin.call("mail.message", "search_count", notes),
        }


@dataclass(slots=True, kw_only=True)
class SidecarUnderTest:
    """A sidecar process with its key and its own folder in the mailbox."""

    process: Sidecar
    key: str
    folder: str
    variables: dict[str, str]
    world: World

    @property
    def client(self) -> Client:
        """A client with all scopes."""
        return Client(self.process.url, self.key)

    def undelivered(self) -> int:
        """Return how many effects are not sent yet: what a crash left behind is repeated until then."""
        return self.count("outbox", "state not in ('sent', 'superseded')")

    def count(self, table: str, condition: str = "true") -> int:
        """Return how many rows a table of the ledger has."""
        statement = f"select count(*) from {table} where {condition}"
        if self.sqlite_file is None:
            return int(self.world.postgres.sql(statement, db=self.ledger))
        with closing(sqlite3.connect(f"file:{self.sqlite_file}?mode=ro", uri=True)) as connection:
            return int(connection.execute(statement).fetchone()[0])

    @property
    def ledger(self) -> str:
        """The name of the ledger's database in PostgreSQL."""
        return self.variables["CROSSDOCK_DATABASE_URL"].rsplit("/", 1)[1]

    @property
    def sqlite_file(self) -> Path | None:
        """The ledger's file, where it is on SQLite."""
        if self.variables["CROSSDOCK_DATABASE_URL"]:
            return None
        return Path(self.variables["CROSSDOCK_STATE_DIR"]) / "crossdock.db"

    def drop(self, mails: Iterable[bytes], folder: str | None = None) -> None:
        """Append mails to the sidecar's folder, as our mail server would."""
        for raw in mails:
            self.world.dovecot.append(raw, folder=folder or self.folder, user="purchasing")


def eventually(probe: Callable[[], Any], *, what: str, within: float = DEADLINE_S) -> Any:
    """Poll until `probe` returns something true, and return it; fail with what was last seen."""
    deadline = time.monotonic() + within
    seen, pause_s = None, 0.1
    while time.monotonic() < deadline:
        seen = probe()
        if seen:
            return seen
        time.sleep(pause_s)
        pause_s = min(1.0, pause_s * 1.3)  # each question costs the servers that are waited for
    raise AssertionError(f"not within {within:.0f} s: {what}; last seen: {seen!r}")
