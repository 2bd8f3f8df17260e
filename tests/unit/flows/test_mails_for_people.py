"""A mail that was not understood: its case holds its words, says what to do, and says each thing once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.memory.erp_book import BUYER, LEAD
from crossdock.domain.wording import MOST_READ
from tests.mails import STRANGER, SUPPLIER, a_mail, delay

if TYPE_CHECKING:
    from crossdock.adapters.memory.erp_book import HeldException
    from tests.unit.flows.flow_world import World

NOT_UNDERSTOOD = (
    "Dear team,\n\nPO P00012: the thing from Tuesday is as we said on the phone.\n\nRegards\nPetra\n"
)


def held(world: World, raw: bytes) -> HeldException:
    """Receive a mail and return its only case, as it stands in Odoo."""
    world.receive(raw)
    world.deliver()
    return world.only_exception()


@pytest.mark.parametrize(
    ("sub_category", "raw"),
    [
        ("needs_clarification", a_mail(NOT_UNDERSTOOD)),
        ("unmatched_message", delay("15 December 2026", po="P99999")),
        (
            "supplier_question",
            a_mail("Dear team,\n\nWhich packing size do you want for PO P00012 line 1?\n\nPetra\n"),
        ),
    ],
)
def test_its_words_stand_in_the_case_from_greeting_to_name(
    sub_category: str, raw: bytes, world: World
) -> None:
    case = held(world, raw)

    assert case.record.sub_category == sub_category
    assert case.record.evidence.startswith("Dear team,")
    assert "Petra" in case.record.evidence


def test_a_long_mail_is_shortened_and_says_where_the_rest_is(world: World) -> None:
    case = held(world, a_mail(NOT_UNDERSTOOD + "So it goes on and on. " * 400))

    assert len(case.record.evidence) < MOST_READ + 100
    assert case.record.evidence.endswith("… (the rest is in the attached mail)")


def test_a_values_evidence_is_its_sentence_alone(world: World) -> None:
    case = held(world, delay("15 December 2026"))

    assert "Dear team" not in case.record.evidence


def test_title_note_and_to_do_say_each_thing_once(world: World) -> None:
    case = held(world, a_mail(NOT_UNDERSTOOD))

    said = "what it says was not understood"
    [note], [to_do] = case.notes, case.activities
    assert said in case.record.title
    assert note == f"{SUPPLIER} wrote: Your order"
    assert to_do.summary == "Read and answer"


def test_what_the_title_does_not_say_stands_in_the_note(world: World) -> None:
    case = held(world, delay("15 December 2026", po="P99999"))

    [note] = case.notes
    assert "No open order is called" in note
    assert "no open order found for this message" not in note


def test_it_says_how_to_answer_and_how_to_close(world: World) -> None:
    case = held(world, a_mail(NOT_UNDERSTOOD))

    assert case.record.recommended_action == (
        "Read the mail below. Change the order if needed. Answer the supplier from the order with Send "
        "message. Then set the status to Resolved."
    )


def test_without_an_order_it_is_answered_from_the_mailbox(world: World) -> None:
    case = held(world, delay("15 December 2026", po="P99999"))

    assert "or from your mailbox. Then set the status to Resolved." in case.record.recommended_action


@pytest.mark.parametrize(("sender", "owner"), [(SUPPLIER, BUYER.id), (STRANGER, LEAD.id)])
def test_it_belongs_to_who_buys_from_the_sender_else_to_the_lead(
    sender: str, owner: int, world: World
) -> None:
    case = held(world, delay("15 December 2026", po="P99999", sender=sender))

    assert [activity.user_id for activity in case.activities] == [owner]
