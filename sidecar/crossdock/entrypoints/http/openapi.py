"""OpenAPI 3.1: pydantic's own schemas, and what every route shares told once from its marks."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, get_type_hints

from flask_openapi3.openapi import OpenAPI
from pydantic.json_schema import models_json_schema

from crossdock.entrypoints.http.auth import ANY
from crossdock.entrypoints.http.idempotency import HEADER
from crossdock.entrypoints.http.problems import MEDIA_TYPE
from crossdock.entrypoints.http.schemas.common import Answer, Problem
from crossdock.entrypoints.http.schemas.mails import StoredMail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaMode

_PROBLEM = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
_DESCRIPTIONS = {
    "400": "The body is no JSON, or the Idempotency-Key is missing.",
    "401": "No valid key.",
    "403": "The key lacks the scope.",
    "404": "There is no such thing.",
    "409": "The first request with this key still runs, or something changed meanwhile.",
    "413": "The body is larger than the limit.",
    "415": "Another Content-Type is needed.",
    "422": "A field is not as the schema says, or the key was used with another payload.",
    "500": "Our fault; the stack is in our log only.",
    "502": "Odoo refused this by its content.",
    "503": "A part that is needed is away; `retry_after` tells when to repeat.",
}
_NO_BODY = "Takes no body and needs no Idempotency-Key: repeating it doubles nothing."


class CrossdockApi(OpenAPI):
    """A Flask application whose OpenAPI tells keys, scopes and problems by itself."""

    def generate_spec_json(self) -> None:
        """Make the document once, on first request."""
        super().generate_spec_json()  # type: ignore[no-untyped-call]  # untyped there
        components = self.spec_json["components"]
        components["schemas"] = _schemas(self)
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        for rule in self.url_map.iter_rules():
            path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
            for method, operation in self.spec_json["paths"].get(path, {}).items():
                if method.upper() in (rule.methods or ()):
                    if method == "post" and "requestBody" not in operation:
                        said = operation.get("description", "")
                        operation["description"] = f"{said}\n\n{_NO_BODY}"
                    _complete(operation, self.view_functions[rule.endpoint])


def _schemas(app: OpenAPI) -> dict[str, Any]:
    """Return all models' schemas as pydantic makes them: the library's copy drops some keywords."""
    inputs: list[tuple[type[BaseModel], JsonSchemaMode]] = [(StoredMail, "validation")]
    outputs: list[tuple[type[BaseModel], JsonSchemaMode]] = [(Problem, "serialization")]
    outputs += [(model, "serialization") for model in Answer.__subclasses__()]
    for view in app.view_functions.values():
        if hasattr(view, "scope"):
            body = get_type_hints(inspect.unwrap(view)).get("body")
            inputs += [(body, "validation")] if body is not None else []
    _, document = models_json_schema(inputs + outputs, ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = document["$defs"]
    return schemas


def _complete(operation: dict[str, Any], view: Callable[..., object]) -> None:
    """Add what the view's marks say: key and scope, Idempotency-Key, problems."""
    scope = getattr(view, "scope", None)
    if scope is not None:
        operation["security"] = [{"key": []}]
        said = operation.get("description", "").replace("<br/>", "\n").strip()
        needed = "Every key may ask this." if scope == ANY else f"Scope: `{scope}`."
        operation["description"] = f"{said}\n\n{needed}".strip()
        _exact_parameters(operation, view)
    key_note = getattr(view, "key_note", None)
    if key_note is not None:
        unless = getattr(view, "key_unless", None)
        operation.setdefault("parameters", []).append(_key_parameter(key_note, is_needed=unless is None))
    operation["responses"].pop("422", None)
    for status in sorted(_statuses(operation, view, is_open=scope is None)):
        operation["responses"][status] = {"description": _DESCRIPTIONS[status], **_PROBLEM}


def _key_parameter(note: str, *, is_needed: bool) -> dict[str, Any]:
    """Return the header; OpenAPI knows none that one kind of body alone needs, so `note` says it there."""
    said = (
        "A name of this fact that is the same whenever you send it again, as the mail's Message-ID; not one "
        "of the attempt. The same key and body are answered as the first time, with "
        "`Idempotent-Replay: true`; another body is refused (422)."
    )
    return {
        "name": HEADER,
        "in": "header",
        "required": is_needed,
        "description": f"{note} {said}".strip(),
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21\x23-\x7e]+$"},
        "example": "mail-a1@supplier.example",
    }


def _exact_parameters(operation: dict[str, Any], view: Callable[..., object]) -> None:
    """Give parameters pydantic's own schemas, without the null that no URL can say."""
    hints = get_type_hints(inspect.unwrap(view))
    for place in ("path", "query"):
        if place not in hints:
            continue
        properties = hints[place].model_json_schema()["properties"]
        for parameter in operation["parameters"]:
            if parameter["in"] == place:
                parameter["schema"] = _without_null(properties[parameter["name"]])


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = [kind for kind in schema.get("anyOf", ()) if kind.get("type") != "null"]
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "example", "description")}
    if rest.get("default", "") is None:
        del rest["default"]
    return {**rest, **(kinds[0] if kinds else {})}


def _statuses(operation: dict[str, Any], view: Callable[..., object], *, is_open: bool) -> Iterator[str]:
    """Yield the problems that this route can answer."""
    yield from ("500", "503")
    if not is_open:
        yield from ("401", "403", "502")
    if getattr(view, "media_types", ()):
        yield from ("400", "413", "415", "422")
    if getattr(view, "key_note", None) is not None:
        yield "409"
    places = {parameter["in"] for parameter in operation.get("parameters", ())}
    if "query" in places or "path" in places:
        yield "422"
    # a query that must be there names something, which may not be there
    names_one = any(parameter.get("required") for parameter in operation.get("parameters", ()))
    if "path" in places or "requestBody" in operation or names_one:
        yield "404"
