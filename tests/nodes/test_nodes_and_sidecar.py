"""What n8n's nodes ask for exists in the sidecar, under that scope and with those outcomes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.domain.effect import SendEvent
from crossdock.domain.events import EventType
from crossdock.domain.exception_case import CaseState
from tests.http.conftest import EVENTS_URL, World, a_mail
from tests.nodes.package import (
    OUTPUTS,
    ROOT,
    Api,
    file_of,
    load,
    openapi,
    operations,
    outcomes,
    output,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

ROUTES: dict[str, dict[str, Any]] = load("Crossdock/routes.json")


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    return Api(openapi(tmp_path_factory.mktemp("sidecar")))


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_of_the_nodes_has_that_scope_and_closed_list_of_outcomes(api: Api, name: str) -> None:
    route = ROUTES[name]
    told = re.search(r"Scope: `([\w:]+)`", api.operation(route)["description"])

    assert (told[1] if told else None) == route["scope"]
    assert outcomes(api, route) == route["outcomes"]


@pytest.mark.parametrize("name", operations())
def test_the_editor_is_told_what_an_operation_gives(api: Api, name: str) -> None:
    renew = "python -m tests.nodes.package"

    assert file_of(name).read_text() == written(output(api, name)), f"renew it: {renew}"


def test_there_is_no_schema_of_an_operation_that_is_gone() -> None:
    assert set(OUTPUTS.rglob("*.json")) == {file_of(name) for name in operations()}


def test_the_trigger_offers_every_kind_of_event_and_no_other() -> None:
    offered = re.findall(r"value: '([\w.]+)'", (ROOT / "CrossdockTrigger" / "eventTypes.ts").read_text())

    assert sorted(offered) == sorted(EventType)


def test_cases_can_be_listed_by_every_state() -> None:
    text = (ROOT / "Crossdock" / "resources" / "exception.ts").read_text()

    assert {state for state in CaseState if f"value: '{state}'" not in text} == set()


def test_the_editor_is_told_every_field_of_an_event(tmp_path: Path) -> None:
    world = World(tmp_path)
    types = [*EventType]
    world.call(
        "POST", "/v1/event-subscriptions", json={"url": f"{EVENTS_URL}webhook/x", "event_types": types}
    )
    world.post_mail(a_mail())
    world.post_exception()
    now = world.clock.now()
    rows = world.ledger.lease_outbox(limit=50, now=now, until=now + timedelta(seconds=60))
    events = [row.effect.body for row in rows if isinstance(row.effect.body, SendEvent)]
    world.ledger.close()

    told = load("CrossdockTrigger/__schema__/v1.0.0.json")["properties"]["data"]["properties"]

    assert {event.event_type for event in events} >= {"exception.opened", "supplier_mail.decided"}
    assert {field for event in events for field in event.data} - told.keys() == set()
