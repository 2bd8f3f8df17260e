"""Prices that are for another number or unit than one of what is ordered."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading_builders import THREE_LINES, a_line, an_order, problems, read

HUNDRED = an_order("P00325", a_line(quantity=Decimal(100)))
"""A hundred pieces: the number alone is explained by what is ordered."""


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325, prices are per 100 pcs.",
        "P00325 confirmed, prices per 100 pcs.",
        "We confirm P00325. Prices are per 100 pieces.",
        "We confirm P00325, price per hundred.",
        "We confirm P00325, all prices quoted per 1,000.",
        "We confirm P00325 at 2.50 GBP (per 100).",
        "We confirm P00325 at 2.50 GBP, price per 100 pcs.",
        "We confirm P00325. Price unit: 100",
        "We confirm P00325. Price basis 100 pcs.",
        "We confirm P00325, prices are for 100 pcs.",
        "We confirm P00325, prices per kg.",
        "We confirm P00325 at 2.50 GBP per 100 pcs.",
        "We confirm P00325, prices by the thousand.",
        "We confirm P00325, prices are per dozen.",
        "Wir bestätigen P00325, Preise je 100 Stück.",
        "P00325 bestätigt. Die Preise gelten pro 100 Stück.",
        "Wir bestätigen P00325, alle Preise verstehen sich per 100 Stück netto.",
        "Wir bestätigen P00325. Preiseinheit 100.",
        "Wir bestätigen P00325, Preis pro 1.000 Stk.",
        "Wir bestätigen P00325 zu 2,50 GBP (je 100 St.).",
        "Wir bestätigen P00325, Preise je Hundert.",
        "Wir bestätigen P00325, Preise je kg.",
        "Wir bestätigen P00325. Preise beziehen sich auf 100 Stück.",
        "Wir bestätigen P00325. PE 100",
        "Wir bestätigen P00325, Preise per Tsd.",
        "Preise je 100 Stück. Wir bestätigen P00325.",
    ],
)
def test_prices_for_another_number_or_unit_are_asked_back(text: str) -> None:
    reading = read(text, HUNDRED)

    assert problems(reading), text
    assert reading.question


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325 at 2.50 GBP per piece.",
        "We confirm P00325, all prices per piece.",
        "We confirm P00325, prices are per unit.",
        "We confirm P00325, prices net.",
        "We confirm P00325 line 1, 300 pcs at 2.50 GBP.",
        "We confirm P00325 line 1, price 2.50 GBP for 300 pcs.",
        "Wir bestätigen P00325, Preise je Stück.",
        "Wir bestätigen P00325, Preis 2,50 GBP je Stück.",
        "Wir bestätigen P00325, Preise pro Stück netto.",
        "Wir bestätigen P00325. Preise per Stück.",
        "We confirm P00325, 300 pcs at 250.00 GBP per 100 pcs, line 1.",
    ],
)
def test_prices_for_one_of_what_is_ordered_are_not_asked_for(text: str) -> None:
    assert problems(read(text, THREE_LINES)) == set(), text


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("We confirm P00325, prices are per box.", "box"),
        ("Wir bestätigen P00325, Preise je Karton.", "Karton"),
    ],
)
def test_prices_by_the_box_stand_where_boxes_are_ordered(text: str, unit: str) -> None:
    in_boxes, in_pieces = an_order("P00325", a_line(unit=unit)), an_order("P00325", a_line(unit="pcs"))

    assert problems(read(text, in_boxes)) == set()
    assert problems(read(text, in_pieces)) == {"price_per_other"}


@pytest.mark.parametrize(
    "text",
    [
        "P00325 line 1: new price 2.60 GBP, prices per 100 pcs.",
        "P00325 Position 1: neuer Preis 2,60 GBP, Preise je 100 Stück.",
    ],
)
def test_another_price_with_another_basis_is_asked_back(text: str) -> None:
    assert "price_per_other" in problems(read(text, THREE_LINES))
