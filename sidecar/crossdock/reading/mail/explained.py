"""Is a sentence beside a confirmation explained? By what was ordered and agreed, or by its harmless kind.

What a list of doubts does not know is no confirmation either: a sentence is taken as saying nothing more only
where all of its words are known to say nothing more.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import NAME_MARK, TIME_MARK
from crossdock.reading.mail.calendar_days import weekday_before
from crossdock.reading.mail.clauses import MAX_LENGTH
from crossdock.reading.mail.words import Signal
from crossdock.reading.mail.words.base import blanked, compiled
from crossdock.reading.mail.words.given_names import GIVEN_NAMES
from crossdock.reading.mail.words.harmless_shared import FIRM

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
    from crossdock.reading.mail.dates import DateContext, DateMention
    from crossdock.reading.mail.statement import Statement
    from crossdock.reading.mail.words import Words

KNOWN, AGREED = NAME_MARK, TIME_MARK
"""Marks over what is explained: a name, a value or a day gone by; the agreed day."""
# Signals that no explained sentence carries beside its harmless phrases.
_WEIGHTY = frozenset(
    {
        Signal.NEGATION,
        Signal.CONDITION,
        Signal.HEDGE,
        Signal.EXCEPT,
        Signal.DENIAL,
        Signal.TROUBLE,
        Signal.TERMS,
        Signal.LATE,
        Signal.NO_DATE,
        Signal.NOT_CONFIRM,
        Signal.PRICE_MOVE,
        Signal.CANCEL,
        Signal.SUBSTITUTE,
        Signal.REST,
        Signal.PARTLY,
        Signal.SHORT_BY,
        Signal.QUALITY,
        Signal.RETRACTED,
        Signal.MINIMUM,
    }
)
# What a sentence about another day, or its excuse, may carry.
_OF_CHANGE = frozenset({Signal.LATE, Signal.TROUBLE})
# What takes something from a change that stands beside it.
_OF_PARTS = frozenset({Signal.PARTLY, Signal.REST, Signal.SHORT_BY})
_ALTERS = _OF_PARTS | {Signal.HEDGE, Signal.EXCEPT, Signal.SUBSTITUTE, Signal.CANCEL}
# What speaks against goods on their way as agreed.
_AGAINST_DISPATCH = _WEIGHTY - {Signal.CONDITION, Signal.TERMS, Signal.TROUBLE, Signal.PRICE_MOVE}
_WORD = re.compile(r"[^\W_]+")
_WORD_AND_NUMBER = r"([^\W\d_]{2,})\s+(\d+(?:[.,]\d+)?)"
_IN_NAME = re.compile(rf"{_WORD_AND_NUMBER}(?![\w.,]*\d)")
_IN_TEXT = re.compile(rf"(?<!\w){_WORD_AND_NUMBER}(?![\w.,]*\d|\s*[^\W\d_])")
_IN_ADDRESS = r"[A-ZÄÖÜ0-9]|(?:[&,.|·–-]|and|of|und|am|an|der)$"
_UNFILLED = re.compile(
    r"\{[^}]{0,80}\}|\[(?:date|day|datum|termin|quantity|menge|price|preis)\]|[^\W\d_]\W*_{4,}", re.IGNORECASE
)
"""Where a template was not filled in: what should stand there is not known."""
_MOST_NAMES = 4
_MOST_CLOSING = 6


def day_marks(
    text: str, dates: Iterable[DateMention], agreed: set[date], gone: set[date], context: DateContext
) -> list[tuple[str, int, int]]:
    """Return a mark for each day that is agreed, or gone, with the weekday beside it."""
    marks = []
    for mention in dates:
        if mention.day is None or mention.clashes or not mention.text[:1].isalnum():
            continue
        is_gone = mention.day in gone or mention.day <= context.sent
        if mention.day not in agreed and not is_gone:
            continue
        start = _start_of_day(text, mention, context.words)
        marks.append((AGREED if mention.day in agreed else KNOWN, start, mention.end))
    return marks


def _start_of_day(text: str, mention: DateMention, words: Words) -> int:
    """Return where a day begins, with the weekday before it."""
    weekday = weekday_before(text[: mention.start], words.weekdays)
    return weekday.start() if weekday else mention.start


def name_marks(text: str, orders: Iterable[PurchaseOrder]) -> list[tuple[str, int, int]]:
    """Return a mark for each order's full name."""
    return [
        (KNOWN, match.start(), match.end())
        for order in orders
        for match in re.finditer(re.escape(order.name), text, re.IGNORECASE)
    ]


def product_marks(text: str, lines: Iterable[PurchaseOrderLine]) -> list[tuple[str, int, int]]:
    """Return a mark for each number of a product's name that stands behind the same word: "SPZ 1000"."""
    pairs = {pair for line in lines for pair in _IN_NAME.findall(line.description.casefold())}
    return [
        (KNOWN, match.start(), match.end())
        for match in _IN_TEXT.finditer(text)
        if (match[1].casefold(), match[2]) in pairs
    ]


def masked(text: str, marks: Iterable[tuple[str, int, int]]) -> str:
    """Return the text with marks over what is explained."""
    chars = list(text)
    for mark, start, end in marks:
        chars[start:end] = mark * (end - start)
    return "".join(chars)


def is_explained(s: Statement, words: Words, *, beside: frozenset[Signal] = frozenset()) -> bool:
    """Return whether nothing of the sentence is left that may say something else, `beside` such signals."""
    numbers = [(KNOWN, start, end) for start, end in s.known_numbers]
    is_readable = len(s.clause.text) < MAX_LENGTH and not _UNFILLED.search(s.clause.text)
    if s.points_elsewhere or s.has_other_basis:
        return False
    return is_readable and _says_no_more(s.masked, words, numbers, beside=beside)


def with_values(s: Statement, words: Words) -> Statement:
    """Return a sentence with its values, and "the rest" beside them, explained."""
    marks = [(AGREED, _start_of_day(s.clause.text, m, words), m.end) for m in s.dates]
    marks += [(KNOWN, a.start, a.end) for a in (*s.quantities, *s.prices)]
    return replace(s, masked=words.without(Signal.REST, masked(s.masked, marks)))


def is_explained_beside_change(s: Statement, words: Words) -> bool:
    """Return whether a sentence, masked as it is, only tells of a change, why, and that somebody is sorry."""
    numbers = [(KNOWN, start, end) for start, end in s.known_numbers]
    text = _without_change(s, words)
    if s.points_elsewhere or s.has_other_basis:
        return False
    return len(s.clause.text) < MAX_LENGTH and _says_no_more(
        text, words, numbers, beside=_OF_CHANGE, is_of_change=True
    )


def alters(s: Statement, words: Words, *, is_in_parts: bool) -> bool:
    """Return whether a sentence beside a change takes something from it: a part, a doubt, another item.

    Words of parts take nothing from what comes in parts anyway.
    """
    signals = _ALTERS - _OF_PARTS if is_in_parts else _ALTERS
    is_idle = s.is_conditional or s.clause.is_question
    return not is_idle and _carries(signals, _left(_without_change(s, words), words), words)


def is_harmless_text(text: str, words: Words) -> bool:
    """Return whether a text of which nothing is known is of harmless kinds alone: a greeting."""
    return _says_no_more(text, words)


def speaks_against_dispatch(s: Statement, words: Words) -> bool:
    """Return whether the sentence states a doubt beside goods that are on their way."""
    if s.is_conditional or s.clause.is_question:
        return False
    return _carries(_AGAINST_DISPATCH, _left(s.masked, words), words)


def closes(text: str, words: Words) -> bool:
    """Return whether a line only closes the letter ("Thanks,", "Have a nice weekend"): a name may follow."""
    return len(text.split()) <= _MOST_CLOSING and is_harmless_text(text, words)


def is_signature(text: str, sender: str, *, follows_closing: bool) -> bool:
    """Return whether a line is a name, or a firm with its address.

    A bare name counts behind a closing word or a slash, where it is the sender's own, or a given name.
    """
    if re.search(FIRM, text):
        return all(re.match(_IN_ADDRESS, word) for word in text.split())
    names = text.lstrip("/ ").split()
    is_name = 0 < len(names) <= _MOST_NAMES and all(
        re.fullmatch(r"[A-ZÄÖÜ][^\W\d_]*[.'’-]?[^\W\d_]*,?", n) for n in names
    )
    own = {part.casefold() for part in _WORD.findall(sender) if len(part) > 2}
    is_known = text.startswith("/") or (bool(names) and names[0].casefold().strip(",.") in GIVEN_NAMES)
    return is_name and (follows_closing or is_known or any(n.casefold().strip(",.") in own for n in names))


def _says_no_more(
    text: str,
    words: Words,
    numbers: Iterable[tuple[str, int, int]] = (),
    *,
    beside: frozenset[Signal] = frozenset(),
    is_of_change: bool = False,
) -> bool:
    """Return whether beside harmless phrases, and marks over known numbers, only plain words are left."""
    left = _left(text, words)
    if _carries(_WEIGHTY - beside, left, words):
        return False
    found = [word.casefold() for word in _WORD.findall(masked(left, numbers))]
    if not is_of_change:
        return all(_is_plain(word, words) for word in found)
    is_known = all(word in words.change_plain or _is_plain(word, words) for word in found)
    return is_known and not words.guesses.intersection(found)


def _without_change(s: Statement, words: Words) -> str:
    """Return the sentence, masked as it is, without phrases that only move a day."""
    text = s.masked
    for pattern in words.change_phrases:
        text = blanked(compiled(pattern), text)
    return text


def _left(text: str, words: Words) -> str:
    """Return the text without its harmless phrases, at the same length."""
    for pattern in words.harmless:
        text = blanked(compiled(pattern), text)
    return words.without(Signal.IDLE, text)


def _carries(signals: frozenset[Signal], text: str, words: Words) -> bool:
    """Return whether the text carries one of the signals; "the rest of the lines" are others, no rest."""
    found = (signal for signal in signals if words.says(signal, text))
    return any(signal is not Signal.REST or not words.says(Signal.OTHERS, text) for signal in found)


def _is_plain(word: str, words: Words) -> bool:
    is_letter = len(word) == 1 and word.isalpha()
    return is_letter or word in words.plain or re.fullmatch(words.units, word, re.IGNORECASE) is not None
