"""Nothing is lost and nothing is doubled, whatever dies and whenever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.crashes import CRASHING, QUICK
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import eventually, scaled

if TYPE_CHECKING:
    from tests.e2e.world import SidecarUnderTest, World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

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
POISON = (
    b"From: sales@lindenau.example\r\nSubject: =?utf-8?b?////?=\r\n"
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\xff\xfe\x00"
)


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
        eventually(lambda: world.arrived_once(orders), what=f"every mail once after a crash {step!r}")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert world.arrived_once(orders)
    assert world.marked(under_test.folder) == len(orders)


def test_odoo_away_for_a_while_loses_nothing(world: World, sidecar: SidecarUnderTest) -> None:
    orders = world.new_orders(scaled(80))
    pushed, *dropped = orders
    world.odoo.stop()
    try:
        sidecar.drop(delay_mail(order, order.later(10)) for order in dropped)
        answer = sidecar.client.send_mail(delay_mail(pushed, pushed.later(11)), key="while-away")
        ready = sidecar.client.get("/readyz")
    finally:
        world.odoo.start()

    assert answer["outcome"] == "stored"
    assert answer["reasons"][0]["code"] == "erp_unavailable"
    assert "degraded" in str(ready)
    eventually(lambda: world.arrived_once(orders), what="every mail once Odoo is back")
    eventually(lambda: sidecar.undelivered() == 0, what="an outbox with nothing left to repeat")
    assert world.arrived_once(orders)


def test_poison_among_ten_mails_holds_up_none_of_them_and_ends_as_a_case(world: World) -> None:
    orders = world.new_orders(11)
    stumbled, good = orders[0], orders[1:]
    before = world.last_exception_id()
    under_test = world.sidecar("poison", **QUICK, CROSSDOCK_TEST_POISON=stumbled.name)
    under_test.process.arguments = ("-c", CRASHING)
    mails = [delay_mail(order, order.later(10)) for order in good]
    mails.insert(3, delay_mail(stumbled, stumbled.later(10)))
    mails.insert(7, POISON)
    under_test.drop(mails)

    with under_test.process:
        eventually(lambda: world.arrived_once(good), what="the ten good mails")
        [case] = eventually(lambda: world.opened_since(before, "unreadable_message"), what="a case to review")
        eventually(lambda: under_test.count("inbox", "state = 'stored'") == 0, what="nothing left waiting")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert world.arrived_once(good)
    assert world.counts([case["id"]])["attachments"] == 1
    assert world.exceptions([stumbled]) == []


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
        eventually(lambda: world.arrived_once(orders), what="every mail exactly once", within=1800)
        eventually(lambda: world.marked(under_test.folder) == len(orders), what="every mail marked as taken")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert world.arrived_once(orders)
    figures = world.counts([row["id"] for row in world.exceptions(orders)])
    assert figures == {"attachments": len(orders), "activities": len(orders), "notes": len(orders)}
