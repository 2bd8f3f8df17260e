"""How heavy a case weighs: urgency, impact, priority, and when its owner should have looked."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

SATURDAY = 5
TODAY = 3
"""The urgency of what has to be looked at today."""


def urgency_of(
    *, days_left: int | None, gap_days: int | None, is_lost: bool, may_be_fraud: bool = False
) -> int:
    """Return 1 (can wait) to 3 (today).

    `days_left` until the agreed date, `gap_days` the proposed delay (calendar days); `is_lost` where the
    goods will not come at all; `may_be_fraud` where the message is suspicious. 3: either of these, due within
    3 days, or over 14 days late; 2: due within 10 days or over 7 days late.
    """
    left = days_left if days_left is not None else 99
    gap = gap_days or 0
    if is_lost or may_be_fraud or left <= 3 or gap > 14:
        return TODAY
    if left <= 10 or gap > 7:
        return 2
    return 1


def impact_of(*, affected_orders: int, value_at_risk: Decimal | None, may_be_fraud: bool = False) -> int:
    """Return 1 to 3: customers' orders that hang on the line, and the open value in order currency.

    What a fraud may cost, nobody knows beforehand: 3.
    """
    value = value_at_risk or Decimal(0)
    if may_be_fraud or affected_orders >= 3 or value >= 10_000:
        return 3
    if affected_orders >= 1 or value >= 2_000:
        return 2
    return 1


def priority_of(*, urgency: int, impact: int) -> int:
    """Return 0 to 3 stars, as in Odoo: urgency + impact - 2, at most 3 (ITIL's matrix, flattened)."""
    return max(0, min(3, urgency + impact - 2))


def next_working_day(day: date) -> date:
    """Return the next day from Monday to Friday after `day`."""
    following = day + timedelta(days=1)
    while following.weekday() >= SATURDAY:
        following += timedelta(days=1)
    return following


def look_by(decided_at: datetime, *, urgency: int, zone: tzinfo) -> date:
    """Return the day by which the owner should look: today where urgent, else the next working day.

    It is today as the owner's own calendar has it, in their `zone`.
    """
    today = decided_at.astimezone(zone).date()
    return today if urgency >= TODAY else next_working_day(today)
