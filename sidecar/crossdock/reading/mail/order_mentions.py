"""Which orders a clause names, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossdock.reading.mail.references import squeeze

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseOrder


_LABELLED = 40
"""So many characters hold an order's number and the word before it."""


def orders_in(text: str, orders: tuple[PurchaseOrder, ...]) -> tuple[str, ...]:
    """Return the names of the orders that a clause names."""
    squeezed = squeeze(text)
    found = []
    for order in orders:
        number = re.search(r"(\d+)\D*$", order.name)
        bare = str(int(number[1])) if number else ""
        has_name = squeeze(order.name) in squeezed
        if has_name or (
            len(bare) >= 3
            and re.search(rf"(?<![\d.,/-])0*{bare}(?![\d.,/-]\d|\d)", text)
            and _labels(text, bare)
        ):
            found.append(order.name)
    return tuple(found) or _by_ordinal(text, orders)


def _labels(text: str, bare: str) -> bool:
    """Return whether a word before the number (a pattern) calls it an order."""
    pattern = rf"(?:order|bestellung|best|auftrag|p\.?o|p)[\s.:#-]*(?:nr|no)?[\s.:#-]*0*{bare}"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _by_ordinal(text: str, orders: tuple[PurchaseOrder, ...]) -> tuple[str, ...]:
    """Return the order meant by "the first order", "bei der zweiten"."""
    if len(orders) < 2:
        return ()
    ordinals = ((r"\b(?:first|ersten?|erstere[nr]?)\b", 0), (r"\b(?:second|zweiten?|letztere[nr]?)\b", 1))
    hits = [place for pattern, place in ordinals if re.search(pattern, text, re.IGNORECASE)]
    return (orders[hits[0]].name,) if len(hits) == 1 else ()


def order_spans(text: str, orders: tuple[PurchaseOrder, ...]) -> list[tuple[int, int]]:
    """Return the places of order numbers: their digits are no amounts."""
    spans = []
    for order in orders:
        digits = re.findall(r"\d+", order.name)
        last = digits[-1].lstrip("0") if digits else ""
        if last:
            spans += [
                m.span()
                for m in re.finditer(rf"(?<!\d)0*{last}(?![\d.,]*\d)", text)
                if _labels(text[max(0, m.end() - _LABELLED) : m.end()], rf"{last}$")
            ]
    return spans
