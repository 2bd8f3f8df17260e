"""The twins that need no package in n8n, as on n8n Cloud: the same mail, the same exception."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.e2e.crashes import CRASHING, QUICK, SLOW_SWEEP
from tests.e2e.flows_world import PROMISED_S, Flows, driven_by
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack.n8n import N8n
    from tests.e2e.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]


@pytest.fixture(scope="module")
def flows(world: World, n8n: N8n) -> Iterator[Flows]:
    with driven_by(n8n, world, "n8n_http", "--http", **QUICK, **SLOW_SWEEP) as driven:
        driven.unpublish("90-deliver-outbox-http")  # it sweeps too
        yield driven


def test_a_mail_in_the_inbox_is_an_exception_in_odoo_in_time(flows: Flows) -> None:
    [order] = flows.world.new_orders(1)
    before = flows.read_by_workflow()
    began = time.monotonic()

    flows.sidecar.drop([delay_mail(order, order.later(12))])

    eventually(lambda: flows.world.arrived_once([order]), what="the exception")
    seconds = time.monotonic() - began
    eventually(lambda: flows.read_by_workflow() == before + 1, what="a run of 10 that was told")
    assert seconds < PROMISED_S


def test_deploying_them_again_changes_nothing_and_leaves_off_what_people_unpublished(flows: Flows) -> None:
    told = flows.deploy("--http")

    assert "off     90-deliver-outbox-http" in told
    assert "0 changes done; 3 of 4 workflows are as they should be" in told


def test_a_poison_mail_holds_up_none_of_the_others(flows: Flows) -> None:
    poison, *orders = flows.world.new_orders(4)
    since, before = flows.world.last_exception_id(), flows.read_by_workflow()
    flows.restart_sidecar("-c", CRASHING, CROSSDOCK_TEST_POISON=poison.name)

    flows.sidecar.drop(delay_mail(order, order.later(10)) for order in [orders[0], poison, *orders[1:]])

    eventually(lambda: flows.world.arrived_once(orders), what="the good mails")
    eventually(lambda: flows.world.opened_since(since, "unreadable_message"), what="a case to review")
    eventually(lambda: flows.read_by_workflow() == before + 4, what="a run of 10 that was told")
