"""Nothing is lost and nothing is doubled, whatever dies and whenever."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.world import delay_mail, eventually, scaled

if TYPE_CHECKING:
    from tests.e2e.world import Ordered, SidecarUnderTest, World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

CRASHING = str(Path(__file__).with_name("crashing_gunicorn.conf.py"))
STEPS = (
    "before store",
    "after store",
    "before cursor",
    "in decide",
    "before record",
    "after record",
    "before deliver",
    "after deliver",
    "after settle",
    "before mark",
    "after mark",
)
QUICK = {"CROSSDOCK_INBOX_LEASE_S": "10", "CROSSDOCK_OUTBOX_LEASE_S": "10"}


def arrived_once(world: World, orders: list[Ordered]) -> bool:
    """Whether each order has exactly one exception, with one mail, one note, one to-do."""
    found = world.exceptions(orders)
    if len(found) < len(orders):
        return False
    assert sorted(row["x_purchase_line_id"][0] for row in found) == sorted(o.line_id for o in orders)
    counts = world.counts([row["id"] for row in found])
    assert all(count <= len(orders) for count in counts.values()), counts
    return all(count == len(orders) for count in counts.values())


@pytest.mark.parametrize("step", STEPS)
def test_a_sidecar_killed_at_any_step_delivers_each_mail_exactly_once(world: World, step: str) -> None:
    orders = world.new_orders(scaled(80))
    flag = world.home / f"crashed {step}"
    under_test = world.sidecar(
        f"crash_{step.replace(' ', '_')}",
        **QUICK,
        CROSSDOCK_TEST_CRASH_AT=step,
        CROSSDOCK_TEST_CRASH_FLAG=str(flag),
    )
    under_test.process.arguments = ("-c", CRASHING)
    under_test.drop(delay_mail(order, order.later(10)) for order in orders)

    with under_test.process as process:
        eventually(lambda: flag.exists() and not process.is_running(), what=f"the crash {step!r}")
        process.start()
        eventually(lambda: arrived_once(world, orders), what=f"every mail once after a crash {step!r}")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert arrived_once(world, orders)


def test_odoo_away_for_a_while_loses_nothing(world: World, sidecar: SidecarUnderTest) -> None:
    orders = world.new_orders(scaled(80))
    world.odoo.stop()
    try:
        sidecar.drop(delay_mail(order, order.later(10)) for order in orders)
        pushed = sidecar.client.send_mail(delay_mail(orders[0], orders[0].later(11)), key="while-away")
        ready = sidecar.client.get("/readyz")
    finally:
        world.odoo.start()

    assert pushed["outcome"] == "stored"
    assert [reason["code"] for reason in pushed["reasons"]] == ["erp_unavailable"]
    assert "degraded" in str(ready)
    eventually(lambda: len(world.exceptions(orders)) == len(orders), what="every mail once Odoo is back")


def test_a_thousand_mails_arrive_exactly_once_through_crashes_and_an_odoo_restart(world: World) -> None:
    orders = world.new_orders(scaled(1000))
    half = len(orders) // 2
    under_test = world.sidecar("thousand", **QUICK)

    with under_test.process as process:
        under_test.drop(delay_mail(order, order.later(10)) for order in orders[:half])
        eventually(lambda: len(world.exceptions(orders)) > half // 4, what="a first part")
        process.kill()
        under_test.drop(delay_mail(order, order.later(10)) for order in orders[half:])
        process.start()
        eventually(lambda: len(world.exceptions(orders)) > half, what="the work to go on", within=600)
        world.odoo.kill()
        world.odoo.start()
        eventually(lambda: arrived_once(world, orders), what="every mail exactly once", within=1800)

    figures = world.counts([row["id"] for row in world.exceptions(orders)])
    assert figures == {"attachments": len(orders), "activities": len(orders), "notes": len(orders)}
