"""All that a mail says about one order line, put together: agreed, changed, or in doubt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossdock.domain.orders import PurchaseOrderLine
from crossdock.domain.reading import DateBasis, Evidence, Part
from crossdock.reading.mail.cancelling import Fate
from crossdock.reading.mail.dated_parts import dated_parts, day_meant, split_of
from crossdock.reading.mail.dates import is_firm
from crossdock.reading.mail.firmness import (
    confirms,
    is_excuse,
    is_unread,
    limit_of,
    promises,
    tells_bad_news,
)
from crossdock.reading.mail.line_amounts import is_part, prices_of, quantity_of
from crossdock.reading.mail.lines import LineKey
from crossdock.reading.mail.own_measures import in_own_measures
from crossdock.reading.mail.said import BY_NAME, CONFIDENCE, Said, SaidPart
from crossdock.reading.mail.statement import Scope, Statement
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

FAR_DAYS = 250
"""A promise so much later is rather a date of last year without its year."""


@dataclass(slots=True)
class LineView:
    """What was said about one line."""

    key: LineKey
    line: PurchaseOrderLine
    currency: str = ""
    """The order's; empty where it is not known."""
    dates: list[Said] = field(default_factory=list)
    quantities: list[Said] = field(default_factory=list)
    prices: list[Said] = field(default_factory=list)
    price_moves: list[Said] = field(default_factory=list)
    """Words of another price without one."""
    parts: list[SaidPart] = field(default_factory=list)
    dated_quantities: list[SaidPart] = field(default_factory=list)
    """Quantities with one date: parts, where another clause tells of the rest."""
    substitutes: list[Said] = field(default_factory=list)
    cancelled: list[Said] = field(default_factory=list)
    confirmed: list[Said] = field(default_factory=list)
    restated: list[Said] = field(default_factory=list)
    """The agreed date, said again of this very line as the day of delivery or of shipping."""
    late: list[Said] = field(default_factory=list)
    quality: list[Said] = field(default_factory=list)
    questions: list[Said] = field(default_factory=list)
    is_shipped: bool = False
    doubts: list[tuple[str, Evidence]] = field(default_factory=list)
    is_lifted: bool = False
    limits: list[tuple[str, Said]] = field(default_factory=list)
    """What keeps a confirming clause from confirming, by problem code."""
    denied: list[Said] = field(default_factory=list)
    """Bad news of which nothing was understood."""
    excuses: list[Said] = field(default_factory=list)
    """Bad news of nothing in particular: a day that is named beside them is what they come to."""
    unread: list[Said] = field(default_factory=list)
    """Clauses about this very line of which nothing was understood."""
    _tells_late: bool = True

    @property
    def standing_limits(self) -> tuple[tuple[str, Said], ...]:
        """Return the limits without days that something explains: a promised one, or goods on their way."""
        return tuple(
            (code, said)
            for code, said in self.limits
            if code not in ("date_past", "date_other") or not self._is_explained(code, said)
        )

    def _is_explained(self, code: str, day: Said) -> bool:
        """Return whether goods on their way or a day explain it; ours does not explain another agreed one."""
        is_on_its_way = self.is_shipped and day.basis is DateBasis.SHIP
        named = (said for said in self.dates if code != "date_other" or said.value != self.agreed_date)
        return is_on_its_way or any(said.confidence >= day.confidence for said in named)

    @property
    def agreed_date(self) -> date:
        """Return the date that a human last agreed to."""
        return self.line.agreed_day

    @property
    def names_day(self) -> bool:
        """Return whether the agreed day was named, not only agreed to."""
        return any(said.value == self.agreed_date for said in (*self.restated, *self.dates))

    @property
    def ordered(self) -> Decimal:
        """Return what is still to come."""
        return self.line.open_quantity

    def take(self, statement: Statement, *, tells_late: bool = True) -> None:
        """Add what a statement says about this line; `tells_late` false: its "late" names no line."""
        self._tells_late = tells_late
        if statement.clause.is_mixed:
            self.limits.append(("lines_mixed", self._said(None, statement)))
            return
        if statement.is_unsure:
            self.doubts.append(("line_ambiguous", statement.evidence))
        if statement.is_conditional and not statement.says(Signal.CONFIRM):
            self._take_condition(statement)
            return
        if statement.clause.is_question and statement.says(Signal.QUESTION):
            self.questions.append(self._said(None, statement))
            return  # "Could you accept 18 December?" proposes; it states nothing
        if statement.says(Signal.HEDGE) and (statement.dates or statement.quantities or statement.prices):
            self.doubts.append(("uncertain", statement.evidence))
        if statement.says(Signal.CONDITION) and (statement.dates or statement.quantities or statement.prices):
            self.doubts.append(("conditional", statement.evidence))
        known = self._how_much()
        self._take_other_days(statement)
        codes, own = in_own_measures(statement, self.line, self.currency)
        self.limits.extend((code, self._said(None, statement)) for code in codes)
        statement = own
        self._take_words(statement)
        self._take_price(statement)
        parts = dated_parts(statement, ordered=self.ordered, agreed=self.agreed_date)
        if parts:
            self.parts.extend(parts)
        else:
            if not is_part(statement, self.line):
                self._take_dates(statement)
            self._take_quantity(statement)
            self._take_dated_quantity(statement)
        self._take_confirmation(statement, is_explained=bool(parts))
        if self._how_much() == known:
            self._take_unread(statement)

    def _take_other_days(self, s: Statement) -> None:
        """Keep that a day gone by is named for delivery, or another day than ours as the agreed one."""
        self.is_shipped |= s.says(Signal.SHIPPED)
        if s.past and not s.clause.is_question:
            self.limits.append(("date_past", self._said(None, s)))
        if any(m.day != self.agreed_date for m in s.recalled) and not s.clause.is_question:
            self.limits.append(("date_other", self._said(None, s)))

    def _take_condition(self, s: Statement) -> None:
        """Keep that terms hold under a condition alone: they promise nothing, nor does the line stand."""
        states_terms = bool(s.dates or s.quantities or s.prices) or s.is_pointed or s.says(Signal.PROVISO)
        if states_terms and not s.clause.is_question and not s.says(Signal.QUESTION):
            self.limits.append(("conditional", self._said(None, s)))

    def _take_unread(self, s: Statement) -> None:
        """Keep what was not understood and must not be lost."""
        if self.questions and s.says(Signal.BLOCKED):
            return  # "We cannot start before you answer": the question's own case tells of it
        if is_excuse(s):
            self.excuses.append(self._said(None, s))
        elif tells_bad_news(s):
            self.denied.append(self._said(None, s))
        elif is_unread(s):
            self.unread.append(self._said(None, s))

    def _how_much(self) -> int:
        """Return how much was understood so far."""
        values = (self.dates, self.quantities, self.prices, self.price_moves, self.substitutes)
        words = (self.cancelled, self.confirmed, self.late, self.quality)
        doubts = len(self.parts) + len(self.doubts) + len(self.limits)
        return sum(len(said) for said in (*values, *words)) + doubts + self.is_lifted

    def _take_confirmation(self, s: Statement, *, is_explained: bool) -> None:
        """Take the clause as a confirmation; one with a limit confirms nothing and is asked back."""
        if not confirms(s) or s.says(Signal.LATE):
            return
        limit = limit_of(s) or ("left_over" if self._leaves_something(s) else None)
        taken = [*self.substitutes, *self.cancelled, *self.late]
        if limit is None:
            self.confirmed.append(self._said(None, s))
        elif not is_explained and all(said.evidence != s.evidence for said in taken):
            self.limits.append((limit, self._said(None, s)))

    def _leaves_something(self, s: Statement) -> bool:
        """Return whether the clause names a day or a number that nothing ordered or taken explains."""
        said = [*self.quantities, *self.prices]
        values = {one.value for one in said if one.evidence == s.evidence}
        parts = {part.quantity for part in self.parts if part.evidence == s.evidence}
        return bool(s.dropped or (s.left_over | s.prices_left) - values - parts)

    def _take_dated_quantity(self, s: Statement) -> None:
        firm = [m for m in s.dates if is_firm(m) and m.day is not None]
        amounts = [a for a in s.quantities if a.has_unit and not a.is_old and 0 < a.value < self.ordered]
        if len(firm) == 1 and len(amounts) == 1 and s.scope not in (Scope.WHOLE, Scope.OTHERS):
            part = SaidPart(
                quantity=amounts[0].value,
                day=firm[0].day,
                is_now=False,
                evidence=s.evidence,
                basis=s.basis,
            )
            self.dated_quantities.append(part)

    def _said(self, value: date | Decimal | str | None, statement: Statement) -> Said:
        confidence = CONFIDENCE[statement.scope] - (0.3 if statement.says(Signal.HEDGE) else 0.0)
        return Said(
            value=value,
            evidence=statement.evidence,
            confidence=confidence,
            basis=statement.basis,
            scope=statement.scope,
        )

    def _take_words(self, s: Statement) -> None:
        denied = s.says(Signal.NEGATION)
        offers = s.says(Signal.SUBSTITUTE) and (s.code is not None or not denied)
        if offers and (s.code is not None or s.says(Signal.CANCEL)):
            self.substitutes.append(self._said(s.code, s))
        elif s.fate is Fate.GONE and not s.clause.is_question and not self._is_of_part(s):
            self.cancelled.append(self._said(None, s))
        # "We cannot hold the price" is no delay; "no date yet" is one.
        is_late = s.says(Signal.LATE) or s.says(Signal.NO_DATE) or s.fate is Fate.LATER
        is_about_price = bool(s.prices and not s.dates)
        if is_late and self._tells_late and not s.clause.is_question and not is_about_price:
            self.late.append(self._said(None, s))
        if s.says(Signal.QUALITY) and s.scope in BY_NAME:
            self.quality.append(self._said(None, s))
        if s.says(Signal.LIFTED) and not s.says(Signal.CONDITION):
            self.is_lifted = True

    def _is_of_part(self, s: Statement) -> bool:
        """Return whether it names less than the ordered quantity: "30 of them are cancelled"."""
        numbers = {amount.value for amount in s.quantities if not amount.is_old} | s.left_over
        return any(0 < number < self.ordered for number in numbers)

    def _take_dates(self, s: Statement) -> None:
        for mention in s.dates:
            day = day_meant(mention, self.agreed_date)
            if mention.clashes:
                self.doubts.append(("weekday_clash", s.evidence))
            elif not is_firm(mention) or day is None:
                self.doubts.append((f"date_{mention.kind}", s.evidence))
                if s.says(Signal.LATE):
                    self.late.append(self._said(None, s))
            elif mention.start in s.floors:
                self.doubts.append(("uncertain", s.evidence))
                self.late.append(self._said(None, s))
            elif mention.start in s.refused:
                self._take_refused(day, s)
            elif day != self.agreed_date or not s.says(Signal.LATE) or mention.start in s.targets:
                # "We cannot hold the 9th" names the agreed date without promising it; "late until the 9th"
                # promises it, where a human has agreed to the delay already.
                self.dates.append(self._said(day, s))
                if day == self.agreed_date and promises(s):
                    self.restated.append(self._said(day, s))
                if (day - self.agreed_date).days > FAR_DAYS:
                    self.doubts.append(("date_far", s.evidence))

    def _take_refused(self, day: date, s: Statement) -> None:
        """Keep that nothing comes on a day: ours makes it late, another one is asked back."""
        if s.clause.is_question or any(m.start not in s.refused | s.floors for m in s.dates):
            return  # "not on the 9th but on the 12th" names the day
        if day == self.agreed_date:
            self.late.append(self._said(None, s))
        else:
            self.doubts.append(("denied", s.evidence))

    def _take_price(self, s: Statement) -> None:
        if s.says(Signal.TERMS):
            return  # "a surcharge of 25 EUR" is no unit price
        if s.sums_left and not s.clause.is_question:
            self.limits.append(("price_unclear", self._said(None, s)))
        told, code = prices_of(s, self.line)
        self.prices.extend(self._said(value, s) for value in told)
        if code is not None:
            self.limits.append((code, self._said(None, s)))
        asked = [said for code, said in self.limits if code in ("currency_other", "price_unclear")]
        is_read = any(said.evidence == s.evidence for said in (*self.prices, *asked))
        if s.says(Signal.PRICE_MOVE) and not is_read and not s.clause.is_question:
            self.price_moves.append(self._said(None, s))

    def _take_quantity(self, s: Statement) -> None:
        value, code = quantity_of(s, self.line)
        if code == "quantity_unclear":
            self.limits.append((code, self._said(None, s)))
        elif code is not None:
            self.doubts.append((code, s.evidence))
        if value is not None:
            self.quantities.append(self._said(value, s))

    def split(self) -> tuple[Part, ...] | None:
        """Return the parts as a split, None where there are not at least two; the rest is what is left."""
        return split_of(self.parts, self.dated_quantities, self.ordered)
