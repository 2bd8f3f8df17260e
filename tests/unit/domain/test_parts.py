"""Deliveries in parts: what of them is still to come."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.domain.parts import parts_to_come
from crossdock.domain.reading import Part
from tests.builders import day

FIRST, SECOND = day("12-08"), day("12-20")
SIZES = st.integers(1, 50).map(Decimal)


def a_part(quantity: int | Decimal, on: object = None) -> Part:
    return Part(quantity=Decimal(quantity), date=on)


@pytest.mark.parametrize(
    ("_case", "quantity", "received", "expected"),
    [
        ("nothing came yet", 40, 15, [(10, FIRST), (15, SECOND)]),
        ("some of the first part came", 40, 19, [(6, FIRST), (15, SECOND)]),
        ("the first part came", 40, 25, [(15, SECOND)]),
        ("some of the last part came too", 40, 30, [(10, SECOND)]),
        ("all came", 40, 40, []),
        ("more came than was ordered", 40, 45, []),
        ("the order was raised: the last part grows", 50, 15, [(10, FIRST), (25, SECOND)]),
        ("the order was lowered: the last part shrinks", 30, 15, [(10, FIRST), (5, SECOND)]),
        ("the order was lowered by more than the last part", 22, 15, [(7, FIRST)]),
        ("all that is open was cancelled", 15, 15, []),
    ],
)
def test_goods_that_came_count_for_the_earliest_parts(
    _case: str, quantity: int, received: int, expected: list[tuple[int, object]]
) -> None:
    agreed = (a_part(15), a_part(10, FIRST), a_part(15, SECOND))

    coming = parts_to_come(agreed, quantity=Decimal(quantity), received=Decimal(received))

    assert [(part.quantity, part.date) for part in coming] == expected


@given(sizes=st.lists(SIZES, min_size=1, max_size=5), quantity=SIZES, received=SIZES)
def test_the_parts_to_come_add_up_to_what_is_open(
    sizes: list[Decimal], quantity: Decimal, received: Decimal
) -> None:
    agreed = [a_part(size, FIRST) for size in sizes]

    coming = parts_to_come(agreed, quantity=quantity, received=received)

    assert sum(part.quantity for part in coming) == max(quantity - received, 0)
    assert all(part.quantity > 0 for part in coming)
