"""Cases that a workflow or a person asks for, and the reading of cases and journal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.memory.erp_book import BUYER, LEAD
from crossdock.domain.errors import (
    Conflict,
    ErpRefused,
    InvalidRequest,
    NotFound,
    PayloadMismatch,
    StorageUnavailable,
)
from crossdock.domain.exception_case import CaseState
from crossdock.domain.policy import Mode
from crossdock.flows.answers import OpenExceptionCommand
from crossdock.flows.capture_baseline import capture_baseline
from crossdock.flows.open_exception import open_exception
from crossdock.flows.purge_ledger import purge_ledger
from crossdock.flows.read_journal import read_journal
from crossdock.flows.services import Retention
from crossdock.flows.sweep_inbox import sweep_inbox
from crossdock.flows.work_exception import get_exception, list_exceptions
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
IN_NO_COMPANY = replace(ON_LINE, fact_key=FAILED.fact_key, company_id=99)


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


@pytest.mark.parametrize(
    ("named", "code", "about_order"),
    [
        ({"purchase_order": "P99999", "line": 7}, "order_not_found", False),
        ({"purchase_order": "P00012", "line": 77}, "line_not_found", True),
    ],
)
def test_an_order_or_line_that_is_not_known_is_told(
    world: World, named: dict[str, Any], code: str, about_order: bool
) -> None:
    answer = ask(world, replace(ON_LINE, **named))
    again = ask(world, replace(ON_LINE, **named))
    world.deliver()

    held = world.only_exception()
    assert (answer.outcome, codes(answer)) == ("opened", ["asked_for", code])
    assert again == answer
    assert (held.record.purchase_line_id, held.record.purchase_order_id is not None) == (None, about_order)
    assert answer.reasons[1].text in held.record.evidence


def test_a_company_that_odoo_does_not_have_is_refused_and_nothing_is_stored(world: World) -> None:
    with pytest.raises(InvalidRequest, match="no company 99") as refused:
        ask(world, IN_NO_COMPANY)

    assert refused.value.code == "company_not_found"
    assert world.ledger.inbox_entry(1) is None
    assert ask(world).outcome == "opened"  # so its fact key is as good as new


def test_a_company_that_turns_out_unknown_later_leaves_the_case_in_the_configured_one(world: World) -> None:
    world.erp.away = True
    answer = ask(world, IN_NO_COMPANY)
    world.erp.away = False
    world.settle()

    held = world.only_exception()
    assert (answer.outcome, codes(answer)) == ("stored", ["erp_unavailable"])
    assert (held.record.company_id, held.record.purchase_order_id) == (1, None)
    assert "Odoo has no company 99" in held.record.evidence
    assert codes(ask(world, IN_NO_COMPANY)) == ["asked_for", "company_not_found"]
    assert world.ledger.dead_letters() == []


@pytest.mark.parametrize("fails", ["purchase_snapshot", "has_company"])
@pytest.mark.parametrize("error", [RuntimeError("poison"), ErpRefused("no such thing")])
def test_so_it_does_where_each_look_at_odoo_fails(world: World, fails: str, error: Exception) -> None:
    world.erp.away = True
    ask(world, IN_NO_COMPANY)
    world.erp.away = False
    services = world.with_ports(erp=Breaking(world.erp, fails, error, times=99))
    for _ in range(8):
        world.clock.forward(minutes=5)
        sweep_inbox(services, correlation_id="sweep")
    world.deliver()

    held = world.only_exception()
    assert (held.record.company_id, held.record.purchase_order_id) == (1, None)
    assert "company_not_found" in codes(ask(world, IN_NO_COMPANY))
    assert world.ledger.dead_letters() == []


# reading
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


# baseline
def test_the_baseline_is_captured_once_and_only_for_what_is_new(world: World) -> None:
    first = capture_baseline(world.services, correlation_id="install")
    second = capture_baseline(world.services, correlation_id="install")

    assert (first.outcome, first.captured) == ("captured", 24)
    assert (second.outcome, second.captured, second.known) == ("nothing_new", 0, 24)


def test_a_captured_baseline_outlives_what_a_buyer_changes_later(world: World) -> None:
    capture_baseline(world.services, correlation_id="install")
    before = world.ledger.baselines([LINE])[LINE]
    world.erp.edit_line(LINE, date_planned=before.requested_date.replace(day=30))

    world.receive(delay("30 December 2026"))

    after = world.ledger.baselines([LINE])[LINE]
    assert after.requested_date == before.requested_date
    assert after.origin == "install"


def test_an_order_first_seen_with_a_mail_is_marked_so(world: World) -> None:
    world.receive(delay("15 December 2026"))

    assert world.ledger.baselines([LINE])[LINE].origin == "first_seen"
