"""What one clause says: about which lines, with which values, and in what sense."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from crossdock.domain.reading import DateBasis, Evidence
from crossdock.reading.mail.amounts import TIME_MARK, Amount
from crossdock.reading.mail.cancelling import Fate
from crossdock.reading.mail.clauses import Clause
from crossdock.reading.mail.dates import DateMention
from crossdock.reading.mail.lines import LineKey
from crossdock.reading.mail.words import Signal


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
    has_other_basis: bool = False
    """Whether prices are said to be for another number or unit than one of what is ordered."""
    sums_left: frozenset[Decimal] = frozenset()
    """Totals and charges that nothing ordered explains."""
    masked: str = ""
    """The clause with marks over names, days and prices that are explained (`explained.py`)."""
    is_plain: bool = False
    """Whether a line is named, and all beside it is explained: a heading, a row of its terms."""
    is_bare: bool = False
    """Whether beside its values all is explained: "we deliver 60 pcs on 9 December"."""
    known_numbers: tuple[tuple[int, int], ...] = ()
    """Places of numbers that are explained."""
    dropped: tuple[DateMention, ...] = ()
    """Days to come that are not taken for days of delivery, nor are they the agreed ones."""
    basis: DateBasis = DateBasis.ARRIVAL
    fate: Fate | None = None
    """What becomes of the goods, where it speaks of cancelling."""
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
    refused: frozenset[int] = frozenset()
    """Places of dates on which nothing comes ("not on the 9th")."""
    floors: frozenset[int] = frozenset()
    """Places of dates that only bound something from below ("beyond the 9th")."""

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
    def points_elsewhere(self) -> bool:
        """Return whether what it says stands where nothing is read; a day in it is what was told before."""
        has_day = bool(self.dates or self.dropped) or TIME_MARK in self.masked
        return self.says(Signal.TOLD_ELSEWHERE) or (self.says(Signal.TOLD_BEFORE) and not has_day)

    @property
    def evidence(self) -> Evidence:
        """Return where the statement stands."""
        return Evidence(part="body", place=f"line {self.clause.line}", text=self.clause.text[:400])


def in_one_basis(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements with all days as days of shipping, where one says that delivery is ex works."""
    if not any(s.says(Signal.EX_WORKS) and not s.clause.is_question for s in statements):
        return statements
    return tuple(replace(s, basis=DateBasis.SHIP) for s in statements)
