"""A confirmation whose day, quantity or price stands elsewhere: in an attachment, a call, another mail."""

from __future__ import annotations

import pytest
from reading_builders import THREE_LINES, a_line, an_order, changes, confirmed, problems, read


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325, dates as per attached.",
        "Confirmed P00325. Dates as per attached.",
        "P00325 confirmed, delivery dates see attachment.",
        "We confirm P00325. For the delivery dates please see the attached PDF.",
        "P00325 confirmed, date as discussed by phone.",
        "We confirm P00325 as discussed by phone.",
        "We confirm P00325, date as agreed on the phone.",
        "We confirm P00325, prices as discussed.",
        "We confirm P00325 as agreed in our call.",
        "We confirm P00325. Dates can be found in our portal.",
        "We confirm P00325, you will find the delivery dates on our website.",
        "We confirm P00325 as per my e-mail of Monday.",
        "We confirm P00325, delivery date as per our previous mail.",
        "We confirm P00325 as already advised.",
        "We confirm P00325, prices as per our quotation.",
        "We confirm P00325 as per attached order confirmation.",
        "P00325 confirmed as attached.",
        "P00325 confirmed, see attached.",
        "We confirm P00325. Delivery as per attached schedule.",
        "Order P00325 confirmed. The dates are in the attached file.",
        "We confirm P00325, dates attached.",
        "We confirm P00325 according to our offer 4711.",
        "P00325: confirmed, price as per our price list.",
        "We confirm P00325 as told to your colleague.",
        "We confirm P00325. Delivery as discussed with Mr Miller.",
        "We confirm P00325. Delivery date as communicated last week.",
        "We confirm P00325, delivery as agreed yesterday.",
        "We confirm P00325 as per our phone call on 9 November 2026.",
        "We confirm P00325 as discussed on 9 November 2026.",
        "We confirm P00325. Attached you will find the delivery dates.",
        "We confirm P00325, quantities per the attached list.",
        "We confirm P00325. The prices are shown in the attached quotation.",
        "Wir bestätigen P00325, Termin wie telefonisch besprochen.",
        "Wir bestätigen P00325 wie telefonisch besprochen.",
        "Wir bestätigen P00325, Termine siehe Anlage.",
        "P00325 bestätigt, Liefertermine siehe Anhang.",
        "Wir bestätigen P00325. Die Termine entnehmen Sie bitte der Anlage.",
        "Wir bestätigen P00325. Die Liefertermine finden Sie in unserem Portal.",
        "Wir bestätigen P00325 gemäß unserem Telefonat.",
        "Wir bestätigen P00325, Preise wie besprochen.",
        "Wir bestätigen P00325 wie mit Herrn Müller besprochen.",
        "Wir bestätigen P00325, Liefertermin gemäß meiner Mail vom Montag.",
        "Wir bestätigen P00325 wie bereits mitgeteilt.",
        "Wir bestätigen P00325 laut beigefügter Auftragsbestätigung.",
        "Wir bestätigen P00325. Lieferung nach Absprache.",
        "Wir bestätigen P00325, Preise gemäß Angebot.",
        "Wir bestätigen P00325 gemäß unserem Angebot vom 9.11.2026.",
        "Wir bestätigen P00325. Anbei die Liefertermine.",
        "Wir bestätigen P00325 wie am 9.11.2026 telefonisch besprochen.",
        "Wir bestätigen P00325 wie gestern vereinbart.",
        "Wir bestätigen P00325 wie telefonisch vereinbart.",
        "Wir bestätigen P00325, Termin wie am Telefon vereinbart.",
        "Wir bestätigen P00325. Termine liegen bei.",
        "Wir bestätigen P00325, siehe Anhang.",
        "Wir bestätigen P00325. Termin laut Telefonat.",
        "Wir bestätigen P00325. Lieferung gemäß unserem Angebot vom 9.11.2026.",
        "P00325 bestätigt. Termin wie gehabt lt. Telefonat.",
        "Bestellung P00325 bestätigt. Termin: wie besprochen.",
        "We confirm P00325. Date: as discussed.",
        "We confirm P00325. Delivery: see attachment.",
        "Wir bestätigen P00325. Liefertermin: siehe AB.",
    ],
)
def test_a_confirmation_of_what_stands_elsewhere_is_asked_back(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert problems(reading) & {"told_elsewhere", "sentence_not_understood"}, text
    assert reading.question
    assert changes(reading) == []


@pytest.mark.parametrize(
    "text",
    [
        "Confirmed P00325 as per your order.",
        "We confirm P00325 as ordered.",
        "We confirm P00325 as agreed.",
        "We confirm P00325 as requested.",
        "We confirm P00325 according to your purchase order.",
        "We confirm your order P00325. Please find attached our order confirmation.",
        "We confirm P00325 as per attached purchase order.",
        "We confirm P00325 for 9 December 2026 as discussed by phone.",
        "As discussed in our call we confirm P00325 for 9 December 2026.",
        "We confirm P00325. Please find our order confirmation attached.",
        "We confirm P00325 as per your e-mail of 9 November 2026, delivery as ordered.",
        "We confirm P00325. You will receive the tracking number by e-mail.",
        "We confirm P00325. If you have questions, give us a call.",
        "We confirm P00325. Enclosed our order confirmation.",
        "We confirm P00325. Delivery on 9 December 2026, order confirmation attached.",
        "We confirm P00325. Thank you for your call.",
        "We confirm P00325. Your order has been entered in our system.",
        "We confirm all prices, quantities and dates of P00325 with this e-mail.",
        "We confirm P00325 as stated in your order.",
        "We confirm P00325, delivery date 9 December 2026, see attached order confirmation.",
        "Wir bestätigen P00325 gemäß Ihrer Bestellung.",
        "Wir bestätigen P00325 wie bestellt.",
        "Wir bestätigen P00325 wie vereinbart.",
        "Wir bestätigen P00325. Anbei unsere Auftragsbestätigung.",
        "Wir bestätigen P00325 gemäß Ihrer E-Mail vom 9.11.2026.",
        "Wir bestätigen P00325 zum 9.12.2026 wie telefonisch besprochen.",
        "Wir bestätigen P00325. Im Anhang finden Sie unsere Auftragsbestätigung.",
        "Wir bestätigen Termine, Mengen und Preise Ihrer Bestellung P00325.",
        "Wir bestätigen P00325 wie gewünscht.",
        "Wir bestätigen P00325. Die Sendungsnummer erhalten Sie per E-Mail.",
        "Wir bestätigen P00325. Lieferung wie geplant.",
        "Wie telefonisch besprochen bestätigen wir P00325 zum 9.12.2026.",
        "Wir bestätigen P00325. Termin und Preise wie in Ihrer Bestellung angegeben.",
        "Danke für das Telefonat. Wir bestätigen P00325.",
    ],
)
def test_a_confirmation_as_ordered_or_with_its_own_day_stands(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert problems(reading) == set(), text
    assert confirmed(reading) == [1, 2, 3]


@pytest.mark.parametrize(
    "subject", ["P00325 confirmed, dates as per attached", "Bestätigung P00325, Termine wie besprochen"]
)
def test_a_subject_that_points_elsewhere_is_asked_back(subject: str) -> None:
    reading = read("We confirm your order P00325.", THREE_LINES, subject=subject)

    assert problems(reading) == {"subject_not_understood"}


@pytest.mark.parametrize(
    "text",
    [
        "P00325 line 1 will be delivered on 17 December 2026. Prices as discussed on the phone.",
        "P00325 Position 1 kommt am 17.12.2026. Preise siehe Anlage.",
    ],
)
def test_a_change_beside_what_stands_elsewhere_is_left_open(text: str) -> None:
    reading = read(text, an_order("P00325", a_line()))

    assert reading.left_open
