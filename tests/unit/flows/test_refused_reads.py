"""Odoo refuses what is read for a fact: for all of them, or for one whose own values it does not take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.decision import MailOutcome
from crossdock.domain.mode import NOTHING_WRITTEN
from crossdock.domain.policy import Mode
from crossdock.flows.answers import OpenExceptionCommand
from crossdock.flows.decide_stale_promise import CHANNEL as STALE_PROMISE
from crossdock.flows.open_exception import open_exception
from crossdock.flows.read_supplier_mail import decide_mail, receive_mail
from crossdock.flows.services import Limits
from crossdock.flows.sweep_inbox import sweep_inbox
from crossdock.ports import InboxState
from tests.mails import delay
from tests.unit.flows.breaking import RefusingReads
from tests.unit.flows.flow_world import amount, assert_told_once, codes

if TYPE_CHECKING:
    from crossdock.flows.services import Services
    from tests.unit.flows.flow_world import World

LATE, NEAR = "15 December 2026", "9 December 2026"
MAX_ATTEMPTS = Limits().max_attempts
REFUSED, OTHER = "P00101", "P00102"
ASKED = OpenExceptionCommand(
    fact_key="asked-1",
    company_id=1,
    category="integration",
    sub_category="workflow_error",
    title="A workflow failed",
    evidence="Node 'Read' timed out",
    purchase_order=REFUSED,
    line=1,
)


@pytest.fixture
def one(world: World) -> Services:
    """Return a sidecar whose Odoo refuses to be asked about one order."""
    return world.with_ports(erp=RefusingReads(world.erp, REFUSED))


@pytest.fixture
def everything(world: World) -> Services:
    """Return a sidecar whose Odoo refuses every question."""
    return world.with_ports(erp=RefusingReads(world.erp, None))


def _sweep(services: Services, times: int) -> None:
    for _ in range(times):
        sweep_inbox(services, correlation_id="sweep")


def test_an_odoo_that_refuses_every_question_costs_no_mail_an_attempt(
    world: World, everything: Services, caplog: pytest.LogCaptureFixture
) -> None:
    answer = receive_mail(everything, delay(LATE), correlation_id="corr")
    receive_mail(everything, delay(LATE, line=2), correlation_id="corr")
    _sweep(everything, 2 * MAX_ATTEMPTS)

    warnings = [record for record in caplog.records if "Odoo refuses" in record.message]
    assert (answer.outcome, "erp_refused" in codes(answer)) == (MailOutcome.STORED, True)
    assert len(warnings) == 2 * MAX_ATTEMPTS
    assert world.entry().attempts == 0
    world.settle()
    assert_told_once(world, 2)


def test_a_mail_that_alone_is_refused_waits_at_first_and_holds_up_no_other(
    world: World, one: Services
) -> None:
    answer = receive_mail(one, delay(LATE, po=REFUSED), correlation_id="corr")
    other = receive_mail(one, delay(LATE, po=OTHER), correlation_id="corr")

    assert (answer.outcome, codes(answer)[0]) == (MailOutcome.STORED, "erp_refused")
    assert (world.entry().state, world.entry().attempts) == (InboxState.STORED, 1)
    assert other.outcome is MailOutcome.EXCEPTION


def test_a_mail_that_alone_is_refused_each_time_ends_with_a_human_who_has_it_and_the_reason(
    world: World, one: Services
) -> None:
    raw = delay(LATE, po=REFUSED)
    waiting = receive_mail(one, raw, correlation_id="corr")
    _sweep(one, MAX_ATTEMPTS - 1)
    world.deliver()

    held = world.only_exception()
    asked = f"Odoo refuses to be asked about stored mail {waiting.inbox_id}"
    title = f"{asked}: Invalid domain leaf 'name = {REFUSED}'"
    assert (held.record.category, held.record.sub_category) == ("supply", "unreadable_message")
    assert held.record.title == title
    assert held.record.user_id is not None
    assert [content for _, content in held.attachments] == [raw]
    [note] = held.notes
    assert note.startswith("Odoo answers what is asked about other orders.")
    answer = decide_mail(one, waiting.inbox_id)
    assert (answer.outcome, codes(answer)[0]) == (MailOutcome.REVIEW, "attempts_exhausted")
    assert answer.reasons[0].text == title
    assert (world.entry().state, world.entry().attempts) == (InboxState.REVIEW, MAX_ATTEMPTS)


def test_a_refused_mail_is_given_up_once_and_warned_of_no_more(
    world: World, one: Services, caplog: pytest.LogCaptureFixture
) -> None:
    receive_mail(one, delay(LATE, po=REFUSED), correlation_id="corr")
    _sweep(one, MAX_ATTEMPTS)
    caplog.clear()
    _sweep(one, 3)
    world.settle()

    assert [record for record in caplog.records if "Odoo refuses" in record.message] == []
    assert_told_once(world)


def test_in_mode_observe_a_refused_mail_ends_without_a_case(world: World, one: Services) -> None:
    world.mode(Mode.OBSERVE)
    receive_mail(one, delay(LATE, po=REFUSED), correlation_id="corr")
    _sweep(one, MAX_ATTEMPTS)
    world.settle()

    assert world.entry().state is InboxState.REVIEW
    assert NOTHING_WRITTEN in str(world.entry().answer)
    assert world.exceptions() == []


def test_refusals_while_everything_was_refused_are_forgotten(
    world: World, one: Services, everything: Services
) -> None:
    receive_mail(everything, delay(LATE, po=REFUSED), correlation_id="corr")
    _sweep(everything, 5 * MAX_ATTEMPTS)
    _sweep(one, MAX_ATTEMPTS - 1)
    still = world.entry().state
    _sweep(one, 1)

    assert (still, world.entry().state) == (InboxState.STORED, InboxState.REVIEW)


def test_a_mail_that_is_answered_in_time_is_decided_as_any(world: World, one: Services) -> None:
    receive_mail(one, delay(LATE, po=REFUSED), correlation_id="corr")
    _sweep(one, MAX_ATTEMPTS - 2)

    world.settle()

    assert world.only_exception().record.sub_category == "supplier_delay"
    assert_told_once(world)


def test_a_stale_promise_that_alone_is_refused_ends_with_a_human(world: World, one: Services) -> None:
    world.receive(delay(NEAR, po=REFUSED))
    [row] = [row for row in world.outbox() if row.effect.body.kind == "write_promise"]
    world.erp.edit_line(_line_of(world, REFUSED), quantity=amount("120"))
    world.deliver()
    [entry] = world.ledger.undecided(limit=9, now=world.clock.now(), channel=STALE_PROMISE)
    _sweep(one, MAX_ATTEMPTS)
    world.deliver()

    held = world.only_exception()
    assert row.effect.company_id == held.record.company_id
    assert held.record.title.startswith(f"Odoo refuses to be asked about stored mail {entry.id}: Invalid")
    assert len(held.attachments) == 1


def test_a_case_that_is_asked_for_an_order_that_is_refused_opens_without_it_in_the_end(
    world: World, one: Services
) -> None:
    first = open_exception(one, ASKED, correlation_id="corr")
    _sweep(one, MAX_ATTEMPTS - 1)
    world.deliver()

    held = world.only_exception()
    assert first.outcome == "stored"
    assert (held.record.title, held.record.purchase_order_id) == (ASKED.title, None)
    assert held.record.evidence.splitlines() == [
        ASKED.evidence,
        f"Odoo refuses to be asked about order '{REFUSED}': Invalid domain leaf 'name = {REFUSED}'",
    ]
    assert held.record.user_id is not None
    assert open_exception(one, ASKED, correlation_id="corr").outcome == "opened"


def test_a_case_that_is_asked_for_waits_while_everything_is_refused(
    world: World, everything: Services
) -> None:
    answer = open_exception(everything, replace(ASKED, purchase_order=OTHER), correlation_id="corr")
    _sweep(everything, 3 * MAX_ATTEMPTS)

    assert (answer.outcome, world.entry().state) == ("stored", InboxState.STORED)
    world.settle()
    assert world.only_exception().record.purchase_order_id is not None


def _line_of(world: World, order: str) -> int:
    found = world.erp.open_orders().order(order)
    assert found is not None
    return found.lines[0].purchase_line_id
