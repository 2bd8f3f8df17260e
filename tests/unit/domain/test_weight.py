"""How heavy a case weighs, and when its owner should look."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from crossdock.domain.weight import impact_of, look_by, next_working_day, priority_of, urgency_of

FRIDAY_NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("_case", "days_left", "gap", "is_lost", "urgency"),
    [
        ("far away and short", 30, 2, False, 1),
        ("nothing known", None, None, False, 1),
        ("earlier than agreed, far away", 30, -20, False, 1),
        ("a week late still waits", 30, 7, False, 1),
        ("over a week late", 30, 8, False, 2),
        ("due in ten days", 10, 1, False, 2),
        ("due in eleven", 11, 1, False, 1),
        ("two weeks late", 30, 14, False, 2),
        ("over two weeks late", 30, 15, False, 3),
        ("due in three days", 3, 1, False, 3),
        ("due in four", 4, 1, False, 2),
        ("overdue", -5, 1, False, 3),
        ("will not come", 60, None, True, 3),
    ],
)
def test_urgency_grows_as_the_date_nears_and_the_gap_widens(
    _case: str, days_left: int | None, gap: int | None, is_lost: bool, urgency: int
) -> None:
    assert urgency_of(days_left=days_left, gap_days=gap, is_lost=is_lost) == urgency


def test_what_may_be_fraud_weighs_most_and_is_looked_at_today() -> None:
    urgency = urgency_of(days_left=None, gap_days=None, is_lost=False, may_be_fraud=True)
    impact = impact_of(affected_orders=0, value_at_risk=None, may_be_fraud=True)

    assert priority_of(urgency=urgency, impact=impact) == 3
    assert look_by(FRIDAY_NOON, urgency=urgency, zone=UTC) == FRIDAY_NOON.date()


@pytest.mark.parametrize(
    ("_case", "orders", "value", "impact"),
    [
        ("no customer waits, little value", 0, "1999.99", 1),
        ("no value known", 0, None, 1),
        ("one customer waits", 1, "10", 2),
        ("worth something", 0, "2000", 2),
        ("several customers wait", 3, "10", 3),
        ("worth a lot", 0, "10000", 3),
    ],
)
def test_impact_grows_with_customers_and_value(
    _case: str, orders: int, value: str | None, impact: int
) -> None:
    at_risk = Decimal(value) if value else None

    assert impact_of(affected_orders=orders, value_at_risk=at_risk) == impact


@pytest.mark.parametrize(
    ("urgency", "impact", "stars"),
    [(1, 1, 0), (1, 2, 1), (2, 1, 1), (2, 2, 2), (1, 3, 2), (3, 1, 2), (2, 3, 3), (3, 2, 3), (3, 3, 3)],
)
def test_priority_is_odoos_stars_from_urgency_and_impact(urgency: int, impact: int, stars: int) -> None:
    assert priority_of(urgency=urgency, impact=impact) == stars


@pytest.mark.parametrize(
    ("_case", "today", "following"),
    [
        ("Monday", "2026-11-23", "2026-11-24"),
        ("Thursday", "2026-11-26", "2026-11-27"),
        ("Friday: over the weekend", "2026-11-27", "2026-11-30"),
        ("Saturday", "2026-11-28", "2026-11-30"),
        ("Sunday", "2026-11-29", "2026-11-30"),
    ],
)
def test_the_next_working_day_is_never_on_a_weekend(_case: str, today: str, following: str) -> None:
    assert next_working_day(date.fromisoformat(today)) == date.fromisoformat(following)


@pytest.mark.parametrize(
    ("_case", "urgency", "due"),
    [
        ("urgent: today", 3, "2026-11-27"),
        ("soon: next working day", 2, "2026-11-30"),
        ("can wait", 1, "2026-11-30"),
    ],
)
def test_an_urgent_case_is_looked_at_today_any_other_on_the_next_working_day(
    _case: str, urgency: int, due: str
) -> None:
    assert look_by(FRIDAY_NOON, urgency=urgency, zone=UTC) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("_case", "hours_ahead", "hour", "urgency", "due"),
    [
        ("already Saturday, urgent", 13, 12, 3, "2026-11-28"),
        ("already Saturday, can wait", 13, 12, 1, "2026-11-30"),
        ("still Thursday, urgent", -8, 5, 3, "2026-11-26"),
        ("still Thursday, can wait", -8, 5, 1, "2026-11-27"),
    ],
)
def test_today_is_the_owners(_case: str, hours_ahead: int, hour: int, urgency: int, due: str) -> None:
    zone = timezone(timedelta(hours=hours_ahead))

    assert look_by(FRIDAY_NOON.replace(hour=hour), urgency=urgency, zone=zone) == date.fromisoformat(due)
