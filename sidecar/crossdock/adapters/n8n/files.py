"""Workflow files, as they are shipped."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from crossdock.domain.errors import InvalidRequest

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]

_ERROR_TRIGGER = "n8n-nodes-base.errorTrigger"
_ADDRESS = "crossdock_url"
_PARTS = ("name", "nodes", "connections", "settings")


def read_workflows(folder: Path) -> list[Json]:
    """Return the workflows of a folder, those that others call on an error first. Raises `InvalidRequest`."""
    workflows = [_read(path) for path in sorted(folder.glob("*.json"))]
    if not workflows:
        raise InvalidRequest(f"there is no workflow in {folder}; name their folder with --folder")
    return sorted(workflows, key=lambda workflow: not handles_errors(workflow))


def handles_errors(workflow: Json) -> bool:
    """Return whether a workflow is started when others fail."""
    return any(node["type"] == _ERROR_TRIGGER for node in workflow["nodes"])


def with_address(workflow: Json, url: str) -> Json:
    """Return a twin with the sidecar's address in the field that names it; others have none."""
    workflow = copy.deepcopy(workflow)
    for node in workflow["nodes"]:
        fields = node["parameters"].get("assignments", {}).get("assignments", ())
        for field in fields:
            if field["name"] == _ADDRESS:
                field["value"] = url
    return workflow


def _read(path: Path) -> Json:
    try:
        workflow = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidRequest(f"{path} cannot be read: {error}") from error
    missing = [part for part in _PARTS if not isinstance(workflow, dict) or part not in workflow]
    if missing:
        raise InvalidRequest(f"{path} is no workflow: it has no {', '.join(missing)}")
    return dict(workflow)
