"""A confirmation is taken at its word only if all its numbers and days are explained."""

from __future__ import annotations

import pytest
from reading_builders import a_line, an_order, changes, confirmed, problems, read

PIECES = an_order(currency="EUR")
THREE = an_order("P00325", a_line(1), a_line(2, description="Washer 20 mm"), a_line(3), currency="EUR")


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325 line 1, quantity 200, delivery 9 December 2026.",
        "Wir bestätigen P00325 Position 1, Menge 200, Liefertermin 9.12.2026.",
        "We confirm P00325 line 1 with 60 crates.",
        "We confirm P00325 line 1 at a unit price of 3.10.",
        "We confirm P00325 line 1: 60 kg for 9 December 2026, 30 days net.",
        "We confirm P00325 line 1: 300 pcs ordered, 60 kg will be delivered on 9 December 2026.",
    ],
)
def test_a_number_that_nothing_ordered_explains_is_asked_back(text: str) -> None:
    reading = read(text, PIECES)

    assert "left_over" in problems(reading)
    assert confirmed(reading) == []


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325 line 1 for 18 December 2026, payment 30 days net.",
        "As discussed in our call we confirm P00325 line 1 for 18 December 2026.",
        "Wir bestätigen P00325 Position 1 laut Forecast zum 18.12.2026.",
        "We confirm P00325 line 1 for 18 December 2026 and will send the invoice with the goods.",
    ],
)
def test_a_day_to_come_beside_words_of_something_else_is_asked_back(text: str) -> None:
    reading = read(text, PIECES)

    assert problems(reading) == {"left_over"}
    assert confirmed(reading) == []


@pytest.mark.parametrize(
    "text",
    ["We confirm P00325. All prices 3.10 EUR each.", "We confirm the whole order P00325 at 3.40 EUR each."],
)
def test_one_price_for_all_lines_that_is_not_theirs_is_asked_back(text: str) -> None:
    reading = read(text, THREE)

    assert problems(reading) == {"left_over"}
    assert confirmed(reading) == []


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325 line 1, 300 pcs at 2.50 EUR, total 750.00 EUR, for 9 December 2026.",
        "We confirm P00325 line 1 with our order no. 4711 for 9 December 2026.",
        "We confirm P00325 line 1 for 9 December 2026, between 8:00 and 10 am.",
        "We confirm P00325 line 1, 300 pcs in 3 boxes, for 9 December 2026.",
        "We confirm P00325 line 1, 300 pcs, gross weight 120 kg, for 9 December 2026.",
        "Wir bestätigen P00325 Position 1 zum 9.12.2026, Artikel 0815, Tel. 040 123456.",
    ],
)
def test_numbers_that_say_what_they_are_keep_nothing_from_being_confirmed(text: str) -> None:
    reading = read(text, PIECES)

    assert confirmed(reading) == [1]
    assert problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325 line 1 for 18 December 2026 EUR 2.50 each.",
        "We confirm P00325 line 1, delivery 2026-12-18 EUR 750.00.",
        "P00325 line 1 will be delayed to 18/12/2026 EUR 750.00.",
        "We confirm P00325 line 1 for week 51 EUR 750 net.",
    ],
)
def test_a_sum_behind_a_day_does_not_hide_it(text: str) -> None:
    assert [(line, field, str(value)) for line, field, value in changes(read(text, PIECES))] == [
        (1, "date", "2026-12-18")
    ]


def test_a_price_for_another_unit_than_ordered_is_asked_back() -> None:
    assert problems(read("We confirm P00325 line 1 at 2.50 EUR per kg.", PIECES)) == {"price_per_other"}


@pytest.mark.parametrize("text", ["200 ships on 9 December 2026, 100 ships on 16 December 2026."])
def test_a_word_of_sending_behind_a_number_is_no_unit(text: str) -> None:
    [(line, field, _)] = changes(read(f"P00325 line 1: {text}", PIECES))

    assert (line, field) == (1, "split")


@pytest.mark.parametrize(
    "text",
    [
        "Your order P00325 was shipped today, tracking number 00340434160712345678 on its way.",
        "We confirm P00325 as ordered. Call us on 004989123456789 in case of questions.",
    ],
)
def test_a_long_number_without_a_unit_is_no_absurd_quantity(text: str) -> None:
    assert problems(read(text, PIECES)) == set()


@pytest.mark.parametrize(
    ("description", "text", "quantity"),
    [
        ("Glue 25 kg", "We confirm P00325 line 1: 5 kg.", "5"),
        ("Screw set 120 pcs", "P00325 line 1: only 20 pcs.", "20"),
    ],
)
def test_the_end_of_a_size_in_the_products_name_is_no_size(
    description: str, text: str, quantity: str
) -> None:
    order = an_order("P00325", a_line(1, description=description, unit="kg" if "kg" in text else "pcs"))

    assert [str(value) for _, field, value in changes(read(text, order)) if field == "quantity"] == [quantity]
