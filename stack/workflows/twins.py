"""Makes the twin of a workflow that needs no node of ours: n8n's HTTP Request in its place, for n8n Cloud."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from stack.errors import StackError
from stack.workflows.files import ROOT, STICKY_NOTE, TWIN_SUFFIX, TWINS, formatted, read, sources
from stack.workflows.rules import OUR_TRIGGER, OURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stack.workflows.files import Json

ROUTES = ROOT / "n8n-nodes" / "nodes" / "Crossdock" / "routes.json"
NO_TWIN = "Crossdock Trigger starts it, which needs our package; it has no HTTP twin"
ADDRESS = "Crossdock address"
EXAMPLE_URL = "https://crossdock.example.com"
_STEP = 220
_TIMEOUT_MS = 120_000
_EXPRESSION = re.compile(r"=\{\{(?P<inside>(?:(?!\}\}).)*)\}\}", re.DOTALL)
_AS_A_PROBLEM_SAYS = {
    "$json.details?.code": "$json.code",
    "$json.details?.retryable": "$json.retry_after != null || ($json.details != null && !$json.code)",
    "$json.details?.advice": "['Code ' + $json.code, 'request ' + $json.request_id].join(', ')",
    "$json.error": "($json.detail ?? $json.error?.message ?? $json.error ?? 'Crossdock does not answer')",
}
"""What our node adds to a failure, as the sidecar's own answer says it.

`retryable` is the rule of the node's problems.ts: the sidecar says when to ask again, or nobody answers. Then
HTTP Request has `details` of its own; where somebody else answered it has neither those nor a `code`.
"""
_NOTE = f"""### Twin for n8n without our nodes
Generated from the workflow of the same name; a change there and `make workflows-http` renew it.

1. *{ADDRESS}*: the sidecar's address, as n8n reaches it.
2. Each *HTTP Request*: a credential *Bearer Auth* whose token is a key of `crossdock keys create`.

Unlike the node, a request that is refused for a moment is not repeated at once but by the next run."""


def twins() -> dict[Path, Json]:
    """Return each twin by its file, of the workflows that can have one."""
    made = {}
    for source in sources():
        workflow = read(source)
        if not needs_package(workflow):
            stem = source.stem + TWIN_SUFFIX
            made[TWINS / f"{stem}.json"] = formatted(twin_of(workflow), stem)
    return made


def needs_package(workflow: Json) -> bool:
    """Return whether our trigger starts it: no node of n8n's own subscribes itself and checks signatures."""
    return any(node["type"] == OUR_TRIGGER for node in workflow["nodes"])


def twin_of(workflow: Json) -> Json:
    """Return the workflow with HTTP requests in place of our nodes. Raises `StackError` where it has none."""
    if needs_package(workflow):
        raise StackError(f"{workflow['name']}: {NO_TWIN}")
    twin = copy.deepcopy(workflow)
    replaced = {node["name"]: node["parameters"] for node in twin["nodes"] if node["type"] in OURS}
    for node in twin["nodes"]:
        if node["type"] in OURS:
            _replace(node)
    says = {**_AS_A_PROBLEM_SAYS, "$json.details?.node": _asking_node(twin, replaced)}
    for node in twin["nodes"]:
        if node["name"] not in replaced and node["type"] != STICKY_NOTE:
            node["parameters"] = _in_words_of(says, node["parameters"])
    _insert_address(twin)
    for name, parameters in replaced.items():
        if parameters["operation"] == "fetchNew":
            _insert_split(twin, name, "mails")
    return twin


def _replace(node: Json) -> None:
    parameters = _Written(node)
    key = f"{parameters['resource']}.{parameters['operation']}"
    if key not in _ASKS:
        raise StackError(
            f"{node['name']}: there is no HTTP twin of {key} yet; add it in stack/workflows/twins.py"
        )
    route = json.loads(ROUTES.read_text(encoding="utf-8"))[key]
    node["type"], node["typeVersion"] = "n8n-nodes-base.httpRequest", 4.5
    node["parameters"] = {
        "method": route["method"],
        "url": f"={{{{ $('{ADDRESS}').first().json.crossdock_url }}}}{route['path']}",
        "authentication": "genericCredentialType",
        "genericAuthType": "httpBearerAuth",
        "options": {
            "timeout": _TIMEOUT_MS,
            "redirect": {"redirect": {"followRedirects": False}},
            "response": {"response": {"neverError": True, "responseFormat": "json"}},
        },
    }
    node["parameters"].update(_ASKS[key](parameters, node["parameters"]["url"]))


class _Written(dict[str, Any]):
    """A node's parameters; one that is asked for and not there is named."""

    def __init__(self, node: Json) -> None:
        super().__init__(node["parameters"])
        self._node = node["name"]

    def __missing__(self, name: str) -> NoReturn:
        raise StackError(
            f"{self._node}: {name!r} is not among its parameters; n8n's editor leaves out defaults. "
            "Write it into the file"
        )


def _fetch(asked: Json, url: str) -> Json:
    name = asked["mailbox"]["value"]
    return {"url": url.replace("{name}", name), **_query(limit=asked["limit"])}


def _read(asked: Json, _: str) -> Json:
    return {**_key("$workflow.id + ':' + $execution.id"), **_body({"inbox_id": asked["inboxId"]})}


def _sweep(asked: Json, _: str) -> Json:
    return _query(limit=asked["limit"])


def _open(asked: Json, _: str) -> Json:
    named = {"category": asked["category"], "sub_category": asked["subCategory"], "title": asked["title"]}
    body = {"source": "n8n", **asked.get("additionalFields", {}), **named, "fact_key": asked["factKey"]}
    return {**_key(f"{_js(asked['factKey'])}.hash('sha256')"), **_body(body)}


_ASKS: dict[str, Callable[[Json, str], Json]] = {
    "supplierMail.fetchNew": _fetch,
    "supplierMail.read": _read,
    "exception.open": _open,
    "odoo.sweepChanges": lambda _asked, _url: {},
    "outbox.deliver": lambda _asked, _url: {},
    "inbox.sweep": _sweep,
}
"""What each operation of our node sends, from its parameters and the route's address."""


def _query(**values: object) -> Json:
    parameters = [{"name": name, "value": str(value)} for name, value in values.items()]
    return {"sendQuery": True, "queryParameters": {"parameters": parameters}}


def _key(expression: str) -> Json:
    key = {"name": "Idempotency-Key", "value": f"={{{{ {expression} }}}}"}
    return {"sendHeaders": True, "headerParameters": {"parameters": [key]}}


def _body(fields: Json) -> Json:
    members = ", ".join(f"{json.dumps(name)}: {_js(value)}" for name, value in fields.items())
    return {
        "sendBody": True,
        "specifyBody": "json",
        "jsonBody": f"={{{{ JSON.stringify({{ {members} }}) }}}}",
    }


def _js(value: object) -> str:
    """Return a parameter, plain or one expression, as JavaScript."""
    if not (isinstance(value, str) and value.startswith("=")):
        return json.dumps(value, ensure_ascii=False)
    whole = _EXPRESSION.fullmatch(value)
    if whole is None:
        raise StackError(f"{value!r} mixes text and expressions; write it as one expression")
    return f"({whole['inside'].strip()})"


def _asking_node(twin: Json, names: Iterable[str]) -> str:
    """Return the expression that names the node that was refused: a problem's `instance` is what it asked."""
    urls = {node["name"]: node["parameters"]["url"] for node in twin["nodes"] if node["name"] in names}
    nodes = {url.partition("}}")[2]: name for name, url in urls.items()}
    return f"({json.dumps(nodes)}[$json.instance] ?? $json.instance ?? 'HTTP Request')"


def _in_words_of(says: dict[str, str], value: Any) -> Any:
    """Return parameters with the fields that only our node adds replaced."""
    if isinstance(value, dict):
        return {key: _in_words_of(says, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_words_of(says, item) for item in value]
    if isinstance(value, str) and value.startswith("="):
        for ours, theirs in says.items():
            value = re.sub(re.escape(ours) + r"\b", lambda _, theirs=theirs: theirs, value)  # type: ignore[misc]
    return value


def _insert_address(twin: Json) -> None:
    """Put the node that names the sidecar's address behind the trigger; it passes all else on."""
    trigger = next((node for node in twin["nodes"] if "rigger" in node["type"]), None)
    if trigger is None:
        raise StackError(f"{twin['name']}: no trigger starts it, behind which the address could stand")
    left = trigger["position"][0]
    for node in twin["nodes"]:
        if node["position"][0] <= left:
            node["position"][0] -= _STEP
    field = {"name": "crossdock_url", "value": EXAMPLE_URL, "type": "string"}
    address = {
        "name": ADDRESS,
        "type": "n8n-nodes-base.set",
        "typeVersion": 3.5,
        "position": [left, trigger["position"][1]],
        "parameters": {"assignments": {"assignments": [field]}, "includeOtherFields": True, "options": {}},
    }
    note = {
        "name": "Note: twin",
        "type": STICKY_NOTE,
        "typeVersion": 1,
        "position": [left - _STEP - 50, trigger["position"][1] - 290],
        "parameters": {"content": _NOTE, "width": 430, "height": 440, "color": 6},
    }
    twin["nodes"] += [address, note]
    connections = twin["connections"]
    connections[ADDRESS] = connections[trigger["name"]]
    connections[trigger["name"]] = {"main": [[_end(ADDRESS)]]}


def _insert_split(twin: Json, fetch: str, field: str) -> None:
    """Make one item of each row of the answer, behind the branch that says that there are some."""
    branch = twin["connections"][fetch]["main"][0][0]["node"]
    outputs = twin["connections"][branch]["main"]
    at = next(node["position"] for node in twin["nodes"] if node["name"] == branch)
    name = f"One item per row of {field}"
    split = {
        "name": name,
        "type": "n8n-nodes-base.splitOut",
        "typeVersion": 1,
        "position": [at[0] + 200, at[1] - 70],
        "parameters": {"fieldToSplitOut": field, "options": {}},
    }
    twin["nodes"].append(split)
    twin["connections"][name] = {"main": [outputs[0]]}
    outputs[0] = [_end(name)]


def _end(name: str) -> Json:
    return {"node": name, "type": "main", "index": 0}
