"""What every buyer understands at once is read without asking: names, arrows, journeys, packs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import a_line, an_order, changes, confirmed, problems, read

from crossdock.domain.reading import DateBasis, Reading
from crossdock.reading.mail.language import language_of

AGREED = date(2026, 12, 8)
HINGES = an_order("P00020", a_line(quantity=Decimal(100), date_planned=AGREED), currency="EUR")
THREE = an_order(
    "P00012",
    *(
        a_line(number, supplier_sku=f"LIN-{number}00", quantity=Decimal(100 * number), date_planned=AGREED)
        for number in (1, 2, 3)
    ),
)


def _is_plainly_confirmed(reading: Reading) -> bool:
    return confirmed(reading) == [1] and changes(reading) == [] and problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Hello,\n\nP00020 is confirmed.\n\nPetra",
        "Hello,\n\nP00020 is confirmed.\n\n/Petra",
        "P00020 confirmed.\n\nHans",
        "P00020 ok.\n\nAndrew Miller",
        "Hallo,\n\nP00020 ist bestätigt.\n\nMit freundlichen Grüßen\nPetra Lindenau",
        "Guten Tag,\n\nP00020 bestätigt.\n\nMfG",
        "P00020 hiermit bestätigt.",
        "P00020: wird bestätigt.",
        "P00020 geht klar.\n\nGrüße\nHans",
        "Moin,\n\nP00020 passt so.\n\nLG Sabine",
    ],
)
def test_a_short_confirmation_with_a_name_below_is_one(text: str) -> None:
    assert _is_plainly_confirmed(read(text, HINGES))


@pytest.mark.parametrize("word", ["Provisional", "Half", "Storniert", "Cancelled", "January", "/Cancelled"])
def test_a_lone_word_that_is_no_name_confirms_nothing_more(word: str) -> None:
    reading = read(f"P00020 is confirmed.\n\n{word}", HINGES)

    assert reading.needs_review or changes(reading)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("P00020 bestätigt.", "de"),
        ("Guten Tag, MfG", "de"),
        ("Menge neu 80 Stück", "de"),
        ("P00020 confirmed.", "en"),
        ("ok", "en"),
        ("Votre commande est confirmée", "fr"),
    ],
)
def test_a_text_of_few_small_words_is_known_by_its_terms_of_trade(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("P00020 will leave our warehouse on 8 December and arrive on 11 December.", 11),
        ("P00020: ETD 8 December, ETA 20 December.", 20),
        ("P00020 ships on 8 December and reaches you on 10 December.", 10),
        ("P00020: Versand am 08.12., Ankunft bei Ihnen am 14.12.", 14),
        ("P00020 verlässt unser Werk am 15.12. und ist am 18.12. bei Ihnen.", 18),
    ],
)
def test_of_a_journey_the_day_of_arrival_is_the_lines(text: str, day: int) -> None:
    reading = read(text, HINGES)

    assert changes(reading) == [(1, "date", date(2026, 12, day))]
    assert reading.changes[0].basis is DateBasis.ARRIVAL
    assert problems(reading) == set()


def test_a_journey_that_ends_on_the_agreed_day_confirms_it() -> None:
    text = "P00020 will be shipped on 4 December to arrive with you on 8 December."

    assert _is_plainly_confirmed(read(text, HINGES))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("P00020: 8 Dec -> 15 Dec", 15),
        ("P00020: 08.12. => 17.12.", 17),
        ("P00020: 8 December becomes 17 December.", 17),
        ("P00020: aus dem 08.12. wird der 17.12.", 17),
        ("P00020: statt 08.12. nun 15.12.", 15),
        ("P00020 kommt nicht am 08.12., sondern am 15.12.", 15),
        ("P00020 kommt eine Woche früher.", 1),
        ("P00020 wird um drei Tage vorgezogen.", 5),
        ("P00020 will come three days earlier.", 5),
        ("P00020: it'll be with you a day earlier, on Monday 7 December.", 7),
        ("P00020 comes two working days earlier.", 4),
    ],
)
def test_a_day_that_takes_anothers_place_is_the_new_one(text: str, day: int) -> None:
    reading = read(text, HINGES)

    assert changes(reading) == [(1, "date", date(2026, 12, day))]
    assert problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "P00020: 100 x 2.50 = 250.00 EUR, delivery 8 Dec 2026",
        "P00020: 100 pcs x 2.50 EUR = 250.00 EUR, delivery 8 December 2026.",
        "We confirm P00020: 4 cartons of 25 pcs, delivery 8 December.",
        "Wir bestätigen P00020: 5 Kartons à 20 Stück, Lieferung 08.12.",
        "P00020 is back on schedule for 8 December.",
    ],
)
def test_what_was_ordered_in_other_words_is_confirmed(text: str) -> None:
    assert _is_plainly_confirmed(read(text, HINGES))


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00020: 3 cartons of 25 pcs, delivery 8 December.",
        "P00020: 100 x 2.60 = 260.00 EUR, delivery 8 Dec 2026",
    ],
)
def test_a_pack_or_a_product_that_comes_to_something_else_is_not(text: str) -> None:
    reading = read(text, HINGES)

    assert reading.needs_review or changes(reading)


@pytest.mark.parametrize(
    "rows",
    [
        "LIN-100: confirmed\nLIN-200: delayed to 20 December\nLIN-300: confirmed",
        "- LIN-100 ok\n- LIN-200 20 December\n- LIN-300 ok",
        "Pos. 1: bestätigt\nPos. 2: 20.12.\nPos. 3: bestätigt",
    ],
)
def test_a_list_of_lines_says_of_each_its_own(rows: str) -> None:
    reading = read(f"P00012:\n{rows}", THREE)

    assert changes(reading) == [(2, "date", date(2026, 12, 20))]
    assert confirmed(reading) == [1, 3]


@pytest.mark.parametrize(
    "text",
    [
        "P00020: Den Termin 08.12.2026 können wir halten.",
        "P00020: Den Termin können wir halten.",
        "P00020: es bleibt beim 8.12.",
        "For P00020 we can make 8 December.",
        "P00020 still 8 December.",
        "For P00020 we can meet the date.",
        "P00020 confirmed. All other terms as per your order.",
    ],
)
def test_a_day_that_is_kept_is_confirmed(text: str) -> None:
    reading = read(text, HINGES)

    assert (confirmed(reading), problems(reading)) == ([1], set())


@pytest.mark.parametrize(
    "text",
    [
        "P00020: Den Termin können wir nicht halten.",
        "P00020: den Termin können wir nur halten, wenn Sie heute zahlen.",
        "For P00020 we can not make 8 December.",
        "We can meet the date for P00020 only for 50 pcs.",
        "P00020: we doubt that we can meet the date.",
        "P00020: Wir hoffen, den Termin halten zu können.",
    ],
)
def test_a_day_that_may_not_be_kept_is_asked_back(text: str) -> None:
    assert problems(read(text, HINGES))
