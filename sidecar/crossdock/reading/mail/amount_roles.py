"""What a number tells of a line: all that comes, so much less than ordered, or something else.

A number alone says neither: "30 pcs are in customs" is no quantity to order, "0.25 EUR more" no price. It is
taken for the line's new value where the words right beside it say so, else it is asked back.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from crossdock.reading.mail.words import Signal
from crossdock.reading.mail.words.base import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.reading.mail.amounts import Amount
    from crossdock.reading.mail.dates import DateMention
    from crossdock.reading.mail.words import Words

_BEFORE, _AFTER = 90, 60
_STOP = re.compile(r"[,;:]\s")
_FEW = 3


class Role(StrEnum):
    """What an amount is to its line."""

    WHOLE = "whole"
    """The line's own value: all that comes, the price of one."""
    LESS = "less"
    """So much less than ordered."""
    MOVE = "move"
    """So much more or less than agreed, or a part, a charge: never the line's own value."""
    UNCLEAR = "unclear"


def quantity_role(text: str, start: int, end: int, words: Words) -> Role:
    """Return what the words beside a quantity make of it; its unit stands between `start` and `end`."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if _ends("more_before", before, words) or _begins("more_after", after, words):
        return Role.MOVE
    if _ends("less_before", before, words) or _begins("less_after", after, words):
        return Role.LESS
    if _begins("whole_after", after, words):
        return Role.WHOLE
    is_whole = _ends("whole_before", before, words) and not _begins("fate_after", after, words)
    return Role.WHOLE if is_whole else Role.UNCLEAR


def price_role(text: str, start: int, end: int, words: Words) -> Role:
    """Return what the words beside an amount of money make of it."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if _ends("move_before", before, words) or _begins("move_after", after, words):
        return Role.MOVE
    is_whole = _ends("price_before", before, words) or _begins("price_after", after, words)
    return Role.WHOLE if is_whole else Role.UNCLEAR


def price_starts(
    text: str, days: Iterable[DateMention], prices: tuple[Amount, ...], words: Words
) -> frozenset[int]:
    """Return the places of days from which a price holds: they are no days of delivery."""
    return frozenset(
        day.start
        for day in days
        if _ends("valid_from", text[: day.start][-_BEFORE:], words) and _is_of_price(text, day, prices, words)
    )


def _is_of_price(text: str, day: DateMention, prices: tuple[Amount, ...], words: Words) -> bool:
    """Return whether the day's part of the sentence, comma to comma, tells of a price and of no delivery."""
    start = max((match.end() for match in _STOP.finditer(text, 0, day.start)), default=0)
    stop = _STOP.search(text, day.end)
    end = stop.start() if stop else len(text)
    part = text[start : day.start] + text[day.end : end]
    if any(words.says(signal, part) for signal in (Signal.SHIP, Signal.ARRIVE)):
        return False
    return (
        words.says(Signal.PRICE, part)
        or any(start <= p.start < end for p in prices)
        or (bool(prices) and len(part.split()) <= _FEW)
    )


def is_later_price(text: str, words: Words) -> bool:
    """Return whether a sentence with a price tells of later orders."""
    return compiled(words.amounts["valid_later"]).search(text) is not None


def _ends(name: str, text: str, words: Words) -> bool:
    pattern = words.amounts.get(name)
    return bool(pattern) and compiled(rf"(?:{pattern})$").search(text) is not None


def _begins(name: str, text: str, words: Words) -> bool:
    pattern = words.amounts.get(name)
    return bool(pattern) and compiled(rf"(?:{pattern})").match(text) is not None
