"""A promise whose line changed before it was written is decided anew; nothing of its mail comes twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.effect import WritePromise
from crossdock.domain.policy import Mode
from crossdock.flows.deliver_outbox import deliver_outbox, list_dead_letters, replay_dead_letters
from crossdock.flows.settle import MOST_TIMES_STALE
from crossdock.ports import InboxState
from tests.mails import SENT, a_mail, confirmation, delay
from tests.unit.flows.flow_world import LINE, amount

if TYPE_CHECKING:
    from crossdock.ports import OutboxRow
    from tests.unit.flows.flow_world import World

NEAR = "10 December 2026"
FAR = date(2026, 12, 20)


def promises(world: World) -> list[OutboxRow]:
    return [row for row in world.outbox() if isinstance(row.effect.body, WritePromise)]


def states(world: World) -> list[str]:
    return [row.state.value for row in promises(world)]


def stale(world: World, raw: bytes, **edit: object) -> None:
    """Receive a mail, and let a buyer edit its line before the promise is delivered."""
    world.receive(raw)
    world.erp.edit_line(LINE, **(edit or {"quantity": amount("120")}))
    world.deliver()


def cases(world: World) -> list[tuple[str, str]]:
    return [(held.record.sub_category, held.record.state.value) for held in world.exceptions()]


def test_a_promise_that_still_fits_is_written_for_the_changed_line(world: World) -> None:
    stale(world, delay(NEAR))

    world.settle()

    assert states(world) == ["superseded", "sent"]
    assert world.erp.promise(LINE) is not None
    assert world.exceptions() == []
    assert list_dead_letters(world.services, correlation_id="list").rows == ()


def test_what_deviates_from_the_changed_line_becomes_a_case(world: World) -> None:
    stale(world, delay(NEAR), date_planned=FAR)

    world.settle()

    assert states(world) == ["superseded"]
    held = world.only_exception()
    assert (held.record.sub_category, held.record.proposed_date) == ("early_delivery", date(2026, 12, 10))
    assert held.record.expected_date == FAR
    assert "decided anew" in held.notes[0]
    assert len(held.attachments) == len(held.activities) == 1


def test_as_ordered_is_no_promise_of_what_was_changed_since(world: World) -> None:
    stale(world, confirmation(), date_planned=FAR)

    world.settle()

    assert world.erp.promise(LINE) is None
    held = world.only_exception()
    assert held.record.sub_category == "needs_clarification"
    assert "confirmed as 100 at 2.5 for 2026-12-08" in held.record.title


def test_goods_that_came_in_meanwhile_age_no_confirmation(world: World) -> None:
    world.receive(confirmation())
    world.erp.receive(LINE, amount("40"))
    world.deliver()

    world.settle()

    assert states(world) == ["superseded", "sent"]
    assert world.exceptions() == []


def test_the_delivery_tells_what_it_put_aside(world: World) -> None:
    world.receive(delay(NEAR))
    world.erp.edit_line(LINE, quantity=amount("120"))

    answer = deliver_outbox(world.services, correlation_id="delivery")

    assert (answer.outcome, answer.superseded, answer.dead, answer.waiting) == ("delivered", 1, 0, 0)


def test_the_journal_tells_of_both_decisions_and_why(world: World) -> None:
    stale(world, delay(NEAR))

    world.settle()

    first, again = world.journal()
    assert (first.kind, again.kind) == ("supplier_mail_decided", "stale_promise_decided")
    assert first.body["mail"] == again.body["mail"]
    assert again.body["reasons"][0] == "decided_anew"
    assert world.entry(2).state is InboxState.DECIDED


def test_other_lines_of_the_mail_come_out_once(world: World) -> None:
    text = "PO P00012 line 1 will be delayed until 10 December 2026.\n"
    text += "PO P00012 line 2 will be delayed until 30 December 2026.\n"
    stale(world, a_mail(text))

    world.settle()

    held = world.only_exception()
    assert held.record.purchase_line_id == LINE + 1
    assert (len(held.notes), held.record.occurrence_count) == (1, 1)
    assert states(world) == ["superseded", "sent"]


def test_each_stale_line_of_a_mail_asks_for_itself(world: World) -> None:
    text = "We confirm PO P00012 line 1 as ordered.\nWe confirm PO P00012 line 2 as ordered.\n"
    world.receive(a_mail(text))
    world.erp.edit_line(LINE, date_planned=FAR)
    world.erp.edit_line(LINE + 1, date_planned=FAR)

    world.settle()

    held = {h.record.purchase_line_id: h.record for h in world.exceptions()}
    assert sorted(held) == [LINE, LINE + 1]
    assert {record.sub_category for record in held.values()} == {"needs_clarification"}
    assert "line 2 was confirmed as 100" in held[LINE + 1].title


@pytest.mark.parametrize("rejected", [False, True], ids=["open", "rejected"])
def test_a_case_of_the_same_mail_is_left_to_the_people(world: World, rejected: bool) -> None:
    text = "PO P00012 line 1 will be delayed until 10 December 2026.\n"
    text += "PO P00012 line 1: the new price is 2.90 EUR.\n"
    stale(world, a_mail(text))
    if rejected:
        world.erp.reject(world.only_exception().record.case_key)
        world.follow()

    world.settle()

    held = world.only_exception()
    assert held.record.sub_category == "price_variance"
    assert held.record.state.value == ("resolved" if rejected else "new")
    assert (held.record.occurrence_count, len(held.notes)) == (1, 1)
    assert states(world) == ["superseded", "sent"]
    [again] = [e for e in world.journal() if e.kind == "stale_promise_decided"]
    assert "told_before" in again.body["reasons"]


def test_a_later_word_of_the_supplier_stands(world: World) -> None:
    world.receive(delay("9 December 2026"))
    world.receive(delay(NEAR, sent=SENT + timedelta(minutes=30)))
    world.erp.edit_line(LINE, quantity=amount("120"))

    world.settle()

    kept = world.erp.promise(LINE)
    assert kept is not None
    assert kept.promised_date == date(2026, 12, 10)
    assert world.exceptions() == []


def test_in_another_mode_by_now_that_mode_holds(world: World) -> None:
    stale(world, delay(NEAR))
    world.mode(Mode.OBSERVE)

    world.settle()

    assert states(world) == ["superseded"]
    assert world.exceptions() == []
    assert world.entry(2).state is InboxState.DECIDED


def test_a_line_that_changes_back_and_forth_gets_its_promise_in_the_end(world: World) -> None:
    world.receive(delay(NEAR))
    for quantity in ("120", "100", "120"):
        world.erp.edit_line(LINE, quantity=amount(quantity))
        world.deliver()
        world.sweep()

    world.settle()

    assert states(world) == ["superseded"] * 3 + ["sent"]


def test_a_line_that_never_rests_makes_a_dead_letter_that_says_so_and_can_be_replayed(world: World) -> None:
    world.receive(delay(NEAR))
    for number in range(MOST_TIMES_STALE + 1):
        world.erp.edit_line(LINE, quantity=amount(str(200 + number)))
        world.deliver()
        world.sweep()

    [dead] = list_dead_letters(world.services, correlation_id="list").rows
    assert "changed each time" in dead.last_error
    world.settle()
    assert cases(world) == [("dead_letter", "new")]
    assert states(world) == ["superseded"] * MOST_TIMES_STALE + ["dead"]

    replay_dead_letters(world.services, correlation_id="replay")
    world.settle()

    assert states(world) == ["superseded"] * (MOST_TIMES_STALE + 1) + ["sent"]
