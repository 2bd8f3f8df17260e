"""What a confirmation answers: a subject or a quoted mail that asks for other terms makes it unclear."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.reading import Evidence, Problem
from crossdock.reading.mail.clauses import clauses, table_rows
from crossdock.reading.mail.date_roles import OF_DELIVERY
from crossdock.reading.mail.dates import DateKind, find_dates
from crossdock.reading.mail.explained import KNOWN, is_explained, is_explained_beside_change, masked
from crossdock.reading.mail.firmness import confirms
from crossdock.reading.mail.language import language_of
from crossdock.reading.mail.lines import LineFinder
from crossdock.reading.mail.said import BY_NAME
from crossdock.reading.mail.statements import StatementReader
from crossdock.reading.mail.words import Signal, words_for
from crossdock.reading.mail.words.base import compiled

if TYPE_CHECKING:
    from datetime import date

    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.content import MailContent
    from crossdock.reading.mail.dates import DateContext, DateMention
    from crossdock.reading.mail.statement import Statement
    from crossdock.reading.mail.understood import Understood
    from crossdock.reading.mail.words import Words

_OF_DAYS = frozenset({Signal.LATE, Signal.EARLIER})
_OF_TERMS = frozenset(
    {
        Signal.CANCEL,
        Signal.SUBSTITUTE,
        Signal.PARTLY,
        Signal.PRICE_MOVE,
        Signal.SHORT_BY,
        Signal.BLOCKED,
    }
)
_ASKING = frozenset({Signal.NOT_CONFIRM})
_OPENING = 25
"""A condition that begins within so many characters rules the clause."""
_HEADER_LINES = 4
"""The header of the mail right below the answer stands within so many lines."""


def answer_problems(
    content: MailContent, orders: tuple[PurchaseOrder, ...], context: DateContext, understood: Understood
) -> tuple[Problem, ...]:
    """Return what subject and quoted mails leave unclear of the confirmations of a mail.

    A confirmation with its own day answers what was asked about days, and only in the mail right below it.
    """
    if not understood.confirmed or _stands_for_itself(understood):
        return ()
    names_day = all(ref.names_day for ref in understood.confirmed)
    found = (
        _of_subject(understood, context.words, names_day=names_day),
        _of_quoted(content, orders, context, names_day=names_day),
    )
    return tuple(problem for problem in found if problem is not None)


def _stands_for_itself(understood: Understood) -> bool:
    """Return whether the mail goes through the terms itself: "line 2 is late, the others come as ordered"."""
    said = [s for s in understood.statements if confirms(s)]
    return bool(understood.changes) and all(s.says(Signal.AS_ORDERED) for s in said)


def _of_subject(understood: Understood, words: Words, *, names_day: bool) -> Problem | None:
    """Return a problem where the subject is not explained.

    A day that is named is what "delay" of these lines comes to, and answers the heading of what is answered.
    """
    subject = understood.subject
    if subject is None or is_explained(subject.statement, words):
        return None
    if names_day and (subject.is_answer or _only_moves(subject.statement, understood, words)):
        return None
    text = f"The subject was not understood: “{subject.evidence.text}” What does it mean for this order?"
    return Problem(code="subject_not_understood", text=text, evidence=subject.evidence)


def _only_moves(s: Statement, understood: Understood, words: Words) -> bool:
    """Return whether the subject says no more than that the day of the confirmed lines moves."""
    named = set(s.lines) if s.scope in BY_NAME else set()
    is_theirs = named <= {(ref.po, ref.line) for ref in understood.confirmed}
    has_value = bool(s.quantities or s.prices or s.dates or s.dropped)
    return is_theirs and not has_value and is_explained_beside_change(s, words)


def _of_quoted(
    content: MailContent, orders: tuple[PurchaseOrder, ...], context: DateContext, *, names_day: bool
) -> Problem | None:
    """Return a problem where the mail that is answered asks for other terms than ordered."""
    text = _topmost(content.answered_text, context.words) if names_day else content.answered_text
    own = language_of(text)
    for code in dict.fromkeys((own, content.language)):
        words = words_for(code)
        if words is None:
            continue
        terms = _Terms(
            orders,
            replace(context, words=words),
            names_day=names_day,
            is_own=code == own or words_for(own) is None,
        )
        found = terms.others_in(text)
        if found is not None:
            said = f"It confirms, but it answers a mail that speaks of other terms: “{found[:200]}” "
            evidence = Evidence(part="quoted", text=found[:400])
            return Problem(code="answer_unclear", text=f"{said}What exactly is confirmed?", evidence=evidence)
    return None


class _Terms:
    """What is ordered and agreed of some orders."""

    def __init__(
        self, orders: tuple[PurchaseOrder, ...], context: DateContext, *, names_day: bool, is_own: bool
    ) -> None:
        """`is_own`: the words are those of the language that the text is in."""
        self._orders, self._names_day, self._is_own = orders, names_day, is_own
        lines = [line for order in orders for line in order.lines]
        self._context = context
        self._days = {line.agreed_day for line in lines} | {order.order_date for order in orders}
        self._quantities = {q for line in lines for q in (line.quantity, line.open_quantity, line.received)}
        self._prices = {line.unit_price for line in lines}
        self._names = re.compile("|".join(re.escape(order.name) for order in orders) or r"\b$", re.IGNORECASE)

    def others_in(self, text: str) -> str | None:
        """Return the first clause that asks for other terms than ordered."""
        plain = re.sub(r"(?m)^[ \t>]+", "", text)
        plain = re.sub(r":[ \t]*\n", ":\n\n", plain)  # "On … wrote:" is no part of what was written
        context = self._context
        finder = LineFinder(self._orders, context.words, plain)
        reader = StatementReader(context.words, context, finder, self._orders)
        for index, clause in enumerate(clauses(plain)):
            if self._are_asked(clause.text):
                return clause.text
            if not self._may_tell(clause.text):
                continue
            statement = reader.read(clause, index)
            if self._are_others(statement) or (self._is_own and self._is_wish(statement)):
                return clause.text
        rows = () if self._names_day else table_rows(plain)
        return next((row for row in rows if self._has_other_day(row, find_dates(row, context))), None)

    def _are_asked(self, text: str) -> bool:
        """Return whether a clause asks for other terms by its words alone."""
        words = self._context.words
        signals = _OF_TERMS if self._names_day else _OF_TERMS | _OF_DAYS
        is_asked = words.has("other_terms", text) or any(words.says(signal, text) for signal in signals)
        return is_asked and not self._is_idle(text)

    def _may_tell(self, text: str) -> bool:
        """Return whether a clause may tell more: it asks for something, or names a number or a day."""
        bare = self._names.sub("", text)
        is_wish = self._context.words.has("request", text)
        return is_wish or any(char.isdigit() for char in bare) or bool(find_dates(bare, self._context))

    def _is_wish(self, s: Statement) -> bool:
        """Return whether a clause asks something of the goods that nothing ordered explains.

        What is asked about the day is answered where the confirmation names it.
        """
        words, text = self._context.words, s.clause.text
        is_of_goods = bool(OF_DELIVERY & s.signals) or self._names.search(text) is not None
        if not (is_of_goods and words.has("request", text)) or self._is_idle(text):
            return False
        days = [(KNOWN, m.start, m.end) for m in (*s.dates, *s.dropped) if self._names_day]
        known = words.without_named("polite", masked(s.masked, days))
        return not is_explained(replace(s, masked=known), words, beside=_ASKING)

    def _are_others(self, s: Statement) -> bool:
        """Return whether a clause names a day, a quantity or a price that was not ordered."""
        if self._is_idle(s.clause.text):
            return False
        amounts = [a for a in s.quantities if a.has_unit and not a.is_old]
        prices = [p for p in s.prices if not (p.is_old or p.is_sum)] if s.says(Signal.PRICE) else []
        is_other = any(a.value not in self._quantities for a in amounts)
        is_other = is_other or any(p.value not in self._prices for p in prices)
        is_of_goods = not (s.says(Signal.NOT_DELIVERY) or s.says(Signal.INVOICE))
        if is_other or self._names_day or not is_of_goods:
            return is_other
        return self._has_other_day(s.clause.text, (*s.dates, *s.dropped))

    def _is_idle(self, text: str) -> bool:
        """Return whether a clause only says what would be, or speaks of changes in general."""
        words = self._context.words
        condition = words.find(Signal.CONDITION, text)
        is_conditional = condition is not None and condition.start() <= _OPENING
        return is_conditional or words.says(Signal.GREETING, text) or words.has("any_change", text)

    def _has_other_day(self, text: str, dates: tuple[DateMention, ...]) -> bool:
        """Return whether one of the days is not the agreed one, in either order of day and month."""
        either = [
            mention
            for first in (True, False)
            for mention in find_dates(text, replace(self._context, day_first=first))
        ]
        return any(
            not self._is_deadline(text, mention)
            and not any(self._is_known(other) for other in (mention, *either) if _overlap(mention, other))
            for mention in dates
        )

    def _is_known(self, mention: DateMention) -> bool:
        if mention.kind is DateKind.VAGUE:
            return self._context.words.has("soon", mention.text)
        if mention.day is None:
            return False
        if mention.kind is DateKind.WEEK:
            return any(_week(day) == _week(mention.day) for day in self._days)
        return mention.day in self._days or mention.day <= self._context.sent

    def _is_deadline(self, text: str, mention: DateMention) -> bool:
        """Return whether the day only bounds the answer: "please confirm by Friday"."""
        own = mention.text.split()[0] if mention.kind is DateKind.SPAN else ""  # "by Friday"
        before, after = f"{text[: mention.start]}{own} ", f"{KNOWN}{text[mention.end :]}"
        return self._context.words.has("answer_by", before) or self._context.words.has("answer_after", after)


def _overlap(one: DateMention, other: DateMention) -> bool:
    return one.start < other.end and other.start < one.end


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _topmost(text: str, words: Words) -> str:
    """Return the mail right below the answer, without those that it quotes itself."""
    deeper = compiled(rf"^\s*>\s?>|^\s*(?:>\s*)?(?:{words.asked['sender']})\s*:")
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if deeper.match(line)]
    own = [n for n in heads if not lines[n].lstrip().startswith(">") and n < _HEADER_LINES]
    end = next((n for n in heads if n not in own[:1]), len(lines))
    return "\n".join(lines[:end])
