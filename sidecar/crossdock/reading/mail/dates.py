"""Dates as people write them, read by the writer's language, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from crossdock.reading.mail import calendar_days as days
from crossdock.reading.mail.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class DateKind(StrEnum):
    """How a time was given."""

    EXACT = "exact"
    WEEK = "week"
    SPAN = "span"
    SHIFT = "shift"
    """So much later than agreed: needs the line's date."""
    VAGUE = "vague"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A time in a text. `day` is None for a shift and for what cannot be told.

    `number` and `unit` are a shift's size. `clashes` when the weekday written beside it is another one.
    """

    start: int
    end: int
    text: str
    kind: DateKind
    day: date | None = None
    number: int = 0
    unit: str = ""
    clashes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DateContext:
    """What dates are read against: reading day, day of the message, and the order of day and month."""

    words: Words
    today: date
    sent: date
    day_first: bool | None


def is_firm(mention: DateMention) -> bool:
    """Return whether the date can be told without asking back."""
    return mention.kind not in (DateKind.VAGUE, DateKind.AMBIGUOUS) and not mention.clashes


_ISO = re.compile(r"(?<!\d)(20\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR = r"(\s?20\d\d|\d{2}|\s2\d(?!\s*[^\W\d_]))(?![\d.,]\d|\d)"  # none is in "8.12. 75 Stück"
_DOTTED = re.compile(rf"(?<![\d.,])(\d{{1,2}})\.\s?(\d{{1,2}})\.(?:{_YEAR})?")
_DOTTED_OPEN = re.compile(
    r"(?:\b(?:am|bis|zum|vom|ab|auf|den|der)\s+)(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?![\d.,])"
)
_SLASHED = re.compile(r"(?<![\d/.\-])(\d{1,2})([/-])(\d{1,2})\2(20\d\d|\d\d)(?![\d/])")
_SLASHED_OPEN = re.compile(
    r"(?:\b(?:on|by|for|make|delivered|deliver|ship|ships|shipping|until|till|to|from|eta|etd|due|date|arriving|arrive|now"
    r"|not|is|was|of|miss|before)\b[\s:]*(?:\w{3}\.?\s)?)(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/\"”]|\s?(?:inch|mm|\"))",
    re.IGNORECASE,
)


def find_dates(text: str, context: DateContext) -> tuple[DateMention, ...]:
    """Return the dates of a clause from left to right; where readings overlap the more exact one stays."""
    taken: list[DateMention] = []
    for finder in _FINDERS:
        for found in finder(text, context):
            mention = _on_weekday(found, text, context)
            if all(mention.end <= other.start or mention.start >= other.end for other in taken):
                taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


@lru_cache(maxsize=256)
def _pattern(words_code: str, pattern: str, months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(months, key=len, reverse=True))
    return re.compile(pattern.replace("{months}", names), re.IGNORECASE)


def _named(name: str, text: str, context: DateContext) -> Iterator[re.Match[str]]:
    pattern = context.words.dates.get(name)
    if pattern:
        yield from _pattern(context.words.code, pattern, tuple(context.words.months)).finditer(text)


def _mention(
    match: re.Match[str],
    day: date | None,
    context: DateContext,
    kind: DateKind = DateKind.EXACT,
    group: int | str = 0,
) -> DateMention:
    start = match.start(group)
    before = match.string[max(0, start - 14) : start]
    clashes = False
    if day is not None and kind is DateKind.EXACT:
        if _is_week_of(before, context):
            day, kind = days.friday_of(day), DateKind.WEEK
        else:
            weekday = days.weekday_before(before, context.words.weekdays)
            clashes = weekday is not None and context.words.weekdays[weekday[1].casefold()] != day.weekday()
    return DateMention(
        start=start, end=match.end(), text=match.group(group), kind=kind, day=day, clashes=clashes
    )


def _is_week_of(before: str, context: DateContext) -> bool:
    pattern = context.words.dates.get("week_of")
    return bool(pattern) and re.search(pattern or "", before, re.IGNORECASE) is not None


def _of_numbers(
    match: re.Match[str], day: int, month: int, year: str | None, context: DateContext, group: int | str = 0
) -> DateMention | None:
    found = days.make(days.full_year(year), month, day) if year else days.next_such(month, day, context.today)
    return _mention(match, found, context, group=group) if found else None


def _iso(text: str, context: DateContext) -> Iterator[DateMention]:
    for match in _ISO.finditer(text):
        day = days.make(int(match[1]), int(match[3]), int(match[4]))
        if day:
            yield _mention(match, day, context)


def _dotted(text: str, context: DateContext) -> Iterator[DateMention]:
    for match in _DOTTED.finditer(text):
        found = _of_numbers(match, int(match[1]), int(match[2]), match[3], context)
        if found:
            yield found
    if context.words.decimal_comma:
        for match in _DOTTED_OPEN.finditer(text):
            found = _of_numbers(match, int(match["day"]), int(match["month"]), None, context, "day")
            if found:
                yield found


def _slashed(text: str, context: DateContext) -> Iterator[DateMention]:
    for match in _SLASHED.finditer(text):
        found = _either_order(match, int(match[1]), int(match[3]), match[4], context)
        if found:
            yield found
    for match in _SLASHED_OPEN.finditer(text):
        found = _either_order(match, int(match["first"]), int(match["second"]), None, context, "first")
        if found:
            yield found


def _either_order(
    match: re.Match[str],
    first: int,
    second: int,
    year: str | None,
    context: DateContext,
    group: int | str = 0,
) -> DateMention | None:
    by_day = _of_numbers(match, first, second, year, context, group)
    by_month = _of_numbers(match, second, first, year, context, group)
    if by_day is None or by_month is None or by_day.day == by_month.day:
        return by_day or by_month
    if context.day_first is None:
        return _mention(match, None, context, DateKind.AMBIGUOUS, group)
    return by_day if context.day_first else by_month


def _with_month_name(text: str, context: DateContext) -> Iterator[DateMention]:
    for name in ("day_month", "month_day"):
        for match in _named(name, text, context):
            month = context.words.months[match["month"].lower()]
            found = _of_numbers(match, int(match["day"]), month, match["year"], context)
            if found:
                yield found


def _groups(match: re.Match[str], *names: str) -> str | None:
    values = match.groupdict()
    return next((values[name] for name in names if values.get(name)), None)


def _weeks(text: str, context: DateContext) -> Iterator[DateMention]:
    for match in _named("week", text, context):
        year = _groups(match, "year", "year2", "year3")
        week = int(_groups(match, "week", "week2") or 0)
        day = days.week_friday(week, days.full_year(year) if year else None, context.today)
        if day:
            yield _mention(match, day, context, DateKind.WEEK)


def _ends(text: str, context: DateContext) -> Iterator[DateMention]:
    for match in _named("end_of", text, context):
        month = context.words.months[match["month"].lower()]
        year = int(match["year"]) if match["year"] else None
        yield _mention(match, days.end_of_month(month, year, context.today), context, DateKind.WEEK)
    for name, day_of in _FIXED.items():
        for match in _named(name, text, context):
            yield _mention(match, day_of(context.sent), context, DateKind.WEEK)


_FIXED: dict[str, Callable[[date], date]] = {
    "end_of_next_month": days.end_of_next_month,
    "end_of_month": lambda sent: days.last_working_day(sent.year, sent.month),
    "next_week": lambda sent: days.friday_of(days.add_span(sent, 1, "weeks")),
    "end_of_week": days.friday_of,
    "tomorrow": lambda sent: days.add_span(sent, 1, "days"),
}


def _count(text: str, context: DateContext) -> int:
    return int(text) if text.isdigit() else context.words.numbers.get(text.lower(), 0)


def _ranges(text: str, context: DateContext) -> Iterator[DateMention]:
    for name in ("span_range", "after_event"):
        for match in _named(name, text, context):
            yield _mention(match, None, context, DateKind.VAGUE)


def _shifts(text: str, context: DateContext) -> Iterator[DateMention]:
    is_later = any(_named("shift_context", text, context))
    is_sooner = not is_later and any(_named("sooner_context", text, context))
    for match in _named("shift", text, context) if is_later or is_sooner else ():
        number = _count(_groups(match, "number", "number2", "number3", "number4") or "", context)
        yield DateMention(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            kind=DateKind.SHIFT,
            number=-number if is_sooner or match["number4"] else number,
            unit=_groups(match, "unit", "unit2", "unit3", "unit4") or "days",
        )


def _spans(text: str, context: DateContext) -> Iterator[DateMention]:
    for match in _named("in_span", text, context):
        number = _count(_groups(match, "number", "number2") or "", context)
        day = days.add_span(context.sent, number, _groups(match, "unit", "unit2") or "days")
        yield _mention(match, day, context, DateKind.SPAN)


def _vague(text: str, context: DateContext) -> Iterator[DateMention]:
    for match in _named("vague", text, context):
        yield _mention(match, None, context, DateKind.VAGUE)


def _on_weekday(mention: DateMention, text: str, context: DateContext) -> DateMention:
    """Return the day of that week which a weekday beside it names; beside a span it may be of either week."""
    words = context.words
    beside = days.weekday_beside(text, mention.start, mention.end, words)
    if beside is None or mention.kind not in _RELATIVE:
        return mention
    wanted, start, end = beside
    day = mention.day
    if day is not None and any(match for name in _WEEKS for match in _named(name, mention.text, context)):
        day = days.in_week_of(day, wanted)
    if day is None or day.weekday() != wanted or days.names_another(wanted, text, words.weekdays):
        return replace(mention, start=start, end=end, text=text[start:end], day=None, kind=DateKind.VAGUE)
    return replace(mention, start=start, end=end, text=text[start:end], day=day, kind=DateKind.SPAN)


def _weekdays(text: str, context: DateContext) -> Iterator[DateMention]:
    for match in _named("weekday", text, context):
        wanted = context.words.weekdays[match["weekday"].lower()]
        ahead = (wanted - context.sent.weekday() - 1) % 7 + 1
        is_lone = not days.names_another(wanted, text, context.words.weekdays)
        day = days.add_span(context.sent, ahead, "days") if is_lone else None
        yield _mention(match, day, context, DateKind.SPAN if day else DateKind.VAGUE)
    for match in _named("day_only", text, context):
        day = days.next_of_month(int(match["day"]), context.today)
        yield _mention(match, day, context, DateKind.SPAN if day else DateKind.VAGUE)


_RELATIVE = (DateKind.WEEK, DateKind.SPAN, DateKind.SHIFT, DateKind.VAGUE)
_WEEKS = ("week", "next_week", "end_of_week")
_FINDERS: tuple[Callable[[str, DateContext], Iterator[DateMention]], ...] = (
    _iso,
    _dotted,
    _with_month_name,
    _slashed,
    _weeks,
    _ends,
    _ranges,
    _shifts,
    _spans,
    _vague,
    _weekdays,
)
