"""n8n between the mailbox and the sidecar: our workflows deployed into a real one, seen through its API."""

from __future__ import annotations

import contextlib
import itertools
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stack.errors import StackError
from stack.flows import deploy, event_variables, new_signing_secret
from stack.n8n import N8n
from tests.e2e.world import SidecarUnderTest, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.world import World

Json = dict[str, Any]
PROMISED_S = 30
"""From a mail in the inbox to its exception in Odoo."""


@dataclass(slots=True, kw_only=True)
class Flows:
    """A sidecar that fetches nothing by itself, and an n8n with our workflows that drives it."""

    n8n: N8n
    sidecar: SidecarUnderTest
    signing_secret: str
    credential: str
    told: str = ""

    @property
    def world(self) -> World:
        """The components around them."""
        return self.sidecar.world

    def deploy(self, *words: str) -> str:
        """Run `crossdock workflows deploy`; return what it printed."""
        variables = self.sidecar.variables
        url = self.sidecar.process.url
        return deploy(self.n8n, url, variables, "--credential", self.credential, *words)

    def ids(self) -> dict[str, str]:
        """Return the ids of the workflows in n8n by their names."""
        return {row["name"]: row["id"] for row in self.n8n.call("GET", "workflows?limit=100")["data"]}

    def credential_id(self) -> str:
        """Return the id of the credential that was deployed."""
        rows = self.n8n.call("GET", "credentials?limit=100")["data"]
        [found] = [row["id"] for row in rows if row["name"] == self.credential]
        return str(found)

    def add(self, name: str, nodes: list[Json], **settings: Any) -> str:
        """Create and publish a workflow whose nodes follow one another; return its id."""
        names = [node["name"] for node in nodes]
        links = {
            before: {"main": [[{"node": after, "type": "main", "index": 0}]]}
            for before, after in itertools.pairwise(names)
        }
        placed = [
            {"id": f"node-{number}", "position": [220 * number, 0], "typeVersion": 1, **node}
            for number, node in enumerate(nodes)
        ]
        body = {"name": name, "nodes": placed, "connections": links}
        body["settings"] = {"executionOrder": "v1", "saveDataSuccessExecution": "all", **settings}
        made = str(self.n8n.call("POST", "workflows", body)["id"])
        self.n8n.call("POST", f"workflows/{made}/publish", {})
        return made

    def add_failing(self, name: str, error: Json) -> str:
        """Publish a workflow that fails with this error every 5 seconds, and has 99 told; return its id."""
        schedule = {"rule": {"interval": [{"field": "seconds", "secondsInterval": 5}]}}
        thrown = {"errorType": "errorObject", "errorObject": json.dumps(error)}
        nodes = [
            {
                "name": "Every 5 seconds",
                "type": "n8n-nodes-base.scheduleTrigger",
                "typeVersion": 1.2,
                "parameters": schedule,
            },
            {"name": "Carrier refuses", "type": "n8n-nodes-base.stopAndError", "parameters": thrown},
        ]
        return self.add(name, nodes, errorWorkflow=self.ids()["99-on-workflow-error"])

    def unpublish(self, name: str) -> None:
        """Switch one of our workflows off."""
        self.n8n.call("POST", f"workflows/{self.ids()[name]}/unpublish", {})

    def read_by_workflow(self) -> int:
        """Return how many mails a run of workflow 10 was told of: the sweep tells nobody."""
        told = "exists (select 1 from requests where key = 'mail_told:' || inbox.id)"
        return self.sidecar.count("inbox", told)

    def executions(self, workflow: str) -> list[Json]:
        """Return the kept executions of a workflow, the newest first."""
        return list(self.n8n.call("GET", f"executions?workflowId={workflow}&limit=100")["data"])

    def remove_workflows(self) -> None:
        """Take every workflow out of n8n, which unpublishes in the background."""
        for workflow in self.ids().values():
            self.n8n.call("POST", f"workflows/{workflow}/unpublish", {})
        eventually(self._are_removed, what="workflows that n8n lets go of")

    def _are_removed(self) -> bool:
        for workflow in self.ids().values():
            with contextlib.suppress(StackError):  # still being unpublished
                self.n8n.call("DELETE", f"workflows/{workflow}")
        return not self.ids()

    def restart_sidecar(self, *arguments: str, **changes: str) -> None:
        """Start the sidecar again at its address, with other settings."""
        self.sidecar.process.stop()
        self.sidecar.process.variables.update(changes)
        self.sidecar.process.arguments = arguments
        self.sidecar.process.start()


@contextmanager
def driven_by(n8n: N8n, world: World, name: str, *words: str, **changes: str) -> Iterator[Flows]:
    """Deploy the workflows for a sidecar of one's own; `words` go to the command."""
    secret = new_signing_secret()
    variables = {**event_variables(n8n.url, secret), **changes}
    under_test = world.sidecar(name, **variables)
    with under_test.process:
        flows = Flows(n8n=n8n, sidecar=under_test, signing_secret=secret, credential=f"Crossdock {name}")
        flows.told = flows.deploy(*words)
        try:
            yield flows
        finally:
            flows.remove_workflows()


def case_of_integration(flows: Flows, since: int, sub_category: str, *fields: str) -> Json:
    """Wait for the one case of a kind that tells integration staff of a failure."""
    found = eventually(
        lambda: flows.world.opened_since(since, sub_category, *fields), what=f"a case {sub_category}"
    )
    [case] = found
    return dict(case)
