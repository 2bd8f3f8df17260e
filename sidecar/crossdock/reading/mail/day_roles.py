"""Days of a clause that nobody promises: the day of the next word, a refused one, and a lower bound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import TIME_MARK
from crossdock.reading.mail.calendar_days import weekday_before
from crossdock.reading.mail.dates import DateKind
from crossdock.reading.mail.words import Signal
from crossdock.reading.mail.words.base import compiled

if TYPE_CHECKING:
    from crossdock.reading.mail.dates import DateMention
    from crossdock.reading.mail.words import Words

_NEVER = r"\b$"
_WORD = re.compile(r"[^\W\d_]{2,}")
_STOP = re.compile(r"[,;:()]\s|\s[–—-]\s")
_FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRoles:
    """Places of dates by what they are, where they are no promise."""

    telling: frozenset[int] = frozenset()
    """Days on which more will be told, or on which something else than the goods comes or ends: "we will tell
    you the new date on the 9th", "the material arrives on the 9th"."""
    refused: frozenset[int] = frozenset()
    """Days on which nothing comes: "it will not be delivered on the 9th"."""
    floors: frozenset[int] = frozenset()
    """Days that only bound something from below: "the 9th at the earliest", "beyond the 9th"."""


def day_roles(text: str, dates: tuple[DateMention, ...], words: Words) -> DayRoles:
    """Return which of the dates nobody promises, each by the words of its own part of the clause."""
    if not dates:
        return DayRoles()
    telling, refused, floors = set(), set(), set()
    hidden = _hidden(text, dates, words)
    parts = _parts(hidden, words)
    for mention in dates:
        start, end = next((part for part in parts if part[0] <= mention.start < part[1]), (0, len(text)))
        part, before, after = hidden[start:end], hidden[start : mention.start], text[mention.end : end]
        is_of_cause = words.has("cause", before) or words.has("cause_after", after)
        if is_of_cause or _is_of_telling(part, before.rstrip(TIME_MARK), mention, words):
            telling.add(mention.start)
        elif _is_refused(part, before, words):
            refused.add(mention.start)
        elif words.has("floor", before) or words.has("floor_after", after):
            floors.add(mention.start)
    return DayRoles(telling=frozenset(telling), refused=frozenset(refused), floors=frozenset(floors))


def _is_of_telling(part: str, before: str, mention: DateMention, words: Words) -> bool:
    """Return whether something is told on the day, which is not itself the date that is told."""
    if not (words.has("telling", part) or words.says(Signal.NO_DATE, part)):
        return False
    if mention.kind is DateKind.SPAN:
        return True  # "on Friday" holds its own preposition
    return words.has("point", before) and not words.has("date_noun", before)


def _is_refused(part: str, before: str, words: Words) -> bool:
    """Return whether the part denies its day; "not until the 9th" and "no later than the 9th" name one."""
    if words.has("not_refused", before.rstrip(TIME_MARK)):
        return False
    bare = words.without(Signal.IDLE, part)
    return words.says(Signal.NEGATION, bare) or words.says(Signal.DENIAL, bare) or words.has("refused", bare)


def _hidden(text: str, dates: tuple[DateMention, ...], words: Words) -> str:
    """Return the text with its dates masked, each with the weekday beside it and the comma between."""
    chars = list(text)
    for mention in dates:
        start, end = mention.start, mention.end
        weekday = weekday_before(text[:start], words.weekdays)
        if weekday is not None:
            start = weekday.start()
            end += int(weekday[2].endswith(",") and text[end : end + 1] == ",")
        chars[start:end] = TIME_MARK * (end - start)
    return "".join(chars)


def _parts(text: str, words: Words) -> list[tuple[int, int]]:
    """Return the places of the parts that each say one thing; a lone date belongs to what follows it."""
    # what joins two statements, not two dates
    join = compiled(rf"(?:{words.dates.get('join', _NEVER)})(?![{TIME_MARK}])")
    cuts = sorted({m.end() for m in _STOP.finditer(text)} | {m.start() + 1 for m in join.finditer(text)})
    parts: list[tuple[int, int]] = []
    start = 0
    for end in (*cuts, len(text)):
        if end == len(text) or len(_WORD.findall(text[start:end])) > _FEW:
            parts.append((start, end))
            start = end
    return parts
