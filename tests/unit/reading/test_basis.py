"""A day on which goods leave the supplier is told apart from one on which they arrive, in every statement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import PLANNED, alerts, an_order, changes, read

from crossdock.domain.reading import DateBasis, Part

SHIP, ARRIVAL = DateBasis.SHIP, DateBasis.ARRIVAL


@pytest.mark.parametrize(
    ("text", "bases", "of_change"),
    [
        ("P00325: we ship 200 pcs on 9 December and 100 pcs on 18 December.", (SHIP, SHIP), SHIP),
        ("P00325: Wir versenden 200 Stück am 09.12. und den Rest am 18.12.2026.", (SHIP, SHIP), SHIP),
        ("P00325: 200 pcs arrive on 9 December and 100 pcs on 18 December.", (ARRIVAL, ARRIVAL), ARRIVAL),
        (
            "P00325: 200 pcs will be delivered on 9 December. The balance of 100 pcs ships on 18 December.",
            (ARRIVAL, SHIP),
            SHIP,
        ),
        (
            "P00325: 200 pcs ship on 9 December. The balance of 100 pcs will be delivered on 18 December.",
            (SHIP, ARRIVAL),
            ARRIVAL,
        ),
    ],
)
def test_each_part_of_a_split_knows_what_its_day_is_about(
    text: str, bases: tuple[DateBasis, DateBasis], of_change: DateBasis
) -> None:
    reading = read(text)

    parts = (
        Part(quantity=Decimal(200), date=date(2026, 12, 9), basis=bases[0]),
        Part(quantity=Decimal(100), date=date(2026, 12, 18), basis=bases[1]),
    )
    assert changes(reading) == [(1, "split", parts)]
    assert reading.changes[0].basis is of_change


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("We confirm P00325, shipping on 9 December.", SHIP),
        ("P00325 ships on 9 December.", SHIP),
        ("Wir bestätigen P00325, Versand am 09.12.2026.", SHIP),
        ("We confirm P00325 for delivery on 9 December.", ARRIVAL),
        ("We confirm P00325 as ordered.", ARRIVAL),
    ],
)
def test_a_confirmation_knows_whether_the_agreed_day_is_that_of_shipping(text: str, basis: DateBasis) -> None:
    reading = read(text)

    assert [ref.basis for ref in reading.confirmed] == [basis]
    assert (changes(reading), alerts(reading)) == ([], set())
    assert an_order("P00325").lines[0].agreed_day == PLANNED == date(2026, 12, 9)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("P00325: new delivery date is 15 December 2026. Delivery will be ex works.", 15),
        ("P00325: new delivery date 15 December 2026, EXW our warehouse.", 15),
        ("P00325: neuer Liefertermin 15.12.2026, FCA Hamburg.", 15),
        ("P00325: neuer Liefertermin 15.12.2026. Die Lieferung erfolgt ab Werk.", 15),
    ],
)
def test_a_day_of_delivery_ex_works_is_that_of_leaving(text: str, day: int) -> None:
    reading = read(text)

    assert changes(reading) == [(1, "date", date(2026, 12, day))]
    assert reading.changes[0].basis is SHIP


def test_an_agreed_day_confirmed_ex_works_is_that_of_leaving() -> None:
    reading = read("We confirm P00325. Delivery 9 December 2026 ex works.")

    assert [ref.basis for ref in reading.confirmed] == [SHIP]
