"""A supplier's newer word about a line ends the open cases that it stands in place of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crossdock.domain.policy import Mode
from tests.mails import FAIL, a_mail, delay
from tests.unit.flows.flow_world import LINE

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

LATER, EARLIER = "20 December 2026", "30 November 2026"
CANCELLED = "We have to cancel line 1 of PO P00012."
SHORT = "PO P00012 line 1: we can only deliver 60 pcs instead of 100 pcs."


def write(world: World, *mails: str, authenticated: str | None = None) -> None:
    """Let the supplier write these, a minute apart: a day moves line 1, a text is said as it stands."""
    more: dict[str, Any] = {"authenticated": authenticated} if authenticated else {}
    for text in mails:
        world.clock.forward(minutes=1)
        sent = world.clock.now()
        moves = text in (LATER, EARLIER)
        world.receive(delay(text, sent=sent, **more) if moves else a_mail(text, sent=sent, **more))
        world.deliver()


def ends(world: World) -> dict[str, str]:
    """Return how each case of line 1 ended, or that it is open."""
    return {
        held.record.sub_category: held.resolution_code or "open"
        for held in world.exceptions()
        if held.record.purchase_line_id == LINE
    }


@pytest.mark.parametrize("mode", [Mode.ACT, Mode.PROPOSE])
def test_of_contradicting_words_about_a_line_the_newest_stays_open(world: World, mode: Mode) -> None:
    world.mode(mode)

    write(world, LATER, EARLIER, CANCELLED)

    assert ends(world) == {
        "supplier_delay": "superseded",
        "early_delivery": "superseded",
        "line_rejected": "open",
    }


def test_a_superseded_case_says_what_was_written_since_and_its_to_do_ends(world: World) -> None:
    write(world, LATER, EARLIER)

    held = next(held for held in world.exceptions() if held.record.sub_category == "supplier_delay")
    assert "The supplier has written since: P00012 line 1: 8 days early" in held.resolution_note
    assert [activity.is_open for activity in held.activities] == [False]


def test_a_date_leaves_a_quantity_alone(world: World) -> None:
    write(world, SHORT, LATER)

    assert ends(world) == {"quantity_short": "open", "supplier_delay": "open"}


def test_a_cancellation_replaces_quantity_and_date_and_a_new_date_replaces_it(world: World) -> None:
    write(world, SHORT, LATER, CANCELLED)
    after_cancellation = ends(world)
    write(world, EARLIER)

    assert after_cancellation == {
        "quantity_short": "superseded",
        "supplier_delay": "superseded",
        "line_rejected": "open",
    }
    assert ends(world) == {
        "quantity_short": "superseded",
        "supplier_delay": "superseded",
        "line_rejected": "superseded",
        "early_delivery": "open",
    }


def test_a_word_of_nobody_known_replaces_nothing(world: World) -> None:
    write(world, LATER)
    write(world, EARLIER, authenticated=FAIL)

    assert ends(world)["supplier_delay"] == "open"


def test_an_observed_word_replaces_nothing(world: World) -> None:
    write(world, LATER)
    world.mode(Mode.OBSERVE)
    write(world, EARLIER)

    assert ends(world) == {"supplier_delay": "open"}


def test_a_said_day_again_reopens_its_case_and_supersedes_the_other(world: World) -> None:
    write(world, LATER, EARLIER, LATER)

    assert ends(world) == {"supplier_delay": "open", "early_delivery": "superseded"}
