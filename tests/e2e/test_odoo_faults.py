"""Odoo whose answers get lost, come late, or refuse: each thing is in it once, and nobody waits for long."""

from __future__ import annotations

import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.odoo import names
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import eventually
from tests.parameters import variants
from tests.tcp_proxy import Line, TcpProxy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.world import Ordered, SidecarUnderTest, World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

QUICK = {"CROSSDOCK_INBOX_LEASE_S": "10", "CROSSDOCK_OUTBOX_LEASE_S": "20"}
HASTY = {"CROSSDOCK_ODOO_TIMEOUT_S": "6"}
RUN_ACTION = b'"ir.actions.server", "run"'
CREATIONS = {
    "exception": b'"x_crossdock_exception", "load"',
    "note": b'"mail.message", "load"',
    "mail": b'"ir.attachment", "load"',
    "activity": b'"mail.activity", "load"',
}
LOST = (Line.HELD, Line.CUT)
"""First a timeout after which Odoo commits; then, at the repeat, a connection that breaks."""


@pytest.fixture
def proxy(world: World) -> Iterator[TcpProxy]:
    """A line to Odoo that can be troubled."""
    with TcpProxy(world.odoo.url) as proxy:
        yield proxy


@pytest.mark.parametrize("what", ["exception", *variants("note", "mail", "activity")])
def test_what_is_created_while_the_answer_gets_lost_is_there_once(
    world: World, proxy: TcpProxy, what: str
) -> None:
    orders = world.new_orders(3)
    under_test = world.sidecar(f"lost_{what}", **QUICK, **HASTY, CROSSDOCK_ODOO_URL=proxy.url)
    proxy.strike(CREATIONS[what], *LOST)
    under_test.drop(delay_mail(order, order.later(10)) for order in orders)

    with under_test.process:
        eventually(lambda: proxy.struck == [*LOST], what="both answers lost")
        eventually(lambda: world.arrived_once(orders), what="everything there")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert world.arrived_once(orders)


def test_a_promise_written_while_the_answer_gets_lost_is_kept_once(world: World, proxy: TcpProxy) -> None:
    [order] = world.new_orders(1)
    under_test = world.sidecar("lost_promise", **QUICK, **HASTY, CROSSDOCK_ODOO_URL=proxy.url)
    proxy.strike(RUN_ACTION, *LOST)
    under_test.drop([delay_mail(order, order.later(1))])

    with under_test.process:
        eventually(lambda: proxy.struck == [*LOST], what="both answers lost")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    promised = order.later(1).isoformat()
    line = world.read_line(order, "x_crossdock_promised_date", "date_planned", "move_ids")
    assert line["x_crossdock_promised_date"] == promised
    assert line["date_planned"].startswith(order.date.isoformat())
    assert (world.move_days(order), len(line["move_ids"])) == ({promised}, 1)
    assert under_test.count("outbox", "state = 'dead'") == 0
    assert world.exceptions([order]) == []


@pytest.mark.variant
def test_newer_values_written_while_the_answer_gets_lost_are_told_once(world: World, proxy: TcpProxy) -> None:
    [order] = world.new_orders(1)
    under_test = world.sidecar("lost_update", **QUICK, **HASTY, CROSSDOCK_ODOO_URL=proxy.url)
    under_test.drop([delay_mail(order, order.later(10))])

    with under_test.process:
        eventually(lambda: world.arrived_once([order]), what="the case")
        eventually(lambda: under_test.undelivered() == 0, what="the case delivered")
        proxy.strike(RUN_ACTION, *LOST)
        under_test.drop([delay_mail(order, order.later(14))])
        eventually(lambda: proxy.struck == [*LOST], what="both answers lost")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    [updated] = world.exceptions([order], "x_proposed_date", "x_occurrence_count")
    assert (updated["x_proposed_date"], updated["x_occurrence_count"]) == (order.later(14).isoformat(), 2)
    assert world.counts([updated["id"]]) == {"attachments": 2, "activities": 1, "notes": 2}
    assert under_test.count("outbox", "state = 'dead'") == 0


@pytest.mark.variant
def test_a_case_closed_while_the_answer_gets_lost_is_closed_once(world: World, proxy: TcpProxy) -> None:
    [order] = world.new_orders(1)
    under_test = world.sidecar("lost_close", **QUICK, **HASTY, CROSSDOCK_ODOO_URL=proxy.url)
    under_test.drop([delay_mail(order, order.later(10))])

    with under_test.process:
        eventually(lambda: world.arrived_once([order]), what="the case")
        eventually(lambda: under_test.undelivered() == 0, what="the case delivered")
        proxy.strike(RUN_ACTION, *LOST)
        under_test.drop([delay_mail(order, order.date)])
        eventually(lambda: proxy.struck == [*LOST], what="both answers lost")
        eventually(lambda: _is_resolved(world, order), what="the case closed")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    [closed] = world.exceptions([order])
    assert closed["x_state"] == "resolved"
    assert world.counts([closed["id"]])["activities"] == 0
    assert under_test.count("cases", "closed_at is null") == 0


def _is_resolved(world: World, order: Ordered) -> bool:
    return [row["x_state"] for row in world.exceptions([order])] == ["resolved"]


@pytest.mark.parametrize(
    ("_case", "delay_s", "timeout_s"),
    [
        ("answers too late", 120, "8"),
        pytest.param("answers late, but within its time limit", 50, "60", marks=pytest.mark.variant),
    ],
)
def test_a_slow_odoo_holds_up_no_caller_and_the_work_follows_once(
    world: World, proxy: TcpProxy, _case: str, delay_s: float, timeout_s: str
) -> None:
    orders = world.new_orders(24)
    under_test = world.sidecar(
        f"slow_{timeout_s}",
        **QUICK,
        CROSSDOCK_ODOO_URL=proxy.url,
        CROSSDOCK_ODOO_TIMEOUT_S=timeout_s,
        CROSSDOCK_DECISION_WAIT_S="2",
    )
    with under_test.process as process:
        eventually(lambda: "'ready'" in str(under_test.client.get("/readyz")), what="a sidecar that is well")
        proxy.delay_s, proxy.line = delay_s, Line.SLOW
        with ThreadPoolExecutor(len(orders)) as pool:
            pushes = [pool.submit(_push, under_test, order) for order in orders]
            health = [_seconds_of(process.url + "/healthz") for _ in range(20)]
            answers = [push.result() for push in pushes]
        proxy.line = Line.CLEAR
        eventually(lambda: world.arrived_once(orders), what="everything once Odoo is fast again")
        eventually(lambda: under_test.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert {outcome for outcome, _ in answers} == {"stored"}
    assert max(seconds for _, seconds in answers) < 20
    assert max(health) < 5
    assert world.arrived_once(orders)


def _push(under_test: SidecarUnderTest, order: Ordered) -> tuple[str, float]:
    began = time.monotonic()
    answer = under_test.client.send_mail(delay_mail(order, order.later(10)), key=f"slow-{order.name}")
    return answer["outcome"], time.monotonic() - began


def _seconds_of(url: str) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(url, timeout=60) as response:
        assert response.status == 200
    time.sleep(0.2)
    return time.monotonic() - began - 0.2


def test_one_record_that_odoo_refuses_stops_no_other_and_a_replay_delivers_it(
    world: World, sidecar: SidecarUnderTest
) -> None:
    orders = world.new_orders(6)
    refused, others = orders[2], [*orders[:2], *orders[3:]]
    before = world.last_exception_id()

    with _refusing(world, refused):
        sidecar.drop(delay_mail(order, order.later(10)) for order in orders)
        eventually(lambda: world.arrived_once(others), what="the others")
        [told] = eventually(
            lambda: world.opened_since(before, "dead_letter", "x_category", "x_title", "x_user_id"),
            what="a case for the refusal",
        )
        assert world.exceptions([refused]) == []
        [dead] = sidecar.client.get("/v1/dead-letters")["dead_letters"]
    replayed = sidecar.client.post(f"/v1/dead-letters/{dead['id']}/replays")

    assert (told["x_category"], bool(told["x_user_id"])) == ("integration", True)
    assert "not on my watch" in told["x_title"]
    assert replayed["outcome"] == "replayed"
    eventually(lambda: world.arrived_once(orders), what="all of them after the replay")
    eventually(lambda: sidecar.undelivered() == 0, what="an outbox with nothing left to repeat")
    assert len(world.opened_since(before, "dead_letter")) == 1


@contextmanager
def _refusing(world: World, order: Ordered) -> Iterator[None]:
    """Let Odoo's own rules refuse every exception of one order line, as a customer's rule may."""
    [model] = world.admin.search_read("ir.model", [("model", "=", names.EXCEPTION)], ["id"])
    condition = f"record.x_purchase_line_id.id == {order.line_id}"
    action: dict[str, Any] = {
        "name": "Refuse",
        "model_id": model["id"],
        "state": "code",
        "code": f"if {condition}:\n    raise UserError('not on my watch')",
    }
    rule = {
        "name": "Refuse one",
        "model_id": model["id"],
        "trigger": "on_create_or_write",
        "action_server_ids": [(0, 0, action)],
    }
    [made] = world.admin.call("base.automation", "create", [rule])
    try:
        yield
    finally:
        world.admin.call("base.automation", "unlink", [made])
