"""One line's answer from the supplier against what was agreed: inside tolerance, or a deviation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from crossdock.domain.parts import at_our_dock, fit, on_several_days, parts_to_come, told
from crossdock.domain.reading import Change, ChangeKind, DateBasis, Evidence, Part
from crossdock.domain.tolerance import arrival_of, date_within, price_within, quantity_within

if TYPE_CHECKING:
    from crossdock.domain.agreement import LineBaseline
    from crossdock.domain.orders import PurchaseOrderLine
    from crossdock.domain.policy import ToleranceRule
    from crossdock.domain.reading import LineRef


class Verdict(StrEnum):
    """What was decided about one statement on one line."""

    ACCEPTED = "accepted"
    EXCEPTION = "exception"
    SUPERSEDED = "superseded"
    """Said earlier than what was decided about this line last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One statement on one line, measured against what was agreed.

    `sub_category` is the case's where it becomes one. Quantities are of the whole line in its unit, so that
    a human can apply them as they stand, and days (also of parts) those of arrival at our dock. Only
    `promised_date` is the day as the supplier said it, with its `basis`; `arrival_date` is the day on which
    the line is then complete at our dock (None: the same).
    """

    sub_category: str
    within: bool
    text: str
    expected_date: date | None = None
    proposed_date: date | None = None
    gap_days: int | None = None
    expected_quantity: Decimal | None = None
    proposed_quantity: Decimal | None = None
    expected_price: Decimal | None = None
    proposed_price: Decimal | None = None
    parts: tuple[Part, ...] = ()
    product_code: str | None = None
    is_cancellation: bool = False
    promised_date: date | None = None
    basis: DateBasis = DateBasis.ARRIVAL
    arrival_date: date | None = None
    evidence: Evidence | None = None
    confidence: float | None = None


def measure_confirmation(
    ref: LineRef, baseline: LineBaseline, rule: ToleranceRule, *, evidence: Evidence | None
) -> Deviation:
    """Return the null deviation of a line that was confirmed as agreed.

    The agreed day said to be the day of *shipping* is measured as such: the goods arrive later.
    """
    if ref.basis is DateBasis.SHIP:
        return _date(baseline.agreed_date, ref.basis, baseline, rule, evidence=evidence)
    return Deviation(
        sub_category="confirmation",
        within=True,
        text="confirmed as agreed",
        expected_date=baseline.agreed_date,
        proposed_date=baseline.agreed_date,
        gap_days=0,
        promised_date=baseline.agreed_date,
        evidence=evidence,
    )


def measure(
    change: Change, line: PurchaseOrderLine, baseline: LineBaseline, rule: ToleranceRule
) -> Deviation | None:
    """Return how `change` deviates from what was agreed; None where its value cannot be understood."""
    to = change.to_value
    match change.kind:
        case ChangeKind.DATE if isinstance(to, date):
            return _date(
                to,
                change.basis,
                baseline,
                rule,
                evidence=change.evidence,
                confidence=change.confidence,
            )
        case ChangeKind.QUANTITY if isinstance(to, Decimal):
            return _quantity(change, to, line, baseline, rule)
        case ChangeKind.PRICE if isinstance(to, Decimal):
            return _price(change, to, line, baseline, rule)
        case ChangeKind.SPLIT if isinstance(to, tuple):
            return _split(change, to, line, baseline, rule)
        case ChangeKind.CANCELLATION:
            return _cancellation(change, line)
        case ChangeKind.SUBSTITUTION:
            return _substitution(change, to, line)
    return None


def _days(days: int) -> str:
    return f"{abs(days)} day" if abs(days) == 1 else f"{abs(days)} days"


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _price_text(amount: Decimal) -> str:
    """Return a price with at least two decimals, and no more than it has."""
    plain = amount.normalize()
    return f"{plain:f}" if plain.as_tuple().exponent <= -2 else f"{amount:.2f}"  # type: ignore[operator]


def _date(
    said: date,
    basis: DateBasis,
    baseline: LineBaseline,
    rule: ToleranceRule,
    *,
    evidence: Evidence | None,
    confidence: float | None = None,
) -> Deviation:
    to = arrival_of(said, basis, rule)
    gap = (to - baseline.agreed_date).days
    shipped = f", shipped on {said}" if to != said else ""
    text = f"{_days(gap)} {'late' if gap > 0 else 'early'} ({baseline.agreed_date} → {to}{shipped})"
    return Deviation(
        sub_category="supplier_delay" if gap > 0 else "early_delivery",
        within=date_within(rule, agreed=baseline.agreed_date, proposed=to),
        text=text if gap else f"the agreed date {to}",
        expected_date=baseline.agreed_date,
        proposed_date=to,
        gap_days=gap,
        promised_date=said,
        basis=basis,
        arrival_date=to,
        evidence=evidence,
        confidence=confidence,
    )


def whole_line_quantity(said: Decimal, line: PurchaseOrderLine) -> Decimal:
    """Return the quantity of the whole line that a supplier's `said` quantity means.

    Once part was received, a number up to what is still open speaks of the rest; a larger one of the line.
    """
    if line.received > 0 and said <= line.open_quantity:
        return line.received + said
    return said


def _quantity(
    change: Change, said: Decimal, line: PurchaseOrderLine, baseline: LineBaseline, rule: ToleranceRule
) -> Deviation:
    proposed = whole_line_quantity(said, line)
    open_agreed = max(baseline.agreed_quantity - line.received, Decimal(0))
    within = quantity_within(rule, open_quantity=open_agreed, proposed=proposed - line.received)
    short = proposed < baseline.agreed_quantity
    gap = _plain(abs(proposed - baseline.agreed_quantity))
    return Deviation(
        sub_category="quantity_short" if short else "quantity_over",
        within=within,
        text=f"{gap} {line.unit} {'short' if short else 'over'} "
        f"({_plain(baseline.agreed_quantity)} → {_plain(proposed)})",
        expected_quantity=baseline.agreed_quantity,
        proposed_quantity=proposed,
        evidence=change.evidence,
        confidence=change.confidence,
    )


def _price(
    change: Change, to: Decimal, line: PurchaseOrderLine, baseline: LineBaseline, rule: ToleranceRule
) -> Deviation:
    agreed = baseline.agreed_price
    percent = f", {(to - agreed) / agreed * 100:+.1f} %" if agreed else ""
    return Deviation(
        sub_category="price_variance",
        within=price_within(rule, agreed=agreed, proposed=to),
        text=f"unit price {_price_text(agreed)} → {_price_text(to)}{percent}",
        expected_price=agreed,
        proposed_price=to,
        evidence=change.evidence,
        confidence=change.confidence,
    )


def _split(
    change: Change,
    parts: tuple[Part, ...],
    line: PurchaseOrderLine,
    baseline: LineBaseline,
    rule: ToleranceRule,
) -> Deviation:
    arrivals = at_our_dock(parts, rule)
    in_time, text = _parts_in_time(arrivals, line, baseline, rule)
    dated = [(to.date, part) for part, to in zip(parts, arrivals, strict=True) if to.date is not None]
    last, last_said = max(dated, key=lambda pair: pair[0], default=(None, None))
    all_dated = bool(parts) and len(dated) == len(parts)
    total = sum((part.quantity for part in parts), Decimal(0))
    open_agreed = max(baseline.agreed_quantity - line.received, Decimal(0))
    return Deviation(
        sub_category="phased_delivery",
        within=all_dated and in_time and quantity_within(rule, open_quantity=open_agreed, proposed=total),
        text=text,
        expected_date=baseline.agreed_date,
        proposed_date=last if all_dated else None,
        gap_days=(last - baseline.agreed_date).days if last and all_dated else None,
        expected_quantity=baseline.agreed_quantity,
        proposed_quantity=line.received + total,
        parts=arrivals,
        promised_date=last_said.date if last_said else None,
        basis=last_said.basis if last_said else DateBasis.ARRIVAL,
        arrival_date=last,
        evidence=change.evidence,
        confidence=change.confidence,
    )


def _parts_in_time(
    arrivals: tuple[Part, ...], line: PurchaseOrderLine, baseline: LineBaseline, rule: ToleranceRule
) -> tuple[bool, str]:
    """Return whether parts come as agreed, and the text that tells of them.

    Where several days are agreed, each part is measured against its own; else all against the agreed day.
    """
    agreed = parts_to_come(baseline.agreed_parts, quantity=baseline.agreed_quantity, received=line.received)
    if on_several_days(agreed):
        return fit(arrivals, agreed, rule), f"in parts: {told(agreed)} → {told(arrivals)}"
    days = [part.date for part in arrivals if part.date is not None]
    in_time = all(date_within(rule, agreed=baseline.agreed_date, proposed=day) for day in days)
    return in_time, f"in {len(arrivals)} parts: {told(arrivals)}"


def _cancellation(change: Change, line: PurchaseOrderLine) -> Deviation:
    return Deviation(
        sub_category="line_rejected",
        within=False,
        text=f"the supplier cannot deliver the open {_plain(line.open_quantity)} {line.unit}",
        expected_quantity=line.quantity,
        proposed_quantity=line.received,
        is_cancellation=True,
        evidence=change.evidence,
        confidence=change.confidence,
    )


def _substitution(change: Change, to: object, line: PurchaseOrderLine) -> Deviation:
    code = str(to) if to is not None else None
    return Deviation(
        sub_category="substitution_offered",
        within=False,
        text=f"{code or 'another item'} is offered instead of {line.sku}",
        product_code=code,
        evidence=change.evidence,
        confidence=change.confidence,
    )
