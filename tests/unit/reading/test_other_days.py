"""A day that cannot be a promise (gone by, or called the agreed one and not ours) is asked back."""

from __future__ import annotations

from datetime import date

import pytest
from reading_builders import PLANNED, THREE_LINES, changes, confirmed, problems, read

WRITTEN = "mails are written on Friday 20 November 2026, and 9 December is agreed"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Line 2 of P00325 is confirmed, delivery 9.11.2026.", []),
        ("We confirm P00325. Line 2: delivery on 9 November 2026.", [1, 3]),
        ("We confirm P00325. Line 2: 9.11.2026", [1, 3]),
        ("We confirm P00325. Line 2 is confirmed for 9.11.2026.", [1, 3]),
        ("We confirm P00325, delivery 2026-11-09.", []),
        ("We confirm P00325 for delivery on 20 November 2026.", []),
        ("We confirm P00325 for 9 December 2026. Line 2 arrives on 9 November 2026.", [1, 3]),
        ("Wir bestätigen P00325. Position 2 kommt am 9.11.2026.", [1, 3]),
        ("Wir bestätigen P00325. Liefertermin: 09.11.2026", []),
        ("Wir bestätigen P00325, Lieferung KW 45/2026.", []),
    ],
)
def test_a_day_gone_by_is_no_day_of_delivery_and_its_line_not_confirmed(text: str, left: list[int]) -> None:
    reading = read(text, THREE_LINES)

    assert problems(reading) == {"date_past"}, WRITTEN
    assert reading.question
    assert changes(reading) == []
    assert confirmed(reading) == left


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325 for 9 December 2026 as discussed on 9 November 2026.",
        "We confirm your order P00325 of 2 November 2026.",
        "We confirm your order P00325 which we received on 9 November 2026.",
        "We confirm P00325 as per your e-mail of 9 November 2026, delivery as ordered.",
        "We confirm P00325.\nOrder date: 9 November 2026",
        "P00325\nConfirmed: 20 November 2026\nWe confirm the order.",
        "We confirm P00325. The goods shipped on 9 November 2026. Delivery is 9 December 2026.",
        "We confirm P00325. The delivery date of 9 November 2026 was moved to 9 December 2026.",
        "Wir bestätigen P00325 zum 9.12.2026 wie am 9.11.2026 telefonisch besprochen.",
        "Wir bestätigen Ihre Bestellung P00325 vom 2.11.2026.",
        "Wir bestätigen Ihre Bestellung P00325 gemäß Ihrer E-Mail vom 9.11.2026.",
    ],
)
def test_a_day_on_which_something_was_done_leaves_a_confirmation_plain(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert problems(reading) == set(), WRITTEN
    assert confirmed(reading) == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We confirm P00325. Agreed delivery date: 12 December 2026.", []),
        ("We confirm P00325. Planned delivery 12 December 2026.", []),
        ("We confirm P00325. Line 2: agreed 9 November 2026.", [1, 3]),
        ("We confirm line 2 of P00325 as ordered, 12.12.2026.", []),
        ("Wir bestätigen P00325. Bestätigter Liefertermin: 12.12.2026", []),
        ("Wir bestätigen P00325 wie bestellt. Geplanter Liefertermin: 12.12.2026", []),
    ],
)
def test_an_agreed_day_that_is_not_ours_is_asked_back(text: str, left: list[int]) -> None:
    reading = read(text, THREE_LINES)

    assert problems(reading) == {"date_other"}, WRITTEN
    assert reading.question
    assert confirmed(reading) == left


@pytest.mark.parametrize(
    "text",
    [
        f"We confirm P00325 with the agreed delivery date {PLANNED:%d %B %Y}.",
        f"Wir bestätigen P00325. Bestätigter Liefertermin: {PLANNED:%d.%m.%Y}",
        "Wir bestätigen P00325. Die Ware kommt am 9.12.2026 statt am 1.12.2026.",
    ],
)
def test_our_agreed_day_or_one_that_another_follows_leaves_a_confirmation_plain(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert problems(reading) == set()
    assert confirmed(reading) == [1, 2, 3]


def test_the_old_day_of_a_delay_is_not_asked_about() -> None:
    reading = read(
        "Line 2 of P00325 was planned for 5 December and is delayed until 18 December.", THREE_LINES
    )

    assert changes(reading) == [(2, "date", date(2026, 12, 18))]
    assert problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "P00325 will now be delivered on Thursday instead of Tuesday.",
        "P00325: delivery moves from Tuesday to Friday.",
        "P00325 kommt am Donnerstag statt am Dienstag.",
    ],
)
def test_a_weekday_beside_another_is_of_no_known_week(text: str) -> None:
    reading = read(text)

    assert changes(reading) == []
    assert reading.needs_review
