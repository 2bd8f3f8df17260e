"""Without a clock of the sidecar's own n8n alone moves things: workflows 80 and 90, and an event to try."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo import names
from tests.e2e.crashes import QUICK
from tests.e2e.flows_world import Flows, driven_by
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.test_apply_closes_the_case import as_person, ledger_states, press
from tests.e2e.world import DEADLINE_S, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack.n8n import N8n
    from tests.e2e.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

TRIGGER = "Crossdock Trigger"
A_FEW_RUNS_S = 2 * DEADLINE_S
"""80 and 90 run once a minute."""


@pytest.fixture(scope="module")
def flows(world: World, n8n: N8n) -> Iterator[Flows]:
    with driven_by(n8n, world, "n8n_clocks", CROSSDOCK_CLOCK="false", **QUICK) as driven:
        yield driven


def test_90_delivers_what_was_decided_and_80_follows_what_a_buyer_does_in_odoo(flows: Flows) -> None:
    [order] = flows.world.new_orders(1)

    flows.sidecar.drop([delay_mail(order, order.later(12))])

    eventually(lambda: flows.world.arrived_once([order]), what="the exception", within=A_FEW_RUNS_S)
    eventually(lambda: flows.sidecar.undelivered() == 0, what="all of it delivered", within=A_FEW_RUNS_S)
    [case] = flows.world.exceptions([order])
    press(as_person(flows.world, "buyer"), names.ACTION_APPLY, case["id"])

    eventually(
        lambda: ledger_states(flows.sidecar, order) == ["resolved"],
        what="the ledger's case closed",
        within=A_FEW_RUNS_S,
    )
    eventually(lambda: flows.sidecar.undelivered() == 0, what="what followed", within=A_FEW_RUNS_S)
    assert flows.world.exceptions([order], "x_resolution_code")[0]["x_resolution_code"] == "applied"


@pytest.mark.variant
def test_a_trigger_that_listens_for_a_test_event_gets_one(flows: Flows) -> None:
    credential = {"id": flows.credential_id(), "name": flows.credential}
    workflow = flows.add(
        "Try a trigger",
        [
            {
                "name": TRIGGER,
                "type": "n8n-nodes-crossdock.crossdockTrigger",
                "parameters": {"events": ["exception.opened"]},
                "credentials": {"crossdockApi": credential},
                "webhookId": "e2e-listens",
            },
            {"name": "Done", "type": "n8n-nodes-base.noOp", "parameters": {}},
        ],
    )
    waiting = flows.n8n.owner_session().post(
        f"/rest/workflows/{workflow}/run", {"triggerToStartFrom": {"name": TRIGGER}}
    )
    assert waiting["data"] == {"waitingForWebhook": True}
    listening = "ended_at is null and url like '%/webhook-test/%'"
    assert flows.sidecar.count("event_subscriptions", listening) == 1

    fact = uuid.uuid4().hex
    case = {"category": "integration", "sub_category": "tried", "title": "Tried", "fact_key": fact}
    flows.sidecar.client.post("/v1/exceptions", case, **{"Idempotency-Key": fact})

    eventually(
        lambda: [row for row in flows.executions(workflow) if row["mode"] == "manual"],
        what="the run in the editor",
    )
    eventually(
        lambda: flows.sidecar.count("event_subscriptions", listening) == 0, what="the end of listening"
    )
