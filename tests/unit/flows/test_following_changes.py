"""The ledger follows what people do in Odoo: once each, whatever crosses, crashes or comes late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.domain.errors import Conflict, ErpRefused, ErpUnavailable, StorageUnavailable
from crossdock.domain.exception_case import CaseState
from crossdock.flows.follow_odoo import follow_odoo
from crossdock.flows.sweep_inbox import sweep_inbox
from crossdock.ports import ErpChange, ErpChangeKind, InboxState
from crossdock.ports.erp import ChangePage
from tests.mails import confirmation, delay
from tests.unit.flows.breaking import Breaking, Killed
from tests.unit.flows.flow_world import LINE, amount

if TYPE_CHECKING:
    from crossdock.flows.services import Services
    from crossdock.ports import JournalEntry
    from tests.unit.flows.flow_world import World

LATE, LATER = "15 December 2026", "22 December 2026"


class Looking:
    """The ERP of a world, of which a look finds one exception as it stands now."""

    def __init__(self, world: World, case_key: str, key: str) -> None:
        self._world, self._case_key, self._key = world, case_key, key

    def __getattr__(self, name: str) -> Any:
        return getattr(self._world.erp, name)

    def changes(self, _cursor: str | None) -> ChangePage:
        """Return what the look finds."""
        record = self._world.erp.exception(self._case_key).record
        found = ErpChange(
            key=self._key,
            kind=ErpChangeKind.STATE_CHANGED,
            company_id=record.company_id,
            at=self._world.clock.now(),
            case_key=record.case_key,
            values={"new": record.state.value},
            was_looked_up=True,
        )
        return ChangePage(changes=(found,), cursor=self._key)


def moves(world: World) -> list[JournalEntry]:
    """Return what the journal of the first mail tells of people who moved its case."""
    return [entry for entry in world.journal() if entry.kind == "odoo_state_changed"]


def follow_in_vain(services: Services) -> None:
    """Read the changes and try to follow them, again and again."""
    follow_odoo(services, correlation_id="follow")
    for _ in range(5):
        sweep_inbox(services, correlation_id="sweep")


def test_what_people_did_is_logged_by_its_ids(
    world: World, case_key: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.erp.apply(case_key)

    with caplog.at_level("INFO"):
        world.follow()

    [told] = [record.__dict__ for record in caplog.records if record.message == "odoo change followed"]
    assert (told["kind"], told["case_key"]) == ("applied", case_key)
    assert told["correlation_id"] == world.entry().correlation_id


def test_a_state_that_a_person_sets_is_followed(world: World, case_key: str) -> None:
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)

    world.follow()

    assert world.states() == ["in_progress"]


def test_what_a_person_did_before_our_closing_came_through_reopens_nothing(
    world: World, case_key: str
) -> None:
    world.receive(confirmation("9 December 2026", sent=world.clock.now()))
    world.clock.forward(minutes=1)
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)
    world.clock.forward(minutes=1)

    world.follow()
    world.deliver()

    assert world.states() == ["resolved"]
    assert world.erp.exception(case_key).record.state is CaseState.RESOLVED


def test_the_same_read_only_after_our_closing_came_through_reopens_nothing(
    world: World, case_key: str
) -> None:
    world.receive(confirmation("9 December 2026", sent=world.clock.now()))
    world.clock.forward(minutes=1)
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)
    world.deliver()

    world.follow()

    assert world.states() == ["resolved"]


def test_a_change_older_than_our_closing_hides_no_later_delay(world: World, case_key: str) -> None:
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)
    world.clock.forward(minutes=1)
    world.receive(confirmation("9 December 2026", sent=world.clock.now()))
    world.deliver()
    world.follow()
    world.clock.forward(minutes=1)

    world.receive(delay(LATER, sent=world.clock.now()))
    world.deliver()

    held = world.erp.exception(case_key)
    assert (held.record.state, held.record.proposed_date) == (CaseState.NEW, date(2026, 12, 22))


@pytest.mark.parametrize("seconds", [0, 1, 60], ids=["at once", "a second later", "a minute later"])
@pytest.mark.parametrize("behind", [0, 120], ids=["clocks agree", "Odoo's clock is behind"])
def test_a_case_that_we_closed_can_be_reopened_by_a_person(
    world: World, case_key: str, seconds: int, behind: int
) -> None:
    world.receive(confirmation("9 December 2026", sent=world.clock.now()))
    world.deliver()
    world.clock.forward(seconds=seconds - behind)
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)
    world.clock.forward(seconds=behind)

    world.follow()

    assert world.states() == ["in_progress"]


def test_a_reopening_is_followed_once_however_often_it_is_told(world: World, case_key: str) -> None:
    world.receive(confirmation("9 December 2026", sent=world.clock.now()))
    world.deliver()
    world.erp.set_state(case_key, CaseState.NEW)
    effects = len(world.outbox())

    world.follow()
    world.follow()
    world.settle()

    assert world.states() == ["new"]
    assert len(world.outbox()) == effects
    assert len(moves(world)) == 1


def test_a_look_that_finds_the_state_it_found_before_is_no_second_change(world: World, case_key: str) -> None:
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)

    for key in ("state:1:in_progress:09:00:00", "state:1:in_progress:09:00:00:2"):
        follow_odoo(world.with_ports(erp=Looking(world, case_key, key)), correlation_id="follow")

    assert world.states() == ["in_progress"]
    assert [world.entry(number).state for number in (2, 3)] == [InboxState.DECIDED] * 2
    assert len(moves(world)) == 1


def test_a_state_that_was_left_and_set_again_between_looks_is_told_each_time(
    world: World, case_key: str
) -> None:
    for number, state in enumerate((CaseState.ON_HOLD, CaseState.IN_PROGRESS, CaseState.ON_HOLD)):
        world.erp.set_state(case_key, state)
        looking = Looking(world, case_key, f"state:1:{state.value}:09:00:00:{number}")
        follow_odoo(world.with_ports(erp=looking), correlation_id="follow")

    assert len(moves(world)) == 3


def test_two_moves_within_one_sweep_are_each_told_with_who_made_them(world: World, case_key: str) -> None:
    world.erp.set_state(case_key, CaseState.IN_PROGRESS, user_id=8)
    world.erp.set_state(case_key, CaseState.ON_HOLD, user_id=9)

    world.follow()

    assert world.states() == ["on_hold"]
    assert [entry.body["user_id"] for entry in moves(world)] == [8, 9]


def test_moved_before_our_closing_and_reopened_after_it_a_case_stands_as_it_was_left(
    world: World, case_key: str
) -> None:
    world.erp.set_state(case_key, CaseState.ON_HOLD)
    world.receive(confirmation("9 December 2026", sent=world.clock.now()))
    world.deliver()
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)

    world.follow()

    assert world.states() == ["in_progress"]


def test_a_change_waits_while_odoo_does_not_say_how_the_case_stands(world: World, case_key: str) -> None:
    world.erp.apply(case_key)
    away = world.with_ports(erp=Breaking(world.erp, "case_standing", ErpUnavailable(), times=99))
    follow_in_vain(away)
    waiting = world.entry(2)

    world.settle()

    assert (waiting.state, waiting.attempts) == (InboxState.STORED, 0)
    assert world.states() == ["resolved"]


def test_a_change_that_odoo_alone_refuses_to_be_asked_about_is_set_aside(world: World, case_key: str) -> None:
    world.erp.apply(case_key)
    refusing = world.with_ports(erp=Breaking(world.erp, "case_standing", ErpRefused(), times=99))
    follow_in_vain(refusing)
    world.deliver()

    assert world.entry(2).state is InboxState.FAILED
    told = [held.record for held in world.exceptions() if held.record.category == "integration"]
    assert [(record.sub_category, record.user_id is not None) for record in told] == [
        ("reconciliation_difference", True)
    ]


@pytest.mark.parametrize("trouble", [StorageUnavailable(), Conflict()])
def test_a_click_outlives_a_ledger_that_takes_nothing_for_a_while(
    world: World, case_key: str, trouble: Exception
) -> None:
    world.erp.apply(case_key)
    full = world.with_ports(ledger=Breaking(world.ledger, "record", trouble, times=99))
    follow_in_vain(full)

    world.settle()

    assert world.states() == ["resolved"]
    assert world.entry(2).state is InboxState.DECIDED


def test_a_change_that_is_told_again_is_followed_once(world: World, case_key: str) -> None:
    world.erp.apply(case_key)
    world.follow()

    again = follow_odoo(world.services, correlation_id="follow")

    assert (again.outcome, again.done) == ("nothing_new", 0)


def test_who_pressed_stands_in_the_journal_of_the_mail(world: World, case_key: str) -> None:
    world.erp.apply(case_key, user_id=9)

    world.follow()

    kinds = {entry.kind: entry.body for entry in world.journal()}
    assert kinds["odoo_applied"]["user_id"] == 9


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", ["store", "save_cursor", "record"])
def test_a_kill_while_following_loses_no_click(world: World, case_key: str, name: str, after: bool) -> None:
    world.erp.apply(case_key)
    services = world.with_ports(ledger=Breaking(world.ledger, name, Killed(), after=after))
    with pytest.raises(Killed):
        follow_odoo(services, correlation_id="follow")

    world.settle()

    assert world.states() == ["resolved"]


def test_a_change_that_cannot_be_followed_holds_up_no_other(world: World, case_key: str) -> None:
    world.erp.set_state(case_key, CaseState.IN_PROGRESS)
    world.erp.apply(case_key)
    services = world.with_ports(ledger=Breaking(world.ledger, "blob", RuntimeError("poison")))

    answer = follow_odoo(services, correlation_id="follow")

    assert (answer.done, answer.left) == (1, 1)
    assert world.states() == ["resolved"]


def test_a_change_of_a_case_that_is_not_ours_needs_no_action(world: World, case_key: str) -> None:
    world.erp.edit_line(LINE, quantity=amount("90"))

    answer = follow_odoo(world.services, correlation_id="follow")

    assert answer.done == 1
    assert world.states() == ["new"]
    assert world.entry(2).state is InboxState.DECIDED
