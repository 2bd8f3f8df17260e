"""*Apply* in Odoo changes the order and closes the case; what comes after is measured from there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.session import OdooSession
from crossdock.domain.errors import ErpRefused
from stack.fixtures import ODOOS
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import eventually

if TYPE_CHECKING:
    from tests.e2e.world import Ordered, SidecarUnderTest, World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]


def as_person(world: World, login: str) -> OdooSession:
    """Return a session of one of the seeded people."""
    return OdooSession(world.odoo.url, world.database, login, login)


def press(session: OdooSession, action: str, exception_id: int, **context: Any) -> None:
    """Run a button's server action on an exception."""
    session.run_action(
        action,
        active_model=names.EXCEPTION,
        active_id=exception_id,
        active_ids=[exception_id],
        **context,
    )


def open_case(world: World, sidecar: SidecarUnderTest, order: Ordered, days: int) -> int:
    """Send a delay and return the id of its open exception in Odoo; note and to-do may come later."""
    sidecar.drop([delay_mail(order, order.later(days))])
    found = eventually(
        lambda: [row for row in world.exceptions([order]) if row["x_state"] == "new"],
        what="an open exception",
    )
    return int(found[-1]["id"])


def ledger_states(sidecar: SidecarUnderTest, order: Ordered) -> list[str]:
    """Return the states of the order line's cases in the ledger, oldest first."""
    cases = sidecar.client.get("/v1/exceptions?limit=100")["exceptions"]
    ours = [case for case in cases if case["purchase_line_id"] == order.line_id]
    return [case["state"] for case in reversed(ours)]


@pytest.mark.parametrize("world", ODOOS, indirect=True)  # it works on both; the rest needs one
def test_apply_by_the_buyer_changes_the_order_and_closes_the_case_within_15_s(
    world: World, sidecar: SidecarUnderTest
) -> None:
    [order] = world.new_orders(1)
    exception_id = open_case(world, sidecar, order, 12)

    press(as_person(world, "buyer"), names.ACTION_APPLY, exception_id)

    pressed = time.monotonic()
    eventually(
        lambda: ledger_states(sidecar, order) == ["resolved"], what="the ledger's case closed", within=15
    )
    assert time.monotonic() - pressed < 15
    line = world.read_line(order, "x_crossdock_agreed_date", "date_planned")
    assert line["x_crossdock_agreed_date"] == order.later(12).isoformat()
    assert line["date_planned"].startswith(order.date.isoformat())
    assert world.move_days(order) == {order.later(12).isoformat()}
    assert world.exceptions([order], "x_resolution_code")[0]["x_resolution_code"] == "applied"
    eventually(lambda: sidecar.undelivered() == 0, what="all that belongs to the case delivered")
    assert world.counts([exception_id])["activities"] == 0


def test_the_next_delay_after_apply_opens_a_new_case_and_a_reconfirmation_none(
    world: World, sidecar: SidecarUnderTest
) -> None:
    [order] = world.new_orders(1)
    first = open_case(world, sidecar, order, 12)
    press(as_person(world, "buyer"), names.ACTION_APPLY, first)
    eventually(lambda: ledger_states(sidecar, order) == ["resolved"], what="the first case closed")

    answer = sidecar.client.send_mail(delay_mail(order, order.later(12)), key=f"again-{order.name}")
    assert answer["outcome"] == "accepted"
    second = open_case(world, sidecar, order, 25)

    assert second != first
    assert len(world.exceptions([order])) == 2


def test_a_user_without_purchase_rights_cannot_apply(world: World, sidecar: SidecarUnderTest) -> None:
    [order] = world.new_orders(1)
    exception_id = open_case(world, sidecar, order, 12)

    with pytest.raises(ErpRefused):
        press(as_person(world, "viewer"), names.ACTION_APPLY, exception_id)

    assert world.exceptions([order])[0]["x_state"] == "new"
    assert world.move_days(order) == {order.date.isoformat()}


def test_apply_is_refused_when_the_order_line_changed_meanwhile(
    world: World, sidecar: SidecarUnderTest
) -> None:
    [order] = world.new_orders(1)
    exception_id = open_case(world, sidecar, order, 12)
    world.admin.call("purchase.order.line", "write", [order.line_id], {"product_qty": 44})

    with pytest.raises(ErpRefused, match="Recheck"):
        press(as_person(world, "buyer"), names.ACTION_APPLY, exception_id)

    assert world.exceptions([order])[0]["x_state"] == "new"


def test_the_ledger_knows_who_decided(world: World, sidecar: SidecarUnderTest) -> None:
    [order] = world.new_orders(1)
    exception_id = open_case(world, sidecar, order, 12)

    press(as_person(world, "buyer"), names.ACTION_REJECT, exception_id)

    eventually(
        lambda: ledger_states(sidecar, order) == ["resolved"], what="the ledger's case closed", within=15
    )
    [case] = [
        case
        for case in sidecar.client.get("/v1/exceptions?limit=100")["exceptions"]
        if case["purchase_line_id"] == order.line_id
    ]
    entries = sidecar.client.get(f"/v1/journal?correlation_id={case['correlation_id']}")["entries"]
    [rejected] = [entry for entry in entries if entry["kind"] == "odoo_rejected"]
    assert rejected["body"]["user_id"] == world.people["buyer"]


def test_a_case_that_a_buyer_closes_by_hand_is_closed_in_the_ledger_within_15_s(
    world: World, sidecar: SidecarUnderTest
) -> None:
    [order] = world.new_orders(1)
    exception_id = open_case(world, sidecar, order, 12)

    as_person(world, "buyer").call(names.EXCEPTION, "write", [exception_id], {"x_state": "resolved"})

    eventually(
        lambda: ledger_states(sidecar, order) == ["resolved"], what="the ledger's case closed", within=15
    )
    assert world.move_days(order) == {order.date.isoformat()}
