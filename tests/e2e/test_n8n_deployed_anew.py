"""`crossdock workflows deploy` against real n8n: what staff set stays, and later versions come in.

What they did not publish, or unpublished, does not run by that.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from stack.flows import WORKFLOWS
from tests.e2e.flows_world import driven_by

if TYPE_CHECKING:
    from pathlib import Path

    from stack.n8n import N8n
    from tests.e2e.flows_world import Json
    from tests.e2e.world import World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

MAIL, FETCH, EVERY = "10-read-supplier-mail", "Fetch new mails", "Every 10 seconds"
OWNER = next(
    node["name"]
    for node in json.loads((WORKFLOWS / f"{MAIL}.json").read_text())["nodes"]
    if node["type"].endswith(".emailSend")
)
SLOWER = {"interval": [{"field": "seconds", "secondsInterval": 30}]}


def parameters(workflow: Json, node: str) -> Json:
    """Return the parameters of a node, to look at or to change."""
    [found] = [one["parameters"] for one in workflow["nodes"] if one["name"] == node]
    return found


def body_of(workflow: Json) -> Json:
    """Return what is saved of a workflow."""
    return {part: workflow[part] for part in ("name", "nodes", "connections", "settings")}


def test_what_was_set_in_n8n_stays_when_a_later_version_is_deployed(
    world: World, n8n: N8n, tmp_path: Path
) -> None:
    newer = tmp_path / "workflows"
    shutil.copytree(WORKFLOWS, newer)
    later = json.loads((newer / f"{MAIL}.json").read_text())
    parameters(later, FETCH)["limit"] = 20
    (newer / f"{MAIL}.json").write_text(json.dumps(later))

    with driven_by(n8n, world, "n8n_anew") as flows:
        workflow = flows.ids()[MAIL]
        saved = n8n.call("GET", f"workflows/{workflow}")
        chosen = {**parameters(saved, FETCH)["mailbox"], "mode": "list", "cachedResultName": "Ours"}
        parameters(saved, FETCH)["mailbox"] = chosen
        parameters(saved, EVERY)["rule"] = SLOWER
        parameters(saved, OWNER)["fromEmail"] = "crossdock@our.example"
        n8n.call("PUT", f"workflows/{workflow}", body_of(saved))
        n8n.call("POST", f"workflows/{workflow}/publish", {})

        untouched = flows.deploy()
        changed = flows.deploy("--folder", str(newer))
        again = flows.deploy("--folder", str(newer))
        now = n8n.call("GET", f"workflows/{workflow}")

    assert f"keep    {MAIL}" in untouched
    assert f"change  {MAIL}\n          node {FETCH!r}\n" in changed
    assert again.splitlines()[-1].startswith("0 changes done")
    assert now["active"]
    assert parameters(now, FETCH) == {**parameters(later, FETCH), "mailbox": chosen}
    assert parameters(now, EVERY)["rule"] == SLOWER
    assert parameters(now, OWNER)["fromEmail"] == "crossdock@our.example"


@pytest.mark.variant
def test_a_draft_and_what_was_unpublished_run_only_where_that_is_asked_for(world: World, n8n: N8n) -> None:
    with driven_by(n8n, world, "n8n_unpublished") as flows:
        address = f"workflows/{flows.ids()[MAIL]}"
        saved = n8n.call("GET", address)
        was_running = saved["activeVersionId"]
        parameters(saved, OWNER)["toEmail"] = "olga@our.exam"
        n8n.call("PUT", f"{address}?publishIfActive=false", body_of(saved))

        told = flows.deploy()
        running = n8n.call("GET", address)["activeVersionId"]
        published = flows.deploy("--publish")
        draft_runs = n8n.call("GET", address)["activeVersion"]
        n8n.call("POST", f"{address}/unpublish", {})
        off = flows.deploy()
        was_active = n8n.call("GET", address)["active"]
        on = flows.deploy("--publish")
        is_active = n8n.call("GET", address)["active"]

    assert f"draft   {MAIL}\n          node {OWNER!r}\n" in told
    assert running == was_running
    assert f"publish {MAIL}" in published
    assert parameters(draft_runs, OWNER)["toEmail"] == "olga@our.exam"
    assert f"off     {MAIL}" in off
    assert not was_active
    assert f"publish {MAIL}" in on
    assert is_active
