"""A promise that finds its order line changed is decided anew: the whole way, on every ERP."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.sql import create_ledger, migrate
from crossdock.domain.policy import Mode, ModeRule, PolicySet, ToleranceRule
from crossdock.flows.deliver_outbox import deliver_outbox
from crossdock.flows.read_supplier_mail import receive_mail
from crossdock.flows.services import Services
from crossdock.flows.sweep_inbox import sweep_inbox
from tests.mails import AUTHSERV, confirmation, delay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from erp_world import World

    from crossdock.adapters.sql import SqlLedger
    from crossdock.domain.orders import PurchaseOrderLine

pytestmark = pytest.mark.timeout(300)


class Today:
    """A clock that stands on the day after the mails."""

    def now(self) -> datetime:
        """Return the time."""
        return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class ActWithinTwoDays:
    """Policies without files."""

    def active(self) -> PolicySet:
        """Return the set."""
        rule = ToleranceRule(name="two days", days_late=2, days_early=2)
        return PolicySet(version="v1", modes=(ModeRule(name="all act", mode=Mode.ACT),), tolerances=(rule,))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    """Return an empty ledger."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    migrate(url)
    ledger = create_ledger(url)
    yield ledger
    ledger.close()


@pytest.fixture
def services(world: World, ledger: SqlLedger) -> Services:
    """Return a sidecar on the ERP under test."""
    return Services(
        clock=Today(), ledger=ledger, erp=world.erp, policies=ActWithinTwoDays(), authserv_id=AUTHSERV
    )


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
