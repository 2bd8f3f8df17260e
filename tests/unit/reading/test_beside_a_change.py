"""A small delay is accepted only where every sentence beside it is explained, or of a harmless kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import a_line, an_order, changes, problems, read
from test_every_sentence import ALSO_REVIEWED, HARMLESS, REVIEWED

ORDER = an_order(
    "P00101",
    a_line(1, quantity=Decimal(100), date_planned=date(2026, 12, 8), description="Steel hinge 60 mm"),
    currency="EUR",
)
MOVED = [(1, "date", date(2026, 12, 10))]
ENGLISH = "PO P00101 will be delayed until 10 December 2026."
GERMAN = "Die Bestellung P00101 verschiebt sich auf den 10.12.2026."
CALM = "PO P00101 will be delivered on 10 December 2026."
RUHIG = "Die Bestellung P00101 kommt am 10.12.2026."


def is_open(text: str) -> bool:
    """Return whether a human looks at the mail, even where the day is within tolerance."""
    reading = read(text, ORDER)
    return reading.needs_review or bool(reading.left_open)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        *(
            pair
            for pair in REVIEWED + ALSO_REVIEWED
            if pair[0] not in ("Delivery one week later.", "Our forwarder has a backlog.")
        ),
        ("Half of it only in January.", "Die Hälfte erst im Januar."),
        ("We can only deliver part of it.", "Teilmenge folgt im Januar."),
        ("Possibly even longer.", "Es kann auch länger dauern."),
        ("The hinge comes in black instead of grey.", "Das Scharnier kommt in Schwarz statt Grau."),
        ("The price has to be adjusted.", "Den Preis müssen wir anpassen."),
        ("Do not rely on it.", "Verlassen Sie sich bitte nicht darauf."),
        ("We need your drawing first.", "Wir brauchen vorher Ihre Zeichnung."),
        ("The material is not complete.", "Das Material ist nicht komplett."),
        ("Fifty pieces come by separate truck.", "Fünfzig Stück kommen separat."),
        ("One pallet stays behind.", "Eine Palette bleibt hier."),
        ("Another slip cannot be excluded.", "Eine weitere Verschiebung ist nicht auszuschließen."),
        ("Fingers crossed!", "Drücken Sie uns die Daumen."),
    ],
)
def test_a_sentence_that_is_not_understood_leaves_the_change_open(english: str, german: str) -> None:
    for change in (ENGLISH, CALM):
        assert is_open(f"{change} {english}")
        assert is_open(f"{english}\n\n{change}")
    for change in (GERMAN, RUHIG):
        assert is_open(f"{change} {german}")
        assert is_open(f"{german}\n\n{change}")


EXCUSES = [
    ("We apologise for the inconvenience.", "Wir bitten um Ihr Verständnis."),
    ("Sorry for the delay.", "Wir bitten die Verspätung zu entschuldigen."),
    ("Please accept our apologies.", "Es tut uns leid."),
    ("We hope for your understanding.", "Wir hoffen auf Ihr Verständnis."),
    ("The reason is a late delivery from our supplier.", "Unser Vorlieferant hat verspätet geliefert."),
    ("Unfortunately a machine broke down.", "Grund ist ein Maschinenausfall."),
    ("There is a shortage of raw material.", "Grund dafür ist ein Engpass beim Rohmaterial."),
    ("Our forwarder had a problem.", "Grund ist ein Streik im Hafen."),
]


@pytest.mark.parametrize(("english", "german"), EXCUSES + HARMLESS[:7])
def test_an_excuse_and_a_harmless_sentence_leave_nothing_open(english: str, german: str) -> None:
    for text in (f"{ENGLISH} {english}", f"{GERMAN} {german}"):
        reading = read(text, ORDER)

        assert changes(reading) == MOVED
        assert (problems(reading), reading.left_open) == (set(), ())


@pytest.mark.parametrize(
    "text",
    [
        "Unfortunately the delivery date of P00101 has to be postponed to 10 December.",
        "Due to bad weather P00101 arrives on 10 December instead of 8 December.",
        "P00101 will be two days late.",
        "The new ETA for P00101 is Thursday 10 December.",
        "We are sorry to inform you that P00101 will be delayed to 10 December 2026.",
        "P00101 cannot be delivered on 8 December, the new date is 10 December.",
        "Leider müssen wir mitteilen, dass sich der Liefertermin von P00101 auf den 10.12. verschiebt.",
        "P00101 kommt wegen eines Streiks erst am 10.12.",
        "Neuer Liefertermin für P00101: 10.12.2026.",
        "P00101 trifft krankheitsbedingt erst am 10.12. bei Ihnen ein.",
        "Wir können P00101 nicht am 08.12. liefern, sondern am 10.12.",
    ],
)
def test_a_sentence_that_only_moves_the_day_is_explained(text: str) -> None:
    reading = read(text, ORDER)

    assert changes(reading) == MOVED
    assert (problems(reading), reading.left_open) == (set(), ())


@pytest.mark.parametrize(
    "text",
    [
        "P00101 will be delayed until 22 December 2026 because of our extruder from Italy.",
        "P00101 verschiebt sich auf den 22.12.2026. Die Galvanik hat eine Havarie.",
    ],
)
def test_a_story_beside_a_long_delay_asks_nobody(text: str) -> None:
    reading = read(text, ORDER)

    assert not reading.needs_review
    assert reading.left_open


@pytest.mark.parametrize(
    "text",
    [
        "P00101 will be delayed until 22 December 2026; part of it only in January.",
        "P00101 will be delayed until 22 December 2026, possibly longer.",
        "P00101 verschiebt sich auf den 22.12.2026. Teilmenge folgt im Januar.",
        "P00101 verschiebt sich vielleicht auf den 22.12.2026.",
    ],
)
def test_what_takes_something_from_a_long_delay_is_asked_back(text: str) -> None:
    assert read(text, ORDER).needs_review


@pytest.mark.parametrize(
    "text",
    [
        "P00101 verschiebt sich voraussichtlich auf den 10.12.",
        "P00101 kommt frühestens am 10.12.",
        "P00101 is expected to be delayed until 10 December.",
        "P00101 is late, probably until 10 December.",
        "Hi, half of it comes later\n\nP00101 will be delayed until 10 December 2026.",
    ],
)
def test_a_guess_and_an_odd_greeting_leave_the_change_open(text: str) -> None:
    assert read(text, ORDER).left_open
