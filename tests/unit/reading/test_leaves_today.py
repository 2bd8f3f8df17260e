"""Goods that leave on the day of writing: on their way as agreed, or a part of which the rest is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import a_line, an_order, changes, problems, read

from crossdock.domain.reading import Intent, Part

ORDER = an_order("P00101", a_line(1, quantity=Decimal(100)), currency="EUR")
REST_DAY = date(2026, 12, 17)


@pytest.mark.parametrize(
    "text",
    [
        "P00101 ships today",
        "P00101 goes out today.",
        "P00101 will be shipped today.",
        "P00101 is going out this afternoon.",
        "P00101: your order leaves us today.",
        "P00101 geht heute raus",
        "P00101: Ware geht heute noch raus.",
        "P00101 verlässt heute unser Lager.",
        "P00101 geht heute in den Versand.",
    ],
)
def test_an_order_that_leaves_today_is_on_its_way(text: str) -> None:
    reading = read(text, ORDER)

    assert reading.intent is Intent.DISPATCH
    assert problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "P00101 will not ship today.",
        "P00101 can not go out today.",
        "P00101 should go out today.",
        "P00101 ships today if you pay.",
        "If you pay, P00101 ships today.",
        "P00101 geht heute nicht raus.",
        "P00101 geht voraussichtlich heute raus.",
        "P00101 geht heute raus, wenn Sie zahlen.",
        "P00101: 20 pcs ship today.",
        "P00101: 80 Stück gehen heute raus.",
        "P00101 ships today. Half of it will come in January.",
    ],
)
def test_what_leaves_today_in_part_or_under_a_condition_is_asked_back(text: str) -> None:
    reading = read(text, ORDER)

    assert problems(reading)
    assert changes(reading) == []


@pytest.mark.parametrize(
    "text",
    [
        "P00101: 80 in stock ship today; the other 20 follow on 17 December.",
        "P00101: 80 pcs ship today, the rest follows on 17 December.",
        "P00101: 80 Stück gehen heute raus, der Rest folgt am 17.12.",
    ],
)
def test_a_part_that_leaves_today_is_one_of_a_split(text: str) -> None:
    parts = [(Decimal(80), None), (Decimal(20), REST_DAY)]

    ((_, kind, told),) = changes(read(text, ORDER))

    assert kind == "split"
    assert [(part.quantity, part.date) for part in told if isinstance(part, Part)] == parts


def test_a_rest_without_its_day_is_asked_back() -> None:
    reading = read("P00101: 80 in stock ship today; the other 20 follow.", ORDER)

    assert problems(reading)
    assert changes(reading) == []


def test_a_confirmation_that_leaves_today_stays_one() -> None:
    assert read("We confirm P00101. It ships today.", ORDER).intent is Intent.CONFIRMATION
