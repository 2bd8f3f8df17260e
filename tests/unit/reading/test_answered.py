"""A bare "confirmed" is asked back where subject or quoted mail speak of other terms than ordered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import a_line, an_order, confirmed, problems, read

ORDER = an_order(
    "P00101",
    a_line(1, quantity=Decimal(100), date_planned=date(2026, 12, 8), description="Steel hinge 60 mm"),
    currency="EUR",
)


def marked(text: str) -> str:
    """Return a mail as it is quoted with marks."""
    head = "On Thu, 19 Nov 2026 at 10:00, Jana Petersen <jana@buyer.example> wrote:"
    return "\n".join(["", "", head, *(f"> {line}" for line in text.splitlines()), ""])


def copied(text: str) -> str:
    """Return a mail as it is copied below the answer."""
    head = "Von: Jana Petersen <jana@buyer.example>\nGesendet: Donnerstag, 19. November 2026 10:00"
    return f"\n\n{'_' * 32}\n{head}\nAn: Bolt Sales\nBetreff: P00101\n\n{text}\n"


ASKED = [
    "ok, then please confirm 22 December for P00101.",
    "please cancel P00101.",
    "please deliver P00101 on 30 December instead and only 50 pcs",
    "Hi Petra,\n\ncould you please bring P00101 forward to 30 November?\n\nJana",
    "Can we get P00101 in week 52 instead?",
    "Hello,\n\nplease change P00101 to 150 pcs.\n\nJana",
    "please split P00101 into two deliveries.",
    "we accept your new price of 2.75 EUR for P00101, please confirm.",
    "Please put P00101 on hold for now.",
    "please delete P00101, we do not need the hinges any more.",
    "bitte P00101 erst am 22.12. liefern.",
    "bitte stornieren Sie P00101.",
    "bitte nur 60 Stück liefern.",
    "Können Sie P00101 eine Woche vorziehen?",
    "Sie hatten 22.12. genannt, das ist für uns so in Ordnung.",
    "we would like 20 pcs more on P00101",
    "Is 15 December still ok for P00101?",
    "we have to withdraw P00101.",
    "Could P00101 go to another site, please?",
    "Bitte P00101 in Schwarz liefern.",
    "Wir ziehen die Bestellung P00101 zurück.",
]


@pytest.mark.parametrize("asked", ASKED)
def test_a_bare_confirmation_of_a_request_is_asked_back(asked: str) -> None:
    for text in ("Confirmed, thank you.", "Yes, P00101 is confirmed.", "Hiermit bestätigen wir P00101."):
        for quoted in (marked(asked), copied(asked)):
            assert "answer_unclear" in problems(read(text + quoted, ORDER, subject="Re: P00101"))


ORDERED = [
    "Hi Petra,\n\nplease confirm P00101 for 8 December.\n\nJana",
    "we still need your confirmation for P00101 (100 pcs, 2.50 EUR, 8 December).\nPlease confirm by Friday.",
    "Dear Bolt & Co,\n\nHere is in attachment a purchase order P00101 amounting in 250.00 EUR.\n\n"
    "The receipt is expected for 12/08/2026.\n\nCould you please acknowledge the receipt of this order?\n\n"
    "Best regards\nJana Petersen\nTel. +49 40 123456",
    "Please acknowledge within 3 working days.\nAny changes must be confirmed in writing.",
    "Sehr geehrte Damen und Herren,\n\nanbei unsere Bestellung P00101: 100 Stück, 2,50 EUR, 08.12.\n\n"
    "Bitte bestätigen Sie uns den Auftrag bis 27.11.2026.",
    "Bitte informieren Sie uns über etwaige Abweichungen. Zahlbar 30 Tage netto.",
    "Uns fehlt noch die Auftragsbestätigung zu P00101, bitte senden Sie diese kurzfristig.",
    "Could you please send us your order confirmation for P00101 by return?",
]


@pytest.mark.parametrize("asked", ORDERED)
def test_a_bare_confirmation_of_what_was_ordered_is_accepted(asked: str) -> None:
    for text in ("Confirmed, thank you.", "Hiermit bestätigen wir Ihre Bestellung P00101."):
        for quoted in (marked(asked), copied(asked)):
            reading = read(text + quoted, ORDER, subject="Re: Purchase order P00101")

            assert (confirmed(reading), problems(reading)) == ([1], set())


def test_a_confirmation_with_its_day_answers_what_was_asked_about_days() -> None:
    text = "P00101 will be delivered on 8 December 2026 as ordered."
    asked = "you wrote that P00101 is delayed until 22 December?"
    older = "> please cancel P00101"

    for quoted in (marked(asked), marked(f"{asked}\n{older}")):
        reading = read(text + quoted, ORDER, subject="Re: Delay of P00101")
        assert (confirmed(reading), problems(reading)) == ([1], set())
    cut = read(text + marked("please deliver only 50 pcs on 8 December."), ORDER, subject="Re: P00101")
    assert "answer_unclear" in problems(cut)


def test_a_day_that_is_named_is_what_a_delay_in_the_subject_comes_to() -> None:
    text = "P00101 will be delivered on 8 December 2026."

    for subject in ("Delay of P00101", "New delivery date for P00101", "Lieferverzug P00101"):
        reading = read(text, ORDER, subject=subject)
        assert (confirmed(reading), problems(reading)) == ([1], set())


@pytest.mark.parametrize(
    "subject",
    ["P00101 delayed to 22 December", "P00101: only 60 pcs", "P00101 backorder", "P00101 – price increase"],
)
def test_what_else_a_subject_says_is_asked_back_beside_a_day(subject: str) -> None:
    reading = read("P00101 will be delivered on 8 December 2026.", ORDER, subject=subject)

    assert "subject_not_understood" in problems(reading)


SUBJECTS = [
    "P00101 delayed to 22 December",
    "P00101: only 60 pcs",
    "Order confirmation P00101 with changes",
    "P00101 backorder",
    "P00101 – price increase",
    "Terminverschiebung P00101 auf 22.12.2026",
    "Re: Please cancel P00101",
    "Re: please postpone P00101 to 22 December",
    "Delay of P00101",
    "P00101 short shipment",
    "New delivery date for P00101",
    "P00101 - 22 December",
    "P00101 KW 52",
    "P00101 in two lots",
    "P00101: 2.75 EUR per piece",
    "P00101 replaced by BC-778",
    "Lieferverzug P00101",
    "Änderung Bestellung P00101",
    "P00101: nur 80 Stück",
    "AW: P00101 verschieben auf KW 52",
    "Re: P00101 - reduce to 60 pcs",
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_that_is_not_explained_is_asked_back(subject: str) -> None:
    for text in ("Your order P00101 is confirmed.", "Wir bestätigen Ihre Bestellung P00101."):
        assert "subject_not_understood" in problems(read(text, ORDER, subject=subject))


@pytest.mark.parametrize(
    "subject",
    [
        "P00101",
        "Order confirmation P00101",
        "Re: New order P00101",
        "Your order P00101 dated 2 November 2026",
        "Order acknowledgement 26-4711 / P00101",
        "P00101 Steel hinge 60 mm",
        "Bolt & Co Ltd: confirmation of your PO P00101",
        "Re: Reminder: please confirm order P00101",
        "RE: [EXT] Buyer GmbH Order (Ref P00101)",
        "Auftragsbestätigung 26-4711 zu Ihrer Bestellung P00101",
        "AW: Bestellung P00101 / Projekt Hafencity",
        "Ihre Bestellung P00101 vom 02.11.2026 - Lieferung 08.12.2026",
        "",
    ],
)
def test_a_usual_subject_asks_nothing(subject: str) -> None:
    for text in ("Your order P00101 is confirmed.", "Wir bestätigen Ihre Bestellung P00101."):
        reading = read(text, ORDER, subject=subject)

        assert (confirmed(reading), problems(reading)) == ([1], set())


@pytest.mark.parametrize(
    ("subject", "is_open"),
    [("Re: P00101 cancelled", False), ("P00101 cancelled", True), ("Delay of P00101", False)],
)
def test_a_new_mails_own_subject_leaves_a_change_open(subject: str, is_open: bool) -> None:
    reading = read("P00101 will be delayed until 10 December.", ORDER, subject=subject)

    assert bool(reading.left_open) is is_open
