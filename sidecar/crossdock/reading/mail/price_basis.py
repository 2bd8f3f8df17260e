"""For how many, and of what, a price is: "prices are per 100 pcs" makes every price another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import comma_of, parse_number
from crossdock.reading.mail.measures import fits_unit
from crossdock.reading.mail.words.base import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from crossdock.domain.orders import PurchaseOrderLine
    from crossdock.reading.mail.amounts import Amount
    from crossdock.reading.mail.words import Words

_SIZE = r"(?!\s*(?:mm|cm|inch|\"|%)(?!\w))"


def has_other_basis(
    text: str, prices: Sequence[Amount], lines: Sequence[PurchaseOrderLine], words: Words
) -> bool:
    """Return whether a clause says that prices are for another number or unit than one of what is ordered.

    The caller has put marks over its dates and names; what a price says of itself ("2.50 EUR/100 pcs") is
    part of the price.
    """
    return any(
        not (prices and match["for"]) and not _is_own(match, lines, words)
        for match in (*_behind_word(words).finditer(text), *_behind_price(text, prices, words))
    )


def _behind_word(words: Words) -> re.Pattern[str]:
    named = words.amounts
    noun, link = named["basis_noun"], named["basis_link"]
    head = rf"\b(?:{noun})\b\.?(?:[\s,:(]+(?:{link}))*[\s,:(]*{_per(words)}"
    return compiled(rf"(?:{head}|\b(?:{named['basis_label']})\b[\s:=(]*)(?:{_what(words)})")


def _behind_price(text: str, prices: Sequence[Amount], words: Words) -> list[re.Match[str]]:
    pattern = compiled(rf"[\s,;(]*{_per(words)}(?:{_what(words)})")
    return [match for price in prices if (match := pattern.match(text, price.end))]


def _per(words: Words) -> str:
    return rf"(?:(?:\b(?:{words.amounts['basis_per']})\b|/)|(?P<for>\b(?:{words.amounts['basis_for']})\b))"


def _what(words: Words) -> str:
    """Return what finds a count, which is no size and counts no lines, or a unit alone."""
    number, unit = (
        rf"\d[\d.,']*|{words.amounts['basis_count']}",
        f"{words.units}|{words.measures}|g|t|l|m[23²³]?",
    )
    count = rf"(?P<count>{number})(?![\w])(?!\s*(?:{words.line_nouns})\b){_SIZE}"
    return rf"\s*{count}|\s*(?P<unit>{unit})(?![^\W\d_])"


def _is_own(match: re.Match[str], lines: Sequence[PurchaseOrderLine], words: Words) -> bool:
    """Return whether the price is for one of what is ordered; where no line is known, any unit is."""
    count, unit = match["count"], match["unit"]
    if count is None:
        return not lines or any(fits_unit(unit, line.unit) for line in lines)
    number = count.rstrip(".,'")
    return number[:1].isdigit() and parse_number(number, decimal_comma=comma_of(number, words)) == 1
