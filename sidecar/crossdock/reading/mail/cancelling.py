"""Will the goods not come at all? A cancellation counts as one only where nothing in the sentence turns it.

"We cannot supply it before February" is a delay, "it cannot be cancelled" is none: what is said beside the
words that cancel decides.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import NAME_MARK
from crossdock.reading.mail.subjects import names_something_else
from crossdock.reading.mail.words import Signal
from crossdock.reading.mail.words.base import compiled

if TYPE_CHECKING:
    from crossdock.reading.mail.words import Words

# Beside a cancellation these may mean its opposite, or something less.
_TURNS = (
    Signal.NEGATION,
    Signal.DENIAL,
    Signal.CONDITION,
    Signal.HEDGE,
    Signal.QUESTION,
    Signal.EXCEPT,
    Signal.AS_ORDERED,
)
# "We cannot supply it from stock", "… at that price": not like this, but perhaps otherwise.
_NOT_LIKE_THIS = frozenset({Signal.PRICE, Signal.NOW, Signal.PARTLY})


class Fate(StrEnum):
    """What becomes of the goods of a sentence that speaks of cancelling."""

    GONE = "gone"
    LATER = "later"
    """Not to be had for a time."""
    UNSURE = "unsure"


def fate_of(text: str, signals: frozenset[Signal], words: Words) -> Fate | None:
    """Return what becomes of the goods, None where the text (with marks over names) cancels nothing."""
    match = words.find(Signal.CANCEL, text)
    if match is None:
        return None
    beside = words.without(Signal.CANCEL, text)
    is_turned = Signal.NO_CANCEL in signals or any(words.says(signal, beside) for signal in _TURNS)
    if is_turned or _is_of_part(beside, words) or _is_of_something_else(text, match, words):
        return Fate.UNSURE
    refuses = words.says(Signal.NEGATION, text)  # with the words that cancel: "cannot supply"
    if Signal.FOR_NOW in signals:
        return Fate.LATER if refuses else Fate.UNSURE
    return Fate.UNSURE if refuses and _NOT_LIKE_THIS & signals else Fate.GONE


def _is_of_part(text: str, words: Words) -> bool:
    """Return whether it tells of a part that nobody counts: "half of it", "the rest", "some"."""
    is_rest = words.says(Signal.REST, text) and not words.says(Signal.OTHERS, text)
    return is_rest or words.counts_some(text)


def _is_of_something_else(text: str, match: re.Match[str], words: Words) -> bool:
    """Return whether what is cancelled is neither the order nor its goods: a pick-up, a finish."""
    links = words.links
    reason = compiled(rf"[,;]\s|\b(?:{links['reason']})\b")
    start = max((m.end() for m in reason.finditer(text[: match.start()])), default=0)
    following = reason.search(text, match.end())
    end = following.start() if following else len(text)
    behind = compiled(rf"\s+(?:(?:{links['of']})\s+)?(?:(?:{links['article']})\s+)(?P<noun>[^\W\d_][\w-]+)")
    # a noun right before, which its capital tells from a verb
    before = compiled(
        rf"(?-i:\b(?:{links['noun_article']})\s+(?P<noun>[A-ZÄÖÜ][\w-]+)\W+(?:[^\W\d_]+\W+){{0,2}}$)"
    )
    of_name = compiled(rf"(?P<noun>[^\W\d_][\w-]*)\s+(?:{links['of_name']})\s+{NAME_MARK}")
    found = [behind.match(text[match.end() : end]), before.search(text[start : match.start()])]
    found += of_name.finditer(words.without(Signal.CANCEL, text[start:end]))
    nouns = [hit["noun"] for hit in found if hit]
    is_other = any(not re.fullmatch(words.general_nouns, noun, re.IGNORECASE) for noun in nouns)
    return is_other or names_something_else(text[start:end], words)
