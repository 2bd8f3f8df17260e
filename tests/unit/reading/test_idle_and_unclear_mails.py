"""Mails that promise nothing change nothing, and what cannot be read for sure is asked back."""

from __future__ import annotations

from datetime import date

import pytest
from reading_builders import (
    THREE_LINES,
    a_line,
    a_mail,
    a_snapshot,
    alerts,
    an_order,
    changes,
    confirmed,
    problems,
    read,
)

from crossdock.domain.reading import Intent


def test_goods_on_their_way_are_no_promise() -> None:
    reading = read("Your order P00325 was shipped today. Tracking number 15503877120946.", THREE_LINES)

    assert reading.intent is Intent.DISPATCH
    assert confirmed(reading) == []
    assert reading.tracking_numbers == ("15503877120946",)


@pytest.mark.parametrize(
    ("_case", "text", "headers", "intent"),
    [
        (
            "absence",
            "I am out of the office until 1 December.",
            {"Auto-Submitted": "auto-replied"},
            Intent.AUTO_REPLY,
        ),
        (
            "receipt",
            "Automatische Eingangsbestätigung zu P00325, noch keine Auftragsbestätigung.",
            {},
            Intent.AUTO_REPLY,
        ),
        ("invoice", "Please find our invoice 4711, payable by 18 December.", {}, Intent.INVOICE),
        ("advert", "20% off all gloves! Unsubscribe here.", {"List-Unsubscribe": "<x>"}, Intent.OTHER),
    ],
)
def test_mails_that_promise_nothing_change_nothing(
    _case: str, text: str, headers: dict[str, str], intent: Intent
) -> None:
    from crossdock.reading.mail.interpret import interpret
    from crossdock.reading.mail.parse import parse

    reading = interpret(parse(a_mail(text, headers=headers)), a_snapshot(), today=date(2026, 11, 23))

    assert reading.intent is intent
    assert (changes(reading), confirmed(reading), alerts(reading)) == ([], [], set())


def test_an_order_that_we_do_not_know_is_unmatched_and_reviewed() -> None:
    reading = read("We confirm your order P00999 as ordered.")

    assert reading.unknown_references == ("P00999",)
    assert alerts(reading) == {("unmatched_message", None)}
    assert reading.needs_review
    assert reading.question


def test_a_product_that_fits_no_line_never_changes_all_of_them() -> None:
    reading = read("The gaskets of P00325 are delayed to 18 December.", THREE_LINES)

    assert changes(reading) == []
    assert "line_unknown" in problems(reading)
    assert reading.needs_review


def test_two_lines_that_fit_alike_are_asked_back() -> None:
    order = an_order("P00325", a_line(1, description="Glove size 9"), a_line(2, description="Glove size 10"))

    reading = read("P00325: the glove is delayed to 18 December.", order)

    assert "line_ambiguous" in problems(reading)
    assert reading.needs_review


def test_quoted_terms_count_for_nothing() -> None:
    reading = read("P00325 is fine, we confirm.\n\n> P00325 will be delayed to 18 December.\n", THREE_LINES)

    assert confirmed(reading) == [1, 2, 3]
    assert changes(reading) == []


def test_an_attachment_that_is_not_read_is_never_simply_accepted() -> None:
    from crossdock.reading.mail.interpret import interpret
    from crossdock.reading.mail.parse import parse

    body = (
        "--b\nContent-Type: text/plain\n\nWe confirm P00325 as attached.\n"
        '--b\nContent-Type: application/pdf; name="oc.pdf"\nContent-Disposition: attachment\n\n%PDF\n--b--'
    )
    raw = a_mail(body, content_type='multipart/mixed; boundary="b"')

    reading = interpret(parse(raw), a_snapshot(THREE_LINES), today=date(2026, 11, 23))

    assert "attachment_not_read" in problems(reading)
    assert reading.needs_review


def test_a_language_without_a_table_of_words_is_left_to_a_human() -> None:
    reading = read(
        "Bonjour, nous vous confirmons votre commande P00325 pour la livraison du 9 décembre. Merci"
    )

    assert reading.language == "fr"
    assert reading.purchase_orders == ("P00325",)
    assert reading.needs_review


def test_a_mail_about_our_order_that_makes_no_sense_is_read_by_a_human() -> None:
    reading = read("P00325 and the moon is full tonight.", THREE_LINES)

    assert reading.intent is Intent.OTHER
    assert "nothing_understood" in problems(reading)
    assert reading.needs_review


def test_a_proposal_in_a_question_states_nothing() -> None:
    reading = read("Could you accept P00325 on 18 December instead of 9 December?", THREE_LINES)

    assert changes(reading) == []
    assert reading.intent is Intent.INQUIRY


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        (
            "the agreed date denied",
            "Line 2 of P00325 cannot be delivered on 9 December.",
            "late_without_date",
        ),
        ("out of stock", "The washers of P00325 are out of stock.", "late_without_date"),
        ("under a condition", "P00325: line 2 comes on 18 December if you pay in advance.", "conditional"),
    ],
)
def test_what_is_said_without_a_firm_new_value_is_asked_back(_case: str, text: str, expected: str) -> None:
    reading = read(text, THREE_LINES)

    assert expected in problems(reading)
    assert reading.needs_review
