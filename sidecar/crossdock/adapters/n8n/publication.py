"""Which version of a workflow runs in n8n, and what people saved beside it.

n8n's editor saves drafts, by itself too; one runs once it is published. What the public API saves is
published at once where a version runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.adapters.n8n.settable import set_in

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]


def is_published(live: Json) -> bool:
    """Return whether what was saved last is what runs."""
    return bool(live["active"]) and live.get("activeVersionId") == live.get("versionId")


def is_off(live: Json) -> bool:
    """Return whether no version runs."""
    return not live["active"]


def running(live: Json) -> Json:
    """Return a workflow as it runs; as it was saved where nothing runs."""
    version: Json = live.get("activeVersion") or live
    return {**live, "nodes": version["nodes"], "connections": version["connections"]}


def set_in_draft(live: Json) -> Iterator[str]:
    """Yield the nodes in which people set something, or chose a credential, and did not publish it."""
    if is_off(live) or is_published(live):
        return
    saved, runs = set_in(live), set_in(running(live))
    for name in sorted(saved.keys() & runs.keys()):
        if saved[name] != runs[name]:
            yield f"node {name!r}"
