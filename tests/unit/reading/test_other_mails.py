"""Confirmations, quantities, splits, prices, cancellations, substitutes and questions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import (
    THREE_LINES,
    a_line,
    alerts,
    an_order,
    changes,
    confirmed,
    problems,
    read,
)

from crossdock.domain.reading import Intent, Part

LATE = date(2026, 12, 18)


@pytest.mark.parametrize(
    "text",
    [
        "We confirm your order P00325 as ordered.",
        "Thanks for your order P00325, all fine.",
        "P00325 is confirmed.",
        "This is to confirm PO 325, delivery 9 December 2026.",
        "Hiermit bestätigen wir Ihre Bestellung P00325 wie bestellt.",
        "vielen Dank für Ihre Bestellung Nr. 325, die wir bestätigen: Lieferung am 09.12.2026.",
        "Ihre Bestellung P00325 geht so in Ordnung.",
    ],
)
def test_a_plain_confirmation_confirms_every_line(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert reading.intent is Intent.CONFIRMATION
    assert confirmed(reading) == [1, 2, 3]
    assert changes(reading) == []
    assert not reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "Please confirm the delivery date of P00325.",
        "We cannot confirm P00325 yet.",
        "Our order confirmation for P00325 will follow.",
        "Können Sie P00325 bitte bestätigen?",
        "P00325 können wir noch nicht bestätigen.",
    ],
)
def test_speaking_of_a_confirmation_is_not_confirming(text: str) -> None:
    assert confirmed(read(text, THREE_LINES)) == []


def test_a_confirmation_with_another_date_says_both() -> None:
    reading = read("We confirm your order P00325. Line 2 will be delivered on 18 December.", THREE_LINES)

    assert reading.intent is Intent.CONFIRMATION_WITH_CHANGES
    assert changes(reading) == [(2, "date", LATE)]
    assert confirmed(reading) == [1, 3]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("P00325: we can only supply 280 pcs.", 280),
        ("P00325: we only have 280 bolts left.", 280),
        ("P00325: quantity reduced to 280 pieces instead of 300.", 280),
        ("For P00325 please amend your quantity to 1,200 pcs (full cartons).", 1200),
        ("zu P00325 können wir nur 280 Stück liefern.", 280),
        ("zu P00325 liefern wir 280 statt 300 Stück.", 280),
        ("P00325: wegen der Verpackungseinheit liefern wir 1.200 Stück.", 1200),
    ],
)
def test_another_quantity_is_a_variance(text: str, quantity: int) -> None:
    reading = read(text)

    assert changes(reading) == [(1, "quantity", Decimal(quantity))]
    assert ("quantity_variance", 1) in alerts(reading)


@pytest.mark.parametrize(
    "text",
    [
        "P00325: 200 pcs will be delivered on 9 December, the rest on 18 December.",
        "P00325: 200 pieces on 9 December and 100 pieces on 18 December.",
        "On P00325 we deliver 200 pcs on 9 Dec. The balance of 100 pcs follows on 18 Dec.",
        "zu P00325 liefern wir 200 Stück am 09.12. und den Rest am 18.12.2026.",
        "P00325: 200 Stück kommen am 09.12., die restlichen 100 Stück am 18.12.",
    ],
)
def test_a_delivery_in_parts_is_one_split_and_its_late_part_a_delay(text: str) -> None:
    reading = read(text)

    parts = (
        Part(quantity=Decimal(200), date=date(2026, 12, 9)),
        Part(quantity=Decimal(100), date=LATE),
    )
    assert changes(reading) == [(1, "split", parts)]
    assert alerts(reading) == {("supplier_delay", 1)}
    assert reading.intent is Intent.PARTIAL_SHIPMENT


def test_the_rest_of_what_goes_now_is_what_is_left_of_the_open_quantity() -> None:
    order = an_order("P00325", a_line(quantity=Decimal(300), received=Decimal(50)))

    reading = read("P00325: 200 now, the rest on 18 December.", order)

    assert changes(reading) == [
        (1, "split", (Part(quantity=Decimal(200)), Part(quantity=Decimal(50), date=LATE)))
    ]


def test_parts_that_do_not_add_up_are_asked_back() -> None:
    reading = read("P00325: 200 pcs on 9 December and 80 pcs on 18 December.")

    assert "parts_do_not_add_up" in problems(reading)
    assert reading.needs_review


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("P00325: the new price is GBP 2.75 per piece.", "2.75"),
        ("P00325: the price rises from £2.50 to £2.75.", "2.75"),
        ("P00325: we cannot keep £2.50, the price is now £275 per 100.", "2.75"),
        ("P00325: der neue Preis beträgt 2,75 EUR je Stück.", "2.75"),
        ("P00325: der Preis ändert sich von 2,50 € auf 2,75 €.", "2.75"),
    ],
)
def test_another_price_is_a_variance_per_unit(text: str, price: str) -> None:
    reading = read(text, an_order(currency="GBP" if "GBP" in text or "£" in text else "EUR"))

    assert changes(reading) == [(1, "price", Decimal(price))]
    assert ("price_variance", 1) in alerts(reading)
    assert reading.intent is Intent.PRICE_CHANGE


def test_values_repeated_as_ordered_are_no_change() -> None:
    reading = read("We confirm P00325: 300 pcs at £2.50, total £750.00, delivery 9 December 2026.")

    assert changes(reading) == []
    assert confirmed(reading) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "The bolts of P00325 have been discontinued, we must cancel them.",
        "P00325: we are unable to supply the BC-001-X any more.",
        "P00325: die Position 1 wird nicht mehr hergestellt.",
        "P00325: Pos. 1 müssen wir leider stornieren.",
    ],
)
def test_what_can_not_be_supplied_is_cancelled(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert changes(reading) == [(1, "cancellation", None)]
    assert alerts(reading) == {("supplier_cancellation", 1)}
    assert reading.intent is Intent.CANCELLATION


@pytest.mark.parametrize(
    "text",
    [
        "P00325: BC-001-X is discontinued, as a replacement we can offer BC-009-Z.",
        "P00325: BC-001-X läuft aus, als Ersatz liefern wir BC-009-Z.",
    ],
)
def test_another_item_instead_is_a_substitution(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert changes(reading) == [(1, "substitution", "BC-009-Z")]
    assert ("substitution", 1) in alerts(reading)
    assert reading.intent is Intent.SUBSTITUTION


def test_a_question_carries_the_line_that_it_is_about() -> None:
    reading = read("For the washers of P00325, could you tell us which finish you need?", THREE_LINES)

    assert alerts(reading) == {("supplier_question", 2)}
    assert reading.intent is Intent.INQUIRY
