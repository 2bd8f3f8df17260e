"""The dated parts that one clause names: "100 now, 200 on 3 May, the rest in week 20"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.reading.mail.amount_roles import Role
from crossdock.reading.mail.calendar_days import add_span
from crossdock.reading.mail.dates import DateKind, DateMention, is_firm
from crossdock.reading.mail.said import SaidPart
from crossdock.reading.mail.statement import Scope, Statement
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from crossdock.domain.reading import Part
    from crossdock.reading.mail.amounts import Amount

_COMES = (Signal.SHIPPED, Signal.SHIP, Signal.PARTLY, Signal.CONFIRM)
"""What tells of goods that come, whatever else is said."""
_TELLS_OF_PARTS = (Signal.PARTLY, Signal.SHIPPED, Signal.LEAVES_TODAY)


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
    is_part = rest is not None or any(s.says(signal) for signal in _TELLS_OF_PARTS)
    if len(amounts) < 2 and (not is_part or (s.says(Signal.ONLY) and rest is None)):
        return []
    if any(a.role is Role.LESS for a in amounts):
        return []  # "15 pcs fewer, the rest is fine": no part of 15 comes
    places: list[tuple[int, Decimal | None]] = [(a.start, a.value) for a in amounts]
    if rest is not None and s.clause.text[:rest].endswith("("):
        rest = None  # "1.000 Stk. am 2.12. (Rest)": the word only labels the amount
    if rest is not None and not any(0 <= a.start - rest < 24 for a in amounts):
        places.append((rest, None))
    if not places:
        return []
    parts = _dated(sorted(places, key=lambda place: place[0]), s, agreed)
    return [] if _has_other_fate(parts, amounts, s) else parts


def _has_other_fate(parts: list[SaidPart], amounts: list[Amount], s: Statement) -> bool:
    """Return whether a part is told of without a word that it comes: "20 pcs are damaged, the rest …"."""
    if s.is_bare or any(s.says(signal) for signal in _COMES):
        return False
    coming = {a.value for a in amounts if a.role is Role.WHOLE}
    return any(p.quantity is not None and p.day is None and not p.is_now for p in parts) and not coming


def _dated(places: list[tuple[int, Decimal | None]], s: Statement, agreed: date) -> list[SaidPart]:
    parts = []
    firm = [m for m in s.dates if is_firm(m)]
    is_paired = len(firm) == len(places)
    for index, (start, quantity) in enumerate(places):
        end = places[index + 1][0] if index + 1 < len(places) else len(s.clause.text)
        begin = places[index - 1][0] if index else 0
        chosen = [firm[index]] if is_paired else [m for m in firm if start <= m.start < end]
        window = (begin, start) if is_paired and firm[index].start < start else (start, end)
        day = day_meant(chosen[-1], agreed) if chosen else None
        is_now = any(window[0] <= place <= window[1] for place in s.now_at)
        parts.append(SaidPart(quantity=quantity, day=day, is_now=is_now, evidence=s.evidence, basis=s.basis))
    return parts


def split_of(
    parts: list[SaidPart], dated_quantities: list[SaidPart], ordered: Decimal
) -> tuple[Part, ...] | None:
    """Return what was said in parts as a split, None where there are not two; the rest is what is left.

    Quantities with one date each count where the mail speaks of parts, or where they add up.
    """
    known: list[SaidPart] = []
    for part in _all_parts(parts, dated_quantities, ordered):
        if part.quantity is None or part.quantity not in [p.quantity for p in known]:
            known.append(part)
        elif part.day is not None:
            known = [part if p.quantity == part.quantity and p.day is None else p for p in known]
    left = ordered - sum((p.quantity for p in known if p.quantity is not None), ordered * 0)
    rests = [p for p in known if p.quantity is None]
    dated_rest = next((p for p in rests if p.day is not None), rests[0] if rests else None)
    found = [p.of(p.quantity) for p in known if p.quantity is not None]
    if dated_rest is not None and left > 0:
        found.append(dated_rest.of(left))
    elif dated_rest is not None and found and found[-1].date is None and dated_rest.day is not None:
        found[-1] = dated_rest.of(found[-1].quantity)
    return tuple(found) if len(found) >= 2 else None


def _all_parts(parts: list[SaidPart], dated_quantities: list[SaidPart], ordered: Decimal) -> list[SaidPart]:
    total = sum({p.quantity for p in dated_quantities if p.quantity is not None}, ordered * 0)
    return [*dated_quantities, *parts] if parts or total == ordered else []
