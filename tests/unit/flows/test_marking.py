"""Mails that were taken are marked in their mailboxes, and no mailbox holds up Odoo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.adapters.memory.mailbox import TAKEN
from crossdock.domain.errors import MailboxUnavailable, MarkRefused
from crossdock.flows.deliver_outbox import deliver_outbox, replay_dead_letters
from crossdock.flows.fetch_mailbox import fetch_mailbox
from tests.mails import delay
from tests.unit.flows.breaking import Breaking
from tests.unit.flows.flow_world import assert_told_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossdock.flows.answers import DeliveryAnswer
    from crossdock.ports import MailPlace
    from tests.unit.flows.flow_world import World

LATE = "15 December 2026"


class Watched:
    """A mailbox that remembers which mails were marked together, and cannot mark some of them."""

    def __init__(self, mailbox: Any, *cannot: int, trouble: MailboxUnavailable | None = None) -> None:
        self._mailbox, self._cannot = mailbox, cannot
        self._trouble = trouble or MailboxUnavailable("not this one")
        self.asked: list[list[int]] = []

    def __getattr__(self, name: str) -> Any:
        """Return what the mailbox has."""
        return getattr(self._mailbox, name)

    def mark(self, places: Sequence[MailPlace]) -> Mapping[MailPlace, MailboxUnavailable]:
        """Mark those that can be."""
        self.asked.append([place.uid for place in places])
        refused = [place for place in places if place.uid in self._cannot]
        self._mailbox.mark([place for place in places if place not in refused])
        return dict.fromkeys(refused, self._trouble)


def decided(world: World, count: int) -> None:
    """Fetch and decide so many mails."""
    for number in range(1, count + 1):
        world.mailbox.append(delay(LATE, po=f"P001{number:02}"))
    fetch_mailbox(world.services, "suppliers", correlation_id="fetch")
    world.sweep()


def deliver(world: World, mailbox: Any) -> DeliveryAnswer:
    """Deliver what is due, with this mailbox."""
    services = world.with_ports(mailboxes={"suppliers": mailbox})
    return deliver_outbox(services, correlation_id="delivery")


def marked(world: World) -> list[int]:
    """Return the UIDs of the mails that carry our keyword."""
    return [mail.uid for mail in world.mailbox.mails() if TAKEN in mail.flags]


def test_the_mails_of_a_mailbox_are_marked_together(world: World) -> None:
    decided(world, 4)
    mailbox = Watched(world.mailbox)

    answer = deliver(world, mailbox)

    assert mailbox.asked == [[1, 2, 3, 4]]
    assert (answer.outcome, answer.waiting) == ("delivered", 0)
    assert marked(world) == [1, 2, 3, 4]


def test_a_mail_that_cannot_be_marked_waits_alone(world: World) -> None:
    decided(world, 3)

    answer = deliver(world, Watched(world.mailbox, 2))

    assert marked(world) == [1, 3]
    assert (answer.failed, answer.waiting) == (1, 1)
    assert {row.last_error for row in world.outbox()} == {"", "not this one"}


def test_a_mailbox_that_crashes_holds_up_nothing_but_its_marks(world: World) -> None:
    decided(world, 3)
    crashing = Breaking(world.mailbox, "mark", RuntimeError("a bug"))

    answer = deliver(world, crashing)
    assert_told_once(world, 3)
    assert (answer.failed, marked(world)) == (3, [])
    world.settle()

    assert marked(world) == [1, 2, 3]


def test_a_mailbox_that_refuses_marks_is_told_to_people_in_one_case(world: World) -> None:
    decided(world, 3)
    refusing = Watched(world.mailbox, 1, 2, 3, trouble=MarkRefused("the login may only read this folder"))

    answer = deliver(world, refusing)
    world.settle()

    assert (answer.dead, answer.waiting) == (3, 0)
    [case] = [held for held in world.exceptions() if held.record.sub_category == "dead_letter"]
    assert "the login may only read this folder" in case.record.title


def test_marks_that_were_refused_are_made_by_a_replay(world: World) -> None:
    decided(world, 2)
    deliver(world, Watched(world.mailbox, 1, 2, trouble=MarkRefused()))

    replay_dead_letters(world.services, correlation_id="replay")
    world.settle()

    assert marked(world) == [1, 2]
