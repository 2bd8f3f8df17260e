"""Bring workflow files into n8n: what differs is saved and published, what people changed there stays.

What was deployed is remembered in the workflow's own description, as a digest. Where n8n holds something else
than that digest says, a person changed it there. What people are meant to set (`settable`) is in no digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crossdock.adapters.n8n.api import N8nRefused
from crossdock.adapters.n8n.credentials import Credential
from crossdock.adapters.n8n.publication import is_off, is_published, running, set_in_draft
from crossdock.adapters.n8n.settable import as_set, as_shipped, mailbox_of, with_mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crossdock.adapters.n8n.api import N8nApi

Json = dict[str, Any]

_NODE_PARTS = (
    "type",
    "typeVersion",
    "parameters",
    "disabled",
    "executeOnce",
    "alwaysOutputData",
    "onError",
    "retryOnFail",
    "maxTries",
    "waitBetweenTries",
)
_SETTINGS = ("executionOrder", "executionTimeout", "callerPolicy")
"""Beside those that people are meant to set."""
_MARK = re.compile(r"\n\nDeployed by crossdock: ([0-9a-f]{16})$")


class Change(StrEnum):
    """What a deployment does to one workflow."""

    CREATE = "create"
    CHANGE = "change"
    PUBLISH = "publish"
    KEEP = "keep"
    EDITED = "edited"
    """People changed it in n8n since: it stays as they have it."""
    DRAFT = "draft"
    """People set something in n8n and did not publish it: it stays as they have it, and as it runs."""
    OFF = "off"
    """People unpublished it: it stays unpublished. What differs is saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was, or would be, done to one workflow. `differs` names the parts that are not the same."""

    name: str
    change: Change
    differs: tuple[str, ...] = ()
    is_off: bool = False
    """Whether no version of it runs, and none will by this."""

    @property
    def is_change(self) -> bool:
        """Whether n8n has something else afterwards."""
        if self.change is Change.OFF:
            return bool(self.differs)
        return self.change in (Change.CREATE, Change.CHANGE, Change.PUBLISH)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Links:
    """What workflows name by ids that n8n gives: error workflows by their name here, and the credential."""

    credential: Credential
    credential_ids: frozenset[str]
    workflow_ids: dict[str, str] = field(default_factory=dict)

    def credentials_of(self, node: Json, live: Json | None) -> Json | None:
        """Return what a node asks with: as people chose it in n8n, as long as that is there, else ours."""
        chosen: Json = (live or {}).get("credentials") or {}
        if chosen and all(one["id"] in self.credential_ids for one in chosen.values()):
            return chosen
        return self.credential.reference if self.credential.fits(node) else None

    def error_workflow_of(self, workflow: Json, live: Json | None) -> str | None:
        """Return which workflow is told of errors: as people chose it in n8n, else ours."""
        named: str | None = workflow["settings"].get("errorWorkflow")
        chosen: str | None = ((live or {}).get("settings") or {}).get("errorWorkflow")
        if named is None or (chosen and chosen != named):
            return chosen
        return self.workflow_ids.get(named, "")


def deploy(
    api: N8nApi,
    workflows: Iterable[Json],
    credential: Credential,
    *,
    mailbox: str | None = None,
    replace_edited: bool = False,
    publish: bool = False,
    dry_run: bool = False,
) -> Iterator[Step]:
    """Yield one step per workflow as it is done. Raises `N8nUnavailable`, `N8nRefused`.

    What people set in n8n stays, except that a `mailbox` named here is fetched from now on. What they did not
    publish, or unpublished, is published only where `publish` says so. Workflows that handle errors come
    first: others name them by their id, which n8n gives.
    """
    ids = frozenset(row["id"] for row in api.credentials())
    links = _Links(credential=credential, credential_ids=ids)
    for workflow in workflows:
        live = _live(api, workflow["name"])
        wanted = _wanted(workflow, live, mailbox)
        step = _step(wanted, live, links, replace_edited=replace_edited, publish=publish)
        if not dry_run and step.is_change:
            live = _carry_out(api, step, wanted, live, links)
        links.workflow_ids[workflow["name"]] = live["id"] if live else ""
        yield step


def _live(api: N8nApi, name: str) -> Json | None:
    found = api.workflows_called(name)
    if len(found) > 1:
        ids = ", ".join(row["id"] for row in found)
        raise N8nRefused(f"n8n has {len(found)} workflows {name!r} ({ids}): archive or rename all but one")
    return api.workflow(found[0]["id"]) if found else None


def _wanted(workflow: Json, live: Json | None, mailbox: str | None) -> Json:
    """Return a workflow with what people set in n8n, and the mailbox that is named now."""
    wanted = workflow if live is None else as_set(workflow, live)
    return wanted if mailbox in (None, mailbox_of(wanted)) else with_mailbox(wanted, mailbox)


def _step(workflow: Json, live: Json | None, links: _Links, *, replace_edited: bool, publish: bool) -> Step:
    name = workflow["name"]
    if live is None:
        return Step(name=name, change=Change.CREATE)
    mark = _mark_of(live)
    differs = tuple(_differences(essence(live), essence(workflow)))
    if differs and not replace_edited and mark != _digest(live):
        return Step(name=name, change=Change.EDITED, differs=differs, is_off=is_off(live))
    unpublished = tuple(set_in_draft(live))
    if unpublished and not publish:
        return Step(name=name, change=Change.DRAFT, differs=unpublished)
    differs += tuple(_loose_ends(workflow, live, links))
    if mark != _digest(workflow):  # also where an edit was taken into the file
        differs += ("description",)
    if is_off(live) and mark is not None and not publish:
        return Step(name=name, change=Change.OFF, differs=differs, is_off=True)
    if differs:
        return Step(name=name, change=Change.CHANGE, differs=differs)
    is_running = not unpublished and _runs_what_is_saved(live)
    return Step(name=name, change=Change.KEEP if is_running else Change.PUBLISH)


def _runs_what_is_saved(live: Json) -> bool:
    """Return whether what runs does what was saved last: moving a node saves a version, too."""
    return is_published(live) or (not is_off(live) and essence(running(live)) == essence(live))


def essence(workflow: Json) -> Json:
    """Return what a workflow does: without positions, ids, what people set and what n8n keeps beside it."""
    settings = workflow["settings"] or {}
    return {
        "nodes": {
            node["name"]: {part: node[part] for part in _NODE_PARTS if node.get(part) not in (None, False)}
            for node in map(as_shipped, workflow["nodes"])
        },
        "connections": workflow["connections"],
        "settings": {key: settings[key] for key in _SETTINGS if key in settings},
    }


def _differences(live: Json, wanted: Json) -> Iterator[str]:
    """Yield the names of nodes, then of other parts, that are not the same."""
    for name in sorted(live["nodes"].keys() | wanted["nodes"].keys()):
        if live["nodes"].get(name) != wanted["nodes"].get(name):
            yield f"node {name!r}"
    if live["connections"] != wanted["connections"]:
        yield "connections"
    if live["settings"] != wanted["settings"]:
        yield "settings"


def _digest(workflow: Json) -> str:
    text = json.dumps(essence(workflow), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _loose_ends(workflow: Json, live: Json, links: _Links) -> Iterator[str]:
    """Yield what leads nowhere in n8n, as a credential that is not there, or to another mailbox."""
    if (live["settings"] or {}).get("errorWorkflow") != links.error_workflow_of(workflow, live):
        yield "error workflow"
    if any(links.credentials_of(node, node) != (node.get("credentials") or None) for node in live["nodes"]):
        yield "credential"
    if mailbox_of(live) != mailbox_of(workflow):
        yield "mailbox"


def _carry_out(api: N8nApi, step: Step, workflow: Json, live: Json | None, links: _Links) -> Json:
    body = _body(workflow, live, links)
    mark = {"description": _marked(workflow)}
    is_first = live is None or (is_off(live) and _mark_of(live) is None)
    if live is None:
        live = api.create_workflow(body)
    elif step.change is not Change.PUBLISH:
        live = api.update_workflow(live["id"], body if is_first else {**body, **mark})
    if step.change is not Change.OFF and not is_published(live):
        live = _published(api, live)
    if is_first:  # marked last: what is off and has a mark was unpublished by people, not left halfway
        live = api.update_workflow(live["id"], {**{part: live[part] for part in body}, **mark})
    return live


def _published(api: N8nApi, live: Json) -> Json:
    """Publish the version that is known here, and none that is saved meanwhile."""
    try:
        return api.publish(live["id"], version_id=live["versionId"])
    except N8nRefused as error:
        why = f"{live['name']} is saved in n8n, yet cannot be published: {error.message}"
        raise N8nRefused(why) from error


def _mark_of(live: Json) -> str | None:
    """Return the digest of what was deployed last; None where nothing was."""
    found = _MARK.search(live.get("description") or "")
    return found[1] if found else None


def _marked(workflow: Json) -> str:
    """Return the description, with what is deployed in it."""
    return f"{workflow.get('description', '')}\n\nDeployed by crossdock: {_digest(workflow)}"


def _body(workflow: Json, live: Json | None, links: _Links) -> Json:
    """Return what is saved."""
    there = {node["name"]: node for node in (live or {}).get("nodes", ())}
    nodes = [
        {**node, "credentials": links.credentials_of(node, there.get(node["name"]))}
        for node in workflow["nodes"]
    ]
    error_workflow = links.error_workflow_of(workflow, live)
    settings = {**workflow["settings"], "errorWorkflow": error_workflow}
    return {
        "name": workflow["name"],
        "nodes": [{key: value for key, value in node.items() if value is not None} for node in nodes],
        "connections": workflow["connections"],
        "settings": {key: value for key, value in settings.items() if value is not None},
    }
