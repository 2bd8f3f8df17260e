"""A small n8n: its public REST API as version 2.40.7 answers it, as far as a deployment asks."""

from __future__ import annotations

import copy
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = dict[str, Any]

KEY = "n8n-key"
_CREATED = {"name", "nodes", "connections", "settings", "staticData", "pinData", "nodeGroups"}
_UPDATED = _CREATED | {"description"}


class SmallN8n:
    """What n8n holds, and what was asked of it. `page` is how many rows it answers at once.

    `listening` has what a webhook answers to the unsigned.
    """

    def __init__(self) -> None:
        self.workflows: dict[str, Json] = {}
        self.credentials: list[Json] = []
        self.asked: list[str] = []
        self._versions: dict[tuple[str, str], Json] = {}
        self.known_types = {"crossdockApi", "httpBearerAuth"}
        self.refusal: tuple[int, str] | None = None
        self.unpublishable = ""
        self.listening: dict[str, int] = {}
        self.on_publish: Callable[[Json], None] = lambda _workflow: None
        self.page = 2

    def called(self, name: str) -> Json:
        """Return the one workflow of this name."""
        (found,) = (row for row in self.workflows.values() if row["name"] == name)
        return found

    def changes(self) -> list[str]:
        """Return what was asked so far and changed something; forget it."""
        done = [line for line in self.asked if not line.startswith("GET ")]
        self.asked.clear()
        return done

    def save(self, name: str, node: str, **parts: object) -> None:
        """Change a node, as a person does in the editor, which saves a draft."""
        row = self.called(name)
        next(one for one in row["nodes"] if one["name"] == node).update(copy.deepcopy(parts))
        self._saved(row)

    def edit(self, name: str, node: str, **parts: object) -> None:
        """Change a node and publish that."""
        self.save(name, node, **parts)
        self._publish(self.called(name))

    def unpublish(self, name: str) -> None:
        """Unpublish a workflow, as a person does in the editor."""
        self.called(name).update(active=False, activeVersionId=None, activeVersion=None)

    def answer(self, method: str, target: str, key: str, body: Json) -> tuple[int, Json]:
        """Return status and body of an answer."""
        url = urlsplit(target)
        if url.path.startswith("/webhook/"):
            return self.listening.get(url.path, 404), {}
        path = url.path.removeprefix("/api/v1")
        self.asked.append(f"{method} {path}")
        if key != KEY:
            return 401, {"message": "unauthorized"}
        if self.refusal:
            return self.refusal[0], {"message": self.refusal[1]}
        _, kind, *rest = path.split("/")
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if kind == "credentials":
            return self._on_credentials(method, query, body)
        return self._on_workflows(method, rest, query, body)

    def _on_credentials(self, method: str, query: Json, body: Json) -> tuple[int, Json]:
        if method == "GET":
            return 200, self._paged(self.credentials, query)
        if body["type"] not in self.known_types:
            return 400, {"message": "req.body.type is not a known type"}
        self.credentials.append({**body, "id": f"cred{len(self.credentials)}"})
        return 200, {key: self.credentials[-1][key] for key in ("id", "name", "type")}

    def _on_workflows(self, method: str, rest: list[str], query: Json, body: Json) -> tuple[int, Json]:
        match method, rest:
            case "GET", []:
                return 200, self._paged(self._listed(query), query)
            case "GET", [workflow_id]:
                return 200, copy.deepcopy(self.workflows[workflow_id])
            case "POST", [] if not (unknown := body.keys() - _CREATED):
                made = {"id": f"id{len(self.workflows)}", "active": False, "isArchived": False, "version": 0}
                row = {**body, **made, "activeVersionId": None, "activeVersion": None, "description": None}
                self.workflows[row["id"]] = row
                self._saved(row)
                return 200, copy.deepcopy(row)
            case "PUT", [workflow_id] if not (unknown := body.keys() - _UPDATED):
                row = self.workflows[workflow_id]
                is_new = any(row[part] != body[part] for part in ("nodes", "connections"))
                row.update(body)
                if is_new:
                    self._saved(row)
                return self._publish(row) if row["active"] else (200, copy.deepcopy(row))
            case "POST", [workflow_id, "publish"]:
                return self._publish(self.workflows[workflow_id], body.get("versionId"))
        return 400, {"message": f"request/body Unrecognized key(s) in object: {sorted(unknown)}"}

    def _listed(self, query: Json) -> list[Json]:
        """Return the workflows of a list, which tells no description."""
        rows = [row for row in self.workflows.values() if query.get("name", "") in row["name"]]
        if "active" in query:
            rows = [row for row in rows if row["active"]]
        return [{**row, "description": None} for row in rows]

    def _saved(self, row: Json) -> None:
        """Give a workflow its next version."""
        row["version"] += 1
        row["versionId"] = f"v{row['version']}"
        content = {part: copy.deepcopy(row[part]) for part in ("nodes", "connections")}
        self._versions[row["id"], row["versionId"]] = content

    def _publish(self, row: Json, version_id: str | None = None) -> tuple[int, Json]:
        """Let a version run, the last one where none is named; return the answer."""
        if row["name"] == self.unpublishable:
            return 400, {"message": "Unrecognized node type: n8n-nodes-crossdock.crossdock"}
        chosen = version_id or row["versionId"]
        version = self._versions.get((row["id"], chosen))
        if version is None:
            return 404, {"message": "Version not found"}
        row.update(active=True, activeVersionId=chosen, activeVersion=version)
        self.on_publish(row)
        return 200, copy.deepcopy(row)

    def _paged(self, rows: list[Json], query: Json) -> Json:
        at = int(query.get("cursor", 0))
        end = at + self.page
        return {"data": rows[at:end], "nextCursor": str(end) if end < len(rows) else None}


@contextmanager
def serving(n8n: SmallN8n) -> Iterator[str]:
    """Give the address of an HTTP server."""

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            key = self.headers.get("X-N8N-API-KEY", "")
            status, body = n8n.answer(self.command, self.path, key, json.loads(raw or b"{}"))
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = _any

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
