"""*Crossdock Trigger* in real n8n: a signed event starts a workflow, once; nothing else does.

What waits while n8n is down or starts is sent afterwards; what n8n could not register is found and put right
by deploying again.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook

from stack.errors import StackError
from stack.flows import new_signing_secret
from stack.probe import OPENER
from tests.e2e.flows_world import Flows, driven_by
from tests.e2e.world import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack.n8n import N8n
    from tests.e2e.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

PATH = "e2e-trigger"


class Listening:
    """A published workflow that a Crossdock Trigger starts."""

    def __init__(self, flows: Flows) -> None:
        self.flows = flows
        self.editor = flows.n8n.owner_session()
        credential = {"id": flows.credential_id(), "name": flows.credential}
        self.workflow = flows.add(
            "When a case is opened",
            [
                {
                    "name": "Crossdock Trigger",
                    "type": "n8n-nodes-crossdock.crossdockTrigger",
                    "parameters": {"events": ["exception.opened"]},
                    "credentials": {"crossdockApi": credential},
                    "webhookId": PATH,
                },
                {"name": "Done", "type": "n8n-nodes-base.noOp", "parameters": {}},
            ],
        )

    def unpublish(self) -> None:
        """Unpublish the workflow and wait until n8n has told the sidecar."""
        self.flows.n8n.call("POST", f"workflows/{self.workflow}/unpublish", {})
        eventually(lambda: not self.subscribed(), what="the subscription's end")

    def publish(self, *events: str) -> None:
        """Publish the workflow with other events; n8n tells the sidecar in the background."""
        saved = self.flows.n8n.call("GET", f"workflows/{self.workflow}")
        saved["nodes"][0]["parameters"]["events"] = [*events]
        body = {part: saved[part] for part in ("name", "nodes", "connections", "settings")}
        self.flows.n8n.call("PUT", f"workflows/{self.workflow}", body)
        self.flows.n8n.call("POST", f"workflows/{self.workflow}/publish", {})

    def status(self) -> str:
        """Return what n8n's editor shows of the publication; its public API does not tell."""
        answer = self.editor.get(f"/rest/workflows/{self.workflow}/publication-status")
        return str(answer["data"]["status"])

    def subscribed(self, *events: str) -> int:
        """Return how many subscriptions ask for these events now."""
        asked = "".join(f" and event_types like '%{event}%'" for event in events)
        return self.flows.sidecar.count("event_subscriptions", f"ended_at is null{asked}")

    def open_case(self) -> None:
        """Let something happen that a subscriber is told of."""
        self.flows.sidecar.client.post(
            "/v1/exceptions",
            {
                "category": "integration",
                "sub_category": "tried",
                "title": "Tried",
                "fact_key": uuid.uuid4().hex,
            },
            **{"Idempotency-Key": uuid.uuid4().hex},
        )

    def is_started_by_a_case(self, what: str) -> None:
        """Wait until a new case has started the workflow."""
        before = self.starts()
        self.open_case()
        eventually(lambda: self.starts() > before, what=f"the run of an event {what}")

    def enter(self, **fields: str) -> None:
        """Enter other values into the credential, as integration staff does."""
        body = {"data": fields, "isPartialData": True}
        self.flows.n8n.call("PATCH", f"credentials/{self.flows.credential_id()}", body)

    def starts(self) -> int:
        """Return how often the workflow was started and ended well."""
        return sum(row["status"] == "success" for row in self.flows.executions(self.workflow))

    def told(self) -> list[str]:
        """Return the ids of the events that started the workflow, one for each start."""
        asked = f"executions?workflowId={self.workflow}&status=success&limit=100&includeData=true"
        runs = [row["data"]["resultData"]["runData"] for row in self.flows.n8n.call("GET", asked)["data"]]
        return [run["Crossdock Trigger"][0]["data"]["main"][0][0]["json"]["id"] for run in runs]

    def send(self, *, secret: str, event: str, age: timedelta = timedelta()) -> tuple[int, dict[str, object]]:
        """Post an event to the trigger's address; return the status and what n8n answers."""
        at = datetime.now(UTC) - age
        body = json.dumps({"id": event, "type": "exception.opened", "timestamp": at.isoformat(), "data": {}})
        headers = {
            "Content-Type": "application/json",
            "webhook-id": event,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret).sign(msg_id=event, timestamp=at, data=body),
        }
        url = f"{self.flows.n8n.url}/webhook/{PATH}/crossdock"
        request = urllib.request.Request(url, data=body.encode(), headers=headers)
        try:
            with OPENER.open(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())


@pytest.fixture(scope="module")
def listening(world: World, n8n: N8n) -> Iterator[Listening]:
    with driven_by(n8n, world, "n8n_trigger") as flows:
        listening = Listening(flows)
        eventually(lambda: flows.sidecar.count("event_subscriptions"), what="the trigger's subscription")
        yield listening


def test_an_event_of_the_sidecar_starts_the_workflow_once(listening: Listening) -> None:
    before = listening.starts()

    listening.open_case()

    eventually(lambda: listening.starts() > before, what="the workflow's run")
    eventually(lambda: listening.flows.sidecar.undelivered() == 0, what="nothing left to send")
    assert listening.starts() == before + 1


@pytest.mark.variant
def test_an_event_is_not_lost_while_the_workflow_is_published_anew_with_other_events(
    listening: Listening,
) -> None:
    before = listening.starts()
    listening.unpublish()

    listening.open_case()
    listening.publish("exception.opened", "exception.closed")

    eventually(lambda: listening.subscribed("exception.closed"), what="the new subscription")
    eventually(lambda: listening.starts() > before, what="the run for what happened in between")
    eventually(lambda: listening.flows.sidecar.undelivered() == 0, what="nothing left to send")
    assert listening.starts() == before + 1


@pytest.mark.variant
def test_twenty_events_that_wait_while_n8n_starts_anew_each_start_the_workflow_once(
    listening: Listening,
) -> None:
    before = set(listening.told())
    listening.flows.n8n.stop()
    for _ in range(20):
        listening.open_case()

    listening.flows.n8n.start()

    eventually(lambda: listening.flows.sidecar.undelivered() == 0, what="nothing left to send")
    eventually(lambda: len(set(listening.told()) - before) == 20, what="a run for each event")
    told = listening.told()
    assert len(told) == len(set(told))
    assert listening.flows.sidecar.count("event_subscriptions", "disabled_at is not null") == 0
    assert listening.flows.sidecar.count("outbox", "state = 'dead'") == 0


def test_a_forged_a_stale_and_a_doubled_event_start_nothing(listening: Listening) -> None:
    before = listening.starts()
    secret = listening.flows.signing_secret
    event, later = f"evt_{uuid.uuid4().hex}", f"evt_{uuid.uuid4().hex}"

    forged = listening.send(secret=new_signing_secret(), event=event)
    stale = listening.send(secret=secret, event=event, age=timedelta(minutes=6))
    genuine = listening.send(secret=secret, event=event)
    doubled = listening.send(secret=secret, event=event)

    assert (forged[0], stale[0]) == (401, 401)
    assert genuine == (200, {"outcome": "accepted"})
    assert doubled == (200, {"outcome": "duplicate"})
    listening.send(secret=secret, event=later)
    eventually(lambda: later in listening.told(), what="the run of a later event")
    assert listening.told().count(event) == 1
    assert listening.starts() == before + 2


@pytest.mark.variant
def test_the_signing_secret_is_changed_without_losing_an_event(listening: Listening) -> None:
    flows = listening.flows
    old, new = flows.signing_secret, new_signing_secret()

    listening.enter(signingSecret=new, previousSigningSecret=old)
    listening.is_started_by_a_case("that the sidecar signs with the old secret")
    flows.restart_sidecar(CROSSDOCK_EVENTS_SIGNING_SECRET=new)
    flows.signing_secret = new
    listening.is_started_by_a_case("that the sidecar signs with the new secret")
    listening.enter(previousSigningSecret="")
    listening.is_started_by_a_case("after the old secret was cleared")

    assert listening.send(secret=old, event=f"evt_{uuid.uuid4().hex}")[0] == 401
    eventually(lambda: flows.sidecar.undelivered() == 0, what="nothing left to send")


@pytest.mark.variant
def test_a_trigger_published_while_the_sidecar_was_down_is_told_and_switched_on_by_the_next_deployment(
    listening: Listening,
) -> None:
    flows = listening.flows
    flows.sidecar.process.stop()
    listening.publish("exception.opened", "dead_letter.opened")

    with pytest.raises(
        StackError, match="'When a case is opened' is published in n8n, yet its 'Crossdock Trigger' is off"
    ):
        flows.deploy()
    eventually(lambda: listening.status() != "in_progress", what="n8n's last try")
    assert listening.status() == "failed"
    flows.sidecar.process.start()
    before = listening.starts()
    healed, again = flows.deploy(), flows.deploy()

    assert "publish When a case is opened" in healed
    assert again.splitlines()[-1].startswith("0 changes done")
    assert listening.subscribed("exception.opened", "dead_letter.opened") == 1
    listening.open_case()
    eventually(lambda: listening.starts() > before, what="the run of the trigger that is on again")
