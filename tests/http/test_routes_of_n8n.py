"""What n8n's nodes and workflows ask exists here: each route, with that scope and that list of outcomes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from stack.workflows.files import TWINS, read
from stack.workflows.twins import ROUTES

if TYPE_CHECKING:
    from tests.http.conftest import World

OF_THE_NODES: dict[str, Any] = json.loads(ROUTES.read_text())
NODES = ROUTES.parents[1]


def document(world: World) -> dict[str, Any]:
    return dict(world.call("GET", "/openapi.json", key=None).json)


@pytest.mark.parametrize("name", OF_THE_NODES)
def test_a_route_of_the_nodes_is_served_with_its_scope_and_outcomes(world: World, name: str) -> None:
    route, served = OF_THE_NODES[name], document(world)
    operation = served["paths"][route["path"]][route["method"].lower()]
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    outcome = served["components"]["schemas"][answer.rpartition("/")[2]]["properties"]["outcome"]
    if "$ref" in outcome:
        outcome = served["components"]["schemas"][outcome["$ref"].rpartition("/")[2]]
    scope = re.search(r"Scope: `([^`]+)`", operation["description"])

    assert sorted(route["outcomes"]) == sorted(outcome.get("enum") or [outcome["const"]])
    assert route["scope"] == (scope[1] if scope else None)


def test_the_nodes_ask_no_route_by_its_address() -> None:
    """They name it instead, so that the list above is all of them."""
    sources = [path for path in NODES.rglob("*.ts") if "test" not in path.parts]

    assert sources
    assert [path.name for path in sources if re.search(r"['\"`/]v1/", path.read_text())] == []


def test_the_http_twins_ask_only_routes_that_the_nodes_ask(world: World) -> None:
    paths = [re.sub(r"\{\w+\}", r"[^/]+", path) for path in document(world)["paths"]]
    asked = {
        node["parameters"]["url"].partition("}}")[2]
        for twin in TWINS.glob("*.json")
        for node in read(twin)["nodes"]
        if "url" in node["parameters"]
    }

    assert asked
    assert [url for url in asked if not any(re.fullmatch(path, url) for path in paths)] == []
