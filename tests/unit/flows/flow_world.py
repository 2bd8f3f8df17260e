"""A sidecar on shipped adapters: the memory ERP and mailbox, SQLite in a file, and a clock to set."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossdock.adapters.memory.erp import MemoryErp
from crossdock.adapters.memory.mailbox import MemoryMailbox
from crossdock.adapters.sql import create_ledger
from crossdock.domain.errors import ErpUnavailable
from crossdock.domain.policy import Mode, ModeRule, PolicySet, ToleranceRule
from crossdock.flows.deliver_outbox import deliver_outbox
from crossdock.flows.follow_odoo import follow_odoo
from crossdock.flows.read_supplier_mail import receive_mail
from crossdock.flows.services import Services
from crossdock.flows.sweep_inbox import sweep_inbox
from tests.mails import AUTHSERV, OTHER_SUPPLIER, SUPPLIER

if TYPE_CHECKING:
    from pathlib import Path

    from crossdock.adapters.memory.erp_book import HeldException
    from crossdock.adapters.sql import SqlLedger
    from crossdock.flows.answers import ExceptionAnswer, MailAnswer
    from crossdock.ports import InboxEntry, JournalEntry, OutboxRow

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, an hour after the mails were sent
LINE = 1
"""Odoo's id of line 1 of P00012: it is seeded first."""
TWO_DAYS = ToleranceRule(name="two days", days_late=2, days_early=2)


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        """Return the time as set."""
        return self.time

    def forward(self, **by: float) -> None:
        """Move on."""
        self.time += timedelta(**by)


class FixedPolicies:
    """Policies without files: two days allowed, the mode as told."""

    def __init__(self) -> None:
        self.rules: tuple[ModeRule, ...] = (ModeRule(name="all act", mode=Mode.ACT),)

    def active(self) -> PolicySet:
        """Return the set."""
        return PolicySet(version="policies-1", modes=self.rules, tolerances=(TWO_DAYS,))


class World:
    """One running sidecar, and what a test asks of it."""

    def __init__(self, database: Path) -> None:
        self.clock = SetClock()
        self.erp = MemoryErp.from_orders(_orders(), clock=self.clock)
        self.erp.changes(None)
        self.ledger: SqlLedger = create_ledger(f"sqlite:///{database}")
        self.ledger.save_cursor("odoo_changes", "0")
        self.policies = FixedPolicies()
        self.mailbox = MemoryMailbox(folders=("INBOX", "Suppliers"), authserv_id=AUTHSERV, now=self.clock.now)
        self.woken = 0
        self.services = Services(
            clock=self.clock,
            ledger=self.ledger,
            erp=self.erp,
            policies=self.policies,
            mailboxes={self.mailbox.name: self.mailbox},
            wake=self._wake,
            authserv_id=AUTHSERV,
        )

    def _wake(self) -> None:
        self.woken += 1

    def with_ports(self, **ports: Any) -> Services:
        """Return the services with some ports replaced."""
        return replace(self.services, **ports)

    def mode(self, mode: Mode, **more: Any) -> None:
        """Set one mode rule for everything."""
        self.policies.rules = (ModeRule(name=f"all {mode.value}", mode=mode, **more),)

    def receive(self, raw: bytes, correlation_id: str = "corr") -> MailAnswer:
        """Push a mail."""
        return receive_mail(self.services, raw, correlation_id=correlation_id)

    def deliver(self) -> None:
        """Deliver all that is due."""
        deliver_outbox(self.services, correlation_id="delivery")

    def sweep(self) -> None:
        """Decide what waits."""
        sweep_inbox(self.services, correlation_id="sweep")

    def follow(self) -> None:
        """Let the ledger follow Odoo."""
        follow_odoo(self.services, correlation_id="follow")

    def settle(self, minutes: int = 5, rounds: int = 4) -> None:
        """Let the clock run: leases end, sweeps and deliveries come, as they do every few seconds."""
        for _ in range(rounds):
            self.clock.forward(minutes=minutes)
            with suppress(ErpUnavailable):
                self.follow()
            self.sweep()
            self.deliver()

    def exceptions(self) -> list[HeldException]:
        """Return what Odoo holds."""
        return self.erp.exceptions()

    def only_exception(self) -> HeldException:
        """Return the one exception in Odoo."""
        [held] = self.exceptions()
        return held

    def entry(self, inbox_id: int = 1) -> InboxEntry:
        """Return a stored fact."""
        found = self.ledger.inbox_entry(inbox_id)
        assert found is not None
        return found

    def journal(self, inbox_id: int = 1) -> list[JournalEntry]:
        """Return what the journal tells of a stored fact and all that followed from it."""
        return self.ledger.journal(self.entry(inbox_id).correlation_id)

    def outbox(self) -> list[OutboxRow]:
        """Return all effects, in the order in which they were recorded."""
        count = sum(self.ledger.outbox_figures().values())
        rows = [self.ledger.outbox_row(number) for number in range(1, 3 * count + 10)]
        return [row for row in rows if row is not None]

    def kinds(self) -> Counter[str]:
        """Return how many effects of each kind were recorded."""
        return Counter(row.effect.body.kind for row in self.outbox())

    def states(self) -> list[str]:
        """Return the states of the ledger's cases, oldest first."""
        return [case.record.state.value for case in reversed(self.ledger.cases(limit=200))]


def assert_told_once(world: World, count: int = 1) -> None:
    """Every exception stands once in Odoo, with one note, one mail and one to-do."""
    held = world.exceptions()
    assert len(held) == count
    assert [(len(e.notes), len(e.attachments), len(e.activities)) for e in held] == [(1, 1, 1)] * count
    assert [e.record.occurrence_count for e in held] == [1] * count


def codes(answer: MailAnswer | ExceptionAnswer) -> list[str]:
    """Return the codes of an answer's reasons."""
    return [reason.code for reason in answer.reasons]


def amount(text: str) -> Decimal:
    """Return an exact amount."""
    return Decimal(text)


def _orders() -> dict[str, Any]:
    line = {"sku": "A-1", "supplier_sku": "LIN-1", "description": "Hex bolt M8", "unit": "pcs"}
    terms = {"quantity": 100, "unit_price": 2.5, "date_planned": "2026-12-08"}
    order = {"supplier": "S7", "order_date": "2026-11-02", "currency": "EUR"}
    return {
        "suppliers": [
            {"id": "S7", "name": "Lindenau GmbH", "emails": [SUPPLIER], "domains": ["lindenau.example"]},
            {"id": "S8", "name": "Kabel Nord AG", "emails": [OTHER_SUPPLIER], "domains": ["kabel.example"]},
        ],
        "orders": [
            {
                "name": "P00012",
                **order,
                "lines": [{"line": number, **line, **terms, "sku": f"A-{number}"} for number in range(1, 13)],
            },
            *(
                {"name": f"P001{number:02}", **order, "lines": [{"line": 1, **line, **terms}]}
                for number in range(1, 13)
            ),
        ],
    }
