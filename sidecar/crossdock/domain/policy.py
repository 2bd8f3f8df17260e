"""The rules that operations people own, as typed values. Files and schemas are the adapter's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Mode(StrEnum):
    """How far a flow may go."""

    OFF = "off"
    OBSERVE = "observe"
    PROPOSE = "propose"
    ACT = "act"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeRule:
    """A mode for the facts that match; None matches all. First matching rule wins."""

    name: str
    mode: Mode
    flow: str | None = None
    company_id: int | None = None
    supplier: str | None = None
    cut_over: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceRule:
    """How far a confirmation may differ from the agreed value and still be accepted without a human.

    `transit_days` (calendar days) lie between a date of shipping and the arrival that it means. Days are
    calendar days against the agreed date; quantity and price by percent and/or absolute amount
    (both must hold where both are given) against the open quantity and the agreed unit price. `supplier`
    matches a supplier's name or reference, case-insensitive; None matches all. First matching rule wins.
    """

    name: str
    supplier: str | None = None
    company_id: int | None = None
    days_late: int = 0
    days_early: int = 0
    transit_days: int = 0
    quantity_percent: Decimal = Decimal(0)
    quantity_absolute: Decimal | None = None
    price_percent: Decimal = Decimal(0)
    price_absolute: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySet:
    """All active rules. `version` is the digest of their content; it is recorded with each decision."""

    version: str
    modes: tuple[ModeRule, ...] = ()
    tolerances: tuple[ToleranceRule, ...] = ()
