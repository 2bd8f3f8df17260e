"""What holds only under a condition, or is changed beside a confirmation, is asked back, never accepted."""

from __future__ import annotations

import pytest
from reading_builders import THREE_LINES, a_line, an_order, changes, confirmed, problems, read

ONE_LINE = an_order("P00325", a_line(1))


@pytest.mark.parametrize(
    "condition",
    [
        "If you pay by Friday, line 2 comes on 5 March.",
        "Provided that you pay by Friday, line 2 comes on 5 March.",
        "Subject to your approval line 2 comes on 9 December 2026.",
        "Unless you object, line 2 comes on 9 December 2026.",
        "Sofern Sie am Freitag zahlen, kommt Position 2 am 5. März.",
        "Falls Sie am Freitag zahlen, kommt Position 2 am 5. März.",
        "Wenn Sie bis Freitag freigeben, liefern wir Position 2 am 9.12.2026.",
    ],
)
def test_what_follows_a_condition_is_no_promise_and_its_line_not_confirmed(condition: str) -> None:
    start = "Wir bestätigen" if "Sie" in condition else "We confirm"
    reading = read(f"{start} P00325. {condition}", THREE_LINES)

    assert "conditional" in problems(reading)
    assert reading.needs_review
    assert changes(reading) == []
    assert confirmed(reading) == [1, 3]


@pytest.mark.parametrize(
    "proviso",
    [
        "This only holds if we receive your payment by Friday.",
        "Subject to material availability.",
        "Provided that the steel arrives in time.",
        "Vorausgesetzt, das Material kommt rechtzeitig.",
    ],
)
def test_a_proviso_in_a_sentence_of_its_own_holds_for_what_was_confirmed(proviso: str) -> None:
    reading = read(f"We confirm P00325 line 1 for 9 December 2026. {proviso}", ONE_LINE)

    assert problems(reading) == {"conditional"}
    assert confirmed(reading) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "Subject to our general terms and conditions.",
        "If you have any questions, call us.",
        "Änderungen vorbehalten.",
    ],
)
def test_a_polite_or_usual_phrase_is_no_proviso(phrase: str) -> None:
    assert confirmed(read(f"We confirm P00325 line 1 for 9 December 2026. {phrase}", ONE_LINE)) == [1]


@pytest.mark.parametrize(
    "polite",
    ["If you have any questions, call me on Friday.", "If you need any help, call us."],
)
def test_a_polite_condition_keeps_a_confirmation_plain(polite: str) -> None:
    reading = read(f"We confirm P00325 as ordered. {polite}", THREE_LINES)

    assert confirmed(reading) == [1, 2, 3]
    assert not reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "Line 2 of P00325 is due for our Rechnung vom 3.4.2027.",
        "Please see line 2 of P00325 and our Rechnung vom 3.4.2027 for it, thank you.",
        "The delivery of line 2 of P00325 is for your Bestellung vom 3.4.2027.",
        "Line 2 of P00325 will nicht arrive on 2027-04-03.",
    ],
)
def test_words_against_a_promise_count_in_a_mail_of_another_language(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert reading.language == "en"
    assert changes(reading) == []
    assert confirmed(reading) == []
