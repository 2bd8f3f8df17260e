"""What integration staff is meant to set in the shipped workflows.

It is no edit, so it is in no digest, and every deployment leaves it as n8n has it. The list is closed:
whatever else people change makes a workflow theirs.
"""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

_PLACES: dict[str, tuple[tuple[str, ...], ...]] = {
    "n8n-nodes-base.scheduleTrigger": (("parameters", "rule"),),
    "n8n-nodes-base.emailSend": (("parameters",), ("disabled",)),
    "n8n-nodes-crossdock.crossdock": (("parameters", "mailbox"),),
}
"""By type of node, beside the credentials. Twins name the mailbox in addresses instead."""
_SETTINGS = (
    "timezone",
    "saveDataErrorExecution",
    "saveDataSuccessExecution",
    "saveManualExecutions",
    "saveExecutionProgress",
)
"""Of the workflow itself: which runs are kept, and whose midnight a schedule means."""
_IN_ADDRESS = re.compile(r"(?<=/v1/mailboxes/)[\w%.-]+(?=/fetches)")
_ANY = "any"


def as_shipped(node: Json) -> Json:
    """Return a node without what is set in it."""
    node = copy.deepcopy(node)
    for place in _PLACES.get(node["type"], ()):
        _put(node, place, None)
    return _addressed(node, _ANY)


def as_set(workflow: Json, live: Json) -> Json:
    """Return a workflow with what people set in the one that n8n has."""
    workflow = copy.deepcopy(workflow)
    there = {node["name"]: node for node in live["nodes"]}
    for node in workflow["nodes"]:
        known = there.get(node["name"])
        if known is not None and known["type"] == node["type"]:
            for place in _PLACES.get(node["type"], ()):
                _put(node, place, _get(known, place))
    mailbox = next(_in_addresses(live), None)
    nodes = [_addressed(node, mailbox) if mailbox else node for node in workflow["nodes"]]
    chosen = live["settings"] or {}
    kept = {name: chosen[name] for name in _SETTINGS if name in chosen}
    return {**workflow, "nodes": nodes, "settings": {**workflow["settings"], **kept}}


def set_in(workflow: Json) -> Json:
    """Return what is set in each node, with its credentials."""
    return {
        node["name"]: [
            *(_get(node, place) or None for place in _PLACES.get(node["type"], ())),
            *_in_addresses({"nodes": [node]}),
            node.get("credentials") or None,
        ]
        for node in workflow["nodes"]
    }


def mailbox_of(workflow: Json) -> str | None:
    """Return the mailbox that a workflow fetches, if it does."""
    chosen = (node["parameters"].get("mailbox") for node in workflow["nodes"])
    named = (str(one.get("value")) for one in chosen if isinstance(one, dict))
    return next(named, None) or next(_in_addresses(workflow), None)


def with_mailbox(workflow: Json, name: str) -> Json:
    """Return a workflow that fetches this mailbox; one that fetches none as it is."""
    nodes = [_addressed(node, quote(name, safe="")) for node in workflow["nodes"]]
    for node in nodes:
        if "mailbox" in node["parameters"]:
            node["parameters"]["mailbox"] = {"__rl": True, "mode": "name", "value": name}
    return {**workflow, "nodes": nodes}


def _in_addresses(workflow: Json) -> Iterator[str]:
    for node in workflow["nodes"]:
        found = _IN_ADDRESS.search(str(node["parameters"].get("url", "")))
        if found:
            yield found[0]


def _addressed(node: Json, mailbox: str) -> Json:
    """Return a copy of a node that names this mailbox wherever it names one in an address."""
    text = json.dumps(node.get("parameters", {}))
    return {**node, "parameters": json.loads(_IN_ADDRESS.sub(lambda _: mailbox, text))}


def _get(node: Json, place: tuple[str, ...]) -> Any:
    found: Any = node
    for part in place:
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _put(node: Json, place: tuple[str, ...], value: Any) -> None:
    """Set a place, or remove it (None)."""
    *way, last = place
    for part in way:
        node = node.setdefault(part, {})
    if value is None:
        node.pop(last, None)
    else:
        node[last] = copy.deepcopy(value)
