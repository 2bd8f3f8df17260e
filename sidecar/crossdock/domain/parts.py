"""Deliveries in parts: what of agreed parts is still to come, and whether another split fits them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from crossdock.domain.reading import Part
from crossdock.domain.tolerance import arrival_of, date_within, quantity_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from crossdock.domain.policy import ToleranceRule

NOTHING = Decimal(0)


def at_our_dock(parts: Iterable[Part], rule: ToleranceRule) -> tuple[Part, ...]:
    """Return the parts with the days on which they arrive: a shipping day gets the transit days added."""
    return tuple(
        Part(quantity=part.quantity, date=part.date and arrival_of(part.date, part.basis, rule))
        for part in parts
    )


def parts_to_come(agreed: Sequence[Part], *, quantity: Decimal, received: Decimal) -> tuple[Part, ...]:
    """Return which of a line's agreed parts are still to come, earliest first.

    `agreed` covers the whole line; what had come before it was agreed is a part without a date. Goods that
    came count for the earliest parts. Where `quantity` (the line's) is another one since, the last part has
    more or less, as *Apply* changes the last receipt.
    """
    coming: list[Part] = []
    begin = NOTHING
    for place, part in enumerate(agreed, start=1):
        end = quantity if place == len(agreed) else min(begin + part.quantity, quantity)
        rest = end - max(begin, received)
        if rest > 0 and part.date is not None:
            coming.append(replace(part, quantity=rest))
        begin += part.quantity
    return tuple(coming)


def on_several_days(parts: Iterable[Part]) -> bool:
    """Return whether the parts come on more than one day."""
    return len({part.date for part in parts}) > 1


def fit(proposed: Iterable[Part], agreed: Iterable[Part], rule: ToleranceRule) -> bool:
    """Return whether each proposed part is near enough to its agreed one, in day and quantity.

    Parts of one day are one part; the earliest proposed belongs to the earliest agreed, and so on. A part
    without a date fits nothing.
    """
    ours, theirs = _by_day(agreed), _by_day(proposed)
    return (
        theirs is not None
        and ours is not None
        and len(ours) == len(theirs)
        and all(
            date_within(rule, agreed=day, proposed=new_day)
            and quantity_within(rule, open_quantity=quantity, proposed=new_quantity)
            for (day, quantity), (new_day, new_quantity) in zip(ours, theirs, strict=True)
        )
    )


def told(parts: Iterable[Part]) -> str:
    """Return `60 on 2026-12-08, 40 on 2026-12-10`."""
    return ", ".join(f"{part.quantity.normalize():f} on {part.date or 'a date not given'}" for part in parts)


def _by_day(parts: Iterable[Part]) -> list[tuple[date, Decimal]] | None:
    """Return the quantity of each day, earliest first; None where a part has no day."""
    days: dict[date, Decimal] = {}
    for part in parts:
        if part.date is None:
            return None
        days[part.date] = days.get(part.date, NOTHING) + part.quantity
    return sorted(days.items())
