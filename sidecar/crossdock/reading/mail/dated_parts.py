"""The dated parts that one clause names: "100 now, 200 on 3 May, the rest in week 20"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.reading.mail.calendar_days import add_span
from crossdock.reading.mail.dates import DateKind, DateMention, is_firm
from crossdock.reading.mail.said import SaidPart
from crossdock.reading.mail.statements import Scope, Statement
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


def day_meant(mention: DateMention, agreed: date) -> date | None:
    """Return the day of a mention; a shift counts from the agreed one."""
    if mention.kind is DateKind.SHIFT and mention.number:
        return add_span(agreed, mention.number, mention.unit)
    return mention.day


def dated_parts(s: Statement, *, ordered: Decimal, agreed: date) -> list[SaidPart]:
    """Return the dated parts that a clause names: each quantity takes the date that follows it."""
    rest = None if s.scope in (Scope.WHOLE, Scope.OTHERS) else s.rest_at
    amounts = [a for a in s.quantities if not a.is_old and 0 < a.value < ordered]
    if s.scope in (Scope.WHOLE, Scope.OTHERS) or (not amounts and rest is None):
        return []
    is_part = rest is not None or s.says(Signal.PARTLY) or s.says(Signal.SHIPPED)
    if len(amounts) < 2 and (not is_part or (s.says(Signal.ONLY) and rest is None)):
        return []
    places: list[tuple[int, Decimal | None]] = [(a.start, a.value) for a in amounts]
    if rest is not None and s.clause.text[:rest].endswith("("):
        rest = None  # "1.000 Stk. am 2.12. (Rest)": the word only labels the amount
    if rest is not None and not any(0 <= a.start - rest < 24 for a in amounts):
        places.append((rest, None))
    if not places:
        return []
    return _dated(sorted(places, key=lambda place: place[0]), s, agreed)


def _dated(places: list[tuple[int, Decimal | None]], s: Statement, agreed: date) -> list[SaidPart]:
    parts = []
    firm = [m for m in s.dates if is_firm(m)]
    comes_before = bool(firm) and firm[0].start < places[0][0] and len(firm) == len(places)
    for index, (start, quantity) in enumerate(places):
        end = places[index + 1][0] if index + 1 < len(places) else len(s.clause.text)
        begin = places[index - 1][0] if index else 0
        window = (begin, start) if comes_before else (start, end)
        chosen = [m for m in firm if window[0] <= m.start < window[1]]
        day = day_meant(chosen[-1], agreed) if chosen else None
        is_now = any(window[0] <= place <= window[1] for place in s.now_at)
        parts.append(SaidPart(quantity=quantity, day=day, is_now=is_now, evidence=s.evidence, basis=s.basis))
    return parts
