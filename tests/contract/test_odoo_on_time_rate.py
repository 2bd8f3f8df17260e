"""The vendor's on-time rate, as Odoo itself counts it, after what we write to an order line.

Odoo compares the day of receipt with the line's requested date (`date_planned`). All orders here were
requested for three days ago and are received in full today.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from buying import LINE, Desk
from erp_cases import all_sent, promise

from crossdock.adapters.odoo import names

if TYPE_CHECKING:
    from odoo_world import OdooWorld

pytestmark = pytest.mark.timeout(300)
TODAY = datetime.now(UTC).date()
LATE = TODAY + timedelta(days=1)


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return an overdue order line of a supplier who delivered nothing else."""
    desk = Desk(real_world, partner_id=_new_supplier(real_world))
    requested = TODAY - timedelta(days=3)
    desk.admin.call(LINE, "write", [desk.line_id], {"date_planned": f"{requested} 11:00:00"})
    return desk


def _new_supplier(world: OdooWorld) -> int:
    made: Any = world.admin.call("res.partner", "create", [{"name": "Zulieferer", "is_company": True}])
    return int(made[0])


def _on_time_rate(desk: Desk) -> float:
    [line] = desk.admin.search_read(LINE, [("id", "=", desk.line_id)], ("partner_id",))
    domain = [("id", "=", line["partner_id"][0])]
    return float(desk.admin.search_read("res.partner", domain, ("on_time_rate",))[0]["on_time_rate"])


def test_an_accepted_late_promise_still_counts_as_late(desk: Desk) -> None:
    [order] = desk.world.erp.orders_of_lines([desk.line_id]).orders
    assert all_sent(desk.world.erp.deliver([promise(order, LATE)], {}))

    desk.receive(40)

    assert _on_time_rate(desk) == 0.0


def test_an_applied_late_date_still_counts_as_late(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.case(x_proposed_date=LATE.isoformat()))

    desk.receive(40)

    assert _on_time_rate(desk) == 0.0


def test_a_date_that_changes_the_request_counts_as_on_time(desk: Desk) -> None:
    case = desk.case(x_proposed_date=LATE.isoformat(), x_change_requested_date=True)
    desk.press(names.ACTION_APPLY, case)

    desk.receive(40)

    assert _on_time_rate(desk) == 100.0
