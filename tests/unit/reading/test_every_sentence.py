"""A confirmation is taken at its word only where every sentence beside it is of a known harmless kind."""

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
ENGLISH = "We confirm PO P00101 for 8 December 2026."
GERMAN = "Wir bestätigen die Bestellung P00101 zum 08.12.2026."

REVIEWED = [
    # another time
    ("Lead time is 12 weeks.", "Die Lieferzeit beträgt 12 Wochen."),
    ("Delivery time is currently 10 weeks.", "Die Lieferzeit liegt derzeit bei 10 Wochen."),
    ("Delivery is planned for January.", "Die Lieferung ist für Januar geplant."),
    ("Delivery will be for Christmas.", "Die Lieferung erfolgt zu Weihnachten."),
    ("This is for spring.", "Das ist für das Frühjahr."),
    ("Delivery next year.", "Lieferung nächstes Jahr."),
    ("Delivery is for the eighth of January.", "Die Lieferung ist für den achten Januar."),
    (
        "We are closed from 7 December to 18 December.",
        "Wir haben vom 7. Dezember bis 18. Dezember geschlossen.",
    ),
    (
        "The goods will leave our plant after the holidays.",
        "Die Ware verlässt unser Werk nach den Feiertagen.",
    ),
    ("8 December 2026 (to be confirmed).", "8. Dezember 2026 (noch zu bestätigen)."),
    ("We will inform you of the delivery date.", "Wir teilen Ihnen den Liefertermin noch mit."),
    ("Due to a strike this may change.", "Wegen eines Streiks kann sich das ändern."),
    # a part
    ("Half of it will come in January.", "Die Hälfte kommt im Januar."),
    ("Some pieces will follow later.", "Einige Stück folgen später."),
    ("The rest will follow asap.", "Der Rest folgt schnellstmöglich."),
    ("It will be eight dozen.", "Es werden acht Dutzend."),
    ("We send ninety pieces.", "Wir schicken neunzig Stück."),
    ("Quantity rounded up to a full pallet.", "Die Menge ist auf eine volle Palette aufgerundet."),
    # taken back
    ("This confirmation was sent in error.", "Diese Bestätigung wurde irrtümlich versandt."),
    # money
    ("Min. charge 50 EUR applies.", "Mindestpauschale 50 EUR fällt an."),
    ("The minimum order quantity is 500 pcs.", "Die Mindestbestellmenge beträgt 500 Stück."),
    ("Total 275.00 EUR", "Gesamtbetrag 275,00 EUR"),
]
"""The review's sentences."""

ALSO_REVIEWED = [
    ("Production takes about three months.", "Die Produktion dauert etwa drei Monate."),
    ("Expect the goods around Easter.", "Rechnen Sie mit der Ware um Ostern."),
    ("We plan the delivery for the second quarter.", "Wir planen die Lieferung im zweiten Quartal."),
    ("The line is down for maintenance.", "Die Anlage steht wegen Wartung."),
    ("The vessel leaves Shanghai on 20 December.", "Das Schiff verlässt Shanghai am 20. Dezember."),
    ("Our forwarder has a backlog.", "Unser Spediteur hat einen Stau."),
    ("A firm day will follow.", "Ein fester Tag folgt."),
    ("We will do our best.", "Wir tun unser Bestes."),
    ("Depending on the weather.", "Je nach Wetterlage."),
    ("A third of the goods comes with the next truck.", "Ein Drittel der Ware kommt mit dem nächsten Lkw."),
    ("A few pieces are still in galvanising.", "Ein paar Teile sind noch in der Galvanik."),
    ("We will send most of it.", "Wir schicken das meiste davon."),
    ("Two deliveries are needed.", "Es braucht zwei Lieferungen."),
    ("Fifty now, fifty in March.", "Fünfzig jetzt, fünfzig im März."),
    ("The colour will be anthracite.", "Die Farbe wird anthrazit sein."),
    ("We will deliver the new type.", "Wir liefern den neuen Typ."),
    ("The hinges come without screws.", "Die Scharniere kommen ohne Schrauben."),
    ("Please ignore our last message.", "Bitte ignorieren Sie unsere letzte Nachricht."),
    ("This confirmation is void.", "Diese Bestätigung ist ungültig."),
    ("The price list of January applies.", "Es gilt die Preisliste vom Januar."),
    ("Metal surcharge 12 EUR.", "Metallzuschlag 12 EUR."),
    ("Grand total 412.00 EUR", "Gesamtsumme 412,00 EUR"),
    ("The smallest lot we make is 250 pcs.", "Das kleinste Los, das wir fertigen, sind 250 Stück."),
    ("Hi, half of it comes in January", "Hallo, die Hälfte kommt im Januar"),
    ("All items that are available will be shipped.", "Die verfügbaren Artikel werden geliefert."),
    ("We will confirm the date.", "Den Liefertermin werden wir bestätigen."),
    ("The date is still to be agreed.", "Der Termin ist noch zu vereinbaren."),
    ("Please note the price.", "Bitte beachten Sie den Preis."),
    ("We deliver as available.", "Lieferung nach Verfügbarkeit."),
    ("Prices as per our price list 2027.", "Preise gemäß Preisliste 2027."),
    ("Over- or underdelivery of 10% reserved.", "Mehr- oder Minderlieferung von 10 % vorbehalten."),
    ("Attached is the revised schedule.", "Anbei der geänderte Terminplan."),
    ("Thank you for your order, which ships in spring.", "Danke für Ihre Bestellung, die im Frühjahr kommt."),
    ("The oven is being repaired, so please be patient.", "Der Ofen wird repariert, bitte haben Sie Geduld."),
    ("You will get one box first.", "Sie erhalten zuerst einen Karton."),
    ("We still wait for the steel.", "Wir warten noch auf den Stahl."),
    ("It comes in Lent.", "Es kommt zur Fastenzeit."),
    ("Customs may open the container.", "Der Zoll öffnet eventuell den Container."),
    ("Every second piece is blue.", "Jedes zweite Stück ist blau."),
    ("Sixty of them are ready.", "Sechzig davon sind fertig."),
    ("Make that February.", "Machen Sie daraus Februar."),
    ("The hinge is now called SH-9.", "Das Scharnier heißt jetzt SH-9."),
    ("The price went up a little.", "Der Preis ist etwas gestiegen."),
    ("Forget what I wrote above.", "Vergessen Sie, was ich oben schrieb."),
    ("Delivery one week later.", "Lieferung eine Woche später."),
    ("Shipment by air at your cost.", "Versand per Luftfracht auf Ihre Kosten."),
    ("We are moving house in December.", "Wir ziehen im Dezember um."),
    ("Tel. 0131 496 0200, half in January", "Tel. 0131 496 0200, die Hälfte im Januar"),
]
"""Others of the same kinds."""


def review_of(text: str) -> tuple[bool, list[tuple[int, str, object]]]:
    """Return whether a human reads it, and the changes of the one line."""
    reading = read(text, ORDER)
    return reading.needs_review, [change for change in changes(reading) if change[1] != "date"]


@pytest.mark.parametrize(("english", "german"), REVIEWED + ALSO_REVIEWED)
def test_a_sentence_that_is_not_understood_is_asked_back(english: str, german: str) -> None:
    assert review_of(f"{ENGLISH} {english}") == (True, [])
    assert review_of(f"{GERMAN} {german}") == (True, [])
    assert review_of(f"{english}\n\n{ENGLISH}") == (True, [])
    assert review_of(f"{german}\n\n{GERMAN}") == (True, [])


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("for Christmas", "zu Weihnachten"),
        ("for January", "für Januar"),
        ("for half of the quantity", "für die halbe Menge"),
        ("in the new colour", "in der neuen Farbe"),
        ("at 2.75 EUR each", "zu 2,75 EUR je Stück"),
        ("as ordered at 2.75 EUR each", "wie bestellt zu 2,75 EUR je Stück"),
        ("as ordered at EUR 2.75", "wie bestellt zu EUR 2,75"),
        ("as ordered at 9.99 EUR each", "wie bestellt zu 9,99 EUR je Stück"),
        ("as agreed at 2.75 EUR each", "wie vereinbart zu 2,75 EUR je Stück"),
    ],
)
def test_a_confirming_sentence_is_understood_as_a_whole_or_not_at_all(english: str, german: str) -> None:
    for text in (f"We confirm PO P00101 {english}.", f"Wir bestätigen die Bestellung P00101 {german}."):
        reading = read(text, ORDER)

        assert reading.needs_review or reading.exceptions
        assert not reading.confirmed or reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "Our order confirmation for PO P00101 was sent in error.",
        "Unsere Auftragsbestätigung zur Bestellung P00101 wurde irrtümlich versandt.",
        "P00101 was shipped today. Half of it will come in January.",
        "P00101 wurde heute versandt. Die Sendung ist nicht vollständig.",
        "We confirm P00101 for 9 December 2026. Lead time is 12 weeks.",
        "Wir bestätigen P00101 zum 09.12.2026. Die Lieferzeit beträgt 12 Wochen.",
        "P00101 will be delivered on 9 December 2026. Half of it will come in January.",
        "P00101 kommt am 09.12.2026 zu Ihnen. Die Hälfte kommt im Januar.",
    ],
)
def test_what_is_taken_back_or_said_beside_goods_sent_or_another_day_is_asked_back(text: str) -> None:
    assert read(text, ORDER).needs_review


@pytest.mark.parametrize(
    "text",
    [
        "P00101 line 1: Total 275.00 EUR.",
        "P00101 Pos. 1: Gesamtbetrag 275,00 EUR",
        "P00101 line 1: min. charge 50 EUR applies.",
        "P00101 line 1: the minimum order quantity is 500 pcs.",
        "P00101 Pos. 1: Die Mindestbestellmenge beträgt 500 Stück.",
    ],
)
def test_a_total_a_charge_and_a_minimum_are_no_proposal(text: str) -> None:
    reading = read(text, ORDER)

    assert reading.needs_review
    assert changes(reading) == []


@pytest.mark.parametrize(
    "text", ["P00101 was shipped today.", "Ihre Bestellung P00101 wurde heute versandt. Vielen Dank!"]
)
def test_goods_that_were_sent_need_no_answer(text: str) -> None:
    reading = read(text, ORDER)

    assert reading.intent is Intent.DISPATCH
    assert not reading.needs_review


def test_the_sentence_is_quoted() -> None:
    [problem] = read(f"{ENGLISH} A few of them are still with our galvaniser.", ORDER).problems

    assert problem.code == "sentence_not_understood"
    assert "A few of them are still with our galvaniser." in problem.text
    assert problem.evidence is not None


HARMLESS = [
    ("Thank you for your order.", "Vielen Dank für Ihre Bestellung."),
    (
        "Many thanks for your order dated 2 November 2026.",
        "Herzlichen Dank für Ihren Auftrag vom 02.11.2026.",
    ),
    (
        "If you have any questions please do not hesitate to contact us.",
        "Bei Rückfragen stehen wir Ihnen gerne zur Verfügung.",
    ),
    ("Any questions? Just give me a call.", "Bei Fragen rufen Sie mich gerne an."),
    ("Our order number is SO-48817.", "Unsere Auftragsnummer lautet 26-30417."),
    ("Your customer no. 20456", "Ihre Kundennummer: 20456"),
    (
        "Quantity: 100 pcs\nUnit price: 2.50 EUR\nTotal: 250.00 EUR",
        "Menge: 100 Stück\nEinzelpreis: 2,50 EUR\nGesamt: 250,00 EUR",
    ),
    ("Payment terms: 30 days net.", "Zahlungsbedingungen: 30 Tage netto."),
    ("Payment: 14 days 2% discount, 30 days net.", "Zahlung: 14 Tage 2 % Skonto, 30 Tage netto."),
    ("Delivery: DAP Bremen, Incoterms 2020.", "Lieferung: DAP Bremen, Incoterms 2020."),
    ("All prices are net plus VAT.", "Alle Preise verstehen sich netto zuzüglich MwSt."),
    ("Our general terms and conditions apply.", "Es gelten unsere allgemeinen Geschäftsbedingungen."),
    ("You will receive the invoice with the goods.", "Die Rechnung erhalten Sie mit der Ware."),
    (
        "The dispatch note with the tracking number will follow.",
        "Das Versandavis mit der Sendungsnummer folgt.",
    ),
    ("We look forward to working with you.", "Wir freuen uns auf die weitere Zusammenarbeit."),
    ("Have a nice weekend!", "Ein schönes Wochenende!"),
    ("I hope you are well.", "Ich hoffe, es geht Ihnen gut."),
    (
        "This document was created automatically and is valid without signature.",
        "Dieses Schreiben wurde maschinell erstellt und ist ohne Unterschrift gültig.",
    ),
    (
        "Please quote our reference 4711-26 in all correspondence.",
        "Bitte geben Sie bei Rückfragen immer unsere Auftragsnummer 4711-26 an.",
    ),
    ("Shipping mark: P00101 / Bremen", "Versandmarke: P00101 / Bremen"),
    (
        "Sales desk, tel. +44 131 496 0200, sales@bolt.example",
        "Vertrieb, Tel. +49 40 123456, info@bolt.example",
    ),
    ("VAT no. GB 123 4567 89", "USt-IdNr. DE123456789"),
    ("Delivery to your warehouse as requested.", "Lieferung an Ihr Lager wie gewünscht."),
    ("The goods are in stock.", "Die Ware ist auf Lager."),
    ("Everything is fine.", "Alles in Ordnung."),
    ("Nothing has changed.", "Es gibt keine Änderungen."),
    (
        "Thanks\nPetra Lindenau\nBolt & Co Ltd, 12 Mill Road, Leeds LS1 4AB",
        "Danke\nPetra Lindenau\nBolt GmbH, Mühlweg 12, 20095 Hamburg",
    ),
]


@pytest.mark.parametrize(("english", "german"), HARMLESS)
def test_a_harmless_sentence_keeps_nothing_from_being_accepted(english: str, german: str) -> None:
    for text in (
        f"Dear Mr Brandt,\n\n{ENGLISH}\n\n{english}",
        f"Sehr geehrter Herr Brandt,\n\n{german}\n\n{GERMAN}",
        f"Hallo Frau Petersen,\n\n{GERMAN}\n{german}",
    ):
        reading = read(text, ORDER)

        assert problems(reading) == set(), [problem.text for problem in reading.problems]
        assert confirmed(reading) == [1]
        assert not reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your order P00101. We are pleased to confirm it as ordered.",
        "PO P00101 confirmed, delivery 8 December, thanks!",
        "All fine for P00101. 100 pcs, price ok, delivery Tuesday 8 Dec.",
        "We hereby confirm your purchase order P00101 of 2 November 2026 in full. Date: 8 December 2026.",
        "P00101 well received with thanks! We confirm same as your PO, 100pcs, EUR2.50/pc, delivery 8 Dec.",
        "gerne bestätigen wir die Bestellung P00101 vom 2.11.2026 wie folgt:\n"
        "Pos. 1: 100 Stück zu 2,50 EUR, Liefertermin 08.12.2026.",
        "Ihre Bestellung P00101 geht in Ordnung, wir liefern wie gewünscht am 8.12. an Ihr Lager.",
        "hiermit bestätigen wir Ihre Bestellung Nr. P00101 in allen Punkten. Lieferung erfolgt pünktlich.",
        "Anbei die Bestätigung: P00101 wird wie bestellt bestätigt, Termin: Dienstag, 08.12.2026.",
    ],
)
def test_a_plain_confirmation_is_accepted(text: str) -> None:
    reading = read(text, ORDER)

    assert problems(reading) == set(), [problem.text for problem in reading.problems]
    assert confirmed(reading) == [1]
    assert not reading.needs_review
