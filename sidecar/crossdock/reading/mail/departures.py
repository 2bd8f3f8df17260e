"""Which of two days is that of leaving: "leaves on the 8th and arrives on the 11th"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.reading.mail.dates import DateMention
    from crossdock.reading.mail.words import Words


def departures(text: str, dates: tuple[DateMention, ...], words: Words) -> tuple[DateMention, ...]:
    """Return the day on which goods leave, where the clause has that of their arrival as well, else none."""
    if len(dates) != 2 or any(m.day is None for m in dates):
        return ()
    kinds = [_kind(text, index, dates, words) for index in range(2)]
    if set(kinds) != {Signal.SHIP, Signal.ARRIVE}:
        return ()
    leaving = dates[kinds.index(Signal.SHIP)]
    arriving = dates[kinds.index(Signal.ARRIVE)]
    is_journey = leaving.day is not None and arriving.day is not None and leaving.day <= arriving.day
    return (leaving,) if is_journey else ()


def _kind(text: str, index: int, dates: tuple[DateMention, ...], words: Words) -> Signal | None:
    """Return what the words before a day make of it, up to the day before, else those behind it."""
    start = dates[index - 1].end if index else 0
    end = dates[index + 1].start if index + 1 < len(dates) else len(text)
    before, after = text[start : dates[index].start], text[dates[index].end : end]
    return _of(before, words) or _of(after, words)


def _of(text: str, words: Words) -> Signal | None:
    places = {
        signal: max((m.start() for m in re.finditer(words.signals[signal], text, re.IGNORECASE)), default=-1)
        for signal in (Signal.SHIP, Signal.ARRIVE)
    }
    last = max(places, key=lambda signal: places[signal])
    return last if places[last] >= 0 else None
