"""The committed workflows: formatted, within their rules, and each with an HTTP twin that is up to date."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from stack.errors import StackError
from stack.workflows import __main__ as commands
from stack.workflows import files
from stack.workflows import twins as twin_module
from stack.workflows.files import ERROR_WORKFLOW, FOLDER, TWINS, formatted, read, sources, text_of
from stack.workflows.rules import OUR_TRIGGER, OURS, problems
from stack.workflows.twins import ROUTES, twin_of, twins
from tests.nodes.package import openapi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Break = Callable[[dict[str, Any]], object]

EVERY = [*sources(), *sorted(TWINS.glob("*.json"))]
MAIL = "10-read-supplier-mail"


def mail_workflow() -> dict[str, Any]:
    return read(FOLDER / f"{MAIL}.json")


def node_of(workflow: dict[str, Any], name: str) -> dict[str, Any]:
    return next(node for node in workflow["nodes"] if node["name"] == name)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_files_are_formatted(path: Path) -> None:
    assert path.read_text() == text_of(formatted(read(path), path.stem)), "python -m stack.workflows format"


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_workflows_hold_to_the_rules(path: Path) -> None:
    assert problems(read(path)) == []


def test_the_workflows_of_the_design_are_there() -> None:
    names = [MAIL, "80-follow-odoo", "90-deliver-outbox", ERROR_WORKFLOW]

    assert [path.stem for path in sources()] == names


def test_the_twins_are_up_to_date() -> None:
    made = {path: text_of(twin) for path, twin in twins().items()}

    assert {path: path.read_text() for path in TWINS.glob("*.json")} == made, "make workflows-http"


@pytest.mark.parametrize("path", sorted(TWINS.glob("*.json")), ids=lambda path: path.stem)
def test_a_twin_holds_no_node_of_ours_and_asks_the_same_routes(path: Path) -> None:
    source = read(FOLDER / f"{path.stem.removesuffix('-http')}.json")
    routes = json.loads(ROUTES.read_text())

    asked = {node["name"]: node["parameters"] for node in read(path)["nodes"] if "url" in node["parameters"]}

    assert "crossdock.crossdock" not in path.read_text()
    for node in source["nodes"]:
        if node["type"] in OURS:
            route = routes[f"{node['parameters']['resource']}.{node['parameters']['operation']}"]
            request = asked.pop(node["name"])
            assert request["method"] == route["method"]
            assert request["url"].endswith(route["path"].replace("{name}", "purchasing"))
    assert not asked


def test_the_twins_ask_only_routes_that_the_sidecar_serves(tmp_path: Path) -> None:
    served = {
        (method, re.sub(r"\{\w+\}", r"[^/]+", route))
        for route, item in openapi(tmp_path)["paths"].items()
        for method in item
    }
    requests = [node["parameters"] for twin in TWINS.glob("*.json") for node in read(twin)["nodes"]]
    asked = {(one["method"].lower(), one["url"].partition("}}")[2]) for one in requests if "url" in one}

    assert asked
    assert [
        (method, url)
        for method, url in asked
        if not any(method == one and re.fullmatch(route, url) for one, route in served)
    ] == []


def test_an_operation_without_a_twin_is_named() -> None:
    workflow = mail_workflow()
    node_of(workflow, "Read supplier mail")["parameters"]["operation"] = "forward"

    with pytest.raises(StackError, match=r"Read supplier mail: .* no HTTP twin of supplierMail\.forward"):
        twin_of(workflow)


def test_a_parameter_that_the_editor_left_out_is_named() -> None:
    workflow = mail_workflow()
    node_of(workflow, "Fetch new mails")["parameters"].pop("resource")

    with pytest.raises(StackError, match="Fetch new mails: 'resource' is not among its parameters"):
        twin_of(workflow)


def test_a_workflow_that_our_trigger_starts_has_no_twin_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = mail_workflow() | {"name": "20-on-case"}
    node_of(ours, "Every 10 seconds").update(type=OUR_TRIGGER, parameters={"events": ["exception.opened"]})
    for stem, workflow in {MAIL: mail_workflow(), "20-on-case": ours}.items():
        (tmp_path / f"{stem}.json").write_text(json.dumps(workflow))
    for module in (files, commands):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    for module in (twin_module, commands):
        monkeypatch.setattr(module, "TWINS", tmp_path / "http")

    assert commands.write_twins() == 0

    assert [path.stem for path in (tmp_path / "http").iterdir()] == [f"{MAIL}-http"]
    assert "20-on-case: Crossdock Trigger starts it" in capsys.readouterr().out
    with pytest.raises(StackError, match="20-on-case: Crossdock Trigger starts it"):
        twin_of(ours)


def test_telling_people_is_off_and_one_node_to_switch_on() -> None:
    workflow = mail_workflow()
    (off,) = (node["name"] for node in workflow["nodes"] if node.get("disabled"))
    rules = node_of(workflow, "What became of it?")["parameters"]["rules"]["values"]
    outputs = workflow["connections"]["What became of it?"]["main"]
    with_case, _ = workflow["connections"]["A case to work?"]["main"]

    asked = [
        rules[at]["outputKey"] for at, ends in enumerate(outputs) if ends[0]["node"] == "A case to work?"
    ]

    assert asked == ["exception", "review"]
    assert [end["node"] for end in with_case] == [off]


def test_a_mail_whose_decision_follows_is_read_again_for_else_nobody_may_be_told() -> None:
    connections = mail_workflow()["connections"]
    no_longer, again = connections["Wait no longer?"]["main"]

    assert [end["node"] for end in no_longer] == ["The rest waits for Odoo"]
    assert [end["node"] for end in again] == ["Wait 2 seconds"]
    assert connections["Wait 2 seconds"]["main"] == connections["Loop over mails"]["main"][1:]


def test_what_n8n_adds_to_a_download_goes() -> None:
    clean = mail_workflow()
    download = copy.deepcopy(clean)
    download |= {"id": "Xy1", "active": True, "versionId": "v", "shared": [{"role": "owner"}], "tags": []}
    download |= {"pinData": {"Fetch new mails": [{"json": {"inbox_id": 1}}]}, "meta": {"instanceId": "i"}}
    download["settings"]["errorWorkflow"] = "Ab2"
    download["nodes"].reverse()
    for node in download["nodes"]:
        node |= {"id": "0", "credentials": {"crossdockApi": {"id": "C3", "name": "Mine"}}}

    assert text_of(formatted(download, MAIL)) == text_of(clean)


def put(workflow: dict[str, Any], node: str, **parameters: object) -> None:
    node_of(workflow, node)["parameters"] |= parameters


def reword(workflow: dict[str, Any], note: str, old: str, new: str) -> None:
    put(workflow, note, content=node_of(workflow, note)["parameters"]["content"].replace(old, new))


def branch_on(left: str) -> Break:
    condition = {"leftValue": left, "operator": {"type": "string", "operation": "equals"}}
    return lambda workflow: put(workflow, "Will a repeat help?", conditions={"conditions": [condition]})


BROKEN: dict[str, tuple[Break, str]] = {
    "no error workflow": (lambda w: w["settings"].pop("errorWorkflow"), "error workflow"),
    "no timeout": (lambda w: w["settings"].pop("executionTimeout"), "timeout"),
    "active": (lambda w: w.update(active=True), "active"),
    "no owner told": (
        lambda w: put(w, "Note: overview", content="**Purpose.** **Trigger.**"),
        "do not tell: Owner",
    ),
    "an output untold": (
        lambda w: reword(w, "Note: read", "- *review*: ", "- *reviews*: "),
        "What became of it?: no note around it says under its name what *review* means",
    ),
    "an output told of another node": (
        lambda w: reword(w, "Note: mailbox away", "**Is it told?**", "**Was it told?**"),
        "what *follows later* means",
    ),
    "a node outside": (
        lambda w: node_of(w, "Next mail").update(position=[0, 5000]),
        "Next mail: it stands in no note",
    ),
    "a credential": (
        lambda w: node_of(w, "Fetch new mails").update(credentials={"a": {"id": "1"}}),
        "credential",
    ),
    "long code": (lambda w: put(w, "Nothing to do", jsCode="a\n" * 11), "lines of code"),
    "a text": (branch_on("={{ $json.reasons[0].text }}"), "branches on"),
    "a hidden text": (branch_on("={{ $json.outcome + $json.subject }}"), "branches on"),
    "the environment": (lambda w: put(w, "Fetch new mails", limit="={{ $env.LIMIT }}"), "environment"),
    "an orphan": (lambda w: w["connections"].pop("Every 10 seconds"), "'Every 10 seconds' is connected"),
    "a renamed end": (lambda w: node_of(w, "Nothing to do").update(name="Done"), "'Nothing to do' is"),
}


@pytest.mark.parametrize(("broken", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_told(broken: Break, told: str) -> None:
    workflow = mail_workflow()
    broken(workflow)

    assert any(told in problem for problem in problems(workflow))


def branches(workflow: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each operation of ours with the node that its answer goes to."""
    for node in workflow["nodes"]:
        if node["type"] in OURS and node["name"] in workflow["connections"]:
            (end,) = workflow["connections"][node["name"]]["main"][0]
            operation = f"{node['parameters']['resource']}.{node['parameters']['operation']}"
            yield operation, node_of(workflow, end["node"])


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_each_outcome_of_a_route_has_its_branch_and_all_else_is_reported(path: Path) -> None:
    routes = json.loads(ROUTES.read_text())

    for operation, switch in branches(read(path)):
        parameters = switch["parameters"]
        conditions = [c for rule in parameters["rules"]["values"] for c in rule["conditions"]["conditions"]]
        handled = {c["rightValue"] for c in conditions if c["leftValue"] == "={{ $json.outcome }}"}
        assert handled == set(routes[operation]["outcomes"]), switch["name"]
        assert parameters["options"]["fallbackOutput"] == "extra"
