"""A state that lasts is told by each run of a workflow: its case rests between, and opens when it is back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.exception_case import CaseState
from crossdock.flows.answers import ExceptionAnswer, OpenExceptionCommand
from crossdock.flows.open_exception import open_exception
from tests.unit.flows.breaking import Breaking, Killed
from tests.unit.flows.flow_world import codes

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

AWAY = OpenExceptionCommand(
    fact_key="run-1",
    company_id=1,
    category="integration",
    sub_category="mailbox_unavailable",
    title="Workflow 10 cannot read its mailbox",
    evidence="The mail server does not answer.",
    about="mailbox_of:10",
    source="n8n",
    quiet_minutes=60,
)


def ask(world: World, command: OpenExceptionCommand) -> ExceptionAnswer:
    return open_exception(world.services, command, correlation_id="corr")


def test_a_state_that_lasts_is_told_once_in_a_while_and_adds_nothing_between(world: World) -> None:
    answers = [ask(world, AWAY)]
    for run in range(2, 14):  # two hours, each run another fact
        world.clock.forward(minutes=10)
        answers.append(ask(world, replace(AWAY, fact_key=f"run-{run}", source_ref=f"execution {run}")))
    world.deliver()

    assert [answer.outcome for answer in answers] == [
        "opened",
        *["found"] * 5,
        "updated",
        *["found"] * 5,
        "updated",
    ]
    assert codes(answers[1]) == ["told_lately"]
    assert answers[1].case is not None
    held = world.only_exception()
    assert (held.record.occurrence_count, len(held.notes)) == (3, 3)
    assert world.ledger.inbox_entry(4) is None  # what adds nothing is not even stored


def test_a_state_that_comes_back_after_its_case_was_closed_opens_it_again_at_once(world: World) -> None:
    first = ask(world, AWAY)
    world.deliver()
    assert first.case is not None
    world.erp.set_state(first.case.record.case_key, CaseState.RESOLVED)
    world.clock.forward(minutes=1)
    world.follow()

    again = ask(world, replace(AWAY, fact_key="run-2"))
    world.deliver()

    assert again.outcome == "reopened"
    assert world.only_exception().record.state is CaseState.NEW


def test_what_was_told_while_odoo_was_away_opens_one_case_and_adds_nothing(world: World) -> None:
    world.erp.away = True
    for run in (1, 2, 3):
        assert ask(world, replace(AWAY, fact_key=f"run-{run}")).outcome == "stored"
    world.erp.away = False
    world.settle()

    held = world.only_exception()
    assert (held.record.occurrence_count, len(held.notes)) == (1, 1)
    assert ask(world, replace(AWAY, fact_key="run-9")).outcome == "found"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_repeat_after_a_kill_is_told_what_its_first_request_did(world: World, after: bool) -> None:
    killed = world.with_ports(ledger=Breaking(world.ledger, "record", Killed(), after=after))
    with pytest.raises(Killed):
        open_exception(killed, AWAY, correlation_id="corr")
    world.clock.forward(minutes=10)

    assert ask(world, AWAY).outcome == "opened"
    assert ask(world, replace(AWAY, fact_key="run-2")).outcome == "found"


def test_an_order_may_rest_too(world: World) -> None:
    ask(world, replace(AWAY, purchase_order="P00012", line=1))

    again = ask(world, replace(AWAY, purchase_order="P00012", line=1, fact_key="run-2"))

    assert (again.outcome, codes(again)) == ("found", ["told_lately"])
