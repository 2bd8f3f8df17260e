"""*Apply* on a locked order: what was ordered stays, the expected receipt may move, as Odoo has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from buying import Desk

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.rpc_errors import OdooRefused

if TYPE_CHECKING:
    from odoo_world import OdooWorld

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return a line of an order that is locked."""
    desk = Desk(real_world)
    desk.lock()
    return desk


@pytest.mark.parametrize(
    "values",
    [
        {"x_proposed_quantity": 30.0},
        {"x_proposed_price": 13.1},
        {"x_is_cancellation": True},
        {"x_proposed_date": "2026-12-18", "x_change_requested_date": True},
    ],
    ids=["quantity", "price", "cancellation", "requested date"],
)
def test_what_was_ordered_is_not_changed_under_a_lock(desk: Desk, values: dict[str, Any]) -> None:
    case, before = desk.case(**values), desk.line()

    with pytest.raises(OdooRefused, match=r"is locked, and .* Unlock the order"):
        desk.press(names.ACTION_APPLY, case)

    assert desk.line() == before
    assert desk.open_moves() == [(40.0, "2026-12-10")]
    assert desk.state(case)[0] == "new"


def test_the_expected_receipt_moves_under_a_lock(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")

    desk.press(names.ACTION_APPLY, case)

    assert desk.open_moves() == [(40.0, "2026-12-18")]
    assert desk.state(case) == ("resolved", "applied")


def test_the_expected_receipt_is_divided_under_a_lock(desk: Desk) -> None:
    case = desk.with_parts((25, "2026-12-10"), (15, "2026-12-20"), x_proposed_quantity=40)

    desk.press(names.ACTION_APPLY, case)

    assert desk.open_moves() == [(25.0, "2026-12-10"), (15.0, "2026-12-20")]
