"""Two companies with a mailbox each stay apart, though their orders carry the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.memory.erp import MemoryErp
from crossdock.adapters.memory.mailbox import MemoryMailbox
from crossdock.domain.policy import Mode, ModeRule
from crossdock.flows.deliver_outbox import deliver_outbox
from crossdock.flows.fetch_mailbox import fetch_mailbox
from crossdock.flows.sweep_inbox import sweep_inbox
from tests.mails import AUTHSERV, SUPPLIER, a_mail, delay

if TYPE_CHECKING:
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.ports import InboxEntry
    from tests.unit.flows.flow_world import World

LATE = "15 December 2026"
NORTH, SOUTH = 1, 2


class TwoCompanies:
    """A sidecar whose mailboxes `north` and `south` belong to two companies of one Odoo."""

    def __init__(self, world: World) -> None:
        self.boxes = {
            name: MemoryMailbox(name, company_id=company, authserv_id=AUTHSERV, now=world.clock.now)
            for name, company in (("north", NORTH), ("south", SOUTH))
        }
        self.erp = MemoryErp.from_orders(_orders(), clock=world.clock)
        self.ledger = world.ledger
        self.services = world.with_ports(erp=self.erp, mailboxes=self.boxes)

    def read(self, name: str, raw: bytes) -> InboxEntry:
        """Let a mail come in at one of the mailboxes, decide it, deliver what follows."""
        self.boxes[name].append(raw)
        [waiting] = fetch_mailbox(self.services, name, correlation_id="fetch").mails
        sweep_inbox(self.services, correlation_id="sweep")
        deliver_outbox(self.services, correlation_id="delivery")
        entry = self.ledger.inbox_entry(waiting.inbox_id)
        assert entry is not None
        return entry

    def records(self) -> list[ExceptionRecord]:
        """Return what Odoo holds."""
        return [held.record for held in self.erp.exceptions()]


@pytest.fixture
def both(world: World) -> TwoCompanies:
    """Return both companies."""
    return TwoCompanies(world)


def test_a_mail_moves_the_order_of_its_mailboxs_company_only(both: TwoCompanies) -> None:
    orders = {order.company_id: order for order in both.erp.open_orders().orders if order.name == "P00012"}

    both.read("south", delay(LATE))

    [record] = both.records()
    assert (record.company_id, record.purchase_order_id) == (SOUTH, orders[SOUTH].id)


def test_the_same_mail_to_both_companies_is_a_case_of_each(both: TwoCompanies) -> None:
    raw = delay(LATE)

    both.read("north", raw)
    both.read("south", raw)

    assert [record.company_id for record in both.records()] == [NORTH, SOUTH]
    assert len({record.purchase_line_id for record in both.records()}) == 2


def test_an_order_that_only_the_other_company_has_is_not_found(both: TwoCompanies) -> None:
    entry = both.read("south", delay(LATE, po="P00099"))

    [record] = both.records()
    assert entry.outcome == "review"
    assert (record.company_id, record.sub_category) == (SOUTH, "unmatched_message")
    assert record.purchase_order_id is None


def test_a_sender_known_by_address_only_is_matched_within_the_company(both: TwoCompanies) -> None:
    both.read("south", a_mail("Hello,\n\nall lines come on 15 December 2026.\n", sender=SUPPLIER))

    orders = {order.id for order in both.erp.open_orders().orders if order.company_id == NORTH}
    assert not orders & {record.purchase_order_id for record in both.records()}


def test_a_mode_for_one_company_does_not_act_in_the_other(both: TwoCompanies, world: World) -> None:
    world.policies.rules = (ModeRule(name="south acts", mode=Mode.ACT, company_id=SOUTH),)

    both.read("north", delay(LATE, po="P00777"))
    both.read("south", delay(LATE, po="P00778"))

    assert [record.company_id for record in both.records()] == [SOUTH]


def _orders() -> dict[str, object]:
    line = {"line": 1, "sku": "A-1", "description": "Hex bolt M8", "unit": "pcs"}
    line |= {"quantity": 100, "unit_price": 2.5, "date_planned": "2026-12-08"}
    order = {"supplier": "S7", "order_date": "2026-11-02", "currency": "EUR", "lines": [line]}
    return {
        "suppliers": [
            {"id": "S7", "name": "Lindenau GmbH", "emails": [SUPPLIER], "domains": ["lindenau.example"]}
        ],
        "orders": [
            {"name": "P00012", "company_id": NORTH, **order},
            {"name": "P00012", "company_id": SOUTH, **order},
            {"name": "P00099", "company_id": NORTH, **order},
        ],
    }
