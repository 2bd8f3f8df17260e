"""A day, a confirmation or a number that is about something else than the goods of the order is not taken."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import a_line, an_order, changes, confirmed, problems, read

from crossdock.domain.reading import Intent

ORDER = an_order(
    "P00101",
    a_line(1, quantity=Decimal(100), date_planned=date(2026, 12, 8), description="Steel hinge 60 mm"),
    currency="EUR",
)


@pytest.mark.parametrize(
    "text",
    [
        "Due to material shortage P00101 will arrive on 9 December.",
        "Because of the strike we can only deliver P00101 on 9 December.",
        "P00101 kommt wegen eines Streiks erst am 9.12.",
        "P00101 is late, it leaves our factory on 9 December.",
    ],
)
def test_a_cause_beside_a_day_of_delivery_leaves_it_one(text: str) -> None:
    assert changes(read(text, ORDER)) == [(1, "date", date(2026, 12, 9))]


@pytest.mark.parametrize(
    "text",
    [
        "Auftragsbestätigung P00101\nWunschtermin: 08.12.2026\nBestätigter Liefertermin: 15.12.2026",
        "P00101: Ihr Wunschtermin 08.12.2026, unser bestätigter Termin 15.12.2026.",
        "Order confirmation P00101\nRequested: 8 December 2026, agreed: 15 December 2026",
    ],
)
def test_another_day_called_agreed_is_not_explained_by_ours_beside_it(text: str) -> None:
    assert problems(read(text, ORDER)) & {"date_other", "contradiction"}


@pytest.mark.parametrize(
    "text",
    [
        "Wir bestätigen die Lieferadresse zu P00101.",
        "We confirm the price for P00101.",
        "Hiermit bestätigen wir, Ihre Bestellung P00101 erhalten zu haben.",
        "We confirm your order P00101 has been received.",
    ],
)
def test_who_confirms_an_address_a_price_or_the_receipt_confirms_no_order(text: str) -> None:
    assert confirmed(read(text, ORDER)) == []


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00101, price in GBP.",
        "We confirm P00101 at our latest price.",
        "Wir bestätigen P00101, der Liefertermin ist angefragt.",
        "P00101 bestätigt, Lieferung wird vorgezogen.",
        "We confirm P00101, delivery today.",
    ],
)
def test_a_word_of_other_terms_beside_a_confirmation_is_asked_back(text: str) -> None:
    assert "sentence_not_understood" in problems(read(text, ORDER))


@pytest.mark.parametrize(
    "text", ["P00101 arrives in about two weeks.", "P00101 verspätet sich um ca. 2 Tage."]
)
def test_a_span_that_is_about_right_is_a_guess(text: str) -> None:
    assert "uncertain" in problems(read(text, ORDER))


def test_papers_that_follow_once_goods_are_shipped_ship_none() -> None:
    text = "We confirm P00101. We will send you the invoice as soon as the goods have been shipped."

    reading = read(text, ORDER)

    assert (reading.intent, confirmed(reading)) == (Intent.CONFIRMATION, [1])


@pytest.mark.parametrize("text", ["P00101: Preis 2,60 statt 2,50.", "P00101: price is now 2.60 each."])
def test_a_number_behind_price_is_no_quantity(text: str) -> None:
    reading = read(text, ORDER)

    assert changes(reading) == []
    assert problems(reading)


@pytest.mark.parametrize(
    "text", ["P00101: may we deliver on 14 December?", "P00101: wäre der 14.12. für Pos. 1 in Ordnung?"]
)
def test_a_day_that_is_asked_for_moves_nothing(text: str) -> None:
    assert changes(read(text, ORDER)) == []


def test_an_item_of_a_list_headed_by_an_unknown_product_is_of_no_line() -> None:
    order = an_order(
        "P00101",
        a_line(1, date_planned=date(2026, 12, 8), description="Steel hinge 60 mm"),
        a_line(2, date_planned=date(2026, 12, 8), description="Kabelkanal 40x60 grau"),
        currency="EUR",
    )

    reading = read("P00101:\n- Hinges: ok\n- Cable tray: delayed until 17 December\n", order)

    assert changes(reading) == []
    assert "line_unknown" in problems(reading)


def test_a_line_may_be_named_by_a_number_in_words() -> None:
    order = an_order(
        "P00101",
        *(a_line(n, date_planned=date(2026, 12, 8), description=f"Part {n}") for n in (1, 2, 3)),
        currency="EUR",
    )

    reading = read("P00101: line one is fine, line two will be a week late, line three is fine.", order)

    assert (changes(reading), confirmed(reading)) == ([(2, "date", date(2026, 12, 15))], [1, 3])


@pytest.mark.parametrize("text", ["P00101 shipped today.", "P00101 went out yesterday."])
def test_goods_that_left_are_told_in_few_words(text: str) -> None:
    assert read(text, ORDER).intent is Intent.DISPATCH


def test_goods_that_left_in_part_are_asked_about() -> None:
    assert problems(read("Your order P00101 was shipped in part.", ORDER))


@pytest.mark.parametrize("left", ["{{delivery_date}}", "{d:+21|%A}", "[DATE]", "__________"])
def test_a_place_that_a_template_left_open_is_asked_back(left: str) -> None:
    reading = read(f"We confirm P00101, delivery on {left}.", ORDER)

    assert "sentence_not_understood" in problems(reading)
