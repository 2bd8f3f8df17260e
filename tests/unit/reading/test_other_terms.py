"""A charge, or terms other than ordered, beside a confirmation: a human is asked."""

from __future__ import annotations

import pytest
from reading_builders import THREE_LINES, changes, confirmed, problems, read


@pytest.mark.parametrize(
    "terms",
    [
        "Freight at your cost.",
        "Freight will be charged.",
        "Delivery is ex works instead of DDP.",
        "Delivery is now EXW.",
        "We deliver ex works instead.",
        "Payment in advance, please.",
        "A minimum order surcharge of 25 GBP applies.",
        "We will add 25 GBP for handling.",
        "Delivery starts after receipt of your payment.",
        "Fracht zu Ihren Lasten.",
    ],
)
def test_changed_terms_or_charges_in_english_are_asked_back(terms: str) -> None:
    reading = read(f"We confirm P00325. {terms}", THREE_LINES)

    assert problems(reading) == {"terms_changed"}
    assert reading.needs_review
    assert "terms" in (reading.question or "")


@pytest.mark.parametrize(
    "terms",
    [
        "Die Fracht geht zu Ihren Lasten.",
        "Die Lieferung erfolgt ab Werk statt frei Haus.",
        "Wir liefern nur noch ab Werk.",
        "Bitte beachten Sie: Zahlung per Vorkasse.",
        "Es fällt ein Mindermengenzuschlag von 25 GBP an.",
        "Versandkosten werden zusätzlich berechnet.",
    ],
)
def test_changed_terms_or_charges_in_german_are_asked_back(terms: str) -> None:
    reading = read(f"Wir bestätigen P00325. {terms}", THREE_LINES)

    assert problems(reading) == {"terms_changed"}
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325.\nDelivery terms: EXW Hamburg\nPayment: 30 days net",
        "Payment terms: 30 days after receipt of invoice. We confirm P00325.",
        "We confirm P00325, delivery DDP as ordered.",
        "We confirm P00325 as ordered. There is no surcharge, and no extra charges.",
        "We confirm P00325, all prices plus freight.",
        "We confirm P00325. Line 2 is ready now ex works on 9 December 2026.",
        "Wir bestätigen P00325 wie bestellt.\nLieferbedingung: EXW Hamburg\nZahlung: 30 Tage netto",
        "Wir bestätigen P00325, ohne Mehrkosten und ohne Mindermengenzuschlag.",
    ],
)
def test_bare_terms_that_change_nothing_leave_a_confirmation_plain(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert problems(reading) == set()
    assert confirmed(reading) == [1, 2, 3]


def test_a_charge_is_no_unit_price() -> None:
    reading = read("We confirm P00325. A minimum order surcharge of 25 GBP applies.")

    assert changes(reading) == []
    assert problems(reading) == {"terms_changed"}


@pytest.mark.parametrize(
    "lead_time",
    [
        "Lead time 4 weeks after receipt of order (ARO).",
        "The lead time for these goods is about 4-6 weeks after receipt of order.",
        "Delivery within 4 weeks after receipt of your approval.",
        "Lieferzeit: 4 Wochen nach Auftragseingang.",
        "Die Lieferung erfolgt innerhalb von 4 Wochen nach Bestelleingang.",
    ],
)
def test_a_lead_time_that_begins_with_an_event_is_no_exact_day(lead_time: str) -> None:
    start = (
        "Wir bestätigen Ihre Bestellung" if lead_time.startswith(("Lief", "Die")) else "We confirm your order"
    )
    reading = read(f"{start} P00325. {lead_time}", THREE_LINES)

    assert problems(reading) == {"date_vague"}
    assert changes(reading) == []
