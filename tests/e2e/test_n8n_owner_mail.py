"""Workflows 10 and 99 with their one node switched on: who is told by mail, and once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.crashes import QUICK
from tests.e2e.flows_world import Flows, driven_by
from tests.e2e.smtp_sink import SmtpSink
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import Ordered, eventually, scaled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack.n8n import N8n
    from tests.e2e.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

HASTY = {"CROSSDOCK_DECISION_WAIT_S": "0.05"}
"""As with a slow Odoo: each mail is answered `stored` first, as its decision takes longer."""
WAIT = "Wait 2 seconds"
SENDER = "crossdock@weser-handel.example"
STAFF = "integration@example.com"
BUYER, MANAGER = "buyer@weser-handel.example", "manager@weser-handel.example"


@pytest.fixture(scope="module")
def smtp() -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="module")
def flows(world: World, n8n: N8n, smtp: SmtpSink) -> Iterator[Flows]:
    with driven_by(n8n, world, "n8n_mails", **QUICK, **HASTY) as driven:
        server = {"host": "127.0.0.1", "port": smtp.port, "secure": False, "disableStartTls": True}
        login = {"user": "", "password": "", "hostName": ""}
        made = {"name": "Mail server", "type": "smtp", "data": {**server, **login}}
        credential = n8n.call("POST", "credentials", made)
        switch_mails_on(driven, credential, "99-on-workflow-error")
        name = switch_mails_on(driven, credential, "10-read-supplier-mail")
        eventually(lambda: is_on(driven, name), what="a run with the node switched on")
        yield driven


def switch_mails_on(flows: Flows, credential: dict[str, Any], name: str) -> str:
    """Do what the workflow's note says: switch the node on, give it credential and sender. Runs are kept."""
    workflow = flows.n8n.call("GET", f"workflows/{flows.ids()[name]}")
    [node] = [node for node in workflow["nodes"] if node.get("disabled")]
    node["disabled"] = False
    node["credentials"] = {"smtp": {"id": credential["id"], "name": credential["name"]}}
    node["parameters"]["fromEmail"] = SENDER
    workflow["settings"]["saveDataSuccessExecution"] = "all"
    body = {part: workflow[part] for part in ("name", "nodes", "connections", "settings")}
    flows.n8n.call("PUT", f"workflows/{workflow['id']}", body)
    flows.n8n.call("POST", f"workflows/{workflow['id']}/publish", {})
    return str(node["name"])


def is_on(flows: Flows, name: str) -> bool:
    """Return whether the last run was one of the new version: n8n publishes in the background."""
    nodes = [node for run in last_runs(flows, 1) for node in run["workflowData"]["nodes"]]
    return any(node["name"] == name and not node.get("disabled") for node in nodes)


def last_runs(flows: Flows, count: int) -> list[dict[str, Any]]:
    """Return the last runs of workflow 10 with all that they did."""
    asked = f"executions?workflowId={mail_workflow(flows)}&limit={count}&includeData=true"
    return list(flows.n8n.call("GET", asked)["data"])


def mail_workflow(flows: Flows) -> str:
    """Return the id of workflow 10 in n8n."""
    return flows.ids()["10-read-supplier-mail"]


def wait_for_two_more_runs(flows: Flows) -> None:
    """Wait until two runs that began from now on are over: what these read a second time would be told."""

    def ended() -> set[str]:
        return {row["id"] for row in flows.executions(mail_workflow(flows)) if row["status"] == "success"}

    before = {row["id"] for row in flows.executions(mail_workflow(flows))}
    eventually(lambda: len(ended() - before) >= 2, what="two more runs of workflow 10")


def about_both(one: Ordered, other: Ordered) -> bytes:
    """Return a mail that delays the lines of two orders."""
    more = (
        f"Line 1 of your order {other.name}\nwill be delivered on {other.later(9):%d %B %Y}.\n\nWe are sorry"
    )
    return delay_mail(one, one.later(9)).replace(b"We are sorry", more.encode())


@pytest.mark.variant
def test_the_owner_of_each_case_is_told_once_although_every_decision_is_slow(
    flows: Flows, smtp: SmtpSink
) -> None:
    orders = flows.world.new_orders(scaled(100))

    def told() -> Counter[tuple[str, ...]]:
        return Counter(
            (order.name, *mail.recipients)
            for order in orders
            for mail in smtp.taken
            if order.name in mail.text
        )

    flows.sidecar.drop(delay_mail(order, order.later(12)) for order in orders)

    eventually(lambda: flows.world.arrived_once(orders), what="an exception for each mail")
    eventually(lambda: len(told()) == len(orders), what="a mail about each")
    wait_for_two_more_runs(flows)
    assert told() == Counter((order.name, BUYER) for order in orders)
    assert {mail.message["From"] for mail in smtp.taken} == {SENDER}
    assert any(WAIT in run["data"]["resultData"]["runData"] for run in last_runs(flows, 50))


def test_each_owner_of_a_mails_cases_is_told_once(flows: Flows, smtp: SmtpSink) -> None:
    one, other = flows.world.new_orders(2)
    manager = flows.world.people["manager"]
    flows.world.admin.call("purchase.order", "write", [other.order_id], {"user_id": manager})

    def told() -> list[str]:
        return [address for mail in smtp.taken if one.name in mail.text for address in mail.recipients]

    flows.sidecar.drop([about_both(one, other)])

    eventually(lambda: flows.world.arrived_once([one, other]), what="both exceptions")
    eventually(lambda: len(told()) >= 2, what="both owners told")
    wait_for_two_more_runs(flows)
    assert sorted(told()) == [BUYER, MANAGER]


def test_while_crossdock_is_away_integration_staff_are_mailed_once_of_a_cause(
    flows: Flows, smtp: SmtpSink
) -> None:
    failing = "Ask a carrier"
    on_error = flows.ids()["99-on-workflow-error"]

    def told() -> list[str]:
        """The mails about it; our own workflows fail meanwhile as well, and tell their causes."""
        return [mail.text for mail in smtp.taken if STAFF in mail.recipients and failing in mail.text]

    def red_runs() -> int:
        return sum(run["status"] == "error" for run in flows.executions(on_error))

    began = datetime.now(UTC)
    flows.sidecar.process.stop()
    try:
        failed = flows.add_failing(failing, {"message": "the carrier does not know this parcel"})
        eventually(told, what="a mail about it")
        eventually(lambda: len(flows.executions(failed)) >= 3, what="three runs that fail")
        before = red_runs()
        eventually(lambda: red_runs() >= before + 3, what="three runs more that could tell nobody of a case")
    finally:
        flows.sidecar.process.start()

    hours = {began.hour, datetime.now(UTC).hour}  # a cause is told anew when the clock strikes
    assert 1 <= len(told()) <= len(hours)
    [text, *_] = told()
    assert "Ask a carrier failed, and Crossdock cannot be told" in text
    assert "the carrier does not know this parcel" in text
    assert "Crossdock does not answer at" in text
