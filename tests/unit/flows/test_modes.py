"""How far each mode goes, and that an answer says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.decision import MailOutcome
from crossdock.domain.mode import NOTHING_WRITTEN
from crossdock.domain.policy import Mode, ModeRule
from crossdock.flows.fetch_mailbox import fetch_mailbox
from tests.mails import OTHER_SUPPLIER, SENT, a_mail, confirmation, delay
from tests.unit.flows.flow_world import LINE, NOW, codes

if TYPE_CHECKING:
    from crossdock.flows.answers import MailAnswer
    from tests.unit.flows.flow_world import World

NEAR, LATE = "10 December 2026", "15 December 2026"
UNKNOWN = delay(LATE, po="P99999")
NOT_OURS = a_mail("Dear team,\n\nwe wish you a nice week.\n\nRegards\n")


def test_off_stores_and_reads_and_decides_nothing(world: World) -> None:
    world.mode(Mode.OFF)

    answer = world.receive(delay(LATE))

    assert (answer.outcome, answer.mode) == (MailOutcome.NO_ACTION, "off")
    assert codes(answer) == ["mode_off"]
    assert answer.reading is not None
    assert world.outbox() == []


@pytest.mark.parametrize(
    ("raw", "outcome"), [(delay(LATE), MailOutcome.EXCEPTION), (confirmation(), MailOutcome.ACCEPTED)]
)
def test_observe_decides_and_answers_and_writes_nothing_outside(
    world: World, raw: bytes, outcome: MailOutcome
) -> None:
    world.mode(Mode.OBSERVE)
    world.mailbox.append(raw)

    answer = world.receive(raw)
    world.settle()

    assert answer.outcome is outcome
    assert "mode_observe" in codes(answer)
    assert world.outbox() == []
    assert world.ledger.cases() == []
    assert [mail.flags for mail in world.mailbox.mails()] == [set()]
    assert len(world.journal()) == 1


def test_propose_puts_a_confirmation_before_a_human_and_promises_nothing(world: World) -> None:
    world.mode(Mode.PROPOSE)

    answer = world.receive(delay(NEAR))
    world.deliver()

    assert answer.outcome is MailOutcome.EXCEPTION
    assert "mode_propose" in codes(answer)
    assert world.erp.promise(LINE) is None
    assert world.only_exception().record.recommended_action.startswith("Within tolerance.")


def test_act_is_told_with_its_rule(world: World) -> None:
    answer = world.receive(confirmation())

    assert any("all act" in reason.text for reason in answer.reasons if reason.code == "mode_act")


def test_a_mail_from_before_the_cut_over_is_stored_told_and_left_alone(world: World) -> None:
    world.mode(Mode.ACT, cut_over=date(2026, 11, 24))
    world.mailbox.append(delay(LATE))

    fetch_mailbox(world.services, "suppliers", correlation_id="fetch")
    world.settle()

    entry = world.entry()
    assert entry.outcome == "no_action"
    assert entry.answer is not None
    told = {reason["code"]: reason["text"] for reason in entry.answer["reasons"]}
    assert "2026-11-24" in told["before_cut_over"]
    assert "mode_act" in told
    assert world.outbox() == []
    assert [mail.flags for mail in world.mailbox.mails()] == [set()]


def test_a_supplier_can_be_let_act_while_all_others_are_observed(world: World) -> None:
    world.policies.rules = (
        ModeRule(name="Lindenau acts", mode=Mode.ACT, supplier="S7"),
        ModeRule(name="all observe", mode=Mode.OBSERVE),
    )

    ours = world.receive(delay(LATE))
    theirs = world.receive(delay(LATE, po="P99999", sender=OTHER_SUPPLIER))

    assert (ours.mode, theirs.mode) == ("act", "observe")


@pytest.mark.parametrize(
    ("sent", "said"), [(SENT, SENT), (SENT + timedelta(days=2), NOW)], ids=["as dated", "not in the future"]
)
def test_a_case_says_when_the_supplier_wrote(world: World, sent: datetime, said: datetime) -> None:
    world.receive(delay(LATE, sent=sent))
    world.deliver()

    assert world.only_exception().record.said_at == said


def says_that_nothing_is_written(answer: MailAnswer) -> bool:
    return sum(NOTHING_WRITTEN in reason.text for reason in answer.reasons) == 1


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        (delay(LATE), MailOutcome.EXCEPTION),
        (UNKNOWN, MailOutcome.REVIEW),
        (confirmation(), MailOutcome.ACCEPTED),
        (NOT_OURS, MailOutcome.NO_ACTION),
    ],
)
@pytest.mark.parametrize("mode", Mode)
def test_whatever_the_outcome_an_answer_says_where_nothing_is_written(
    world: World, raw: bytes, outcome: MailOutcome, mode: Mode
) -> None:
    world.mode(mode)

    answer = world.receive(raw)

    assert answer.outcome is outcome or mode in (Mode.OFF, Mode.PROPOSE)
    assert says_that_nothing_is_written(answer) == (mode in (Mode.OFF, Mode.OBSERVE))


@pytest.mark.parametrize("mode", Mode)
def test_before_the_cut_over_an_answer_says_once_that_nothing_is_written(world: World, mode: Mode) -> None:
    world.mode(mode, cut_over=date(2026, 11, 24))

    assert says_that_nothing_is_written(world.receive(delay(LATE)))


def test_a_stored_mail_of_which_only_observing_is_known_says_so(world: World) -> None:
    world.mode(Mode.OBSERVE)
    world.erp.away = True

    answer = world.receive(delay(LATE))

    assert answer.outcome is MailOutcome.STORED
    assert says_that_nothing_is_written(answer)
