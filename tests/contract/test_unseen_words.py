"""Cases that people close in Odoo unseen, while the supplier's newer word is on its way, on every ERP."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.exception_case import CaseState
from crossdock.flows.deliver_outbox import deliver_outbox
from crossdock.flows.follow_odoo import follow_odoo
from crossdock.flows.read_supplier_mail import receive_mail
from crossdock.flows.sweep_inbox import sweep_inbox
from tests.mails import confirmation, delay

if TYPE_CHECKING:
    from collections.abc import Callable

    from erp_world import World

    from crossdock.domain.orders import PurchaseOrder
    from crossdock.flows.services import Services

pytestmark = pytest.mark.timeout(300)

LATE, LATER = "24 December 2026", "29 December 2026"
LATE_DAY, LATER_DAY = date(2026, 12, 24), date(2026, 12, 29)


@pytest.fixture
def order(services: Services, world: World) -> PurchaseOrder:
    """Return an order with a case of a delay that stands in the ERP."""
    follow_odoo(services, correlation_id="follow")
    order = world.new_order()
    _receive(services, delay(LATE, po=order.name))
    deliver_outbox(services, correlation_id="delivery")
    return order


def _receive(services: Services, raw: bytes) -> None:
    receive_mail(services, raw, correlation_id="corr")


def _let_the_clock_run(services: Services) -> None:
    for _ in range(3):
        deliver_outbox(services, correlation_id="delivery")
        follow_odoo(services, correlation_id="follow")
        sweep_inbox(services, correlation_id="sweep")


def _only_case(services: Services) -> str:
    [case] = services.ledger.cases()
    return case.record.case_key


def _resolve(world: World, case_key: str) -> None:
    world.set_state(case_key, CaseState.RESOLVED)


def _reject(world: World, case_key: str) -> None:
    world.press_reject(case_key)


def _apply(world: World, case_key: str) -> None:
    world.press_apply(case_key)


@pytest.mark.parametrize("close", [_resolve, _reject])
def test_it_reopens_with_the_newer_values(
    services: Services, world: World, order: PurchaseOrder, close: Callable[[World, str], None]
) -> None:
    case_key = _only_case(services)
    _receive(services, delay(LATER, po=order.name))
    close(world, case_key)

    _let_the_clock_run(services)

    [seen] = world.seen(case_key)
    assert (seen.state, seen.proposed_date, seen.occurrence_count) == ("new", LATER_DAY, 2)
    assert sum("newer values" in note for note in seen.notes) == 1
    assert len(seen.open_activities) == 1
    [case] = services.ledger.cases()
    assert case.is_open


def test_applied_it_stays_closed_and_the_newer_word_is_a_case_of_its_own(
    services: Services, world: World, order: PurchaseOrder
) -> None:
    applied = _only_case(services)
    _receive(services, delay(LATER, po=order.name))
    world.press_apply(applied)

    _let_the_clock_run(services)

    newer, _ = services.ledger.cases()
    [before], [after] = world.seen(applied), world.seen(newer.record.case_key)
    assert (before.state, before.resolution_code, before.proposed_date) == ("resolved", "applied", LATE_DAY)
    assert (after.state, after.proposed_date, len(after.attachments)) == ("new", LATER_DAY, 1)
    world.press_apply(newer.record.case_key)
    [fresh] = world.erp.orders_of_lines([order.lines[0].purchase_line_id]).orders
    assert fresh.lines[0].agreed_date == LATER_DAY


@pytest.mark.parametrize(
    ("close", "code"), [(_resolve, "resolved_by_hand"), (_reject, "rejected"), (_apply, "applied")]
)
def test_what_a_person_closes_keeps_no_to_do_and_shows_who_did(
    services: Services, world: World, order: PurchaseOrder, close: Callable[[World, str], None], code: str
) -> None:
    case_key = _only_case(services)
    close(world, case_key)
    # made by a delivery that had looked the case up before
    world.leave_to_do(case_key)

    _let_the_clock_run(services)

    [seen] = world.seen(case_key)
    assert (seen.state, seen.resolution_code, seen.resolved_by) == ("resolved", code, world.buyer_id)
    assert seen.open_activities == ()


def test_what_we_closed_and_a_person_reopens_at_once_is_open_here_too(
    services: Services, world: World, order: PurchaseOrder
) -> None:
    case_key = _only_case(services)
    _receive(services, confirmation("11 December 2026", po=order.name))
    deliver_outbox(services, correlation_id="delivery")
    [closed] = world.seen(case_key)
    world.set_state(case_key, CaseState.IN_PROGRESS)

    _let_the_clock_run(services)

    assert closed.state == "resolved"
    assert world.seen(case_key)[0].state == "in_progress"
    assert services.ledger.cases()[0].record.state is CaseState.IN_PROGRESS
