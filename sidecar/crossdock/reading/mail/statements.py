"""Clauses to statements: which lines, which values, and in what sense."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.reading import DateBasis
from crossdock.reading.mail.amount_roles import Role, is_later_price, price_starts
from crossdock.reading.mail.amounts import (
    NAME_MARK,
    TIME_MARK,
    find_prices,
    find_quantities,
    money_spans,
)
from crossdock.reading.mail.cancelling import fate_of
from crossdock.reading.mail.counted_lines import counts_all
from crossdock.reading.mail.date_roles import delivery_dates, is_old, past_dates, recalled_dates
from crossdock.reading.mail.dates import DateContext, DateMention, find_dates
from crossdock.reading.mail.day_roles import day_roles
from crossdock.reading.mail.departures import departures
from crossdock.reading.mail.explained import (
    KNOWN,
    day_marks,
    is_explained,
    masked,
    product_marks,
    with_values,
)
from crossdock.reading.mail.left_over import (
    order_total,
    ordered_values,
    prices_left,
    sorted_numbers,
)
from crossdock.reading.mail.name_cuts import NameCutter
from crossdock.reading.mail.named_signals import named_signals, without_places
from crossdock.reading.mail.order_mentions import order_spans, orders_in
from crossdock.reading.mail.price_basis import has_other_basis
from crossdock.reading.mail.references import squeeze
from crossdock.reading.mail.rest_of_lines import kept_rest, tells_of_part
from crossdock.reading.mail.statement import Scope, Statement
from crossdock.reading.mail.subjects import heads_something_else, names_something_else
from crossdock.reading.mail.topic import Topic
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from datetime import date

    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
    from crossdock.reading.mail.clauses import Clause
    from crossdock.reading.mail.lines import LineFinder, LineKey, LineMentions
    from crossdock.reading.mail.words import Words


_PARTS = 2


class StatementReader:
    """Reads clauses one after the other and remembers what they are about."""

    def __init__(
        self, words: Words, context: DateContext, finder: LineFinder, orders: tuple[PurchaseOrder, ...]
    ) -> None:
        self._words = words
        self._context = context
        self._finder = finder
        self._orders = orders
        self._cutter = NameCutter(words, finder, orders, context)
        self._totals = frozenset(order_total(order) for order in orders)
        self._current: tuple[str, ...] = tuple(order.name for order in orders)
        self._topic = Topic()
        self._tells_of_part = False
        """Whether some pieces were told of, so that there may be a rest of them."""

    def pieces(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the clause, cut where it begins to tell of another line or order."""
        return self._cutter.cut(clause, self._current)

    def read(self, clause: Clause, index: int) -> Statement:
        """Return the clause as a statement."""
        text = clause.text
        named_orders = orders_in(text, self._orders)
        if named_orders:
            self._current = named_orders
        mentions = self._finder.find(text, self._current)
        names = [*mentions.spans, *order_spans(text, self._orders)]
        unnamed = without_places(text, names, self._orders)
        signals = named_signals(text, unnamed, self._words)
        dates = self._dates(text)
        of_lines = self._kept_rest(text, names, dates)
        if of_lines is not None:
            signals = signals - {Signal.REST, Signal.CONFIRM} | {Signal.OTHERS, Signal.AS_ORDERED}
            unnamed = masked(unnamed, [(KNOWN, *of_lines.span("rest"))])
        scope, lines, unsure = self._scope(clause, index, mentions, signals, bool(named_orders))
        ordered = [self._finder.line(key) for key in lines]
        if scope is Scope.CARRIED and self._topic.is_mixed:
            clause = replace(clause, is_mixed=True)
        rest = masked(text, [(TIME_MARK, m.start, m.end) for m in dates])
        rest = masked(rest, [(NAME_MARK, start, end) for start, end in names])
        said = Statement(
            clause=clause,
            scope=scope,
            lines=lines,
            orders=self._current,
            signals=signals,
            fate=fate_of(unnamed, signals, self._words),
            basis=self._basis(signals),
            is_unsure=unsure,
            code=self._other_code(text, lines),
            opens_with_condition=self._opens_with_condition(text),
            rest_at=next(iter(self._places(Signal.REST, text)), None),
            now_at=self._places(Signal.NOW, text),
            is_pointed=mentions.how in ("code", "position"),
            masked=unnamed,
        )
        return self._valued(said, dates, rest, ordered)

    def _valued(
        self, said: Statement, dates: tuple[DateMention, ...], rest: str, ordered: list[PurchaseOrderLine]
    ) -> Statement:
        """Return the statement with its amounts and days; `rest` is the text without dates and names."""
        text = said.clause.text
        said = self._with_amounts(said, rest, ordered)
        starts = price_starts(text, dates, said.prices, self._words)
        if starts or (said.prices and is_later_price(text, self._words)):
            said = replace(said, prices=tuple(replace(p, role=Role.MOVE) for p in said.prices))
        said = self._with_days(said, tuple(m for m in dates if m.start not in starts), ordered)
        is_counted = any(a.value not in ordered_values(ordered) for a in said.quantities)
        self._tells_of_part |= is_counted or tells_of_part(text, self._words)
        return self._weighed(said)

    def _kept_rest(
        self, text: str, names: list[tuple[int, int]], dates: tuple[DateMention, ...]
    ) -> re.Match[str] | None:
        """Return where the rest stands for the lines that nobody has named."""
        if self._tells_of_part or not self._topic.lines:
            return None
        orders = [order for order in self._orders if order.name in self._current]
        return kept_rest(text, names, dates, orders, self._words)

    def _weighed(self, s: Statement) -> Statement:
        """Say whether the statement holds nothing beside its values, or beside what it names."""
        has_value = bool(s.quantities or s.prices)
        is_bare = has_value and is_explained(with_values(s, self._words), self._words)
        return replace(s, is_bare=is_bare, is_plain=s.is_pointed and is_explained(s, self._words))

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
        roles = day_roles(text, dates, self._words)
        named = tuple(m for m in dates if m not in old)
        current = tuple(m for m in named if m.start not in roles.telling)
        targets = frozenset(m.start for m in current if self._words.puts_off_to(text[: m.start]))
        agreed, ordered_on = (
            {line.agreed_day for line in ordered},
            {order.order_date for order in self._orders},
        )
        known = ordered_on | {m.day for m in old if m.day is not None}
        marks = day_marks(text, dates, agreed, known, self._context)
        s = replace(
            s,
            targets=targets,
            refused=roles.refused - targets,
            floors=roles.floors,
            masked=masked(s.masked, marks),
        )
        coming = delivery_dates(text, current, signals, self._context)
        leaving = departures(text, coming, self._words) if len(s.quantities) < _PARTS else ()
        if leaving:
            marks = [(KNOWN, m.start, m.end) for m in leaving]
            s = replace(s, basis=DateBasis.ARRIVAL, masked=masked(s.masked, marks))
        recalled = recalled_dates(text, old, signals, self._context, is_pointed=s.is_pointed)
        if coming:
            # "requested 8 December, agreed 15 December": the first is no answer to the second
            called = tuple(m for m in recalled if self._words.has("agreed_label", text[: m.start]))
            return replace(s, dates=tuple(m for m in coming if m not in leaving), recalled=called)
        past = past_dates(text, current, signals, self._context, is_pointed=s.is_pointed)
        return replace(
            s,
            recalled=self._without_order_dates(recalled),
            past=self._without_order_dates(past),
            dropped=self._dropped(named, agreed),
        )

    def _with_amounts(self, s: Statement, rest: str, ordered: list[PurchaseOrderLine]) -> Statement:
        """Read what is left of the clause without its dates and names."""
        prices = find_prices(rest, self._words)
        rest = unpriced = masked(rest, [(TIME_MARK, p.start, p.end) for p in prices])
        known = ordered_values(ordered)
        totals = known | self._totals
        quantities = find_quantities(rest, self._words, tuple(line.unit for line in ordered))
        told = [(a.start, a.end) for a in quantities if a.value in known]  # "4 cartons of 25 pcs"
        untold = masked(rest, [(TIME_MARK, start, end) for start, end in told])
        left, places = sorted_numbers(untold, known, self._words, ordered)
        text = s.clause.text
        marks = product_marks(text, ordered)
        marks += [(KNOWN, p.start, p.end) for p in prices if p.value in totals]
        return replace(
            s,
            quantities=quantities,
            prices=prices,
            left_over=left,
            prices_left=prices_left(text, prices, known),
            has_other_basis=has_other_basis(unpriced, prices, ordered, self._words),
            sums_left=frozenset(p.value for p in prices if p.is_sum and p.value not in totals),
            masked=masked(s.masked, marks),
            known_numbers=(*places, *told),
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
            self._topic.name(mentions, clause, index, signals)
            return Scope.NAMED, mentions.lines, mentions.is_unsure
        everything = tuple(
            (order.name, line.line)
            for order in self._orders
            if order.name in self._current
            for line in order.lines
        )
        if Signal.OTHERS in signals:
            return Scope.OTHERS, everything, False
        is_headed = not names_order and heads_something_else(clause.text, self._words)
        if is_headed and find_dates(clause.text, self._context):
            return Scope.UNKNOWN, (), False
        if mentions.is_unknown:
            # "Both items ship today" is about the two that were named; "line 7" is none of ours
            is_near = self._topic.is_near(clause, index)
            if is_near and counts_all(clause.text, self._words, len(self._topic.lines)):
                return Scope.CARRIED, self._topic.lines, self._topic.is_unsure
            return Scope.UNKNOWN, (), False
        if len(everything) == 1:
            return Scope.SOLE, everything, False
        is_whole = Signal.WHOLE in signals or names_order
        if self._topic.lines and not is_whole and self._topic.is_near(clause, index):
            lines = self._topic.carried(clause, index, signals, self._words)
            return Scope.CARRIED, lines, self._topic.is_unsure
        if Signal.WHOLE not in signals and names_something_else(clause.text, self._words):
            return Scope.UNKNOWN, (), False
        if everything:
            return Scope.WHOLE, everything, False
        return Scope.NONE, (), False

    def _dropped(self, dates: tuple[DateMention, ...], agreed: set[date]) -> tuple[DateMention, ...]:
        return tuple(
            m for m in dates if m.day is not None and m.day > self._context.sent and m.day not in agreed
        )

    def _without_order_dates(self, dates: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
        ordered = {order.order_date for order in self._orders}
        return tuple(m for m in dates if m.day not in ordered)

    def _basis(self, signals: frozenset[Signal]) -> DateBasis:
        is_ship = Signal.EX_WORKS in signals or (Signal.SHIP in signals and Signal.ARRIVE not in signals)
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
