"""An amount in another unit or currency than the order's is asked back and never becomes a value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading_builders import a_line, an_order, changes, confirmed, problems, read

from crossdock.reading.mail.measures import fits_currency, fits_unit

PIECES = an_order("P00325", a_line(quantity=Decimal(300)), currency="EUR")


@pytest.mark.parametrize(
    "text",
    [
        "P00325: the new price is 3.10 USD.",
        "P00325 line 1: the price is $3.10.",
        "P00325 line 1: 2,75 CHF je Stück.",
        "We confirm P00325 line 1 at £2.50.",
        "We confirm P00325 line 1 at 2.50 dollars each.",
    ],
)
def test_a_price_in_another_currency_is_asked_back(text: str) -> None:
    reading = read(text, PIECES)

    assert problems(reading) == {"currency_other"}
    assert changes(reading) == []
    assert confirmed(reading) == []
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "We confirm 100 kg of P00325 line 1.",
        "We confirm 100 boxes of P00325 line 1.",
        "We confirm 300 boxes for P00325.",
        "P00325 line 1: we can only deliver 60 kg.",
        "P00325 line 1: we can only deliver 60 crates.",
        "P00325 Position 1: wir liefern nur 60 kg.",
        "Wir bestätigen P00325 Position 1 mit 25 Dutzend.",
        "P00325 line 1: 100 boxes on 9 December 2026, 200 boxes on 12 December 2026.",
    ],
)
def test_a_quantity_in_another_unit_is_asked_back(text: str) -> None:
    reading = read(text, PIECES)

    assert "unit_other" in problems(reading)
    assert changes(reading) == []
    assert confirmed(reading) == []
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "P00325 line 1: we can only deliver 100 pcs.",
        "P00325 line 1: we can only deliver 100 units.",
        "P00325 line 1: we can only deliver 100 bolts.",
        "P00325 line 1: we can only deliver 100 pcs = 2 boxes.",
        "P00325 Position 1: wir liefern nur 100 Stück.",
        "P00325 Position 1: wir liefern nur 100 Stk.",
    ],
)
def test_common_words_for_the_ordered_unit_ask_nothing(text: str) -> None:
    reading = read(text, PIECES)

    assert changes(reading) == [(1, "quantity", Decimal(100))]
    assert problems(reading) == set()


def test_weights_and_sizes_beside_a_confirmation_are_no_quantities() -> None:
    reading = read("We confirm P00325 line 1, 300 pcs, gross weight 120 kg, one pallet.", PIECES)

    assert confirmed(reading) == [1]
    assert problems(reading) == set()


def test_a_price_in_both_currencies_is_taken_in_the_orders_own() -> None:
    reading = read("P00325: the new price is 2.75 EUR (3.10 USD).", PIECES)

    assert changes(reading) == [(1, "price", Decimal("2.75"))]


def test_a_price_at_the_end_of_a_sentence_is_no_day() -> None:
    reading = read("P00325 line 1: the new price is $3.10.", an_order(currency="USD"))

    assert changes(reading) == [(1, "price", Decimal("3.10"))]


@pytest.mark.parametrize("number", ["9" * 13, "9" * 200, "1" + ",000" * 60])
@pytest.mark.parametrize("text", ["we can only deliver {} pcs.", "the new price is EUR {}."])
def test_a_number_that_nobody_orders_is_asked_back(text: str, number: str) -> None:
    reading = read(f"P00325 line 1: {text.format(number)}", PIECES)

    assert "number_absurd" in problems(reading)
    assert changes(reading) == []


@pytest.mark.parametrize(
    "text",
    [
        "P00325 line 1: we can only deliver 50 m.",
        "P00325 line 1: 50 m on 9 December 2026.",
        "P00325 line 1: we deliver 50 m rod on 9 December 2026.",
        "We confirm P00325 line 1: 50 m.",
        "P00325 Position 1: wir liefern nur 50 m.",
        "P00325 Position 1: 50 m am 9.12.2026.",
    ],
)
@pytest.mark.parametrize("name", ["Rod 50 mm", "Rod 50mm", "Rod 50x20 mm"])
class TestMetresOfSomethingFiftyMillimetresWide:
    """The number of a size in the product's name, with another unit, is a quantity."""

    @pytest.mark.parametrize("unit", ["m", "Meter"])
    def test_ordered_by_the_metre_they_are_how_much_comes(self, text: str, name: str, unit: str) -> None:
        reading = read(text, an_order("P00325", a_line(description=name, unit=unit)))

        assert changes(reading) == [(1, "quantity", Decimal(50))]
        assert problems(reading) == set()

    @pytest.mark.parametrize("unit", ["pcs", "Units"])
    def test_ordered_by_the_piece_they_are_asked_back(self, text: str, name: str, unit: str) -> None:
        reading = read(text, an_order("P00325", a_line(description=name, unit=unit)))

        assert "unit_other" in problems(reading)
        assert changes(reading) == []
        assert confirmed(reading) == []


@pytest.mark.parametrize("name", ["Rod 50 mm", "Rod 50mm"])
@pytest.mark.parametrize("said", ["rod 50 mm", "rod 50mm", "rod 50 mm, 300 m"])
def test_a_size_with_its_unit_is_the_products_name_however_it_is_spaced(name: str, said: str) -> None:
    reading = read(
        f"We confirm P00325 line 1, {said}.", an_order("P00325", a_line(description=name, unit="m"))
    )

    assert confirmed(reading) == [1]
    assert problems(reading) == set()


def test_a_word_that_only_a_size_follows_tells_no_quantity() -> None:
    reading = read(
        "P00325 line 1: only the 50 mm rod is left.", an_order("P00325", a_line(description="Rod 50 mm"))
    )

    assert changes(reading) == []
    assert reading.needs_review


@pytest.mark.parametrize("unit", ["m", "pcs"])
@pytest.mark.parametrize("text", ["we can only deliver 50 m.", "only 50 m on 9 December 2026."])
def test_a_size_of_the_name_that_may_be_a_quantity_is_asked_back(text: str, unit: str) -> None:
    reading = read(f"P00325 line 1: {text}", an_order("P00325", a_line(description="Rod 50 m", unit=unit)))

    assert "size_or_quantity" in problems(reading)
    assert changes(reading) == []
    assert confirmed(reading) == []


@pytest.mark.parametrize(
    ("said", "ordered", "fits"),
    [
        ("Stück", "pcs", True),
        ("ea", "Units", True),
        ("pieces", "Units", True),
        ("Einheiten", "Stk", True),
        ("units", "box", True),
        ("pcs", "box", False),
        ("boxes", "box", True),
        ("Karton", "case", True),
        ("cases", "box", False),
        ("Units", "kg", False),
        ("Kilo", "kg", True),
        ("t", "kg", False),
        ("Spulen", "Spule", True),
        ("Spulen", "Kiste", False),
        ("", "pcs", True),
    ],
)
def test_a_unit_fits_in_its_common_words(said: str, ordered: str, fits: bool) -> None:
    assert fits_unit(said, ordered) is fits


@pytest.mark.parametrize(
    ("said", "ordered", "fits"),
    [
        ("€", "EUR", True),
        ("Euro", "EUR", True),
        ("$", "USD", True),
        ("$", "CAD", True),
        ("$", "EUR", False),
        ("US$", "AUD", False),
        ("usd", "USD", True),
        ("kr", "SEK", True),
        ("", "EUR", True),
    ],
)
def test_a_currency_fits_in_its_common_words(said: str, ordered: str, fits: bool) -> None:
    assert fits_currency(said, ordered) is fits
