"""A mail in the inbox becomes an exception in Odoo because n8n fetches it: workflow 10, with our nodes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo import names
from tests.e2e.crashes import CRASHING, QUICK, SLOW_SWEEP
from tests.e2e.flows_world import PROMISED_S, Flows, case_of_integration, driven_by
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import eventually, scaled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stack.n8n import N8n
    from tests.e2e.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

REFUSED = {
    "node": "Track a parcel",
    "code": "unknown_parcel",
    "message": "Track a parcel: the carrier does not know this parcel",
    "description": "Ask the supplier for its number.",
}
"""What a node that reports a refusal throws, as those of our workflows do."""


@pytest.fixture(scope="module")
def flows(world: World, n8n: N8n) -> Iterator[Flows]:
    with driven_by(n8n, world, "n8n_nodes", **QUICK, **SLOW_SWEEP) as driven:
        yield driven


@pytest.fixture(scope="module")
def only10(flows: Flows) -> Flows:
    """Nothing else reads mails: neither the sidecar's own sweep nor that of workflow 90."""
    flows.unpublish("90-deliver-outbox")
    return flows


def test_deploying_twice_changes_nothing(flows: Flows) -> None:
    assert "4 changes done; all 4 workflows are as they should be" in flows.told
    assert "0 changes done; all 4 workflows are as they should be" in flows.deploy()


def test_a_mail_in_the_inbox_is_read_by_workflow_10_and_an_exception_in_odoo_in_time(
    only10: Flows, record_property: Callable[[str, object], None]
) -> None:
    [order] = only10.world.new_orders(1)
    before = only10.read_by_workflow()
    began = time.monotonic()

    only10.sidecar.drop([delay_mail(order, order.later(12))])

    eventually(lambda: only10.world.arrived_once([order]), what="the exception")
    seconds = time.monotonic() - began
    eventually(lambda: only10.read_by_workflow() == before + 1, what="a run of 10 that was told")
    record_property("seconds from mail to exception", round(seconds, 1))
    assert seconds < PROMISED_S


def test_ten_at_once_with_a_poison_mail_among_them(only10: Flows) -> None:
    poison, *orders = only10.world.new_orders(11)
    since, before = only10.world.last_exception_id(), only10.read_by_workflow()
    only10.restart_sidecar("-c", CRASHING, CROSSDOCK_TEST_POISON=poison.name)
    mails = [delay_mail(order, order.later(10)) for order in [*orders[:4], poison, *orders[4:]]]

    only10.sidecar.drop(mails)

    eventually(lambda: only10.world.arrived_once(orders), what="the ten good mails")
    eventually(lambda: only10.world.opened_since(since, "unreadable_message"), what="a case to review")
    assert only10.world.arrived_once(orders)
    eventually(lambda: only10.read_by_workflow() == before + 11, what="a run of 10 that was told")


def test_what_n8n_leaves_when_it_is_killed_between_fetch_and_read_the_next_run_reads(only10: Flows) -> None:
    orders = only10.world.new_orders(scaled(200))
    only10.sidecar.drop(delay_mail(order, order.later(10)) for order in orders)

    eventually(
        lambda: only10.sidecar.count("inbox", "state = 'stored'"), what="mails that are fetched, not read"
    )
    only10.n8n.kill()
    left = only10.sidecar.count("inbox", "state = 'stored'")
    only10.n8n.start()

    assert left > 0
    eventually(lambda: only10.world.arrived_once(orders), what="every mail once after n8n's crash")


def test_the_sidecar_killed_between_record_and_deliver_delivers_each_mail_once(flows: Flows) -> None:
    orders = flows.world.new_orders(scaled(80))
    flag = flows.world.home / "crashed before deliver under n8n"  # looked at as long as that sidecar runs
    crash = {"CROSSDOCK_TEST_CRASH_AT": "before deliver", "CROSSDOCK_TEST_CRASH_FLAG": str(flag)}
    flows.restart_sidecar("-c", CRASHING, **crash)
    process = flows.sidecar.process
    flows.sidecar.drop(delay_mail(order, order.later(10)) for order in orders)

    eventually(lambda: flag.exists() and not process.is_running(), what="the crash before delivery")
    process.start()

    eventually(lambda: flows.world.arrived_once(orders), what="every mail once after the sidecar's crash")
    eventually(lambda: flows.sidecar.undelivered() == 0, what="an outbox with nothing left to repeat")
    assert flows.world.arrived_once(orders)


def test_a_mail_server_that_is_away_is_told_once_and_afterwards_every_mail_is_read(flows: Flows) -> None:
    orders = flows.world.new_orders(scaled(80))
    since = flows.world.last_exception_id()
    flows.sidecar.drop(delay_mail(order, order.later(10)) for order in orders[:1])
    flows.world.dovecot.stop()
    try:
        case_of_integration(flows, since, "mailbox_unavailable")
    finally:
        flows.world.dovecot.start()

    flows.sidecar.drop(delay_mail(order, order.later(10)) for order in orders[1:])

    eventually(lambda: flows.world.arrived_once(orders), what="every mail once the mail server is back")


def test_a_failing_workflow_is_a_case_that_names_workflow_node_link_and_remedy(flows: Flows) -> None:
    since = flows.world.last_exception_id()
    failing = flows.add_failing("Ask a carrier", REFUSED)

    texts = ("x_title", "x_evidence", "x_recommended_action")
    fields = ("x_name", "x_category", *texts)
    case = case_of_integration(flows, since, "workflow_failed", *fields)
    flows.n8n.call("POST", f"workflows/{failing}/unpublish", {})

    assert case["x_category"] == "integration"
    told = "\n".join(case[text] for text in texts)
    assert "Ask a carrier" in told
    assert REFUSED["node"] in case["x_title"]
    assert f"{flows.n8n.url}/workflow/{failing}/executions/" in told
    assert REFUSED["message"] in case["x_evidence"]
    assert REFUSED["description"] in case["x_recommended_action"]
    assert "Retry" in case["x_recommended_action"]


def test_a_case_for_integration_staff_is_the_default_teams_with_one_to_do_for_its_lead(flows: Flows) -> None:
    since = flows.world.last_exception_id()
    failing = flows.add_failing("Ask another carrier", REFUSED)

    case = case_of_integration(flows, since, "workflow_failed", "x_team_id", "x_user_id")
    flows.n8n.call("POST", f"workflows/{failing}/unpublish", {})

    [team] = flows.world.admin.search_read(names.TEAM, [("x_is_default", "=", True)], [names.TEAM_LEAD])
    assert (case["x_team_id"][0], case["x_user_id"]) == (team["id"], team[names.TEAM_LEAD])
    eventually(lambda: flows.world.counts([case["id"]])["activities"] == 1, what="one to-do")
