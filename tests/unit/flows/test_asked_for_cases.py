"""Cases that a workflow or a person asks for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.memory.erp_book import BUYER, LEAD
from crossdock.domain.errors import (
    Conflict,
    ErpRefused,
    PayloadMismatch,
    StorageUnavailable,
)
from crossdock.domain.exception_case import CaseState
from crossdock.domain.policy import Mode
from crossdock.flows.answers import OpenExceptionCommand
from crossdock.flows.capture_baseline import capture_baseline
from crossdock.flows.open_exception import open_exception
from crossdock.flows.purge_ledger import purge_ledger
from crossdock.flows.services import Retention
from crossdock.flows.sweep_inbox import sweep_inbox
from tests.mails import delay
from tests.unit.flows.breaking import Breaking, Killed
from tests.unit.flows.flow_world import LINE, codes

if TYPE_CHECKING:
    from crossdock.flows.answers import ExceptionAnswer
    from tests.unit.flows.flow_world import World

FAILED = OpenExceptionCommand(
    fact_key="workflow-error-execution-1",
    company_id=1,
    category="integration",
    sub_category="workflow_failed",
    title="Workflow 10 failed",
    evidence="Node 'Read' timed out",
    source="n8n",
    urgency=3,
    impact=2,
)
ON_LINE = replace(
    FAILED,
    fact_key="inspection-1",
    category="supply",
    sub_category="quality_issue",
    purchase_order="P00012",
    line=1,
)


def ask(world: World, command: OpenExceptionCommand = FAILED) -> ExceptionAnswer:
    return open_exception(world.services, command, correlation_id="corr")


def test_an_asked_for_case_is_opened_and_stands_in_odoo_with_an_owner(world: World) -> None:
    answer = ask(world)
    world.deliver()

    held = world.only_exception()
    assert answer.outcome == "opened"
    assert answer.case is not None
    assert answer.case.record.case_key == held.record.case_key
    assert (held.record.title, held.record.priority) == ("Workflow 10 failed", 3)
    assert held.notes == ("Node 'Read' timed out",)
    assert [activity.user_id for activity in held.activities] == [LEAD.id]


def test_a_case_about_an_order_belongs_to_its_buyer(world: World) -> None:
    ask(world, ON_LINE)
    world.deliver()

    held = world.only_exception()
    assert (held.record.purchase_line_id, held.record.user_id) == (LINE, BUYER.id)


def test_the_same_request_again_answers_the_same_and_does_nothing(world: World) -> None:
    first = ask(world)
    second = ask(world)
    world.deliver()

    assert second == first
    assert world.only_exception().record.occurrence_count == 1


def test_facts_about_the_same_add_to_its_open_case(world: World) -> None:
    first = replace(FAILED, about="workflow:10")
    ask(world, first)
    answer = ask(world, replace(first, fact_key="workflow-error-execution-2", source_ref="execution 2"))
    apart = ask(world, replace(first, fact_key="workflow-error-execution-3", about="workflow:80"))

    assert (answer.outcome, apart.outcome) == ("updated", "opened")
    assert answer.case is not None
    assert (answer.case.record.occurrence_count, answer.case.record.source_ref) == (2, "execution 2")


@pytest.mark.parametrize("days", [0, 8, 500])
def test_another_request_under_the_same_fact_key_is_refused_and_never_dropped(
    world: World, days: int
) -> None:
    ask(world)
    world.settle()
    world.clock.forward(days=days)
    purge_ledger(world.ledger, Retention(), now=world.clock.now())

    with pytest.raises(PayloadMismatch, match=FAILED.fact_key):
        ask(world, replace(FAILED, evidence="Node 'Write' timed out too"))

    assert ask(world).outcome == "opened"


def test_while_odoo_refuses_to_be_read_the_request_is_stored_and_opens_later(world: World) -> None:
    refusing = world.with_ports(erp=Breaking(world.erp, "purchase_snapshot", ErpRefused("no access")))

    answer = open_exception(refusing, FAILED, correlation_id="corr")

    assert (answer.outcome, [reason.code for reason in answer.reasons]) == ("stored", ["erp_refused"])
    world.settle()
    assert world.only_exception().record.title == FAILED.title


def test_the_same_request_from_eight_threads_opens_one_case(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(world), range(8)))
    world.deliver()

    assert {answer.outcome for answer in answers} <= {"opened", "stored"}
    assert world.only_exception().record.occurrence_count == 1


def test_another_request_about_the_same_line_updates_its_case_in_odoo_too(world: World) -> None:
    ask(world, ON_LINE)
    answer = ask(world, replace(ON_LINE, fact_key="workflow-error-execution-2", evidence="again"))
    answer = ask(world, replace(ON_LINE, fact_key="workflow-error-execution-3", evidence="and again"))
    world.deliver()

    held = world.only_exception()
    assert answer.outcome == "updated"
    assert held.record.occurrence_count == 3
    assert held.notes == ("Node 'Read' timed out", "again", "and again")


def test_a_request_about_a_case_closed_lately_reopens_it(world: World) -> None:
    first = ask(world, ON_LINE)
    world.deliver()
    assert first.case is not None
    world.erp.set_state(first.case.record.case_key, CaseState.RESOLVED)
    world.clock.forward(days=1)
    world.follow()

    assert ask(world, replace(ON_LINE, fact_key="another")).outcome == "reopened"


def test_while_odoo_is_away_the_request_is_stored_and_opens_later(world: World) -> None:
    world.erp.away = True
    answer = ask(world)
    again = ask(world)

    world.erp.away = False
    world.settle()

    assert (answer.outcome, answer.case, again.outcome) == ("stored", None, "stored")
    assert len(world.exceptions()) == 1
    assert ask(world).outcome == "opened"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("port", "name"), [("ledger", "store"), ("erp", "purchase_snapshot"), ("ledger", "record")]
)
def test_a_kill_while_opening_leaves_one_case(world: World, port: str, name: str, after: bool) -> None:
    services = world.with_ports(**{port: Breaking(getattr(world, port), name, Killed(), after=after)})
    with pytest.raises(Killed):
        open_exception(services, FAILED, correlation_id="corr")

    ask(world)
    world.settle()

    assert world.only_exception().record.occurrence_count == 1


def test_an_error_gives_the_request_back_at_once(world: World) -> None:
    services = world.with_ports(erp=Breaking(world.erp, "purchase_snapshot", RuntimeError("a bug")))
    with pytest.raises(RuntimeError):
        open_exception(services, FAILED, correlation_id="corr")

    assert ask(world).outcome == "opened"


def test_a_request_that_cannot_be_opened_holds_up_no_mail(world: World) -> None:
    world.erp.away = True
    ask(world)
    world.receive(delay("15 December 2026"))
    world.erp.away = False
    services = world.with_ports(erp=Breaking(world.erp, "purchase_snapshot", RuntimeError("poison")))

    answer = sweep_inbox(services, correlation_id="sweep")

    assert (answer.done, answer.left) == (1, 1)


def test_a_request_that_crashes_each_time_is_opened_without_its_order(world: World) -> None:
    services = world.with_ports(
        erp=Breaking(world.erp, "purchase_snapshot", RuntimeError("poison"), times=99)
    )
    with pytest.raises(RuntimeError):
        open_exception(services, ON_LINE, correlation_id="corr")
    for _ in range(8):
        world.clock.forward(minutes=5)
        sweep_inbox(services, correlation_id="sweep")
    world.deliver()

    held = world.only_exception()
    assert (world.entry().attempts, world.entry().outcome) == (4, "opened")
    assert (held.record.purchase_line_id, held.record.title) == (None, ON_LINE.title)
    assert "Order 'P00012' could not be looked up in 3 attempts" in held.record.evidence
    assert codes(ask(world, ON_LINE)) == ["asked_for", "attempts_exhausted"]


@pytest.mark.parametrize("error", [StorageUnavailable(), Conflict()], ids=["disk full", "others write it"])
def test_trouble_of_the_ledger_is_no_attempt_and_leaves_the_case_its_order(
    world: World, error: Exception
) -> None:
    troubled = world.with_ports(ledger=Breaking(world.ledger, "record", error, times=99))
    with pytest.raises(type(error)):
        open_exception(troubled, ON_LINE, correlation_id="corr")
    for _ in range(8):
        sweep_inbox(troubled, correlation_id="sweep")
    world.settle()

    held = world.only_exception()
    assert held.record.purchase_line_id == LINE
    assert "could not be looked up" not in held.record.evidence


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.OBSERVE])
def test_what_is_asked_for_is_opened_in_every_mode_and_the_answer_says_so(world: World, mode: Mode) -> None:
    world.mode(mode)

    answer = ask(world)
    world.deliver()

    assert world.only_exception().record.title == FAILED.title
    assert codes(answer) == ["asked_for"]


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed lately"])
def test_what_is_asked_for_is_put_beside_what_a_mail_proposed(world: World, closed: bool) -> None:
    world.receive(delay("15 December 2026"))
    world.deliver()
    mailed = world.only_exception().record
    if closed:
        world.erp.set_state(mailed.case_key, CaseState.RESOLVED)
        world.follow()
    command = replace(ON_LINE, sub_category="supplier_delay", title="Ring the supplier", evidence="They rang")

    answer = ask(world, command)
    world.deliver()

    held = world.only_exception()
    counted = replace(
        mailed,
        state=CaseState.NEW,
        occurrence_count=2,
        last_seen_at=held.record.last_seen_at,
        urgency=max(mailed.urgency, command.urgency),
        impact=max(mailed.impact, command.impact),
        priority=held.record.priority,
    )
    assert held.record == counted
    assert answer.case is not None
    assert answer.case.record.correlation_id == mailed.correlation_id
    assert held.notes[-1].startswith("They rang\nAsked for: Ring the supplier")


def test_a_mail_after_what_was_asked_for_proposes_its_value(world: World) -> None:
    ask(world, replace(ON_LINE, sub_category="supplier_delay"))
    world.receive(delay("15 December 2026"))
    world.deliver()

    record = world.only_exception().record
    assert (record.occurrence_count, record.proposed_date) == (2, date(2026, 12, 15))


def test_a_case_asked_for_about_a_line_knows_what_was_requested_first(world: World) -> None:
    capture_baseline(world.services, correlation_id="install")
    world.erp.edit_line(LINE, date_planned=date(2026, 12, 11))

    ask(world, ON_LINE)
    world.deliver()

    assert world.only_exception().record.requested_date == date(2026, 12, 8)
