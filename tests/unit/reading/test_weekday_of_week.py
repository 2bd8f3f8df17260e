"""A weekday beside a week or a span: the day of that week, or asked back where it may be of either."""

from __future__ import annotations

from datetime import date

import pytest
from reading_builders import changes, confirmed, problems, read

WRITTEN = "mails are written on Friday 20 November 2026, and Wednesday 9 December, in week 50, is agreed"


@pytest.mark.parametrize(
    "text",
    [
        "Delivery Thursday in two weeks",
        "Delivery on Thursday in two weeks",
        "Delivery in two weeks on Thursday",
        "Delivery Thu in 2 weeks",
        "Delivery on Thursday week",
        "Delivery a week on Thursday",
        "Delivery two weeks from Thursday",
        "Delivery will be Thursday fortnight",
        "Delivery the week after next on Thursday",
        "Lieferung am Donnerstag in zwei Wochen",
        "Lieferung in zwei Wochen am Donnerstag",
        "Lieferung Do. in zwei Wochen",
        "Lieferung Donnerstag in 14 Tagen",
        "Lieferung übernächste Woche Donnerstag",
        "Lieferung am übernächsten Donnerstag",
        "Lieferung Dienstag oder Mittwoch KW 50",
    ],
)
def test_a_weekday_beside_a_span_that_may_mean_two_days_is_asked_back(text: str) -> None:
    reading = read(f"P00325: {text}")

    assert problems(reading) == {"date_vague"}, WRITTEN
    assert changes(reading) == []


@pytest.mark.parametrize(
    "text",
    [
        "Delivery Thursday next week",
        "Delivery on Thursday of next week",
        "Delivery next week on Thursday",
        "Lieferung am Donnerstag nächster Woche",
        "Lieferung am Donnerstag der nächsten Woche",
        "Lieferung nächste Woche Donnerstag",
        "Lieferung Do nächste Woche",
    ],
)
def test_a_weekday_of_next_week_is_that_day(text: str) -> None:
    reading = read(f"P00325: {text}")

    assert changes(reading) == [(1, "date", date(2026, 11, 26))], WRITTEN
    assert problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Delivery Wednesday week 50",
        "Delivery week 50, Wednesday",
        "Lieferung Mittwoch KW 50",
        "Lieferung KW 50 (Mittwoch)",
        "Lieferung am Mittwoch in KW 50",
    ],
)
def test_a_weekday_of_a_calendar_week_is_that_day(text: str) -> None:
    reading = read(f"P00325: {text}")

    assert confirmed(reading) == [1], WRITTEN
    assert changes(reading) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Delivery Friday in two weeks", date(2026, 12, 4)),
        ("Lieferung Freitag in zwei Wochen", date(2026, 12, 4)),
        ("Lieferung am Freitag in KW 50", date(2026, 12, 11)),
        ("Lieferung so in KW 50", date(2026, 12, 11)),
        ("Delivery tomorrow, Saturday", date(2026, 11, 21)),
    ],
)
def test_a_weekday_that_is_the_day_of_the_week_anyway_changes_nothing(text: str, day: date) -> None:
    assert changes(read(f"P00325: {text}")) == [(1, "date", day)], WRITTEN
