"""The npm package `n8n-nodes`: what its nodes ask the sidecar for, and what comes out of them.

`python -m tests.nodes.package` writes the output schemas anew, which n8n's editor shows before a first run.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.http.conftest import World

ROOT = Path(__file__).parents[2] / "n8n-nodes" / "nodes"
OUTPUTS = ROOT / "Crossdock" / "__schema__" / "v1.0.0"
ROWS = {"exception.getAll": "exceptions", "outbox.getAll": "dead_letters", "supplierMail.fetchNew": "mails"}
"""Operations that return the rows of an answer, one item each."""
OF_A_MAIL = {"outcome": {"const": "fetched", "type": "string", "description": "Of a mail: always fetched."}}
OF_A_FAILURE = {
    "error": {
        "type": "string",
        "description": "With On Error → Continue, in an item of its own behind the mails: what went wrong.",
    },
    "details": {
        "type": "object",
        "description": "In that item: what to branch on.",
        "properties": {
            "node": {"type": "string", "description": "The node that asked."},
            "code": {"type": "string", "description": "Stable name of the cause, as mailbox_folder_missing."},
            "outcome": {
                "type": "string",
                "enum": ["partly_fetched", "refused", "unavailable", "failed"],
                "description": "partly_fetched: the mails of the other folders are in the items before.",
            },
            "status": {"type": "integer", "description": "HTTP status; null: no answer.", "nullable": True},
            "retryable": {"type": "boolean", "description": "Whether waiting helps."},
            "retry_after": {"type": "integer", "description": "Seconds to wait.", "nullable": True},
            "correlation_id": {"type": "string", "nullable": True},
            "request_id": {"type": "string", "nullable": True},
            "advice": {"type": "string", "description": "What to do, for people."},
        },
    },
}
"""What Fetch New gives where it cannot read a mailbox, or a part, as n8n-nodes' problems.ts makes it."""

Json = dict[str, Any]


def load(name: str) -> Any:
    """Return a JSON file of the nodes."""
    return json.loads((ROOT / name).read_text())


def openapi(folder: Path) -> Json:
    """Return the sidecar's OpenAPI document."""
    world = World(folder)
    document: Json = world.call("GET", "/openapi.json", key=None).json
    world.ledger.close()
    return document


class Api:
    """The OpenAPI document with its references followed."""

    def __init__(self, document: Json) -> None:
        self._document = document

    def operation(self, route: Json) -> Json:
        """Return what the document says of a route of routes.json; KeyError where there is none."""
        found: Json = self._document["paths"][route["path"]][route["method"].lower()]
        return found

    def answer(self, route: Json) -> Json:
        """Return the schema of a route's answer."""
        content = self.operation(route)["responses"]["200"]["content"]["application/json"]
        return self.follow(content["schema"])

    def follow(self, schema: Json) -> Json:
        """Return the schema behind a reference, without the null it may be besides."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self.follow(self._document["components"]["schemas"][name])
        kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
        if not kinds:
            return schema
        told = {key: schema[key] for key in ("description",) if key in schema}
        if len(kinds) > 1:
            names = [kind.get("type", "object") for kind in kinds]
            told["description"] = f"One of: {', '.join(names)}."
        return {**self.follow(kinds[0]), **told, "nullable": kinds != schema["anyOf"]}


def outcomes(api: Api, route: Json) -> list[str]:
    """Return the closed list of a route's outcomes."""
    schema = api.follow(api.answer(route)["properties"]["outcome"])
    return [schema["const"]] if "const" in schema else list(schema["enum"])


def output(api: Api, name: str) -> Json:
    """Return the schema of one item that an operation gives, as n8n's editor reads it: flat and plain."""
    answer = api.answer(load("Crossdock/routes.json")[name])
    if name in ("exception.get", "exception.getAll"):
        row = api.follow(
            answer["properties"]["exception"] if name == "exception.get" else _row(api, answer, name)
        )
        simple = load("Crossdock/resources/exception.simple.json")
        item = {**row, "properties": {field: row["properties"][field] for field in simple}}
    elif name in ROWS:
        item = _row(api, answer, name)
    else:
        item = answer
    if name == "supplierMail.fetchNew":
        shared = {field: answer["properties"][field] for field in ("mailbox", "correlation_id")}
        item = {**item, "properties": {**item["properties"], **OF_A_MAIL, **shared, **OF_A_FAILURE}}
    plain = {**_plain(api, item), "version": 1}
    plain.pop("nullable", None)  # an item is never null
    return plain


def _row(api: Api, answer: Json, name: str) -> Json:
    return api.follow(answer["properties"][ROWS[name]]["items"])


def _plain(api: Api, schema: Json) -> Json:
    schema = api.follow(schema)
    kind = schema.get("type", "string")
    plain = {"type": kind}
    for key in ("description", "format", "enum"):
        if key in schema:
            plain[key] = schema[key]
    if schema.get("nullable"):
        plain["nullable"] = True
    if "const" in schema:
        plain["enum"] = [schema["const"]]
    if kind == "object":
        properties = schema.get("properties", {})
        plain["properties"] = {field: _plain(api, value) for field, value in properties.items()}
    if kind == "array":
        plain["items"] = _plain(api, schema["items"])
    return plain


def operations() -> list[str]:
    """Return the operations of the Crossdock node, each `resource.operation`; the others serve the editor."""
    served = ("caller.", "mailbox.", "subscription.")
    return [name for name in load("Crossdock/routes.json") if not name.startswith(served)]


def file_of(name: str) -> Path:
    """Return where n8n looks for the schema of an operation's output."""
    resource, operation = name.split(".")
    return OUTPUTS / resource / f"{operation}.json"


def written(schema: Json) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(schema, indent="\t", ensure_ascii=False) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        from_sidecar = Api(openapi(Path(home)))
    for each in operations():
        file_of(each).parent.mkdir(parents=True, exist_ok=True)
        file_of(each).write_text(written(output(from_sidecar, each)))
