"""What stands beside a small delay, or asks what a confirmation confirms, goes to a human."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.domain.decision import MailOutcome
from tests.mails import a_mail

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
