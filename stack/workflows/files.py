"""Workflow files as they are committed: stable ids and order, no credentials, no pinned data, inactive.

Whoever changes a workflow in n8n's editor downloads it over the file and formats it: what n8n adds (versions,
owners, chosen credentials) goes, and only the change is left in the diff.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "n8n-workflows"
TWINS = FOLDER / "http"
TWIN_SUFFIX = "-http"
ERROR_WORKFLOW = "99-on-workflow-error"
STICKY_NOTE = "n8n-nodes-base.stickyNote"
ERROR_TRIGGER = "n8n-nodes-base.errorTrigger"

_NODE_FIRST = ("id", "name", "type", "typeVersion", "position", "parameters")
_NODE_REST = (
    "alwaysOutputData",
    "disabled",
    "executeOnce",
    "maxTries",
    "notes",
    "notesInFlow",
    "onError",
    "retryOnFail",
    "waitBetweenTries",
    "webhookId",
)
_IDS = uuid.UUID("6b1f1c3e-0d3c-5a55-9a0e-c0055d0c0000")
"""The namespace of the ids that are derived from names."""


def sources() -> list[Path]:
    """Return the workflows that people write, in order."""
    return sorted(FOLDER.glob("*.json"))


def read(path: Path) -> Json:
    """Return the workflow in a file."""
    workflow: Json = json.loads(path.read_text(encoding="utf-8"))
    return workflow


def text_of(workflow: Json) -> str:
    """Return the text of a file."""
    return json.dumps(workflow, indent=2, ensure_ascii=False) + "\n"


def formatted(workflow: Json, stem: str) -> Json:
    """Return a workflow as its file `<stem>.json` holds it; its id and name are the file's."""
    nodes = sorted((_node(node, stem) for node in workflow["nodes"]), key=_place)
    order = [node["name"] for node in nodes]
    return {
        "id": stem,
        "name": stem,
        "description": workflow.get("description", ""),
        "nodes": nodes,
        "connections": _connections(workflow["connections"], order),
        "settings": _settings(workflow.get("settings", {}), nodes, stem),
        "active": False,
        "pinData": {},
    }


def error_workflow_of(stem: str) -> str:
    """Return which workflow is told when this one fails: a twin tells the twin."""
    return ERROR_WORKFLOW + (TWIN_SUFFIX if stem.endswith(TWIN_SUFFIX) else "")


def _node(node: Json, stem: str) -> Json:
    """Return a node with its keys in order; ids come from its name, so that they stay as long as that."""
    kept = {key: node.get(key) for key in _NODE_FIRST}
    rest = {key: node[key] for key in _NODE_REST if key in node}
    kept["id"] = str(uuid.uuid5(_IDS, f"{stem}/{node['name']}"))
    if "webhookId" in rest:
        rest["webhookId"] = str(uuid.uuid5(_IDS, f"{stem}/{node['name']}/webhook"))
    kept["position"] = [round(at) for at in node["position"]]
    kept["parameters"] = _with_ids(node.get("parameters", {}), f"{stem}/{node['name']}")
    return {**kept, **rest}


def _with_ids(value: Any, place: str) -> Any:
    """Return parameters with the ids of conditions and assigned fields derived from their place."""
    if isinstance(value, list):
        return [_with_ids(item, f"{place}/{index}") for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    inside = {key: _with_ids(item, f"{place}/{key}") for key, item in value.items()}
    is_condition = {"leftValue", "operator"} <= value.keys()
    is_field = {"name", "value", "type"} <= value.keys()
    if not (is_condition or is_field):
        return inside
    return {"id": str(uuid.uuid5(_IDS, place)), **{key: inside[key] for key in inside if key != "id"}}


def _place(node: Json) -> tuple[bool, list[int], str]:
    """Sort the flow as it is seen, from left to right, and the notes behind it."""
    return node["type"] == STICKY_NOTE, node["position"], node["name"]


def _connections(connections: Json, order: list[str]) -> Json:
    """Return the connections in the order of the nodes, without empty ends."""
    return {name: connections[name] for name in order if any(map(any, connections.get(name, {}).values()))}


def _settings(settings: Json, nodes: list[Json], stem: str) -> Json:
    """Return the settings; the error workflow is named by its file, whatever id it has in somebody's n8n."""
    kept = {key: settings[key] for key in sorted(settings) if key not in ("errorWorkflow", "availableInMCP")}
    if any(node["type"] == ERROR_TRIGGER for node in nodes):
        return kept
    return {"errorWorkflow": error_workflow_of(stem), **kept}
