"""Invoices, reminders and automatic replies need nobody, unless they say something of goods in passing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading_builders import a_line, alerts, an_order, changes, confirmed, problems, read

from crossdock.domain.reading import Intent

ORDER = an_order("P00020", a_line(1, description="Steel hinge 60 mm", quantity=Decimal(100)), currency="EUR")


@pytest.mark.parametrize(
    "text",
    [
        "Your account is blocked because of overdue invoices, P00020 will not ship.",
        "Invoice 4711 is overdue, therefore we have stopped P00020.",
        "P00020: hold delivery please, we have a dispute about invoice 4711.",
        "We will not ship P00020 until invoice 4711 is paid.",
        "Credit limit exceeded, overdue invoices must be paid before we release P00020.",
        "If invoice 4711 is not paid by Friday we will stop all deliveries including P00020.",
        "P00020: shipment released once invoice 4711 is settled.",
        "Invoice 4711: part of P00020 is backordered and will follow.",
        "Proforma invoice attached. We start production of P00020 after payment.",
        "P00020: Die Lieferung wurde wegen offener Rechnung 4711 gesperrt.",
        "Ihr Konto ist wegen überfälliger Rechnungen gesperrt, P00020 bleibt vorerst stehen.",
        "P00020 wird erst nach Zahlung der Rechnung 4711 versendet.",
        "Sollte Rechnung 4711 nicht bezahlt werden, stoppen wir die Lieferung P00020.",
        "Automatic reply: your order P00020 will be delayed until 22 December.",
        "Automatic reply: our plant is closed, P00020 is cancelled.",
    ],
)
def test_goods_that_are_held_late_or_cancelled_are_never_passed_over(text: str) -> None:
    reading = read(text, ORDER)

    assert reading.needs_review
    assert (confirmed(reading), changes(reading)) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "I am out of the office. All orders are delayed until 10 January.",
        "Out of office: deliveries are suspended until 11 January.",
        "Automatic reply: we are closed over Christmas, no shipments before 6 January.",
        "Abwesenheitsnotiz: Alle Lieferungen verschieben sich auf Januar.",
        "Ich bin bis zum 04.01. im Urlaub, in dieser Zeit werden keine Bestellungen ausgeliefert.",
    ],
)
def test_such_news_without_an_order_are_read_by_a_human(text: str) -> None:
    reading = read(text, ORDER)

    assert alerts(reading) == {("unmatched_message", None)}
    assert reading.needs_review


def test_a_day_of_return_is_no_day_of_delivery() -> None:
    reading = read("I am out of office until 7 December. P00020 will ship after my return.", ORDER)

    assert changes(reading) == []
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "Please find attached invoice 4711 for the goods delivered on 12 November under P00020.",
        "We have not yet received your payment for invoice 4711 (order P00020).",
        "Payment reminder: invoice 4711 for P00020 is overdue. Please pay without further delay.",
        "Your payment for the delivery of 3 November is late, please settle invoice 4711.",
        "Anbei die Rechnung zur Lieferung vom 12.11., Bestellung P00020.",
        "Für die Bestellung P00020 ist Rechnung 4711 noch nicht bezahlt.",
        "Automatic reply: thank you for your order P00020, which we will process shortly.",
        "Automatic reply: my answer may be delayed.",
        "I am on annual leave until 4 January. For orders please contact sales@bolt.example.",
    ],
)
def test_an_invoice_and_an_automatic_reply_need_nobody(text: str) -> None:
    reading = read(text, ORDER)

    assert (confirmed(reading), changes(reading), alerts(reading), problems(reading)) == (
        [],
        [],
        set(),
        set(),
    )
    assert not reading.needs_review


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("P00020 is confirmed. Our invoice is due on 15 January 2027.", "P00020"),
        ("P00020 ist bestätigt. Unsere Rechnung ist am 15.01.2027 fällig.", "P00020"),
        ("Thanks for the invoice address. P00020 is confirmed.", "Invoice address"),
    ],
)
def test_a_confirmation_beside_an_invoice_is_not_lost(text: str, subject: str) -> None:
    reading = read(text, ORDER, subject=subject)

    assert confirmed(reading) == [1]
    assert reading.intent is Intent.CONFIRMATION
