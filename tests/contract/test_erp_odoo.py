"""What only a real Odoo can show: calls counted, demand, zones, rights."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import erp_cases as cases
import pytest
from erp_cases import all_sent
from erp_world import SUPPLIER_ADDRESS

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.erp import OdooErp
from crossdock.adapters.odoo.session import OdooSession
from crossdock.adapters.odoo.versions import dialect
from crossdock.domain.exception_case import CaseState
from crossdock.domain.orders import OrderQuery

if TYPE_CHECKING:
    from odoo_world import OdooWorld

SNAPSHOT_CALLS = 13
NO_COMPANY = 99_999


class CountingSession(OdooSession):
    """A session that counts its calls."""

    calls = 0

    def call(self, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        """Count and call."""
        self.calls += 1
        return super().call(model, method, *args, **kwargs)


def _counting(world: OdooWorld) -> tuple[CountingSession, OdooErp]:
    session = world.session()
    counting = CountingSession(session.url, session.database, world.technical, world.secret, timeout_s=30)
    return counting, OdooErp(counting)


def test_a_snapshot_takes_a_fixed_number_of_calls(real_world: OdooWorld) -> None:
    small, large = real_world.new_order(1), [real_world.new_order(10) for _ in range(5)]
    session, erp = _counting(real_world)
    counts = []

    for references in [(small.name,), tuple(order.name for order in large)]:
        session.calls = 0
        snapshot = erp.purchase_snapshot(OrderQuery(references=references, sender="x@unknown.example"))
        assert {order.name for order in snapshot.orders} == set(references)
        counts.append(session.calls)
    session.calls = 0
    erp.open_orders()

    assert counts[0] == counts[1] <= SNAPSHOT_CALLS
    assert session.calls <= SNAPSHOT_CALLS


def test_delivering_two_hundred_cases_takes_a_handful_of_calls(real_world: OdooWorld) -> None:
    order = real_world.new_order()
    opened = [cases.record(order) for _ in range(200)]
    session, erp = _counting(real_world)
    effects = [
        effect
        for case in opened
        for effect in (cases.opening(case), cases.note(case), cases.attachment(case))
    ]

    receipts = erp.deliver(effects, {"d1": b"mail"})

    assert all_sent(receipts)
    assert session.calls == 3


def test_a_line_bought_for_an_order_names_that_order(real_world: OdooWorld) -> None:
    order = real_world.new_order()
    waiting = real_world.new_sale_order()

    [found] = real_world.erp.purchase_snapshot(OrderQuery(references=(order.name,))).orders

    assert waiting in found.lines[0].affected_sale_order_ids
    assert found.lines[1].affected_sale_order_ids == ()


def test_the_day_is_that_of_the_buyers_zone(real_world: OdooWorld) -> None:
    order = real_world.new_order()
    line_id = order.lines[0].purchase_line_id
    # noon in Auckland on the 11th is the 10th in UTC
    real_world.admin.call("purchase.order.line", "write", [line_id], {"date_planned": "2026-12-10 23:00:00"})
    real_world.admin.call("res.users", "write", [real_world.buyer_id], {"tz": "Pacific/Auckland"})
    try:
        [found] = real_world.erp.orders_of_lines([line_id]).orders
    finally:
        real_world.admin.call("res.users", "write", [real_world.buyer_id], {"tz": "Europe/Berlin"})

    assert found.lines[0].date_planned == date(2026, 12, 11)


def test_an_archived_buyer_is_not_usable(real_world: OdooWorld) -> None:
    order = real_world.new_order()
    real_world.admin.call("res.users", "write", [real_world.buyer_id], {"active": False})
    try:
        snapshot = real_world.erp.purchase_snapshot(OrderQuery(references=(order.name,)))
    finally:
        real_world.admin.call("res.users", "write", [real_world.buyer_id], {"active": True})

    assert not snapshot.buyers[real_world.buyer_id].usable


def test_who_buys_from_a_supplier_is_known_where_odoo_keeps_it(real_world: OdooWorld) -> None:
    field = dialect(real_world.admin.version).partner_buyer
    query = OrderQuery(references=("P0815-NONE",), sender=SUPPLIER_ADDRESS, company_id=1)
    if field is None:
        assert [s.buyer_id for s in real_world.erp.purchase_snapshot(query).suppliers] == [None]
        return

    real_world.admin.call("res.partner", "write", [real_world.supplier], {field: real_world.buyer_id})
    try:
        snapshot = real_world.erp.purchase_snapshot(query)
    finally:
        real_world.admin.call("res.partner", "write", [real_world.supplier], {field: False})

    assert [supplier.buyer_id for supplier in snapshot.suppliers] == [real_world.buyer_id]
    assert snapshot.buyers[real_world.buyer_id].usable


def test_who_may_not_see_the_company_owns_none_of_its_cases(real_world: OdooWorld) -> None:
    snapshot = real_world.erp.purchase_snapshot(OrderQuery(sender=SUPPLIER_ADDRESS, company_id=NO_COMPANY))

    assert snapshot.default_owner_id == real_world.admin.uid
    assert not snapshot.buyers[real_world.admin.uid].usable


def test_a_change_by_a_person_has_a_message_of_the_same_second(real_world: OdooWorld) -> None:
    """So their number tells changes within one second apart (`tests/unit/odoo/test_changes.py`)."""
    case = cases.record(real_world.new_order())
    all_sent(real_world.erp.deliver([cases.opening(case)], {}))
    mine = real_world.session()
    states = (CaseState.ON_HOLD, CaseState.IN_PROGRESS)

    for count, state in enumerate(states, start=1):
        real_world.set_state(case.case_key, state)

        fields = ("write_date", "write_uid")
        [row] = mine.search_read(names.EXCEPTION, [("x_case_key", "=", case.case_key)], fields)
        about = [
            ("model", "=", names.EXCEPTION),
            ("res_id", "=", row["id"]),
            ("message_type", "=", "notification"),
            ("create_uid", "=", row["write_uid"][0]),
        ]
        messages = mine.search_read("mail.message", about, ("create_date",), order="id")
        assert len(messages) == count
        assert messages[-1]["create_date"] == row["write_date"]


def test_a_company_is_known_once_our_login_may_work_in_it_and_then_costs_no_call(
    real_world: OdooWorld,
) -> None:
    session, erp = _counting(real_world)
    made = real_world.admin.call("res.company", "create", [{"name": "Lagerhaus Süd"}])
    company = made[0] if isinstance(made, list) else made
    assert not erp.has_company(company)

    real_world.admin.call("res.users", "write", [session.uid], {"company_ids": [(4, company)]})

    assert erp.has_company(company)
    session.calls = 0
    assert erp.has_company(company)
    assert session.calls == 0


def test_a_company_that_is_not_asked_for_is_left_out(real_world: OdooWorld) -> None:
    order = real_world.new_order()

    mine = real_world.erp.purchase_snapshot(OrderQuery(references=(order.name,), company_id=order.company_id))
    other = real_world.erp.purchase_snapshot(
        OrderQuery(references=(order.name,), company_id=order.company_id + 9)
    )

    assert len(mine.orders) == 1
    assert other.orders == ()


def test_an_order_received_in_full_is_named_but_not_open(real_world: OdooWorld) -> None:
    order = real_world.new_order(1)
    real_world.receive(order)

    snapshot = real_world.erp.purchase_snapshot(OrderQuery(references=(order.name,)))

    assert [found.is_open for found in snapshot.orders] == [False]
    assert snapshot.orders[0].lines[0].open_quantity == 0
    assert order.name not in {found.name for found in real_world.erp.open_orders().orders}


def test_an_order_on_a_contact_belongs_to_the_whole_company(real_world: OdooWorld) -> None:
    order = real_world.new_order(partner_id=real_world.contact)

    snapshot = real_world.erp.purchase_snapshot(OrderQuery(references=(order.name,)))

    assert snapshot.orders[0].supplier_id == real_world.supplier
    [supplier] = snapshot.suppliers
    assert supplier.emails == (SUPPLIER_ADDRESS, "karl@elsewhere.example")
    assert supplier.domains == ("lindenau.example",)
    assert snapshot.orders[0].lines[0].supplier_sku == "LIN-1"


@pytest.mark.parametrize("sender", ["%@%", "_@lindenau.example", "\\@lindenau.examplf"])
def test_wildcards_in_a_senders_address_match_nothing(real_world: OdooWorld, sender: str) -> None:
    snapshot = real_world.erp.purchase_snapshot(OrderQuery(sender=sender))

    is_the_domain = sender.endswith("@lindenau.example")
    assert bool(snapshot.suppliers) == is_the_domain
