"""A clause that tells of several lines or orders, cut where the next one begins with its own predicate.

"Line 1 is on time, line 2 will be delayed until the 9th" is two statements, "LIN-100 and LIN-200 are
cancelled" is one. Where neither is sure ("we confirm LIN-100 and LIN-200 only in part") the clause is mixed:
it is asked back, and nothing of it is handed to any line.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import NAME_MARK, TIME_MARK, find_bare
from crossdock.reading.mail.date_roles import OF_DELIVERY
from crossdock.reading.mail.dates import DateContext, find_dates
from crossdock.reading.mail.explained import masked, name_marks
from crossdock.reading.mail.left_over import ordered_values
from crossdock.reading.mail.name_groups import (
    REACHES_ON,
    Kind,
    NamedPiece,
    statements_of,
    with_what_follows,
)
from crossdock.reading.mail.named_signals import named_signals, without_names
from crossdock.reading.mail.order_mentions import order_spans, orders_in
from crossdock.reading.mail.rest_of_lines import kept_rest
from crossdock.reading.mail.words import Signal
from crossdock.reading.mail.words.base import compiled

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.clauses import Clause
    from crossdock.reading.mail.lines import LineFinder, LineKey, LineMentions
    from crossdock.reading.mail.words import Words

# What is a predicate by itself, with a verb or without: "LIN-100 delayed", "line 2 only 450 pcs".
_PREDICATES = frozenset(
    {
        Signal.CONFIRM,
        Signal.NOT_CONFIRM,
        Signal.AS_ORDERED,
        Signal.FINE,
        Signal.LATE,
        Signal.NO_DATE,
        Signal.EARLIER,
        Signal.CANCEL,
        Signal.SUBSTITUTE,
        Signal.PRICE_MOVE,
        Signal.PARTLY,
        Signal.SHORT_BY,
        Signal.ONLY,
        Signal.SHIPPED,
        Signal.QUALITY,
        Signal.BLOCKED,
        Signal.NEGATION,
        Signal.DENIAL,
    }
)
_GOOD = frozenset({Signal.CONFIRM, Signal.AS_ORDERED})
_BAD = frozenset(
    {
        Signal.LATE,
        Signal.NO_DATE,
        Signal.CANCEL,
        Signal.SUBSTITUTE,
        Signal.SHORT_BY,
        Signal.PARTLY,
        Signal.PRICE_MOVE,
        Signal.DENIAL,
        Signal.QUALITY,
    }
)
_UNDER_A_CONDITION = (Signal.CONDITION, Signal.PROVISO, Signal.EXCEPT)
_WORD = re.compile(r"[^\W\d_]{2,}")
_OTHERS: frozenset[LineKey] = frozenset({("", -1)})
"""What "the others" name: the lines that are left."""


class NameCutter:
    """Cuts the clauses of one mail."""

    def __init__(
        self, words: Words, finder: LineFinder, orders: tuple[PurchaseOrder, ...], context: DateContext
    ) -> None:
        self._words = words
        self._finder = finder
        self._orders = orders
        self._context = context
        self._joint = _joint(words)

    def cut(self, clause: Clause, current: tuple[str, ...]) -> tuple[Clause, ...]:
        """Return the clause in pieces, or whole; `current` are the orders that are spoken of."""
        if clause.is_question:
            return (clause,)
        pieces = self._pieces(clause.text, current)
        if len(frozenset(key for piece in pieces for key in piece.subject)) < 2:
            return (clause,)
        told = with_what_follows([self._judged(piece, clause.text, current) for piece in pieces])
        groups = statements_of(told)
        if groups is None or (len(groups) > 1 and self._stays_whole(clause.text, told, groups)):
            return (replace(clause, is_mixed=True),)
        starts = [0, *(group.start for group in groups[1:])]
        ends = [*(group.end for group in groups[:-1]), len(clause.text)]
        return tuple(
            replace(
                clause,
                text=clause.text[start:end].strip(),
                is_mixed=self._is_mixed(clause.text[start:end], group),
            )
            for start, end, group in zip(starts, ends, groups, strict=True)
        )

    def _pieces(self, text: str, current: tuple[str, ...]) -> list[NamedPiece]:
        """Return the pieces between commas and the like, with what each names."""
        rest = self._kept_rest(text, current)
        how = self._finder.find(text, current).how
        lists = self._finder.list_spans(text)
        found: list[NamedPiece] = []
        start, is_listed = 0, False
        for match in [*self._joint.finditer(text), None]:
            end = match.start() if match else len(text)
            if match and any(a < match.end() and end < b for a, b in lists) and text[match.end()].isdigit():
                continue  # "lines 1, 2 and 3"
            piece = text[start:end]
            named = orders_in(piece, self._orders)
            current = named or current
            mentions = self._finder.find(piece, current)
            subject = self._subject(mentions, named, start)
            if mentions.how == "words" and how != "words" and not self._begins(piece, mentions):
                subject = frozenset()  # beside a code, a word of another product's name is only a word
            is_of_rest = rest is not None and rest.start() == start
            if not mentions.lines and (is_of_rest or self._begins_with_others(piece)):
                subject = _OTHERS
            found.append(NamedPiece(start=start, end=end, is_listed=is_listed, subject=subject))
            if match:
                start, is_listed = match.end(), bool(match["and"] or match["listed"])
        return found

    def _kept_rest(self, text: str, current: tuple[str, ...]) -> re.Match[str] | None:
        """Return where the rest stands for the lines that are left: "line 2 is late, rest on time"."""
        names = [*self._finder.find(text, current).spans, *order_spans(text, self._orders)]
        orders = [order for order in self._orders if order.name in (orders_in(text, self._orders) or current)]
        return kept_rest(text, names, find_dates(text, self._context), orders, self._words)

    def _begins_with_others(self, text: str) -> bool:
        """Return whether the others are what is spoken of, and not only company: "with everything else"."""
        found = self._words.find(Signal.OTHERS, text)
        if found is None:
            return False
        before = masked(text, name_marks(text, self._orders))[: found.start()]
        return not _WORD.findall(before)

    def _subject(self, mentions: LineMentions, named: tuple[str, ...], place: int) -> frozenset[LineKey]:
        if mentions.lines:
            return frozenset(mentions.lines)
        if mentions.is_unknown:
            return frozenset({("", place + 1)})
        return frozenset((name, 0) for name in named)

    def _judged(self, piece: NamedPiece, text: str, current: tuple[str, ...]) -> NamedPiece:
        """Return the piece with what it says of its names."""
        said = text[piece.start : piece.end]
        current = (
            orders_in(said, self._orders) or tuple({name for name, line in piece.subject if line}) or current
        )
        mentions = self._finder.find(said, current)
        dates = find_dates(said, self._context)
        unnamed = without_names(said, mentions, self._orders)
        signals = named_signals(said, unnamed, self._words)
        rest = masked(unnamed, [(TIME_MARK, m.start, m.end) for m in dates])
        rest = self._words.without(Signal.IDLE, rest)
        known = ordered_values([self._finder.line(key) for key in mentions.lines])
        has_value = bool(dates) or any(value not in known for _, _, value in find_bare(rest, self._words))
        has_verb = Signal.VERB in signals
        begins = self._begins(said, mentions)
        is_odd = any(word.casefold() not in self._words.plain for word in _WORD.findall(rest))
        is_told = has_value and bool(has_verb or (not begins and signals & OF_DELIVERY))
        if signals & _PREDICATES or is_told or (has_verb and is_odd and begins):
            kind = Kind.WHOLE
        else:
            kind = Kind.VALUE if has_value else Kind.BARE
        return replace(
            piece, kind=kind, begins_with_name=begins, has_value=has_value, has_verb=has_verb, signals=signals
        )

    def _begins(self, text: str, mentions: LineMentions) -> bool:
        """Return whether nothing is said before the first name."""
        of_orders = [(start, end) for _, start, end in name_marks(text, self._orders)]
        of_orders += order_spans(text, self._orders)
        places = mentions.spans or of_orders
        first = min((start for start, _ in places), default=0)
        before = masked(text, [(NAME_MARK, start, end) for start, end in of_orders])[:first]
        said = _WORD.findall(before)
        if not said or any(word.casefold() not in self._words.plain for word in said):
            return not said
        return not self._words.signals_of(before) & (_PREDICATES | OF_DELIVERY | {Signal.VERB})

    def _stays_whole(self, text: str, told: list[NamedPiece], groups: list[NamedPiece]) -> bool:
        """Return whether something said once reaches over all groups: a condition, a doubt, "both"."""
        if any(self._words.says(signal, text) for signal in _UNDER_A_CONDITION):
            return True
        lead = self._words.signals_of(text[: told[0].start])
        return bool(lead & REACHES_ON) or any(group.is_of_both for group in groups[1:])

    def _is_mixed(self, text: str, group: NamedPiece) -> bool:
        """Return whether good and bad news stand together beside several names."""
        if len(group.subject) < 2:
            return False
        mentions = self._finder.find(text, tuple(order.name for order in self._orders))
        signals = named_signals(text, without_names(text, mentions, self._orders), self._words)
        good = signals & _GOOD
        if good == {Signal.AS_ORDERED} and Signal.NEGATION in signals:
            return False  # "will not come as planned"
        return bool(good and signals & _BAD)


def _joint(words: Words) -> re.Pattern[str]:
    """Return what stands between two statements, or between two names of a list."""
    conjunctions = words.signals.get(Signal.JOINT, r"\b$")
    both, that = words.links["and"], words.links["that"]
    after_comma = rf"(?:(?P<and>\b(?:{both})\b\s+)|(?:(?:{conjunctions})\b\s+))?"
    between = rf"(?:(?P<listed>{both}|&|\+)|{conjunctions})"
    pattern = rf",\s+(?!(?:{that})\b){after_comma}|;\s+|\s+[-–—/|]\s+|\s+{between}\s+"
    return compiled(pattern)
