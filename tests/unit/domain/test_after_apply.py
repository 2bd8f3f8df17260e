"""What is left of a case once another proposal was applied to its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crossdock.domain.after_apply import measured_anew
from crossdock.domain.reading import Part
from tests.builders import a_line, a_record

APPLIED, LATER = date(2026, 12, 15), date(2026, 12, 22)
PARTS = (Part(quantity=Decimal(60), date=APPLIED), Part(quantity=Decimal(40), date=LATER))
ARRIVED = Part(quantity=Decimal(10))


@pytest.mark.parametrize(
    ("proposed", "line"),
    [
        ({"proposed_date": APPLIED}, {"agreed_date": APPLIED}),
        ({"proposed_date": APPLIED}, {"date_planned": APPLIED}),
        ({"proposed_quantity": Decimal(80)}, {"quantity": Decimal(80)}),
        ({"proposed_price": Decimal("2.75")}, {"unit_price": Decimal("2.75")}),
        (
            {"proposed_date": LATER, "proposed_parts": PARTS},
            {"agreed_date": LATER, "agreed_parts": (ARRIVED, *PARTS)},
        ),
        ({"is_cancellation": True}, {"quantity": Decimal(10), "received": Decimal(10)}),
    ],
)
def test_nothing_is_left_where_the_order_says_already_what_is_proposed(
    proposed: dict[str, Any], line: dict[str, Any]
) -> None:
    assert measured_anew(a_record(**_nothing() | proposed), a_line(**line)) is None


@pytest.mark.parametrize(
    ("proposed", "line"),
    [
        ({"proposed_date": LATER}, {"agreed_date": APPLIED}),
        ({"proposed_date": APPLIED, "proposed_price": Decimal(3)}, {"agreed_date": APPLIED}),
        ({"proposed_date": LATER, "proposed_parts": PARTS}, {"agreed_date": LATER}),
        ({"is_cancellation": True}, {"received": Decimal(10)}),
        ({"proposed_product_code": "A-2"}, {}),
        ({}, {"agreed_date": APPLIED}),
    ],
)
def test_what_the_order_does_not_say_is_left_and_so_is_a_word_without_a_proposal(
    proposed: dict[str, Any], line: dict[str, Any]
) -> None:
    assert measured_anew(a_record(**_nothing() | proposed), a_line(**line)) is not None


def test_what_is_left_is_measured_from_what_is_agreed_now() -> None:
    record = a_record(**_nothing() | {"expected_date": date(2026, 12, 8), "proposed_date": LATER})

    left = measured_anew(record, a_line(agreed_date=APPLIED, fingerprint="line as applied"))

    assert left is not None
    assert (left.expected_date, left.proposed_date, left.date_gap_days) == (APPLIED, LATER, 7)
    assert (left.expected_quantity, left.expected_price) == (None, None)
    assert left.fingerprint == "line as applied"


def _nothing() -> dict[str, Any]:
    """Return the values of a case that expects and proposes nothing."""
    names = ("date", "quantity", "price")
    values = {f"{side}_{name}": None for side in ("expected", "proposed") for name in names}
    return values | {"proposed_parts": (), "is_cancellation": False, "proposed_product_code": None}
