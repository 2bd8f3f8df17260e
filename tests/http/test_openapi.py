"""The OpenAPI document: whole, true, and its examples run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.http.conftest import a_mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.http.conftest import World


def operations(world: World) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and operation."""
    for path, item in world.call("GET", "/openapi.json", key=None).json["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def test_the_document_is_openapi_3_1_and_has_every_route(world: World) -> None:
    document = world.call("GET", "/openapi.json", key=None).json

    assert document["openapi"].startswith("3.1.")
    served = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in world.app.url_map.iter_rules()
        if rule.rule != "/" and not rule.rule.startswith(("/docs", "/openapi"))
    }
    assert set(document["paths"]) == served


def test_every_reference_resolves_and_every_schema_is_valid(world: World) -> None:
    document = world.call("GET", "/openapi.json", key=None).json
    schemas = document["components"]["schemas"]

    for name in re.findall(r"#/components/schemas/([\w.-]+)", world.call("GET", "/openapi.json").text):
        assert name in schemas
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_operation_tells_its_scope_problems_and_closed_outcomes(world: World) -> None:
    document = world.call("GET", "/openapi.json", key=None).json
    schemas = document["components"]["schemas"]

    for _, path, operation in operations(world):
        assert operation["summary"], path
        assert set(operation["responses"]) >= {"200", "500", "503"}, path
        if "security" in operation:
            assert {"401", "403"} <= set(operation["responses"]), path
            assert re.search(r"Scope: `|Every key may ask this", operation["description"]), path
        content = operation["responses"]["200"]["content"]
        if "application/json" in content:
            answer = schemas[content["application/json"]["schema"]["$ref"].rpartition("/")[2]]
            outcome = answer["properties"]["outcome"]
            outcome = schemas[outcome["$ref"].rpartition("/")[2]] if "$ref" in outcome else outcome
            assert outcome.get("enum") or outcome.get("const"), path


def test_what_every_operation_takes_is_said(world: World) -> None:
    """A key is marked as needed where every request without one is refused."""
    keyed = {}
    for method, path, operation in operations(world):
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "Idempotency-Key":
                keyed[path] = parameter["required"]
        says_none = "Takes no body and needs no Idempotency-Key" in operation.get("description", "")
        assert says_none == (method == "POST" and "requestBody" not in operation), path

    assert keyed == {"/v1/supplier-mails": False, "/v1/exceptions": True}
    about = world.call("GET", "/openapi.json", key=None).json["info"]["description"]
    assert all(f"POST {path}`" in about for path in keyed)


def test_a_key_that_one_kind_of_body_needs_says_which(world: World) -> None:
    [said] = [
        parameter["description"]
        for _, path, operation in operations(world)
        for parameter in operation.get("parameters", ())
        if (path, parameter["name"]) == ("/v1/supplier-mails", "Idempotency-Key")
    ]

    assert said.startswith("Needed with a raw mail (`message/rfc822`): without it 400.")
    assert "With an `inbox_id` it may be left out" in said


def test_the_bare_address_leads_to_the_page(world: World) -> None:
    response = world.call("GET", "/", key=None)

    assert (response.status_code, response.headers["Location"]) == (302, "/docs")


def test_operation_ids_are_unique(world: World) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(world)]

    assert len(ids) == len(set(ids))


def examples(world: World) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each operation's example as a request: method, path, options."""
    schemas = world.call("GET", "/openapi.json", key=None).json["components"]["schemas"]
    for method, path, operation in operations(world):
        headers, query, url = {}, {}, path
        for parameter in operation.get("parameters", ()):
            example = parameter.get("example")
            if parameter["in"] == "path":
                url = url.replace("{" + parameter["name"] + "}", str(example))
            elif parameter["in"] == "query" and example is not None:
                query[parameter["name"]] = example
            elif parameter["in"] == "header":
                headers[parameter["name"]] = example
        content = operation.get("requestBody", {}).get("content", {})
        for media_type, media in content.items() or [("", {})]:
            reference = media.get("schema", {}).get("$ref", "").rpartition("/")[2]
            body = media.get("example") or schemas.get(reference, {}).get("examples", [None])[0]
            options: dict[str, Any] = {"query_string": query, "headers": headers}
            if media_type == "application/json":
                options["json"] = body
            elif media_type:
                options |= {"data": body, "content_type": media_type}
            yield method, url, options


def test_the_examples_run(world: World) -> None:
    world.mailbox.append(a_mail())
    ran = 0

    for method, url, options in examples(world):
        response = world.call(method, url, **options)
        # a made-up id is known to no fresh ledger; all else must simply work
        is_made_up = (
            "/dead-letters/42" in url or "5f1c0b7ad92e" in url or options.get("json") == {"inbox_id": 17}
        )
        assert response.status_code == (404 if is_made_up else 200), (url, response.text)
        ran += 1

    assert ran == 21


def test_the_docs_page_needs_nothing_from_elsewhere(world: World) -> None:
    page = world.call("GET", "/docs", key=None).text

    assert "http" not in page.replace("<!DOCTYPE html>", "").lower().replace("http-equiv", "")
    for link in re.findall(r'(?:src|href)="([^"]+)"', page):
        with world.call("GET", link, key=None) as response:
            assert response.status_code == 200, link


@pytest.mark.parametrize(
    "path", ["/docs/assets/../../pyproject.toml", "/docs/assets/%2e%2e/%2e%2e/__init__.py"]
)
def test_the_docs_serve_no_other_file(world: World, path: str) -> None:
    assert world.call("GET", path, key=None).status_code == 404
