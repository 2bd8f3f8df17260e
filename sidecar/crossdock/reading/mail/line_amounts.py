"""Which quantity and which price a statement gives a line: the line's own by its words, or a doubt."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from crossdock.reading.mail.amount_roles import Role
from crossdock.reading.mail.firmness import confirms
from crossdock.reading.mail.measures import in_own_unit
from crossdock.reading.mail.said import BY_NAME
from crossdock.reading.mail.statement import Scope, Statement
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseOrderLine
    from crossdock.reading.mail.amounts import Amount

_MOST, _LEAST = Decimal("2.5"), Decimal("0.4")
"""A price that moves farther than by these factors is rather a charge, a total or another unit's."""


def quantity_of(s: Statement, line: PurchaseOrderLine) -> tuple[Decimal | None, str | None]:
    """Return how many of the line the statement says will come, or what to ask about it, or neither."""
    ordered = line.open_quantity
    amounts = [a for a in s.quantities if not a.is_old]
    if s.scope in (Scope.WHOLE, Scope.OTHERS):
        # In a sentence about everything a number belongs to the line that has it.
        amounts = [a for a in amounts if a.value == ordered]
    counted = [a for a in amounts if a.has_unit] or (
        amounts if s.says(Signal.ONLY) or s.says(Signal.SHORT_BY) else []
    )
    if len(counted) != 1 and not all(a.value == counted[0].value for a in counted):
        exact = [a for a in counted if a.value != ordered]
        counted = exact if len(exact) == 1 and s.says(Signal.ONLY) else []
        if not counted:
            return None, "quantity_ambiguous"
    if not counted:
        return None, None
    value, role = in_own_unit(counted[0].value, line), _role(s, counted[0])
    if role is Role.LESS and value < ordered:
        # "30 missing, they come on 5 January": parts, which nobody told in full
        is_dated = any(mention.day != line.agreed_day for mention in s.dates)
        return (None, "quantity_unclear") if is_dated else (ordered - value, None)
    if value == ordered and role is not Role.MOVE:
        return value, None
    is_whole = role is Role.WHOLE or (value > ordered and role is Role.UNCLEAR)
    return (value, None) if is_whole else (None, "quantity_unclear")


def is_part(s: Statement, line: PurchaseOrderLine) -> bool:
    """Return whether the statement tells of some of the goods alone: its day is not the line's."""
    return quantity_of(s, line)[1] == "quantity_unclear" or any(
        _role(s, a) is Role.LESS for a in s.quantities if not a.is_old
    )


def _role(s: Statement, amount: Amount) -> Role:
    """Return what the amount is; in a sentence that says nothing else it is what comes."""
    if amount.role is not Role.UNCLEAR:
        return amount.role
    if s.says(Signal.SHORT_BY):
        return Role.LESS
    return Role.WHOLE if s.is_bare else Role.UNCLEAR


def prices_of(s: Statement, line: PurchaseOrderLine) -> tuple[tuple[Decimal, ...], str | None]:
    """Return the prices of one piece that the statement gives the line, and what to ask about the others."""
    by_name = s.scope not in (Scope.WHOLE, Scope.OTHERS)
    told, moves, unclear = [], [], False
    for price in s.prices:
        is_total = abs(price.value - line.quantity * line.unit_price) < Decimal("0.01")
        if price.is_old or price.is_sum or (is_total and line.quantity != 1):
            continue
        if price.role is Role.MOVE:
            moves.append(price.value)
        elif price.value == line.unit_price or (
            by_name and (price.role is Role.WHOLE or s.is_bare) and _is_near(price.value, line)
        ):
            told.append(price.value)
        else:
            unclear |= by_name
    # "by 0.25 to 2.75": the difference is told, too
    explained = {abs(value - line.unit_price) for value in told}
    if by_name and not s.clause.is_question and (unclear or any(move not in explained for move in moves)):
        return tuple(told), "price_unclear"
    return tuple(told), _odd_price(s, line)


def _is_near(price: Decimal, line: PurchaseOrderLine) -> bool:
    return not line.unit_price or _LEAST * line.unit_price <= price <= _MOST * line.unit_price


def _odd_price(s: Statement, line: PurchaseOrderLine) -> str | None:
    """Return `left_over` where a price speaks against the confirmation that it stands in."""
    by_name = s.scope in BY_NAME
    # "confirmed at 2.75 instead of 2.60" where 2.50 was ordered: which price is meant?
    is_odd = confirms(s) and any(p.is_old and p.value != line.unit_price for p in s.prices)
    is_left = s.prices_left and not by_name and not s.clause.is_question
    return "left_over" if (is_odd and by_name) or is_left else None
