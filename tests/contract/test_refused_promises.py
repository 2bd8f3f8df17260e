"""A promise that finds its order line changed is decided anew: the whole way, on every ERP."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from crossdock.flows.deliver_outbox import deliver_outbox
from crossdock.flows.read_supplier_mail import receive_mail
from crossdock.flows.sweep_inbox import sweep_inbox
from tests.mails import confirmation, delay

if TYPE_CHECKING:
    from erp_world import World

    from crossdock.domain.orders import PurchaseOrderLine
    from crossdock.flows.services import Services

pytestmark = pytest.mark.timeout(300)


def _stale(services: Services, world: World, raw: bytes, line: PurchaseOrderLine) -> None:
    """Receive a mail, let the buyer order one more before its promise is delivered, and let the clock run."""
    receive_mail(services, raw, correlation_id="corr")
    world.edit_quantity(line.purchase_line_id, line.quantity + 1)
    deliver_outbox(services, correlation_id="delivery")
    sweep_inbox(services, correlation_id="sweep")
    deliver_outbox(services, correlation_id="delivery")


def test_a_day_that_still_fits_is_promised_on_the_changed_line(services: Services, world: World) -> None:
    order = world.new_order()

    _stale(services, world, delay("11 December 2026", po=order.name), order.lines[0])

    [fresh] = world.erp.orders_of_lines([order.lines[0].purchase_line_id]).orders
    assert (fresh.lines[0].promised_date, fresh.lines[0].quantity) == (date(2026, 12, 11), Decimal(41))
    figures = services.ledger.outbox_figures()
    assert (figures["superseded"], figures["sent"], figures["dead"]) == (1, 1, 0)


def test_a_confirmation_of_what_was_ordered_before_becomes_a_case(services: Services, world: World) -> None:
    order = world.new_order()

    _stale(services, world, confirmation(po=order.name), order.lines[0])

    [fresh] = world.erp.orders_of_lines([order.lines[0].purchase_line_id]).orders
    assert fresh.lines[0].promised_date is None
    [case] = services.ledger.cases()
    [seen] = world.seen(case.record.case_key)
    assert (case.record.sub_category, seen.state) == ("needs_clarification", "new")
    assert "confirmed as 40" in case.record.title
    assert len(seen.attachments) == 1
