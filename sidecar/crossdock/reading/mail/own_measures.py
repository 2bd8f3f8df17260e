"""A statement in the line's own unit and currency, and what has to be asked about the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.reading.mail.measures import fits_currency, fits_unit, is_own_unit, is_size
from crossdock.reading.mail.said import BY_NAME
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseOrderLine
    from crossdock.reading.mail.statement import Statement

_COUNTING = (Signal.ONLY, Signal.SHORT_BY, Signal.NOW, Signal.REST)
"""Beside such words a size of the product's name may be a quantity all the same."""


def in_own_measures(s: Statement, line: PurchaseOrderLine, currency: str) -> tuple[list[str], Statement]:
    """Return the statement with amounts in the ordered unit and currency alone, and codes for the others."""
    codes = []
    counted = [a for a in s.quantities if not is_size(a, line)]
    if len(counted) < len(s.quantities) and any(s.says(signal) for signal in _COUNTING):
        codes.append("size_or_quantity")  # "only 50 m" of a "Rod 50 m"
    amounts = [("unit_other", a, is_own_unit(a, line)) for a in counted]
    amounts += [("currency_other", a, fits_currency(a.measure, currency)) for a in s.prices]
    for code, amount, is_own in amounts:
        # "300 pcs in 3 boxes", "3.10 EUR (3.40 USD)": one that fits explains the other
        is_told = any(kind == code and own and not a.is_old for kind, a, own in amounts)
        is_meant = s.scope in BY_NAME or amount.value in (line.open_quantity, line.unit_price)
        is_absurd = amount.is_absurd and (amount.has_unit or code == "currency_other")
        if is_absurd or not (amount.is_absurd or is_own or amount.is_old or is_told or not is_meant):
            codes.append("number_absurd" if is_absurd else code)
    is_per_other = s.has_other_basis or any(not fits_unit(a.per, line.unit) for a in s.prices if not a.is_old)
    if is_per_other and s.scope in BY_NAME:
        codes.append("price_per_other")
    kept = [(code, a) for code, a, is_own in amounts if is_own and not a.is_absurd]
    quantities = tuple(a for code, a in kept if code == "unit_other")
    prices = tuple(a for code, a in kept if code != "unit_other")
    return codes, replace(s, quantities=quantities, prices=prices)
