"""The rules that each workflow holds to; `problems` tells which are broken, and how to mend it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from stack.workflows.files import ERROR_TRIGGER, STICKY_NOTE, error_workflow_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack.workflows.files import Json

OUR_TRIGGER = "n8n-nodes-crossdock.crossdockTrigger"
OURS = ("n8n-nodes-crossdock.crossdock", OUR_TRIGGER)
CODE_LINES = 10
TOLD = ("Purpose", "Trigger", "Owner", "Failure path", "Concurrency", "What to change where")
"""What the notes of each workflow tell, in bold."""
BRANCHED_ON = frozenset(
    {
        "={{ $json.outcome }}",
        "={{ $json.details?.code }}",
        "={{ $json.details?.retryable }}",
        "={{ $json.reasons.map((reason) => reason.code) }}",
        "={{ $json.exceptions.length }}",
        "={{ $runIndex }}",  # how often a loop went round
        "={{ $json.code }}",  # the same in a twin, as the sidecar itself says it
        "={{ $json.retry_after != null || ($json.details != null && !$json.code) }}",
    }
)
"""What a flow may branch on: closed lists of the sidecar, cases, its own rounds; never a text."""
_BRANCHING = ("n8n-nodes-base.if", "n8n-nodes-base.switch", "n8n-nodes-base.filter")
_LONGEST_S = 3600
_NOTE_SIZE = {"width": 240, "height": 160}
"""Of a note whose size nobody changed: n8n leaves it out."""


def problems(workflow: Json) -> list[str]:
    """Return every rule that a workflow breaks."""
    return [
        *_about_settings(workflow),
        *_about_notes(workflow),
        *_about_branches(workflow),
        *_about_nodes(workflow),
        *_about_links(workflow),
    ]


def _about_settings(workflow: Json) -> Iterator[str]:
    settings = workflow["settings"]
    handles_errors = any(node["type"] == ERROR_TRIGGER for node in workflow["nodes"])
    if not handles_errors and settings.get("errorWorkflow") != error_workflow_of(workflow["id"]):
        yield f"its error workflow is not {error_workflow_of(workflow['id'])}"
    if settings.get("executionOrder") != "v1":
        yield "its execution order is not v1"
    if not 0 < settings.get("executionTimeout", 0) <= _LONGEST_S:
        yield "it has no execution timeout, so a run that hangs is never stopped"
    if workflow["active"] or workflow["pinData"]:
        yield "it is active or has pinned data; format it"


def _about_notes(workflow: Json) -> Iterator[str]:
    notes = "\n".join(
        node["parameters"].get("content", "") for node in workflow["nodes"] if node["type"] == STICKY_NOTE
    )
    yield from (f"its notes do not tell: {heading}" for heading in TOLD if f"**{heading}.**" not in notes)


def _about_branches(workflow: Json) -> Iterator[str]:
    """Each node stands in a note, which tells what each of its outputs means where it has several."""
    for node in workflow["nodes"]:
        if node["type"] == STICKY_NOTE or "rigger" in node["type"]:
            continue
        notes = "\n".join(note.get("content", "") for note in _notes_around(workflow, node["position"]))
        if not notes:
            yield f"{node['name']}: it stands in no note"
        _, _, after = notes.partition(f"**{node['name']}**\n")
        told = after.partition("**")[0]
        yield from (
            f"{node['name']}: no note around it says under its name what *{output}* means"
            for output in _outputs(node)
            if f"- *{output}*: " not in told
        )


def _notes_around(workflow: Json, position: list[int]) -> Iterator[Json]:
    for note in workflow["nodes"]:
        if note["type"] == STICKY_NOTE:
            size = [note["parameters"].get(*side) for side in _NOTE_SIZE.items()]
            edges = zip(note["position"], position, size, strict=True)
            if all(begin <= at < begin + length for begin, at, length in edges):
                yield note["parameters"]


def _outputs(node: Json) -> list[str]:
    """Return the names of a node's outputs as the editor shows them, where it has several."""
    if node["type"] == "n8n-nodes-base.if":
        return ["true", "false"]
    if node["type"] == "n8n-nodes-base.splitInBatches":
        return ["done", "loop"]
    if node["type"] != "n8n-nodes-base.switch":
        return []
    rules = node["parameters"]["rules"]["values"]
    named = [rule.get("outputKey", str(number)) for number, rule in enumerate(rules)]
    options = node["parameters"]["options"]
    has_rest = options.get("fallbackOutput") == "extra"
    return [*named, options.get("renameFallbackOutput", "Fallback")] if has_rest else named


def _about_nodes(workflow: Json) -> Iterator[str]:
    for node in workflow["nodes"]:
        name, parameters = node["name"], node["parameters"]
        if "credentials" in node:
            yield f"{name}: it names a credential; format it"
        code = str(parameters.get("jsCode", "")) + str(parameters.get("pythonCode", ""))
        if len(code.strip().splitlines()) > CODE_LINES:
            yield f"{name}: more than {CODE_LINES} lines of code; a rule belongs into Crossdock"
        if node["type"] in _BRANCHING:
            looked_at = {condition["leftValue"] for condition in _conditions(parameters)}
            yield from (f"{name}: it branches on {left}" for left in sorted(looked_at - BRANCHED_ON))
        if "$env" in json.dumps(parameters):
            yield f"{name}: it reads the environment, which n8n blocks"


def _conditions(value: Any) -> Iterator[Json]:
    """Yield each condition of a branching node, however deep."""
    if isinstance(value, dict):
        if "leftValue" in value and "operator" in value:
            yield value
        for item in value.values():
            yield from _conditions(item)
    elif isinstance(value, list):
        for item in value:
            yield from _conditions(item)


def _about_links(workflow: Json) -> Iterator[str]:
    names = [node["name"] for node in workflow["nodes"]]
    flow = {node["name"] for node in workflow["nodes"] if node["type"] != STICKY_NOTE}
    ends = {
        end["node"]
        for kinds in workflow["connections"].values()
        for outs in kinds.values()
        for out in outs
        for end in out
    }
    yield from (f"two nodes are called {name!r}" for name in sorted(set(names)) if names.count(name) > 1)
    yield from (
        f"{name!r} is connected but not there"
        for name in sorted((ends | workflow["connections"].keys()) - flow)
    )
    yield from (
        f"{name!r} is connected to nothing" for name in sorted(flow - ends - workflow["connections"].keys())
    )
