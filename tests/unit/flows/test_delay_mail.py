"""A supplier's mail becomes a worked exception, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.memory.erp_book import BUYER
from crossdock.domain.decision import MailOutcome
from crossdock.domain.errors import InvalidRequest, NotFound, TooLarge
from crossdock.flows.fetch_mailbox import fetch_mailbox
from crossdock.flows.read_supplier_mail import decide_mail, receive_mail
from crossdock.flows.services import Limits
from crossdock.ports import InboxState
from tests.mails import a_mail, confirmation, delay, through_another_relay
from tests.unit.flows.flow_world import LINE, assert_told_once

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

LATE = "15 December 2026"


def test_a_delay_mail_is_answered_with_what_was_read_and_decided(world: World) -> None:
    answer = world.receive(delay(LATE))

    assert answer.outcome is MailOutcome.EXCEPTION
    [decision] = answer.decisions
    assert (decision["po"], decision["line"], decision["verdict"]) == ("P00012", 1, "exception")
    assert (decision["expected_date"], decision["proposed_date"]) == ("2026-12-08", "2026-12-15")
    assert decision["rule"] == "two days"
    assert answer.reading is not None
    assert answer.reading["intent"] == "delay"
    [ref] = answer.exceptions
    assert (ref.po, ref.line, ref.sub_category, ref.is_new) == ("P00012", 1, "supplier_delay", True)


def test_the_answer_names_the_mail_by_its_subject(world: World) -> None:
    assert world.receive(delay(LATE)).subject == "Your order"


def test_each_decision_is_logged_once_whoever_asked_for_it(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    raw = delay(LATE)
    world.erp.away = True
    world.receive(raw)
    world.erp.away = False

    with caplog.at_level("INFO"):
        world.settle()
        world.receive(raw)

    [told] = [record.__dict__ for record in caplog.records if record.message == "mail decided"]
    assert (told["inbox_id"], told["outcome"]) == (1, "exception")
    assert told["correlation_id"] == world.entry().correlation_id


def test_a_delay_mail_stands_in_odoo_with_line_dates_evidence_mail_and_to_do(world: World) -> None:
    raw = delay(LATE)

    world.receive(raw)
    world.deliver()

    held = world.only_exception()
    assert held.record.purchase_line_id == LINE
    assert (held.record.expected_date, held.record.proposed_date) == (date(2026, 12, 8), date(2026, 12, 15))
    assert held.record.date_gap_days == 7
    assert "15 December 2026" in held.record.evidence
    assert held.attachments == (("Your_order.eml", raw),)
    [activity] = held.activities
    assert activity.user_id == BUYER.id


def test_the_answer_names_the_owner_so_that_a_workflow_can_mail_them(world: World) -> None:
    answer = world.receive(delay(LATE))

    owner = answer.exceptions[0].owner
    assert owner is not None
    assert (owner.user_id, owner.name, owner.email) == (BUYER.id, "Buyer", "buyer@example.com")
    assert world.receive(delay(LATE)).exceptions[0].owner == owner


def test_a_delay_changes_nothing_on_the_order(world: World) -> None:
    before = world.erp.open_orders().orders

    world.receive(delay(LATE))
    world.deliver()

    assert world.erp.open_orders().orders == before
    assert world.erp.promise(LINE) is None


def test_the_decision_stands_in_the_journal_with_digests_and_without_personal_data(world: World) -> None:
    answer = world.receive(delay(LATE))

    [entry] = world.ledger.journal(answer.correlation_id)
    assert entry.kind == "supplier_mail_decided"
    assert entry.body["policy_version"] == "policies-1"
    assert entry.body["exceptions"] == [answer.exceptions[0].case_key]
    assert world.ledger.blob(entry.body["inputs"]) is not None
    assert "lindenau" not in str(entry.body).lower()


def test_the_clock_is_woken_so_that_effects_go_at_once(world: World) -> None:
    world.receive(delay(LATE))

    assert world.woken == 1


def test_delivering_again_sends_nothing_twice(world: World) -> None:
    world.receive(delay(LATE))

    world.settle()

    assert_told_once(world)


@pytest.mark.parametrize(
    "again", [lambda raw: raw, through_another_relay], ids=["same bytes", "another relay"]
)
def test_the_same_mail_again_is_a_duplicate_with_the_first_answer(world: World, again: object) -> None:
    raw = delay(LATE)
    first = world.receive(raw)

    second = world.receive(again(raw))
    world.deliver()

    assert second.outcome is MailOutcome.DUPLICATE
    assert second.inbox_id == first.inbox_id
    assert second.exceptions == first.exceptions
    assert_told_once(world)


def test_the_same_message_id_with_other_content_is_a_new_fact(world: World) -> None:
    world.receive(delay(LATE, message_id="<same@lindenau.example>"))

    second = world.receive(delay("22 December 2026", message_id="<same@lindenau.example>"))
    world.deliver()

    assert second.outcome is MailOutcome.EXCEPTION
    assert world.only_exception().record.proposed_date == date(2026, 12, 22)


def test_a_further_delay_of_the_line_updates_its_open_case(world: World) -> None:
    world.receive(delay(LATE))
    world.receive(delay("22 December 2026"))
    world.deliver()

    held = world.only_exception()
    assert (held.record.proposed_date, held.record.occurrence_count) == (date(2026, 12, 22), 2)
    assert (len(held.notes), len(held.attachments), len(held.activities)) == (2, 2, 1)


def test_a_further_delay_that_makes_the_case_urgent_has_its_to_do_due_today(world: World) -> None:
    world.receive(delay(LATE))
    world.deliver()
    [before] = world.only_exception().activities

    world.receive(delay("29 December 2026"))
    world.deliver()

    [after] = world.only_exception().activities
    assert (after.id, after.deadline) == (before.id, world.clock.now().date())
    assert before.deadline > after.deadline


def test_the_same_mail_in_two_folders_is_one_case_and_marked_in_both(world: World) -> None:
    raw = delay(LATE)
    world.mailbox.append(raw, folder="INBOX")
    world.mailbox.append(through_another_relay(raw), folder="Suppliers")

    answer = fetch_mailbox(world.services, "suppliers", correlation_id="fetch")
    world.settle()

    assert (answer.new, answer.known) == (1, 1)
    assert_told_once(world)
    assert all(mail.flags for folder in world.mailbox.folders for mail in world.mailbox.mails(folder))


def test_ten_mails_at_once_are_ten_cases(world: World) -> None:
    mails = [delay(LATE, po=f"P001{number:02}") for number in range(1, 11)]

    with ThreadPoolExecutor(10) as pool:
        outcomes = [answer.outcome for answer in pool.map(world.receive, mails)]
    world.deliver()

    assert outcomes == [MailOutcome.EXCEPTION] * 10
    assert_told_once(world, 10)
    assert len({held.record.purchase_line_id for held in world.exceptions()}) == 10


def test_nine_mails_at_once_about_lines_of_one_order_are_nine_cases(world: World) -> None:
    mails = [delay(LATE, line=number) for number in range(1, 10)]

    with ThreadPoolExecutor(9) as pool:
        outcomes = [answer.outcome for answer in pool.map(world.receive, mails)]
    world.deliver()

    assert outcomes == [MailOutcome.EXCEPTION] * 9
    assert_told_once(world, 9)


def test_eight_mails_at_once_about_one_line_are_one_case_that_counts_them(world: World) -> None:
    mails = [delay(f"{14 + number} December 2026") for number in range(8)]

    with ThreadPoolExecutor(8) as pool:
        outcomes = [answer.outcome for answer in pool.map(world.receive, mails)]
    world.deliver()

    assert outcomes == [MailOutcome.EXCEPTION] * 8
    assert world.only_exception().record.occurrence_count == 8


def test_the_same_mail_from_eight_threads_is_one_case(world: World) -> None:
    raw = delay(LATE)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(world.receive, [raw] * 8))
    world.deliver()

    assert len({answer.inbox_id for answer in answers}) == 1
    assert {a.outcome for a in answers} <= {MailOutcome.EXCEPTION, MailOutcome.DUPLICATE, MailOutcome.STORED}
    assert_told_once(world)


def test_a_decided_mail_answers_what_was_decided_then(world: World) -> None:
    first = world.receive(delay(LATE))
    world.erp.away = True

    assert decide_mail(world.services, first.inbox_id) == first


def test_an_unmatched_mail_is_reviewed_with_the_mail_kept(world: World) -> None:
    raw = delay(LATE, po="P99999")

    answer = world.receive(raw)
    world.deliver()

    assert answer.outcome is MailOutcome.REVIEW
    held = world.only_exception()
    assert held.record.sub_category == "unmatched_message"
    assert held.attachments[0][1] == raw
    assert world.entry().state is InboxState.REVIEW


def test_a_mail_about_nothing_of_ours_needs_no_action(world: World) -> None:
    answer = world.receive(a_mail("Dear team,\n\nwe wish you a nice week.\n\nRegards\n"))

    assert answer.outcome is MailOutcome.NO_ACTION
    assert answer.exceptions == ()


def test_each_line_of_a_mail_is_told_apart(world: World) -> None:
    world.receive(confirmation(line=1))
    world.receive(delay(LATE, line=2))
    world.deliver()

    assert world.erp.promise(LINE) is not None
    assert world.only_exception().record.purchase_line_id == 2


def test_bytes_that_are_no_mail_are_refused_and_not_stored(world: World) -> None:
    with pytest.raises(InvalidRequest) as caught:
        world.receive(b"%PDF-1.7 not a mail")

    assert caught.value.code == "not_a_mail"
    assert world.ledger.undecided(limit=9, now=world.clock.now()) == []


def test_a_pushed_mail_over_the_limit_is_refused(world: World) -> None:
    small = world.with_ports(limits=Limits(max_mail_bytes=100))

    with pytest.raises(TooLarge):
        receive_mail(small, delay(LATE), correlation_id="corr")


def test_a_mail_that_was_never_stored_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        decide_mail(world.services, 77)
