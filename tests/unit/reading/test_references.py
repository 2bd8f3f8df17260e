"""Order references as people write them."""

from __future__ import annotations

import pytest
from reading_builders import a_line, a_mail, an_order, read

from crossdock.reading.mail.parse import parse
from crossdock.reading.mail.references import references

FORMS = """
P00325; P-00325; P 00325; PO00325; PO 325; PO#00325; PO No. 325; po # 325; order 325; Order#325; P.O. 325
purchase order no. 00325; your order 325 of 2 Nov; Bestellung Nr. 325; Ihre Bestellung 325; Best.-Nr. P00325
Best. 00325; Bestellnr. 325; Bestellung P00325; Auftrag 325
"""


@pytest.mark.parametrize(
    "text", [form.strip() for form in FORMS.replace("\n", ";").split(";") if form.strip()]
)
def test_the_order_is_found_however_it_is_written(text: str) -> None:
    reading = read(f"Regarding {text}: we confirm.")

    assert reading.purchase_orders == ("P00325",)
    assert reading.unknown_references == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PO/2026/0042", "Your order PO/2026/0042 is confirmed."),
        ("PO/2026/0042", "Your PO 2026/0042 is confirmed."),
        ("EK-2026-17", "Ihre Bestellung EK-2026-17 bestätigen wir."),
        ("4500012345", "Your PO 4500012345 is confirmed."),
    ],
)
def test_any_sequence_of_names_is_understood(name: str, text: str) -> None:
    assert read(text, an_order(name, a_line(1), a_line(2))).purchase_orders == (name,)


@pytest.mark.parametrize(
    "text",
    [
        "our order 77123",
        "our sales order SO-48817",
        "unsere Auftragsnummer 2611-0502",
        "Order confirmation 70551",
        "we ship 300 pcs",
        "order 300 pcs more",
        "delivery 12.12.2026",
        "call 0113 496 0143",
    ],
)
def test_the_suppliers_own_numbers_are_no_unknown_references(text: str) -> None:
    assert read(f"We confirm P00325, {text}.").unknown_references == ()


def test_several_orders_are_found_in_one_list() -> None:
    orders = (an_order("P00312"), an_order("P00337"), an_order("P00340"))

    reading = read("Best. 312, 337 und 340 bestätigen wir Ihnen wie bestellt.", *orders)

    assert reading.purchase_orders == ("P00312", "P00337", "P00340")


def test_the_subject_alone_may_name_the_order() -> None:
    assert read("We confirm as ordered.", subject="AW: Bestellung P00325").purchase_orders == ("P00325",)


def test_a_quoted_order_counts_only_where_the_text_names_none() -> None:
    orders = (an_order("P00312"), an_order("P00337"))

    assert read("We confirm.\n\n> P00312", *orders).purchase_orders == ("P00312",)
    assert read("We confirm P00337.\n\n> P00312", *orders).purchase_orders == ("P00337",)


def test_names_to_gather_by_hold_the_buyers_spelling() -> None:
    names = references(parse(a_mail("Your order 325 and PO/2026/0042")))

    assert {"P00325", "PO/2026/0042"} <= set(names)


def test_a_number_that_fits_two_orders_is_asked_back() -> None:
    reading = read("We confirm order 325.", an_order("P00325"), an_order("Q00325"))

    assert reading.needs_review
    assert reading.purchase_orders == ()


@pytest.mark.parametrize("text", ["P000123", "P00012N", "XP00012", "order P000123", "your order P00012N"])
def test_a_longer_name_is_not_the_order_whose_name_it_holds(text: str) -> None:
    reading = read(f"Line 1 of {text} comes late: 24 December 2026.", an_order("P00012", a_line(1)))

    assert reading.purchase_orders == ()
