"""How far a confirmation may differ from the agreed value: the rules of `policies/tolerances.yaml`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from crossdock.domain.mode import DEFAULT_RULE, hides_supplier, names_supplier
from crossdock.domain.policy import ToleranceRule
from crossdock.domain.reading import DateBasis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

# Where no rule matches nothing may differ: a human looks at every difference.
EXACT = ToleranceRule(name=DEFAULT_RULE)


def tolerance_for(
    rules: Sequence[ToleranceRule],
    *,
    supplier_name: str | None,
    supplier_ref: str | None,
    company_id: int,
) -> ToleranceRule:
    """Return the first rule that matches this supplier and company; without one, no tolerance at all."""
    for rule in rules:
        if rule.company_id in (None, company_id) and names_supplier(
            rule.supplier, supplier_name, supplier_ref
        ):
            return rule
    return EXACT


def hides(earlier: ToleranceRule, later: ToleranceRule) -> bool:
    """Return whether `later` can never match, since `earlier` takes every fact that it could match."""
    return earlier.company_id in (None, later.company_id) and hides_supplier(earlier.supplier, later.supplier)


def arrival_of(day: date, basis: DateBasis, rule: ToleranceRule) -> date:
    """Return the day on which goods arrive: a shipping day plus the supplier's transit time.

    Formula: arrival = shipping day + transit_days
    Units: calendar days.
    """
    return day + timedelta(days=rule.transit_days) if basis is DateBasis.SHIP else day


def date_within(rule: ToleranceRule, *, agreed: date, proposed: date) -> bool:
    """Return whether a promised date is near enough to the agreed one.

    Formula: -days_early <= proposed - agreed <= days_late
    Units: calendar days.
    """
    return -rule.days_early <= (proposed - agreed).days <= rule.days_late


def quantity_within(rule: ToleranceRule, *, open_quantity: Decimal, proposed: Decimal) -> bool:
    """Return whether a confirmed quantity is near enough to what is still open.

    Formula: |proposed - open| <= open * quantity_percent / 100 and <= quantity_absolute, where given
    Units: the order line's unit; more and less alike. A percent of 0 beside an absolute sets no limit.
    """
    return _within(open_quantity, proposed, percent=rule.quantity_percent, absolute=rule.quantity_absolute)


def price_within(rule: ToleranceRule, *, agreed: Decimal, proposed: Decimal) -> bool:
    """Return whether a confirmed unit price is near enough to the agreed one.

    Formula: |proposed - agreed| <= agreed * price_percent / 100 and <= price_absolute, where given
    Units: the order's currency per unit; dearer and cheaper alike. A percent of 0 beside an absolute sets no
    limit.
    """
    return _within(agreed, proposed, percent=rule.price_percent, absolute=rule.price_absolute)


def _within(base: Decimal, proposed: Decimal, *, percent: Decimal, absolute: Decimal | None) -> bool:
    """Return whether the gap fits each limit; the percent counts where it is above 0 or stands alone."""
    if not (base.is_finite() and proposed.is_finite()):
        return False
    gap = abs(proposed - base)
    if absolute is not None and gap > absolute:
        return False
    if absolute is not None and percent == 0:
        return True
    return gap * 100 <= abs(base) * percent
