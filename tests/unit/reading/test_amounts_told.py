"""A number is a line's new quantity or price where the words beside it say so; else it is asked back."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from reading_builders import a_line, an_order, changes, problems, read

from crossdock.domain.reading import Part

HINGES = an_order(
    "P00020",
    a_line(description="Steel hinge 60 mm", quantity=Decimal(100), date_planned=date(2026, 12, 8)),
    currency="EUR",
)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("P00020: we can only deliver 60 pcs.", 60),
        ("P00020: we can deliver 60 pcs only.", 60),
        ("P00020: because of a machine breakdown we can only supply 60 pcs.", 60),
        ("P00020: please note that the delivered quantity will be 90 pcs.", 90),
        ("P00020: the quantity drops to 40 pcs.", 40),
        ("P00020: you will receive 95 pcs in total.", 95),
        ("P00020: 80 pcs are all we have.", 80),
        ("P00020: only full cartons of 12, so 96 pcs = 8 cartons.", 96),
        ("P00020: we will round up to 120 pcs.", 120),
        ("zu P00020 haben wir leider nur noch 55 Stück.", 55),
        ("P00020: Wir liefern insgesamt 90 Stück.", 90),
        ("P00020: Wir müssen die Menge auf 80 Stück kürzen.", 80),
        ("P00020: Sie erhalten 120 statt 100 Stück.", 120),
    ],
)
def test_all_that_comes_is_the_new_quantity(text: str, quantity: int) -> None:
    reading = read(text, HINGES)

    assert changes(reading) == [(1, "quantity", Decimal(quantity))]
    assert problems(reading) == set()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("for P00020 we are 30 pcs short.", 30),
        ("P00020: 30 pieces short, sorry.", 30),
        ("P00020: 15 pcs fewer than ordered, the rest is fine.", 15),
        ("P00020: our stock count shows 12 pieces too few.", 12),
        ("P00020: the quantity drops by 40 pcs.", 40),
        ("P00020: only 30 pcs are missing.", 30),
        ("Wir haben bei P00020 30 Stück zu wenig.", 30),
        ("P00020: 15 Stück weniger als bestellt.", 15),
        ("P00020: Menge reduziert sich um 30 Stück.", 30),
        ("P00020: Es gibt eine Fehlmenge von 22 Stück.", 22),
        ("Bei P00020 fehlen uns 12 Stück.", 12),
    ],
)
def test_a_difference_is_taken_from_what_was_ordered(text: str, missing: int) -> None:
    assert changes(read(text, HINGES)) == [(1, "quantity", Decimal(100 - missing))]


@pytest.mark.parametrize(
    "text",
    [
        "P00020: 30 pcs cannot be delivered.",
        "P00020: 30 pcs are still in customs.",
        "P00020: only 30 pcs are affected by the strike.",
        "P00020: 25 of the hinges got damaged in transport, the rest comes on 15 December.",
        "P00020: we will ship 10 pcs more than you ordered.",
        "P00020: 20 extra pieces free of charge.",
        "P00020: 45 pcs have to wait until January.",
        "P00020: 30 pcs are missing, they come on 5 January.",
        "We confirm P00020. The last 20 pieces will be sent separately on 5 January.",
        "P00020 confirmed, but 8 pcs are being reworked.",
        "P00020: 30 Stück hängen noch im Zoll.",
        "P00020: nur 30 Stück sind vom Streik betroffen.",
        "P00020: Termin 08.12. ist ok, aber 20 Stück müssen wir nachliefern.",
        "P00020: 10 Stück mehr als bestellt.",
        "P00020: Die Menge erhöht sich um 20 Stück.",
        "P00020: Uns sind 12 Stück zu Bruch gegangen.",
        "Wir bestätigen P00020. 20 Stück folgen separat.",
    ],
)
def test_a_number_of_some_pieces_alone_is_asked_back(text: str) -> None:
    reading = read(text, HINGES)

    assert changes(reading) == []
    assert problems(reading) & {"quantity_unclear", "parts_do_not_add_up", "quantity_ambiguous"}
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "von P00020 liefern wir am 08.12. 60 Stück, die restlichen 40 Stück am 15.12.",
        "P00020: am 08.12. 60 Stück, am 15.12. 40 Stück.",
        "P00020: 60 pcs on 8 December and another 40 pcs on 15 December.",
        "P00020: on 8 December 60 pcs and on 15 December the remaining 40 pcs.",
    ],
)
def test_each_part_has_its_own_day_whichever_stands_first(text: str) -> None:
    parts = (
        Part(quantity=Decimal(60), date=date(2026, 12, 8)),
        Part(quantity=Decimal(40), date=date(2026, 12, 15)),
    )

    assert changes(read(text, HINGES)) == [(1, "split", parts)]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("P00020: the new price is 2.75 EUR.", "2.75"),
        ("P00020: unit price 2.75 EUR.", "2.75"),
        ("P00020: the price goes up from 2.50 EUR to 2.75 EUR.", "2.75"),
        ("P00020: price rises by 0.25 EUR to 2.75 EUR.", "2.75"),
        ("P00020: the piece now costs 2.75 EUR.", "2.75"),
        ("P00020: Der Preis steigt auf 2,75 EUR.", "2.75"),
        ("P00020: Preis neu: 2,75 EUR/Stk.", "2.75"),
        ("P00020: Der Stückpreis verringert sich auf 2,30 EUR.", "2.30"),
        ("P00020: Wir bestätigen zu 2,75 EUR je Stück.", "2.75"),
    ],
)
def test_what_one_costs_is_the_new_price(text: str, price: str) -> None:
    reading = read(text, HINGES)

    assert changes(reading) == [(1, "price", Decimal(price))]
    assert problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "P00020: price increase of 0.25 EUR per piece.",
        "P00020: price +1.25 EUR.",
        "P00020: the price rises by EUR 1.25.",
        "P00020: we grant a discount of 1.10 EUR per piece.",
        "P00020: shipping cost 3.00 EUR. Delivery 8 December confirmed.",
        "P00020: it costs 2 EUR more.",
        "P00020: toll 3.20 EUR.",
        "P00020: 2.90 EUR each from next year.",
        "P00020: our price for 2027 is 2.80 EUR.",
        "P00020 confirmed, total value 250.00 EUR net, 297.50 EUR incl. VAT.",
        "P00020 confirmed at the old price. From 1 January 2027 the price is 2.80 EUR.",
        "P00020 confirmed. From 1 January 2027 the price is 2.80 EUR. This order stays at 2.50 EUR.",
        "P00020: the new price is 25.00 EUR.",
        "P00020: Der Preis erhöht sich um 1,10 EUR pro Stück.",
        "P00020: Aufpreis 1,25 EUR pro Stück.",
        "P00020: Wir gewähren 1,10 EUR Nachlass pro Stück.",
        "P00020: Der Energiekostenzuschlag beträgt 2,10 EUR.",
        "P00020: Ab dem 01.01.2027 beträgt der Preis 2,80 EUR.",
        "P00020: Zeugnis 3,00 EUR.",
    ],
)
def test_a_difference_a_charge_or_a_later_price_is_no_unit_price(text: str) -> None:
    reading = read(text, HINGES)

    assert changes(reading) == []
    assert problems(reading) & {"price_unclear", "terms_changed"}
    assert reading.needs_review


@pytest.mark.parametrize("word", ["only the ", "quantity is ", "preis neu ", "um ", "¦ ", "Fracht "])
def test_words_beside_numbers_are_read_in_linear_time(word: str) -> None:
    started = time.monotonic()
    read("P00020: " + (word * 90 + "60 pcs at 2.75 EUR ") * 20, HINGES)

    assert time.monotonic() - started < 2
