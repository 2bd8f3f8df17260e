"""Bring workflow files into n8n: what differs is saved and published, what people changed there stays.

What was deployed is remembered in the workflow's own description, as a digest. Where n8n holds something else
than that digest says, a person changed it there.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crossdock.adapters.n8n.api import N8nRefused
from crossdock.adapters.n8n.files import handles_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crossdock.adapters.n8n.api import N8nApi
    from crossdock.adapters.n8n.credentials import Credential

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
_SETTINGS = (
    "executionOrder",
    "executionTimeout",
    "timezone",
    "callerPolicy",
    "saveDataErrorExecution",
    "saveDataSuccessExecution",
    "saveManualExecutions",
    "saveExecutionProgress",
)
_MARK = re.compile(r"\n\nDeployed by crossdock: ([0-9a-f]{16})$")


class Change(StrEnum):
    """What a deployment does to one workflow."""

    CREATE = "create"
    CHANGE = "change"
    PUBLISH = "publish"
    KEEP = "keep"
    EDITED = "edited"
    """People changed it in n8n since: it stays as they have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was, or would be, done to one workflow. `differs` names the parts that are not the same."""

    name: str
    change: Change
    differs: tuple[str, ...] = ()


def deploy(
    api: N8nApi,
    workflows: Iterable[Json],
    credential: Credential,
    *,
    replace_edited: bool = False,
    dry_run: bool = False,
) -> Iterator[Step]:
    """Yield one step per workflow as it is done. Raises `N8nUnavailable`, `N8nRefused`.

    Workflows that handle errors come first: others name them by their id, which n8n gives.
    """
    ids: dict[str, str] = {}
    for workflow in workflows:
        live = _live(api, workflow["name"])
        step = _step(workflow, live, ids, credential, replace_edited=replace_edited)
        if not dry_run and step.change not in (Change.KEEP, Change.EDITED):
            live = _carry_out(api, step, workflow, live, ids, credential)
        ids[workflow["name"]] = live["id"] if live else ""
        yield step


def _live(api: N8nApi, name: str) -> Json | None:
    found = api.workflows_called(name)
    if len(found) > 1:
        ids = ", ".join(row["id"] for row in found)
        raise N8nRefused(f"n8n has {len(found)} workflows {name!r} ({ids}): archive or rename all but one")
    return api.workflow(found[0]["id"]) if found else None


def _step(
    workflow: Json,
    live: Json | None,
    ids: Mapping[str, str],
    credential: Credential,
    *,
    replace_edited: bool,
) -> Step:
    name = workflow["name"]
    if live is None:
        return Step(name=name, change=Change.CREATE)
    differs = (*_differences(essence(live), essence(workflow)), *_loose_ends(workflow, live, ids, credential))
    if not differs and _MARK.search(live.get("description") or "") is None:
        return Step(name=name, change=Change.CHANGE, differs=("description",))
    if not differs:
        return Step(name=name, change=Change.KEEP if _is_published(live) else Change.PUBLISH)
    if _is_edited(live) and not replace_edited:
        return Step(name=name, change=Change.EDITED, differs=differs)
    return Step(name=name, change=Change.CHANGE, differs=differs)


def essence(workflow: Json) -> Json:
    """Return what a workflow does: without places, ids, credentials and what n8n keeps beside it."""
    settings = workflow["settings"] or {}
    return {
        "nodes": {
            node["name"]: {part: node[part] for part in _NODE_PARTS if node.get(part) not in (None, False)}
            for node in workflow["nodes"]
        },
        "connections": workflow["connections"],
        "settings": {key: settings[key] for key in _SETTINGS if key in settings},
    }


def _digest(workflow: Json) -> str:
    text = json.dumps(essence(workflow), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_edited(live: Json) -> bool:
    mark = _MARK.search(live.get("description") or "")
    return mark is None or mark[1] != _digest(live)


def _is_published(live: Json) -> bool:
    return bool(live["active"]) and live.get("activeVersionId") == live.get("versionId")


def _differences(live: Json, wanted: Json) -> Iterator[str]:
    """Yield the names of nodes, then of other parts, that are not the same."""
    for name in sorted(live["nodes"].keys() | wanted["nodes"].keys()):
        if live["nodes"].get(name) != wanted["nodes"].get(name):
            yield f"node {name!r}"
    if live["connections"] != wanted["connections"]:
        yield "connections"
    if live["settings"] != wanted["settings"]:
        yield "settings"


def _loose_ends(workflow: Json, live: Json, ids: Mapping[str, str], credential: Credential) -> Iterator[str]:
    """Yield what leads nowhere: error workflow or credential not chosen. Another choice of theirs stays."""
    named = workflow["settings"].get("errorWorkflow")
    chosen = (live["settings"] or {}).get("errorWorkflow")
    if named and (not chosen or (chosen == named and ids.get(named) != chosen)):
        yield "error workflow"
    if any(credential.fits(node) and not node.get("credentials") for node in live["nodes"]):
        yield "credential"


def _carry_out(
    api: N8nApi,
    step: Step,
    workflow: Json,
    live: Json | None,
    ids: Mapping[str, str],
    credential: Credential,
) -> Json:
    body = _body(workflow, live, ids, credential)
    if live is None:  # n8n takes a description only of a workflow that is there
        live = api.create_workflow(body)
        live = api.update_workflow(live["id"], {**body, **_marked(workflow)})
    elif step.change is Change.CHANGE:
        live = api.update_workflow(live["id"], {**body, **_marked(workflow)})
    if _is_published(live):
        return live
    try:
        return api.publish(live["id"])
    except N8nRefused as error:
        raise N8nRefused(f"{step.name} is saved in n8n, yet cannot be published: {error.message}") from error


def _marked(workflow: Json) -> Json:
    """Return the description that remembers what was deployed."""
    return {"description": f"{workflow.get('description', '')}\n\nDeployed by crossdock: {_digest(workflow)}"}


def _body(workflow: Json, live: Json | None, ids: Mapping[str, str], credential: Credential) -> Json:
    """Return what is saved: credentials and error workflow that people chose in n8n stay chosen."""
    nodes = copy.deepcopy(workflow["nodes"])
    chosen = {node["name"]: node.get("credentials") for node in (live or {}).get("nodes", ())}
    for node in nodes:
        kept = chosen.get(node["name"]) or (credential.reference if credential.fits(node) else None)
        if kept:
            node["credentials"] = kept
    settings = dict(workflow["settings"])
    if not handles_errors(workflow):
        theirs = ((live or {}).get("settings") or {}).get("errorWorkflow")
        named = settings.get("errorWorkflow", "")
        settings["errorWorkflow"] = theirs if theirs and theirs != named else ids.get(named, "")
    return {
        "name": workflow["name"],
        "nodes": nodes,
        "connections": workflow["connections"],
        "settings": settings,
    }
