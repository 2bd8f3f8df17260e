"""A value that a mail says about a line, with where it stands and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crossdock.domain.reading import DateBasis, Evidence, Part
from crossdock.reading.mail.statement import Scope

CONFIDENCE = {
    Scope.NAMED: 0.95,
    Scope.SOLE: 0.95,
    Scope.CARRIED: 0.9,
    Scope.WHOLE: 0.8,
    Scope.OTHERS: 0.8,
    Scope.UNKNOWN: 0.3,
    Scope.NONE: 0.3,
}
"""How sure a value is by the way its line was found."""
BY_NAME = (Scope.NAMED, Scope.CARRIED, Scope.SOLE)
"""Scopes that mean the very line, not everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A value and where it comes from."""

    value: date | Decimal | str | None
    evidence: Evidence
    confidence: float
    basis: DateBasis = DateBasis.ARRIVAL
    scope: Scope = Scope.NAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPart:
    """A quantity with its own date; quantity None is "the rest". `is_now` when it leaves at once."""

    quantity: Decimal | None
    day: date | None
    is_now: bool
    evidence: Evidence
    basis: DateBasis = DateBasis.ARRIVAL

    def of(self, quantity: Decimal) -> Part:
        """Return the part with its quantity."""
        return Part(quantity=quantity, date=self.day, basis=self.basis)


def day_of(said: Said) -> date:
    """Return the day of an entry of `LineView.dates`."""
    if not isinstance(said.value, date):
        raise TypeError(said.value)
    return said.value


def distinct(said: list[Said]) -> list[Said]:
    """Return one entry per value, the surest; what is said in passing gives way to what is said by name."""
    best = max((s.confidence for s in said), default=0.0)
    by_value: dict[object, Said] = {}
    for entry in said:
        if entry.confidence <= CONFIDENCE[Scope.WHOLE] < best:
            continue
        known = by_value.get(entry.value)
        if known is None or entry.confidence > known.confidence:
            by_value[entry.value] = entry
    return list(by_value.values())
