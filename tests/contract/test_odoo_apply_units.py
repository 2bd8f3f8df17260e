"""*Apply* where an order line is bought in dozens of a product that is kept in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from buying import Desk

from crossdock.adapters.odoo import names

if TYPE_CHECKING:
    from odoo_world import OdooWorld

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return a line of 40 dozens."""
    return Desk(real_world, unit="uom.product_uom_dozen")


def pieces(desk: Desk) -> list[tuple[float, str]]:
    """Return how many pieces are expected on which day, earliest first, whatever unit a receipt has."""
    domain = [("purchase_line_id", "=", desk.line_id), ("state", "not in", ("done", "cancel"))]
    rows = desk.admin.search_read("stock.move", domain, ("product_qty", "date"), order="date,id")
    return [(row["product_qty"], row["date"][:10]) for row in rows]


def receive_dozens(desk: Desk, dozens: int) -> None:
    """Receive part of the line, counted in the unit of its receipt."""
    [(open_quantity, _)] = desk.open_moves()
    desk.receive(open_quantity * dozens / 40)


@pytest.mark.parametrize("dozens", [30.0, 55.0])
def test_a_quantity_is_in_the_unit_of_the_line(desk: Desk, dozens: float) -> None:
    case = desk.case(x_proposed_quantity=dozens)

    desk.press(names.ACTION_APPLY, case)

    assert desk.line()["product_qty"] == dozens
    assert pieces(desk) == [(dozens * 12, "2026-12-10")]


def test_a_quantity_counts_what_was_received_in_the_unit_of_the_line(desk: Desk) -> None:
    receive_dozens(desk, 15)

    desk.press(names.ACTION_APPLY, desk.case(x_proposed_quantity=30.0))

    assert pieces(desk) == [(180.0, "2026-12-10")]


def test_a_split_is_in_the_unit_of_the_line(desk: Desk) -> None:
    case = desk.with_parts((25, "2026-12-10"), (10, "2026-12-20"), (5, "2027-01-05"))

    desk.press(names.ACTION_APPLY, case)

    assert pieces(desk) == [(300.0, "2026-12-10"), (120.0, "2026-12-20"), (60.0, "2027-01-05")]
    assert desk.line()["product_qty"] == 40.0


def test_a_split_can_be_divided_anew_in_the_unit_of_the_line(desk: Desk) -> None:
    desk.press(names.ACTION_APPLY, desk.with_parts((20, "2026-12-10"), (20, "2026-12-20")))

    desk.press(
        names.ACTION_APPLY, desk.with_parts((12, "2026-12-12"), (13, "2026-12-15"), (15, "2026-12-22"))
    )

    assert pieces(desk) == [(144.0, "2026-12-12"), (156.0, "2026-12-15"), (180.0, "2026-12-22")]


def test_a_cancellation_leaves_what_was_received(desk: Desk) -> None:
    receive_dozens(desk, 15)

    desk.press(names.ACTION_APPLY, desk.case(x_is_cancellation=True))

    assert desk.line()["product_qty"] == 15.0
    assert pieces(desk) == []
