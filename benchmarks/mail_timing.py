"""Where the time of a mail goes: what n8n's executions and the sidecar's log tell, cut into parts."""

from __future__ import annotations

import json
import math
import statistics
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.e2e.flows_world import Flows

Json = dict[str, Any]
Ran = tuple[float, float, float, float]
"""Execution started, fetch node began, it ended, read node began."""

WORKFLOW = "10-read-supplier-mail"
FETCH, READ = "Fetch new mails", "Read supplier mail"
PARTS = (
    "waiting for n8n's schedule",
    "n8n: start to its fetch node",
    "n8n's fetch node (IMAP and storing in the sidecar)",
    "n8n between its nodes",
    "n8n's read node to the sidecar's door",
    "sidecar reads, decides, records",
    "recorded, waiting for the delivery",
    "writing to Odoo",
)


@dataclass(slots=True, kw_only=True)
class Told:
    """What the sidecar's log tells, by correlation, inbox or request id; times in seconds."""

    taken_up: dict[int, float] = field(default_factory=dict)
    decided: dict[str, Json] = field(default_factory=dict)
    delivering: dict[str, float] = field(default_factory=dict)
    arrived: dict[str, float] = field(default_factory=dict)
    fetches_s: list[float] = field(default_factory=list)

    @classmethod
    def by(cls, log: Path) -> Told:
        """Read a log."""
        told = cls()
        for text in log.read_text().splitlines():
            if text.startswith("{"):
                told._take(json.loads(text))
        return told

    def _take(self, line: Json) -> None:
        at, route = seconds(line["at"]), line.get("route", "")
        if line["event"] == "mail taken up":
            self.taken_up[line["inbox_id"]] = at
        elif line["event"] == "mail decided":
            self.decided[line["correlation_id"]] = line | {"at": at}
        elif line["event"] == "delivery begins":
            self.delivering.setdefault(line["correlation_id"], at)
        elif line["event"] == "request answered" and route == "/v1/supplier-mails":
            self.arrived[line["request_id"]] = at - line["duration_ms"] / 1000
        elif line["event"] == "request answered" and route.endswith("/fetches"):
            self.fetches_s.append(line["duration_ms"] / 1000)


def seconds(at: str) -> float:
    """Return a time as seconds since 1970."""
    return datetime.fromisoformat(at).timestamp()


def executions(flows: Flows) -> dict[int, Ran]:
    """Return by inbox id when the nodes of its execution ran."""
    found: dict[int, Ran] = {}
    path = f"executions?workflowId={flows.ids()[WORKFLOW]}&includeData=true&limit=50"
    cursor = ""
    while True:
        page = flows.n8n.call("GET", path + cursor)
        for execution in page["data"]:
            runs = execution["data"]["resultData"]["runData"]
            for read in runs.get(READ, []):
                [fetch] = runs[FETCH]
                began = fetch["startTime"] / 1000
                ended = began + fetch["executionTime"] / 1000
                inbox_id = read["data"]["main"][0][0]["json"]["inbox_id"]
                found[inbox_id] = (seconds(execution["startedAt"]), began, ended, read["startTime"] / 1000)
        if not page.get("nextCursor"):
            return found
        cursor = f"&cursor={page['nextCursor']}"


def cut(appended: float, visible: float, correlation_id: str, told: Told, ran: dict[int, Ran]) -> list[float]:
    """Return the seconds of each part of one mail's way; they add up to the whole."""
    decided = told.decided[correlation_id]
    inbox_id = decided["inbox_id"]
    # without a request that decided it, the sidecar's own sweep was first
    arrived = told.arrived.get(decided.get("request_id", ""), told.taken_up[inbox_id])
    known = [*ran[inbox_id], arrived, decided["at"], told.delivering[correlation_id], visible]
    # no part is less than nothing: times are whole milliseconds, and a run under way may take a mail along
    for index in range(len(known) - 1, 0, -1):
        known[index - 1] = min(known[index - 1], known[index])
    borders = [max(appended, at) for at in known]
    return [later - earlier for earlier, later in pairwise([appended, *borders])]


def report(series: str, parts: Sequence[Sequence[float]]) -> str:
    """Return a series of mails as a Markdown table, in seconds."""
    wholes = [sum(mail) for mail in parts]
    mean = statistics.mean(wholes)
    lines = [f"\n{len(parts)} mails, {series}, in seconds\n", "| part | p50 | p95 | mean | share |"]
    lines.append("|---|---:|---:|---:|---:|")
    for name, column in zip(PARTS, zip(*parts, strict=True), strict=True):
        lines.append(_row(name, column, mean))
    lines.append(_row("**append to exception in Odoo**", wholes, mean))
    lines.append(_row("the same without the schedule", [sum(mail[1:]) for mail in parts], mean))
    return "\n".join(lines)


def _row(name: str, column: Sequence[float], whole: float) -> str:
    mean = statistics.mean(column)
    p50, p95 = statistics.median(column), quantile(column, 0.95)
    return f"| {name} | {p50:.3f} | {p95:.3f} | {mean:.3f} | {100 * mean / whole:.1f} % |"


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that so many are not above."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
