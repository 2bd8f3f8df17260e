"""Whoever has a case in Odoo now is told of what comes next on it, not who had it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.memory.erp_book import LEAD
from crossdock.domain.effect import SendEvent
from crossdock.domain.events import EventType
from tests.mails import delay
from tests.unit.flows.test_telling_subscribers import Subscribers, begin

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

LATE, LATER = "15 December 2026", "18 December 2026"


@pytest.fixture
def handed_over(world: World) -> str:
    """A case that the buyer gave to the lead; its key."""
    world.services = world.with_ports(events=Subscribers())
    begin(world, *EventType)
    world.receive(delay(LATE))
    world.deliver()
    case_key = world.only_exception().record.case_key
    world.erp.hand_over(case_key, LEAD.id)
    return case_key


def owner_told(world: World, event_type: EventType) -> object:
    """Return whom the one event of a type names as owner."""
    bodies = [row.effect.body for row in world.outbox()]
    [told] = [body for body in bodies if isinstance(body, SendEvent) and body.event_type == event_type]
    return told.data["user_id"]


def test_the_answer_about_the_next_mail_names_the_new_owner(world: World, handed_over: str) -> None:
    answer = world.receive(delay(LATER))

    [ref] = answer.exceptions
    assert ref.case_key == handed_over
    assert ref.owner is not None
    assert (ref.owner.user_id, ref.owner.email) == (LEAD.id, LEAD.email)


def test_the_next_mails_event_names_the_new_owner_and_odoo_keeps_it(world: World, handed_over: str) -> None:
    world.receive(delay(LATER))
    world.deliver()

    assert owner_told(world, EventType.EXCEPTION_UPDATED) == LEAD.id
    assert world.only_exception().record.user_id == LEAD.id


def test_the_event_of_its_end_names_the_new_owner(world: World, handed_over: str) -> None:
    world.erp.reject(handed_over)
    world.follow()

    assert owner_told(world, EventType.EXCEPTION_CLOSED) == LEAD.id


def test_a_case_that_nobody_has_any_more_is_told_as_nobodys(world: World, handed_over: str) -> None:
    world.erp.hand_over(handed_over, None)

    [ref] = world.receive(delay(LATER)).exceptions

    assert ref.owner is None


def test_a_case_that_has_yet_to_reach_odoo_keeps_the_owner_it_opened_with(world: World) -> None:
    opened = world.receive(delay(LATE))

    updated = world.receive(delay(LATER))

    assert updated.exceptions[0].owner is not None
    assert updated.exceptions[0].owner == opened.exceptions[0].owner
