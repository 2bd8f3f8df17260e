"""Confirmations as suppliers write them, with all that people write beside: accepted without a question."""

from __future__ import annotations

import pytest
from reading_builders import confirmed, problems, read
from test_every_sentence import ORDER

MAILS = [
    """\
Dear Ms Petersen,

Thank you for your purchase order P00101, which we are happy to confirm as follows:

Item: BC-001-X Steel hinge 60 mm
Quantity: 100 pcs
Price: EUR 2.50 / pc
Delivery date: 08/12/2026
Delivery terms: DAP Hamburg
Payment terms: 30 days net

Should you have any further questions, please feel free to contact us.
""",
    """\
Hi Jana,

PO P00101 is confirmed. Goods will be with you on Tuesday 8 December.

Have a great day
Fiona
""",
    """\
Hello,

your order P00101 has been accepted. Expected delivery: 8 Dec 2026. You can track your order in our web shop.
""",
    """\
Dear customer,

This is to confirm your order P00101. All items will be delivered on time. Our sales team is at your
disposal for any questions.
Please find our order confirmation attached.
""",
    """\
Good morning Jana

All good with P00101, price and date as per your PO.

Thanks and have a nice day!
Tom
""",
    """\
Dear Purchasing Team,

We acknowledge your PO P00101 dated 2 November 2026 and accept it without changes. We will notify you once
the goods have been dispatched.
""",
    """\
Hi,

confirmed, thanks. P00101 ships complete on 8 December.
""",
    """\
Dear Jana,
hope you had a good weekend. I can confirm P00101 for 8 December 2026. Let me know if you need anything else.
""",
    """\
We confirm the order P00101. Delivery address: Weserland Handelskontor GmbH, Hafenstr. 12, 28217 Bremen.
""",
    """\
Sehr geehrte Frau Petersen,

vielen Dank für Ihre Bestellung P00101 vom 02.11.2026. Wir bestätigen Ihnen diese wie folgt:

Artikel: BC-001-X
Menge: 100 Stück
Preis: 2,50 EUR/Stück
Liefertermin: 08.12.2026
Zahlungsbedingungen: 14 Tage netto
Lieferbedingung: frei Haus

Für Rückfragen stehen wir Ihnen gerne zur Verfügung.
""",
    """\
Hallo Jana,

P00101 passt so, Lieferung kommt am 08.12. bei euch an.

Schönen Tag noch
Sven
""",
    """\
Guten Tag,

wir nehmen Ihren Auftrag P00101 dankend an und liefern termingerecht am 08.12.2026. Unsere Auftragsnummer:
2611-0502. Bitte bei Schriftverkehr angeben.
""",
    """\
Sehr geehrte Damen und Herren,

Ihre Bestellung P00101 haben wir erhalten und bestätigen diese hiermit. Der Liefertermin 08.12.2026 wird
eingehalten. Sobald die Ware unser Haus verlässt, erhalten Sie eine Versandanzeige.
""",
    """\
Moin Frau Petersen,

alles klar, P00101 ist bestätigt. Ware kommt wie gewünscht am 8. Dezember per Spedition.
""",
    """\
Sehr geehrter Herr Brandt,

hiermit bestätigen wir Ihnen Ihre Bestellung P00101 zu den genannten Preisen und Terminen. Es gelten
unsere allgemeinen Verkaufs- und Lieferbedingungen. Alle Preise zzgl. gesetzl. MwSt.
""",
    """\
Hallo Herr Brandt,

P00101 geht klar. Lieferung 8.12., Rechnung kommt wie immer per Mail.
""",
    """\
Hi Thomas,

thanks for the PO. P00101 confirmed for delivery 8 December at EUR 2.50 each.

Best
Cindy
""",
    """\
Dear Jana,

Please accept this e-mail as confirmation of your order P00101. The goods will be dispatched to arrive on
8 December 2026.

If anything is unclear please give me a ring on 0131 496 0200.
""",
    """\
Dear Sirs,

in reply to your purchase order P00101 we confirm all terms and conditions stated therein. Delivery date 8
December 2026, ex works.
Our bank details are shown on the invoice.
""",
    """\
Hello Thomas, order P00101 is booked in for 8 December 2026 as requested. Kindly let me know if you
require anything further.
""",
    """\
Good afternoon,

Thank you for your continued business. Your order P00101 is confirmed as below:
- 100 pcs BC-001-X
- EUR 2.50 per pc, total EUR 250.00
- delivery 8 December 2026

We appreciate your business.
""",
    """\
Dear all,

we are pleased to confirm the above order in full. P00101 will be delivered to your Bremen warehouse on
Tuesday, 8th December 2026, between 8 am and 4 pm.
""",
    """\
Order acknowledgement

Customer order: P00101
Customer number: 20456
Date: 20.11.2026
Contact: Petra Lindenau
Phone: +44 131 496 0200

We confirm your order P00101, delivery 8 December 2026.
This is a system generated e-mail.
""",
    """\
Hi Jana, just to confirm P00101 is all in hand and will be with you on the 8th December.
""",
    """\
Sehr geehrte Frau Petersen,

wir bedanken uns für Ihren Auftrag und bestätigen P00101 gemäß Ihrer Bestellung. Liefertermin: 08.12.2026
(Anlieferung bei Ihnen). Bei Fragen wenden Sie sich bitte an Frau Wünsche, Tel. 030 23125 114.
""",
    """\
Hallo Frau Petersen,

Ihre Bestellung P00101 ist bei uns eingegangen und wird wie gewünscht zum 08.12.2026 geliefert. Vielen Dank!
""",
    """\
Guten Tag Herr Brandt,

hiermit erhalten Sie die Auftragsbestätigung zu P00101. Preis 2,50 EUR, Termin 08.12.2026, Menge 100
Stück. Wir freuen uns auf Ihre weiteren Aufträge.
""",
    """\
Auftragsbestätigung

Ihre Bestellung: P00101
Kundennummer: 10231
Datum: 20.11.2026
Bearbeiter: Frau Wünsche

Wir bestätigen Ihre Bestellung P00101 zum 08.12.2026.
Bitte prüfen Sie diese Auftragsbestätigung.
""",
    """\
Moin,

P00101 bestätigen wir euch gern zum 8.12. Preis und Menge passen.
""",
    """\
Hallo Jana,
Bestellung P00101 bestätigt: 100 Stück, 2,50 EUR, 08.12.2026.
LG Sven
""",
    """\
Guten Morgen,

wir bestätigen P00101 wie bestellt. Die Ware wird am 08.12.2026 durch unsere Spedition zugestellt, der
Fahrer meldet sich vorher telefonisch.
""",
    """\
Hello Thomas,

PO P00101 received and confirmed. We'll deliver on 8 December as agreed.

Kind regards
""",
    """\
Dear Jana,

many thanks for sending over PO P00101. Happy to confirm price and delivery date (8 December).

Speak soon,
Helen
""",
    """\
Dear Mr Brandt,

Please be advised that your order P00101 has been confirmed by our factory for delivery on 8 December 2026.
""",
    """\
Hi,

we confirm your order P00101 as per attached purchase order. Shipping will be arranged by our logistics
department.
""",
    """\
Good day,

P00101 - confirmed with thanks. Delivery 08.12.2026. Our ref: 55-1201.

Please consider the environment before printing.
""",
    """\
Dear customer,

we are glad to confirm your order P00101. 100 pcs hinges will arrive at your warehouse on 8 December 2026.
Please have your PO number ready when calling us.
""",
    """\
Sehr geehrte Frau Petersen,

besten Dank für die Bestellung P00101, die wir hiermit bestätigen. Die Auslieferung erfolgt am 08.12.2026
mit DHL.
""",
    """\
Hallo zusammen,

Bestellung P00101 ist angekommen und bestätigt, Liefertermin 08.12. passt.

Viele Grüße
Nadine
""",
    """\
Sehr geehrter Herr Brandt,

wir haben Ihre Bestellung P00101 unter der Auftragsnummer 2611-0502 erfasst und bestätigen Ihnen den
Liefertermin 08.12.2026. Die Preise entsprechen Ihrer Bestellung.
""",
    """\
Hallo Herr Brandt,
kurze Bestätigung zu P00101: geht am 8.12. wie bestellt bei Ihnen ein.
""",
    """\
Sehr geehrte Damen und Herren,

zu Ihrer Bestellung P00101 bestätigen wir Menge, Preis und Termin. Den Lieferschein legen wir der Ware bei.
""",
]


@pytest.mark.parametrize("text", MAILS)
def test_a_confirmation_with_all_that_people_write_beside_is_accepted(text: str) -> None:
    reading = read(text, ORDER)

    assert problems(reading) == set(), [problem.text for problem in reading.problems]
    assert confirmed(reading) == [1]
    assert not reading.needs_review
