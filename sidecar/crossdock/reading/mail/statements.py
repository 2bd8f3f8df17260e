"""Clauses to statements: which lines, which values, and in what sense."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from crossdock.domain.reading import DateBasis, Evidence
from crossdock.reading.mail.amounts import (
    NAME_MARK,
    TIME_MARK,
    Amount,
    find_prices,
    find_quantities,
    money_spans,
)
from crossdock.reading.mail.clauses import Clause
from crossdock.reading.mail.date_roles import delivery_dates, is_old, past_dates, recalled_dates
from crossdock.reading.mail.dates import DateContext, DateMention, find_dates
from crossdock.reading.mail.left_over import numbers_left, ordered_values, prices_left
from crossdock.reading.mail.lines import LineKey
from crossdock.reading.mail.order_mentions import order_spans, orders_in
from crossdock.reading.mail.references import squeeze
from crossdock.reading.mail.subjects import names_something_else
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from datetime import date

    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
    from crossdock.reading.mail.lines import LineFinder, LineMentions
    from crossdock.reading.mail.words import Words


class Scope(StrEnum):
    """How a clause came to its lines."""

    NAMED = "named"
    CARRIED = "carried"
    """Named in the clause before."""
    SOLE = "sole"
    """The order has no other line."""
    WHOLE = "whole"
    OTHERS = "others"
    UNKNOWN = "unknown"
    """About a product that fits no line: never every line."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one clause says about some lines."""

    clause: Clause
    scope: Scope
    lines: tuple[LineKey, ...]
    orders: tuple[str, ...]
    signals: frozenset[Signal]
    dates: tuple[DateMention, ...] = ()
    recalled: tuple[DateMention, ...] = ()
    """Days to come that are called the old or the agreed ones, without any other."""
    past: tuple[DateMention, ...] = ()
    """Days gone by that stand where a day of delivery would."""
    quantities: tuple[Amount, ...] = ()
    prices: tuple[Amount, ...] = ()
    left_over: frozenset[Decimal] = frozenset()
    """Numbers that nothing ordered explains."""
    prices_left: frozenset[Decimal] = frozenset()
    """Prices of one piece that nothing ordered explains."""
    dropped: tuple[DateMention, ...] = ()
    """Days to come that are not taken for days of delivery, nor are they the agreed ones."""
    basis: DateBasis = DateBasis.ARRIVAL
    is_unsure: bool = False
    code: str | None = None
    opens_with_condition: bool = False
    rest_at: int | None = None
    """Place of "the rest", "balance" …"""
    now_at: tuple[int, ...] = ()
    """Places of "now", "today", "from stock"."""
    is_pointed: bool = False
    """Whether a line is named by its code or number, not only by words."""
    other_words: int = 0
    """How many words stand beside names of lines, orders, dates and prices."""
    targets: frozenset[int] = frozenset()
    """Places of dates up to which something is put off ("until the 9th")."""
    bounds: frozenset[int] = frozenset()
    """Places of dates that bound something ("not before the 9th")."""

    def says(self, signal: Signal) -> bool:
        """Return whether the clause carries the signal."""
        return signal in self.signals

    @property
    def is_conditional(self) -> bool:
        """Return whether the clause only says what would be."""
        return self.opens_with_condition

    @property
    def states_terms(self) -> bool:
        """Return whether the clause says something that would change a line."""
        weighty = {Signal.LATE, Signal.CANCEL, Signal.SUBSTITUTE, Signal.PARTLY}
        return not self.is_conditional and bool(weighty & self.signals or self.dates)

    @property
    def evidence(self) -> Evidence:
        """Return where the statement stands."""
        return Evidence(part="body", place=f"line {self.clause.line}", text=self.clause.text[:400])


class StatementReader:
    """Reads clauses one after the other and remembers what they are about."""

    def __init__(
        self, words: Words, context: DateContext, finder: LineFinder, orders: tuple[PurchaseOrder, ...]
    ) -> None:
        self._words = words
        self._context = context
        self._finder = finder
        self._orders = orders
        self._current: tuple[str, ...] = tuple(order.name for order in orders)
        self._topic: tuple[LineKey, ...] = ()
        self._topic_unsure = False
        self._topic_place = (-1, -1)

    def read(self, clause: Clause, index: int) -> Statement:
        """Return the clause as a statement."""
        text = clause.text
        named_orders = orders_in(text, self._orders)
        if named_orders:
            self._current = named_orders
        signals = self._words.signals_of(text)
        mentions = self._finder.find(text, self._current)
        scope, lines, unsure = self._scope(clause, index, mentions, signals, bool(named_orders))
        ordered = [self._finder.line(key) for key in lines]
        dates = self._dates(text)
        rest = _blank(text, TIME_MARK, [(m.start, m.end) for m in dates])
        rest = _blank(rest, NAME_MARK, [*mentions.spans, *order_spans(text, self._orders)])
        said = Statement(
            clause=clause,
            scope=scope,
            lines=lines,
            orders=self._current,
            signals=signals,
            basis=self._basis(signals),
            is_unsure=unsure,
            code=self._other_code(text, lines),
            opens_with_condition=self._opens_with_condition(text),
            rest_at=next(iter(self._places(Signal.REST, text)), None),
            now_at=self._places(Signal.NOW, text),
            is_pointed=mentions.how in ("code", "position"),
        )
        return self._with_days(self._with_amounts(said, rest, ordered), dates, ordered)

    def _dates(self, text: str) -> tuple[DateMention, ...]:
        """Return the dates; "$3.10." is no third of October, but "18/12/2026 EUR 750.00" holds a day."""
        money = money_spans(text)
        found = find_dates(text, self._context)
        return tuple(m for m in found if not any(a <= m.start and m.end <= b + 1 for a, b in money))

    def _with_days(
        self, s: Statement, dates: tuple[DateMention, ...], ordered: list[PurchaseOrderLine]
    ) -> Statement:
        text, signals = s.clause.text, s.signals
        old = tuple(m for m in dates if is_old(m, text, dates, self._words))
        current = tuple(m for m in dates if m not in old)
        targets = frozenset(m.start for m in current if self._words.puts_off_to(text[: m.start]))
        bounds = frozenset(m.start for m in current if self._words.bounds(text[: m.start]))
        s = replace(s, targets=targets, bounds=bounds)
        coming = delivery_dates(text, current, signals, self._context)
        if coming:
            return replace(s, dates=coming)
        recalled = recalled_dates(text, old, signals, self._context, is_pointed=s.is_pointed)
        past = past_dates(text, current, signals, self._context, is_pointed=s.is_pointed)
        return replace(
            s,
            recalled=self._without_order_dates(recalled),
            past=self._without_order_dates(past),
            dropped=self._dropped(current, {line.agreed_day for line in ordered}),
        )

    def _with_amounts(self, s: Statement, rest: str, ordered: list[PurchaseOrderLine]) -> Statement:
        """Read what is left of the clause without its dates and names."""
        prices = find_prices(rest, self._words)
        rest = _blank(rest, TIME_MARK, [(p.start, p.end) for p in prices])
        known = ordered_values(ordered)
        return replace(
            s,
            quantities=find_quantities(rest, self._words, tuple(line.unit for line in ordered)),
            prices=prices,
            left_over=numbers_left(rest, known, self._words, ordered),
            prices_left=prices_left(s.clause.text, prices, known),
            other_words=len(re.findall(r"[^\W\d_]{2,}", rest)),
        )

    def _opens_with_condition(self, text: str) -> bool:
        """Return whether the condition rules the clause ("If you need …") and is no polite end ("if ok")."""
        match = self._words.find(Signal.CONDITION, text)
        return match is not None and match.start() <= 25

    def _places(self, signal: Signal, text: str) -> tuple[int, ...]:
        pattern = self._words.signals[signal]
        return tuple(match.start() for match in re.finditer(pattern, text, re.IGNORECASE))

    def _scope(
        self,
        clause: Clause,
        index: int,
        mentions: LineMentions,
        signals: frozenset[Signal],
        names_order: bool,
    ) -> tuple[Scope, tuple[LineKey, ...], bool]:
        if mentions.lines:
            self._topic, self._topic_unsure = mentions.lines, mentions.is_unsure
            self._topic_place = (clause.paragraph, index)
            return Scope.NAMED, mentions.lines, mentions.is_unsure
        everything = tuple(
            (order.name, line.line)
            for order in self._orders
            if order.name in self._current
            for line in order.lines
        )
        if Signal.OTHERS in signals:
            return Scope.OTHERS, everything, False
        if len(everything) == 1:
            return Scope.SOLE, everything, False
        is_whole = Signal.WHOLE in signals or names_order
        if self._topic and not is_whole and self._is_near(clause, index):
            self._topic_place = (clause.paragraph, index)
            return Scope.CARRIED, self._topic, self._topic_unsure
        if Signal.WHOLE not in signals and names_something_else(clause.text, self._words):
            return Scope.UNKNOWN, (), False
        if everything:
            return Scope.WHOLE, everything, False
        return Scope.NONE, (), False

    def _is_near(self, clause: Clause, index: int) -> bool:
        """Return whether the topic still holds: same paragraph, or the very next clause."""
        paragraph, place = self._topic_place
        return clause.paragraph == paragraph or index - place == 1

    def _dropped(self, dates: tuple[DateMention, ...], agreed: set[date]) -> tuple[DateMention, ...]:
        return tuple(
            m for m in dates if m.day is not None and m.day > self._context.sent and m.day not in agreed
        )

    def _without_order_dates(self, dates: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
        ordered = {order.order_date for order in self._orders}
        return tuple(m for m in dates if m.day not in ordered)

    def _basis(self, signals: frozenset[Signal]) -> DateBasis:
        is_ship = Signal.SHIP in signals and Signal.ARRIVE not in signals
        return DateBasis.SHIP if is_ship else DateBasis.ARRIVAL

    def _other_code(self, text: str, lines: tuple[LineKey, ...]) -> str | None:
        """Return a product code in the clause that is no ordered one: what is offered instead."""
        own = {squeeze(code) for key in lines for code in self._finder.codes_of(key)}
        own |= {squeeze(order.name) for order in self._orders}
        for match in re.finditer(
            r"(?<![\w-])(?=[A-Z0-9/.-]*[A-Z])(?=[A-Z0-9/.-]*\d)[A-Z0-9]+(?:[-/.][A-Z0-9]+)+(?![\w-])", text
        ):
            code = match.group()
            if len(code) >= 5 and squeeze(code) not in own:
                return code
        return None


def _blank(text: str, mark: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with places blanked out, so that their digits count for nothing else."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = mark * (end - start)
    return "".join(chars)
