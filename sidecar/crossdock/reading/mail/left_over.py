"""What a confirming clause says beside all that was understood of it: numbers that nothing explains.

A confirmation is taken at its word only if all its numbers are. Whatever the cause that something was not
read ("quantity 200", "60 crates", a price without a currency), it is asked back.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import comma_of, find_bare, parse_number
from crossdock.reading.mail.measures import fits_unit, stands_in_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
    from crossdock.reading.mail.amounts import Amount
    from crossdock.reading.mail.words import Words

_REFERENCE_DIGITS = 6
"""A bare whole number of so many digits is a number of a document, an article or a phone."""
# What a number says itself that it is: a reference, a time of day, days of payment, a count of parcels
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:gross(?:\s+weight)?|weight|brutto|\w*gewicht|no|nr|num(?:ber|mer)?|ref\w*|invoice|rechnung|order|po|bestellung|auftrag\w*|ab|confirmation"
    r"|bestätigung|offer|quot\w*|angebot|contract|vertrag|pos(?:ition)?s?|lines?|items?|zeilen?|art\w*|version|rev"
    r"|tel\w*|phone|fax|building|gate|tor|halle|dock|page|seite|ean|gtin|kw|cw|week|woche)[.:#°]?\s*"
    r"(?:no|nr)?[.:#]?\s*|(?:[=(]|\bin|\bas|\bauf|\bà)\s*|\+|\d\s*(?:[-/,&+]|and|und|to|bis)\s*)$",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:each|apiece|per|je|pro|unit\s+prices?|all\s+prices|stückpreise?|einzelpreise?|alle\s+preise)\b|/",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"(?<![\w.,])(?P<count>\d[\d.,]{0,11})\s?(?:[^\W\d_]{1,6}\.?\s)?[x×*]\s?(?P<price>\d[\d.,]{0,11}\d)(?![\w,.]*\d)"
)
_NUMBER_AND_UNIT = re.compile(r"[\d.,]*\d\s*(?P<unit>[^\W\d_]+[23²³]?)(?!\w)")
_MEASURE = re.compile(r"(?:\s*(?:[mc]?m[²³23]?|kgs?|g|t|ml|l|%)(?!\w))", re.IGNORECASE)
_NAMED_BEHIND = re.compile(
    r"\s*(?:uhr\b|h\b|hrs?\b|[ap]\.?m\b|o'clock|%|percent|prozent|°"
    r"|(?:calendar\s+|kalender)?(?:days?|tagen?|tage)\s*(?:net|ab|from|after|nach|ziel|skonto)"
    r"|-?\s*(?:parcels?|packages?|pallets?|boxes|cartons?|pakete?n?|paletten?|kartons?|lines?|items?|positions?"
    r"|positionen|zeilen|orders?))",
    re.IGNORECASE,
)


def sorted_numbers(
    text: str, known: frozenset[Decimal], words: Words, lines: Sequence[PurchaseOrderLine]
) -> tuple[frozenset[Decimal], tuple[tuple[int, int], ...]]:
    """Return the numbers of a clause without its dates, names and prices that are not known, and the places
    of the others.

    Known are, too, those that say themselves what they are, and sizes in the names of these lines.
    """
    left, places = set(), []
    for start, end, value in find_bare(text, words):
        if value in known or _says_what_it_is(text, start, end, value, lines):
            places.append((start, _with_unit(text, end)))
        else:
            left.add(value)
    places += [m.span() for m in _PRODUCT.finditer(text) if _is_product_of(m, known, words)]
    return frozenset(left), tuple(places)


def _is_product_of(match: re.Match[str], known: frozenset[Decimal], words: Words) -> bool:
    """Return whether a sum is one of what was ordered: "100 x 2.50" of 100 pieces at 2.50."""
    factors = [parse_number(n, decimal_comma=comma_of(n, words)) for n in match.group("count", "price")]
    return all(factor in known for factor in factors)


def _with_unit(text: str, end: int) -> int:
    """Return the place behind a number and its measure, where it has one."""
    unit = _MEASURE.match(text, end)
    return unit.end() if unit else end


def _says_what_it_is(
    text: str, start: int, end: int, value: Decimal, lines: Sequence[PurchaseOrderLine]
) -> bool:
    is_named = _NAMED_BEFORE.search(text[max(0, start - 24) : start]) or _NAMED_BEHIND.match(text, end)
    is_reference = value == value.to_integral() and end - start >= _REFERENCE_DIGITS
    return bool(is_named) or is_reference or _is_size(text[start:], lines)


def _is_size(text: str, lines: Sequence[PurchaseOrderLine]) -> bool:
    """Return whether the text begins with a size of a product's name that can be no quantity of it."""
    said = _NUMBER_AND_UNIT.match(text)
    return said is not None and any(
        stands_in_name(said[0], line) and not fits_unit(said["unit"], line.unit) for line in lines
    )


def prices_left(text: str, prices: tuple[Amount, ...], known: frozenset[Decimal]) -> frozenset[Decimal]:
    """Return prices of one piece that are not known; a bare sum of money may be any total."""
    if not _EACH.search(text):
        return frozenset()
    return frozenset(price.value for price in prices if not price.is_old and price.value not in known)


def ordered_values(lines: Iterable[PurchaseOrderLine]) -> frozenset[Decimal]:
    """Return the numbers that a confirmation of these lines may repeat."""
    return frozenset(
        value
        for line in lines
        for value in (line.open_quantity, line.quantity, line.unit_price, line.quantity * line.unit_price)
    )


def order_total(order: PurchaseOrder) -> Decimal:
    """Return what the order costs as a whole."""
    return sum((line.quantity * line.unit_price for line in order.lines), Decimal(0))
