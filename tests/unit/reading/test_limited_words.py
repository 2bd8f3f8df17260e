"""What a mail denies, limits or announces is never taken for a plain confirmation, and never lost."""

from __future__ import annotations

from datetime import date

import pytest
from reading_builders import THREE_LINES, alerts, changes, confirmed, problems, read

from crossdock.domain.reading import Intent

LIMITED = [
    ("We confirm P00325 except line 2, which we cannot deliver.", "excepted"),
    ("We confirm P00325 except the delivery date.", "excepted"),
    ("We confirm all of P00325 apart from line 2.", "excepted"),
    ("We confirm P00325 with line 2 excluded.", "excepted"),
    ("Wir bestätigen P00325 außer Position 2.", "excepted"),
    ("Wir bestätigen P00325 mit Ausnahme von Position 2, die wir nicht liefern können.", "excepted"),
    ("Wir bestätigen die Bestellung P00325 bis auf Position 2.", "excepted"),
    ("Wir bestätigen P00325 mit Einschränkungen.", "excepted"),
    ("Without line 2 we confirm P00325.", "denied"),
    ("We confirm that we cannot deliver P00325 line 2.", "denied"),
    ("We confirm P00325 but not line 2.", "denied"),
    ("We confirm P00325. We cannot deliver line 2.", "denied"),
    ("Your order P00325 is confirmed. Unfortunately line 2 cannot be supplied.", "denied"),
    ("Your order P00325 is confirmed. The goods of line 2 sank with the ship.", "denied"),
    ("P00325: all ok, only line 2 we have to drop.", "denied"),
    ("We confirm lines 1 and 3 of P00325. Line 2 cannot be confirmed.", "denied"),
    ("Wir bestätigen Ihnen, dass P00325 Position 2 nicht geliefert werden kann.", "denied"),
    ("Ihre Bestellung P00325 ist bestätigt. Position 2 fällt leider weg.", "denied"),
    ("Wir bestätigen P00325, Position 2 entfällt.", "denied"),
    ("We confirm P00325 subject to raw material availability.", "conditional"),
    ("We confirm P00325 provided that you pay in advance.", "conditional"),
    ("We confirm P00325 once payment is received.", "conditional"),
    ("Wir bestätigen P00325 vorbehaltlich der Selbstbelieferung.", "conditional"),
    ("Wir bestätigen P00325, vorausgesetzt Sie zahlen vorab.", "conditional"),
    ("We confirm P00325, quantities may vary by 10%.", "uncertain"),
    ("Confirmed: P00325 line 2, partial delivery.", "parts_do_not_add_up"),
    ("Your order P00325 is confirmed. Line 2: price increase of 10 %.", "price_unclear"),
    ("Ihre Bestellung P00325 ist bestätigt. Die Preise steigen um 10 %.", "price_unclear"),
    ("We confirm P00325. Line 2 is history.", "not_understood"),
]


@pytest.mark.parametrize(("text", "problem"), LIMITED)
def test_a_confirmation_with_a_limit_is_asked_back(text: str, problem: str) -> None:
    reading = read(text, THREE_LINES)

    assert problem in problems(reading)
    assert reading.needs_review
    assert reading.question
    assert problem == "price_unclear" or 2 not in confirmed(reading)


@pytest.mark.parametrize(
    "text",
    [
        "Line 2 of P00325 will not come on 2027-02-10.",
        "Line 2 of P00325 does not arrive before 2027-02-10.",
        "P00325 Position 2 kommt nicht vor dem 10.02.2027.",
        "P00325 line 2: delivery on 2027-02-10 is refused by our carrier.",
        "P00325 line 2: please pay by 2027-02-10.",
        "P00325 line 2: pick-up possible from 2027-02-10.",
        "P00325 line 2 was to arrive on 2027-02-10 but the ship sank.",
        "Line 2 of P00325 is ready in our warehouse 2027-02-10, no transport available.",
    ],
)
def test_a_date_that_is_denied_or_of_something_else_is_no_promise(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert changes(reading) == []
    assert confirmed(reading) == []
    assert reading.needs_review


def test_an_excuse_beside_a_day_asks_nothing_back() -> None:
    text = "Our supplier of raw material let us down. Line 2 of P00325 will be delivered on 2027-02-10."
    reading = read(f"Dear Bea,\n\nunfortunately {text}\n\nWe are sorry for the trouble.", THREE_LINES)

    assert changes(reading) == [(2, "date", date(2027, 2, 10))]
    assert problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Line 2 of P00325 will not be delivered on time but on 2027-02-10.",
        "P00325: wir können Position 2 nicht pünktlich liefern, neuer Termin 10.02.2027.",
    ],
)
def test_what_comes_in_place_of_the_denied_day_is_read(text: str) -> None:
    assert changes(read(text, THREE_LINES)) == [(2, "date", date(2027, 2, 10))]


@pytest.mark.parametrize(
    "text",
    [
        "We confirm that line 2 of P00325 will be late.",
        "We confirm P00325, however line 2 is delayed.",
        "We can confirm all lines of P00325 but line 2 is out of stock.",
        "Your order P00325 is confirmed. Line 2 is on back order.",
        "We confirm P00325 line 2 not before 2026-12-09.",
        "We confirm P00325 line 2, delivery at the earliest 2026-12-09.",
        "We confirm P00325 line 2 as ordered, delivery date still open.",
        "Wir bestätigen, dass sich Position 2 von P00325 verspätet.",
        "Wir bestätigen die Bestellung P00325. Position 2 ist leider ausverkauft.",
        "We have received your order P00325. Line 2 is sold out.",
        "Wir bestätigen den Eingang Ihrer Bestellung P00325. Position 2 verspätet sich leider.",
    ],
)
def test_a_confirmation_does_not_settle_the_delay_beside_it(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert alerts(reading) == {("supplier_delay", 2)}
    assert 2 not in confirmed(reading)
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "We confirm that P00325 will be late.",
        "Wir bestätigen, dass sich P00325 verspätet.",
        "We confirm order P00325. Delivery date will be advised.",
        "Wir bestätigen P00325. Der Liefertermin wird noch mitgeteilt.",
    ],
)
def test_a_whole_order_that_is_late_is_confirmed_in_no_line(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert alerts(reading) == {("supplier_delay", line) for line in (1, 2, 3)}
    assert confirmed(reading) == []
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "We confirm receipt of your order P00325.",
        "We hereby acknowledge receipt of P00325.",
        "Hiermit bestätigen wir den Eingang Ihrer Bestellung P00325.",
        "Vielen Dank für Ihre Bestellung P00325. Wir bestätigen den Erhalt.",
        "Wir haben Ihre Bestellung P00325 erhalten und bestätigen den Eingang.",
    ],
)
def test_a_mere_receipt_confirms_nothing_and_needs_nobody(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert (confirmed(reading), changes(reading), alerts(reading)) == ([], [], set())
    assert reading.intent is Intent.AUTO_REPLY
    assert not reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325. Please do not hesitate to contact us if you have any questions.",
        "We confirm P00325, no changes.",
        "Order no. P00325 is confirmed, no problem.",
        "We confirm P00325 without exception.",
        "We confirm P00325, delivery no later than 9 December.",
        "We confirm P00325, all prices excluding VAT.",
        "Sorry for the delayed reply. We confirm P00325.",
        "We confirm P00325 and will deliver without delay.",
        "Wir bestätigen P00325. Bei Fragen zögern Sie bitte nicht, uns anzurufen.",
        "Wir bestätigen P00325 ohne Änderungen, alle Preise ohne MwSt.",
        "Entschuldigen Sie die verspätete Antwort. Wir bestätigen P00325 wie bestellt.",
    ],
)
def test_an_idle_not_or_if_leaves_a_confirmation_plain(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert confirmed(reading) == [1, 2, 3]
    assert not reading.needs_review


@pytest.mark.parametrize(
    "text",
    ["There is a quality hold on P00325.", "P00325: as discussed, the order confirmation is attached to it."],
)
def test_a_mail_that_wants_to_tell_something_and_of_which_nothing_came_out_is_read_by_people(
    text: str,
) -> None:
    assert "nothing_understood" in problems(read(text, THREE_LINES))


def test_bad_news_about_everything_is_asked_back_once() -> None:
    reading = read("We confirm P00325. The carrier refuses to drive.", THREE_LINES)

    assert [problem.code for problem in reading.problems].count("denied") == 1


def test_bad_news_that_only_tells_of_the_announced_delay_is_not_asked_back() -> None:
    reading = read("Line 2 of P00325 is delayed to 18 December. Sadly we have no steel.", THREE_LINES)

    assert problems(reading) == set()


def test_a_delay_of_everything_is_settled_by_what_is_said_of_a_line() -> None:
    reading = read("Sorry for the delay with P00325. Line 2 is confirmed as ordered.", THREE_LINES)

    assert confirmed(reading) == [2]
    assert alerts(reading) == {("supplier_delay", 1), ("supplier_delay", 3)}


def test_a_cancelled_line_is_not_saved_by_a_day_that_is_said_of_everything() -> None:
    reading = read("We confirm P00325 for 9 December. Line 2 is discontinued.", THREE_LINES)

    assert changes(reading) == [(2, "cancellation", None)]
    assert confirmed(reading) == [1, 3]


def test_a_line_that_is_cancelled_and_promised_at_once_is_asked_back() -> None:
    reading = read("Line 2 of P00325 is discontinued. We deliver line 2 on 9 December.", THREE_LINES)

    assert "contradiction" in problems(reading)
    assert alerts(reading) == {("supplier_cancellation", 2)}


def test_what_waits_for_the_answer_to_a_question_is_no_bad_news_of_its_own() -> None:
    asked = "For the washers of P00325, could you tell us which finish you need?"

    reading = read(f"{asked} We cannot start before we have your answer.", THREE_LINES)

    assert alerts(reading) == {("supplier_question", 2)}
    assert problems(reading) == set()
    assert "denied" in problems(read("P00325 line 2: we cannot start before we know more.", THREE_LINES))
