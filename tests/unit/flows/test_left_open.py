"""What stands beside a small delay, or asks what a confirmation confirms, goes to a human."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.decision import MailOutcome
from tests.mails import SENT, a_mail, confirmation, delay
from tests.unit.flows.flow_world import LINE

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("We apologise for the inconvenience.", MailOutcome.ACCEPTED),
        ("Unfortunately a machine broke down.", MailOutcome.ACCEPTED),
        ("The bolts come in black.", MailOutcome.REVIEW),
        ("It may get worse.", MailOutcome.REVIEW),
    ],
)
def test_a_day_within_tolerance_is_accepted_beside_excuses_alone(
    world: World, sentence: str, outcome: MailOutcome
) -> None:
    answer = world.receive(a_mail(f"PO P00012 line 1 will be delayed until 10 December. {sentence}\n"))
    world.deliver()

    assert answer.outcome is outcome
    is_asked = outcome is MailOutcome.REVIEW
    assert any(sentence in (reason.evidence or "") for reason in answer.reasons) is is_asked
    assert bool(world.exceptions()) is is_asked


def test_beside_a_day_that_a_human_looks_at_anyway_nothing_is_asked(world: World) -> None:
    answer = world.receive(a_mail("PO P00012 line 1 will be delayed until 22 December. Our kiln blew up.\n"))

    assert answer.outcome is MailOutcome.EXCEPTION
    assert all(reason.code != "sentence_left_open" for reason in answer.reasons)


@pytest.mark.parametrize(
    ("said", "day", "outcome"),
    [
        ("a delay", None, MailOutcome.REVIEW),
        ("a delay", "8 December 2026", MailOutcome.ACCEPTED),
        ("nothing", None, MailOutcome.ACCEPTED),
    ],
)
def test_a_confirmation_ends_a_case_about_the_day_only_with_a_day(
    world: World, said: str, day: str | None, outcome: MailOutcome
) -> None:
    if said == "a delay":
        world.receive(delay("22 December 2026", sent=SENT - timedelta(hours=1)))

    answer = world.receive(confirmation(day))
    world.settle()

    assert answer.outcome is outcome
    asked = [reason.code for reason in answer.reasons if reason.code == "confirmed_without_day"]
    assert bool(asked) is (outcome is MailOutcome.REVIEW)
    is_open = any(state != "resolved" for state in world.states())
    assert is_open is (outcome is MailOutcome.REVIEW)
    assert (world.erp.promise(LINE) is None) is (outcome is MailOutcome.REVIEW)


def test_what_the_open_case_proposes_is_confirmed_where_a_buyer_agreed_to_it(world: World) -> None:
    [ref] = world.receive(delay("22 December 2026")).exceptions
    world.deliver()
    world.erp.apply(ref.case_key)
    world.clock.forward(hours=1)

    assert world.receive(confirmation(sent=world.clock.now())).outcome is MailOutcome.ACCEPTED
