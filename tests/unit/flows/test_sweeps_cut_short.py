"""A sweep in which Odoo goes away asks it for nothing more, and tells what it did before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.errors import ErpUnavailable
from crossdock.flows.follow_odoo import follow_odoo
from crossdock.flows.sweep_inbox import sweep_inbox
from tests.mails import delay
from tests.unit.flows.breaking import Breaking, Killed
from tests.unit.flows.flow_world import assert_told_once
from tests.unit.flows.test_crashes import LATE

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World


def test_a_sweep_in_which_odoo_goes_away_asks_it_for_no_further_fact(world: World) -> None:
    """Each would wait for a time-out of its own, and the sweep's caller for all of them."""
    world.erp.away = True
    for number in range(5):
        world.receive(delay(LATE, po=f"P0010{number + 1}"))
    world.erp.away = False
    asked = []

    class GoesAway(Breaking):
        def purchase_snapshot(self, query: object) -> object:
            asked.append(query)
            world.erp.away = len(asked) > 1
            return world.erp.purchase_snapshot(query)

    answer = sweep_inbox(world.with_ports(erp=GoesAway(world.erp, "", Killed())), correlation_id="sweep")

    assert (answer.outcome, answer.done, answer.left, len(asked)) == ("erp_unavailable", 1, 4, 2)
    world.erp.away = False
    world.settle()
    assert_told_once(world, 5)


def test_changes_behind_one_that_finds_odoo_away_are_left_to_the_inbox_sweep(world: World) -> None:
    """The first time-out ends the sweep: nothing asks Odoo again, neither for a change nor for a page."""
    three_rejected(world)
    asked = []

    class Away(Breaking):
        def changes(self, cursor: str | None) -> object:
            asked.append("changes")
            return replace(world.erp.changes(cursor), more=True)

        def case_standing(self, _case_key: str) -> object:
            asked.append("case_standing")
            raise ErpUnavailable

        def ping(self) -> None:
            asked.append("ping")

    answer = follow_odoo(world.with_ports(erp=Away(world.erp, "", Killed())), correlation_id="follow")

    assert (answer.outcome, answer.done, answer.left) == ("erp_unavailable", 0, 3)
    assert asked == ["changes", "case_standing"]
    world.settle()
    assert world.states() == ["resolved"] * 3


def test_a_sweep_of_changes_tells_what_it_did_before_odoo_went_away(world: World) -> None:
    three_rejected(world)

    asked = []

    class Away(Breaking):
        def changes(self, cursor: str | None) -> object:
            asked.append(cursor)
            if len(asked) > 1:
                raise ErpUnavailable
            return replace(world.erp.changes(cursor), more=True)

    answer = follow_odoo(world.with_ports(erp=Away(world.erp, "", Killed())), correlation_id="follow")

    assert (answer.outcome, answer.done, answer.left) == ("erp_unavailable", 3, 0)
    assert [reason.code for reason in answer.reasons] == ["erp_unavailable"]


def three_rejected(world: World) -> None:
    """Let three exceptions stand in Odoo that a person has rejected."""
    for number in range(3):
        world.receive(delay(LATE, po=f"P0010{number + 1}"))
    world.deliver()
    for held in world.exceptions():
        world.erp.reject(held.record.case_key)
