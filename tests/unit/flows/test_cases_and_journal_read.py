"""Cases and journal as they are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.errors import NotFound
from crossdock.domain.exception_case import CaseState
from crossdock.flows.read_journal import read_journal
from crossdock.flows.work_exception import get_exception, list_exceptions
from tests.mails import delay
from tests.unit.flows.test_asked_for_cases import FAILED, ON_LINE, ask

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World


def test_a_case_is_found_by_its_key(world: World) -> None:
    opened = ask(world)
    assert opened.case is not None

    answer = get_exception(world.services, opened.case.record.case_key, correlation_id="corr")

    assert answer.case == opened.case


def test_an_unknown_case_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        get_exception(world.services, "nothing", correlation_id="corr")


def test_cases_are_listed_newest_first_in_pages(world: World) -> None:
    for number in range(3):
        ask(world, replace(FAILED, fact_key=f"fact-{number}"))

    first = list_exceptions(world.services, correlation_id="list", limit=2)
    rest = list_exceptions(world.services, correlation_id="list", limit=2, before_id=first.next_before_id)

    assert [case.id for case in (*first.cases, *rest.cases)] == [3, 2, 1]
    assert rest.next_before_id is None


def test_cases_can_be_listed_by_category_and_by_being_open(world: World) -> None:
    ask(world)
    other = ask(world, ON_LINE)
    world.deliver()
    assert other.case is not None
    world.erp.set_state(other.case.record.case_key, CaseState.CANCELLED)
    world.follow()

    by_category = list_exceptions(world.services, correlation_id="list", category="supply")
    still_open = list_exceptions(world.services, correlation_id="list", state="open")

    assert [case.id for case in by_category.cases] == [2]
    assert [case.id for case in still_open.cases] == [1]


def test_the_journal_of_a_correlation_id_is_read_oldest_first(world: World) -> None:
    mail = world.receive(delay("15 December 2026"))
    world.deliver()
    world.erp.apply(world.only_exception().record.case_key)
    world.follow()

    page = read_journal(world.services, mail.correlation_id)

    assert [entry.kind for entry in page.entries] == ["supplier_mail_decided", "odoo_applied"]
    assert read_journal(world.services, "nobody").entries == ()
