"""The baseline: what open orders say at the first look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.flows.capture_baseline import capture_baseline
from tests.mails import delay
from tests.unit.flows.flow_world import LINE

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World


def test_the_baseline_is_captured_once_and_only_for_what_is_new(world: World) -> None:
    first = capture_baseline(world.services, correlation_id="install")
    second = capture_baseline(world.services, correlation_id="install")

    assert (first.outcome, first.captured) == ("captured", 24)
    assert (second.outcome, second.captured, second.known) == ("nothing_new", 0, 24)


def test_a_captured_baseline_outlives_what_a_buyer_changes_later(world: World) -> None:
    capture_baseline(world.services, correlation_id="install")
    before = world.ledger.baselines([LINE])[LINE]
    world.erp.edit_line(LINE, date_planned=before.requested_date.replace(day=30))

    world.receive(delay("30 December 2026"))

    after = world.ledger.baselines([LINE])[LINE]
    assert after.requested_date == before.requested_date
    assert after.origin == "install"


def test_an_order_first_seen_with_a_mail_is_marked_so(world: World) -> None:
    world.receive(delay("15 December 2026"))

    assert world.ledger.baselines([LINE])[LINE].origin == "first_seen"
