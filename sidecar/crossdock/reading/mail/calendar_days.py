"""Days by rule: the Friday of a week, the last working day of a month, the next such date."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from crossdock.reading.mail.words.base import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crossdock.reading.mail.words.base import Words

_WEEKDAY_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,10})(\.?,?)\s*(?:(?:the|den|dem|der)\s+)?$")
_FRIDAY = 4
_WEEKEND = 5
_SHORT = 2


def make(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_of_month(number: int, today: date) -> date | None:
    """Return the next such day of a month from today on."""
    return next((day for n in range(62) if (day := today + timedelta(days=n)).day == number), None)


def names_another(weekday: int, text: str, weekdays: Mapping[str, int]) -> bool:
    """Return whether a text names another weekday as well: "on Thursday instead of Tuesday" of which week?"""
    named = {weekdays.get(word) for word in re.findall(r"[^\W\d_]{6,}", text.lower())}
    return bool(named - {None, weekday})


def weekday_before(text: str, weekdays: Mapping[str, int]) -> re.Match[str] | None:
    """Return the weekday at the end of a text, which stands before a date; group 2 is its dot or comma."""
    found = _WEEKDAY_BEFORE.search(text)
    return found if found is not None and found[1].casefold() in weekdays else None


def weekday_beside(text: str, start: int, end: int, words: Words) -> tuple[int, int, int] | None:
    """Return the weekday right before or behind a week, with the place of both: "Thursday in week 50".

    One that begins a day of its own ("week 50, Thursday 10 December") is not of that week's making.
    """
    link = rf"(?:(?:{words.dates.get('weekday_link', 'in')})\s+)*"
    before = compiled(rf"(?<![^\W\d_])(?P<day>[^\W\d_]{{2,10}})\.?[\s,(]+{link}$").search(text[:start])
    if before is not None and _is_weekday(before["day"], words):
        return words.weekdays[before["day"].casefold()], before.start(), end
    named = rf"{link}(?P<day>[^\W\d_]{{2,10}})(?![^\W\d_])(?!\W{{0,2}}(?:(?:the|den|dem|der)\s+)?\d)"
    for pattern in (rf"\s+{named}", rf"\s*[,(]\s*{named}(?=\s*(?:[.;)]|$))"):
        after = compiled(pattern).match(text[end:])
        if after is not None and _is_weekday(after["day"], words):
            return words.weekdays[after["day"].casefold()], start, end + after.end()
    return None


def _is_weekday(word: str, words: Words) -> bool:
    """Return whether a word is a weekday; of two letters only by its capital, and "so" is none."""
    is_short = len(word) == _SHORT
    return word.casefold() in words.weekdays and not (is_short and (word == "So" or not word.istitle()))


def next_such(month: int, day: int, today: date) -> date | None:
    """Return the next date with that month and day from today on."""
    for year in range(today.year, today.year + 9):
        found = make(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def full_year(text: str) -> int:
    """Return a year of two or four digits as a year."""
    digits = int(text.strip("'’"))
    return digits if digits >= 100 else 2000 + digits


def week_friday(week: int, year: int | None, today: date) -> date | None:
    """Return the Friday of an ISO week; without a year the next such week from today on."""
    years = (year,) if year else (today.year, today.year + 1)
    for candidate in years:
        try:
            friday = date.fromisocalendar(candidate, week, 5)
        except ValueError:
            continue
        if year or friday >= today:
            return friday
    return None


def friday_of(day: date) -> date:
    """Return the Friday of the day's ISO week."""
    return day + timedelta(days=_FRIDAY - day.weekday())


def last_working_day(year: int, month: int) -> date:
    """Return the month's last day from Monday to Friday."""
    day = date(year, month, calendar.monthrange(year, month)[1])
    while day.weekday() >= _WEEKEND:
        day -= timedelta(days=1)
    return day


def in_week_of(day: date, weekday: int) -> date:
    """Return that weekday in the day's ISO week."""
    return day + timedelta(days=weekday - day.weekday())


def end_of_next_month(day: date) -> date:
    """Return the last working day of the month after the day's."""
    following = day.replace(day=1) + relativedelta(months=1)
    return last_working_day(following.year, following.month)


def end_of_month(month: int, year: int | None, today: date) -> date:
    """Return the last working day of the named month; without a year the next one from today on."""
    if year:
        return last_working_day(year, month)
    found = last_working_day(today.year, month)
    return found if found >= today else last_working_day(today.year + 1, month)


def add_span(day: date, number: int, unit: str) -> date:
    """Return the day `number` units on: days, working days, weeks or months."""
    kind = unit.lower()
    if kind.startswith(("working", "business", "arbeits", "werk")):
        return _add_working_days(day, number)
    if kind.startswith(("w", "kalenderw")):
        return day + timedelta(weeks=number)
    if kind.startswith("mon"):
        return day + relativedelta(months=number)
    return day + timedelta(days=number)


def _add_working_days(day: date, number: int) -> date:
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(min(abs(number), 999)):
        day += step
        while day.weekday() >= _WEEKEND:
            day += step
    return day
