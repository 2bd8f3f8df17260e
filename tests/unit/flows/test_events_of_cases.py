"""Each thing that happens to a case is an event of its own type, as the trigger's published schema has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft7Validator

from crossdock.domain.effect import SendEvent
from crossdock.domain.events import EventType
from tests.mails import delay
from tests.unit.flows.breaking import Refusing
from tests.unit.flows.test_telling_subscribers import Subscribers, begin

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

TRIGGER = Path(__file__).parents[3] / "n8n-nodes/nodes/CrossdockTrigger/__schema__/v1.0.0.json"
LATE, LATER = "15 December 2026", "18 December 2026"


@pytest.fixture(autouse=True)
def subscribed(world: World) -> None:
    """Somebody asks for every type."""
    world.services = world.with_ports(events=Subscribers())
    begin(world, *EventType)


def events(world: World, event_type: EventType) -> list[SendEvent]:
    """Return the recorded events of one type, oldest first."""
    bodies = [row.effect.body for row in world.outbox()]
    return [body for body in bodies if isinstance(body, SendEvent) and body.event_type == event_type]


def assert_fits(event: SendEvent) -> None:
    """The event is as it was published, and has no field that was not."""
    schema = _strict(json.loads(TRIGGER.read_text()))
    sent = {"id": event.event_id, "type": event.event_type, "timestamp": event.at, "data": dict(event.data)}
    Draft7Validator(schema).validate(sent)


def _strict(schema: Any) -> Any:
    """Return the schema in JSON Schema's words: n8n writes `nullable`, and forbids no further field."""
    if not isinstance(schema, dict):
        return schema
    said = {name: _strict(value) for name, value in schema.items() if name != "nullable"}
    if schema.get("nullable") is True:
        said["type"] = [said["type"], "null"]
    if schema.get("type") == "object":
        said["additionalProperties"] = False
    return said


def test_a_second_mail_on_an_open_case_updates_it(world: World) -> None:
    world.receive(delay(LATE))
    world.receive(delay(LATER))

    [opened] = events(world, EventType.EXCEPTION_OPENED)
    [updated] = events(world, EventType.EXCEPTION_UPDATED)

    assert_fits(updated)
    assert (updated.data["id"], updated.data["state"]) == (opened.data["id"], "new")
    assert (opened.data["occurrence_count"], updated.data["occurrence_count"]) == (1, 2)
    assert events(world, EventType.EXCEPTION_CLOSED) == []


def test_a_case_that_people_close_in_odoo_is_told_closed_with_how(world: World) -> None:
    world.receive(delay(LATE))
    world.deliver()
    case_key = world.only_exception().record.case_key

    world.erp.reject(case_key)
    world.follow()

    [closed] = events(world, EventType.EXCEPTION_CLOSED)
    assert_fits(closed)
    told = [closed.data[name] for name in ("id", "state", "resolution_code")]
    assert told == [case_key, "resolved", "rejected"]
    assert events(world, EventType.EXCEPTION_UPDATED) == []


def test_a_dead_letter_is_told_as_that_and_as_the_case_that_it_is(world: World) -> None:
    world.services = world.with_ports(erp=Refusing(world.erp, "open_exception"))
    world.receive(delay(LATE))

    world.deliver()

    [dead] = events(world, EventType.DEAD_LETTER_OPENED)
    assert_fits(dead)
    assert (dead.data["category"], dead.data["sub_category"]) == ("integration", "dead_letter")
    opened = [event.data["id"] for event in events(world, EventType.EXCEPTION_OPENED)]
    assert dead.data["id"] in opened
