"""Numbers, quantities and prices in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import TYPE_CHECKING

from crossdock.reading.mail.amount_roles import Role, price_role, quantity_role
from crossdock.reading.mail.words import Signal
from crossdock.reading.mail.words.base import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.reading.mail.words import Words

_NUMBER = r"\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,4})?|\d+(?:[.,]\d{1,4})?"
_CURRENCY = (
    r"(?-i:US|CA|AU|NZ|HK|[ACSR])\$|€|£|\$|¥|(?:EUR|USD|GBP|CHF|CNY|PLN|DKK|SEK|NOK|CZK|HUF|RON|JPY|RMB|INR|CAD|AUD|NZD|SGD|HKD|TWD|SFr"
    r"|(?-i:TRY|ISK|MXN|BRL|ZAR|ILS|KRW|THB|MYR|IDR|VND|PHP|AED|SAR|EGP|UAH|RSD|BGN)|Euros?|Pfund|pounds?|dollars?|Franken|zł|Kč|kr)(?![^\W\d_])"
)
_PRICE = re.compile(
    rf"(?:(?<![^\W_])(?P<sign>{_CURRENCY})\s*(?P<after>{_NUMBER})"
    rf"|(?<![\d.,/-])(?P<before>{_NUMBER})\s*(?P<name>{_CURRENCY}))"
    r"(?:\s*(?:per|/|je|pro|for|p\.)\s*(?P<per>1[.,]?000|100|10|hundred|thousand|hundert|tausend)?"
    r"(?:\s*(?P<unit>kgs?|kilo|g|lbs?|tonn?e?|to|t|m[23²³]?|meter|metre|ft|l|lit(?:er|re)|dozen|dutzend|box|karton|carton|pair|paar|pack)"
    r"(?!\w))?)?",
    re.IGNORECASE,
)
_PRICE_WORD = re.compile(rf"(?:price|preis)\w*\s*(?:of|is|at|von|ist|:|=)?\s*(?:{_NUMBER})", re.IGNORECASE)
MAX_AMOUNTS = 20
MAX_DIGITS = 12
"""Nobody orders a million millions of anything: what is longer is no amount."""
NAME_MARK = "¦"
TIME_MARK = "·"
_BARE = re.compile(
    rf"(?<![\w.,/*×#€£$()-])(?P<number>{_NUMBER})(?!\d|[.,/:]\d|-\w|\)|\s?[%€£$]|\s?[x×*]\s?\d)"
)
_MEASURE_SIGNS = r"(?:m[23²³]?|g|t|l|ft)(?![\w-])"
"""What makes a number a length, an area, a volume or a weight in any language."""
_SIZE_SIGNS = r"[mc]m|ml"
"""What nobody orders by: such a number is a size, whatever stands before it."""
_PACK = re.compile(
    r"\s*(?:of|à|a|zu(?:\s+je)?|je|x|with|mit)\s+(?P<size>\d{1,5})(?![\d.,]*\d)", re.IGNORECASE
)
_PER = {"100": 100, "1000": 1000, "10": 10, "hundred": 100, "thousand": 1000, "hundert": 100, "tausend": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in a clause.

    `has_unit` when a word says that it counts goods; `is_old` when it no longer holds. `measure` is its unit
    or currency as written, empty where none is. `is_absurd` when nobody orders so much: it has no value.
    """

    start: int
    end: int
    text: str
    value: Decimal
    has_unit: bool = False
    is_old: bool = False
    measure: str = ""
    is_absurd: bool = False
    is_sum: bool = False
    """Whether the words beside it call it a total, a charge or a minimum: no price of one piece."""
    per: str = ""
    """The unit that a price is for, as written."""
    role: Role = Role.UNCLEAR


def parse_number(text: str, *, decimal_comma: bool) -> Decimal | None:
    """Return a written number, None for one of absurd length.

    One separator before three digits groups thousands in its language only.
    """
    digits = text.replace("'", "").replace("’", "")
    if sum(character.isdigit() for character in digits) > MAX_DIGITS:
        return None
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (".", ",") if comma > point else (",", ".")
        digits = digits.replace(thousands, "").replace(decimal, ".")
    elif comma >= 0 or point >= 0:
        separator = "," if comma >= 0 else "."
        groups = digits.split(separator)
        own_decimal = "," if decimal_comma else "."
        is_grouped = len(groups) > 2 or (len(groups[-1]) == 3 and separator != own_decimal)
        digits = "".join(groups) if is_grouped else ".".join(groups)
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def find_prices(text: str, words: Words) -> tuple[Amount, ...]:
    """Return amounts of money, per unit where a larger basis is named."""
    found = []
    for match in _PRICE.finditer(text):
        group = "after" if match["after"] else "before"
        value = parse_number(match[group], decimal_comma=comma_of(match[group], words))
        basis = _PER.get((match["per"] or "").lower().replace(".", "").replace(",", ""), 1)
        is_old = _is_old(text[: match.start()], words)
        found.append(
            Amount(
                start=match.start(),
                end=match.end(),
                text=match.group().strip(),
                value=(value or Decimal(0)) / basis,
                is_old=is_old,
                measure=match["sign"] or match["name"],
                is_absurd=value is None,
                is_sum=not match["unit"]
                and _stands_beside(Signal.SUM, text, match.start(), match.end(), words),
                per=match["unit"] or "",
                role=price_role(text, match.start(), match.end(), words),
            )
        )
    return tuple(found)


def money_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a number stands beside a currency: "$3.10." is no third of October."""
    spans = [
        (match.start(), match.end("after") if match["after"] else match.end("name"))
        for match in _PRICE.finditer(text)
    ]
    return (*spans, *(match.span() for match in _PRICE_WORD.finditer(text)))


def comma_of(text: str, words: Words) -> bool:
    """Return whether the comma is decimal: prices with two decimals say so themselves."""
    if re.search(r",\d{1,2}$", text):
        return True
    return False if re.search(r"\.\d{1,2}$", text) else words.decimal_comma


def find_quantities(text: str, words: Words, units: tuple[str, ...] = ()) -> tuple[Amount, ...]:
    """Return numbers that count goods, from left to right.

    The caller has put marks over dates, prices, codes and product names. A number counts when a unit word,
    one of `units` or a product name follows, or when the words around it can only be about an amount.
    """
    own = "|".join(re.escape(unit) + "(?:s|es|n|en)?" for unit in units if unit)
    measured = "" if words.says(Signal.WEIGHT, text) else f"{_MEASURE_SIGNS}|{words.measures}"
    counted = "|".join(filter(None, (own, words.units, measured)))
    unit = re.compile(
        rf"\s*(?:[^\W\d_]{{3,14}}\s)?(?:(?P<unit>{counted})(?![^\W\d_])|{NAME_MARK})", re.IGNORECASE
    )
    before = re.compile(
        "(?:"
        + "|".join(words.signals[s] for s in (Signal.ONLY, Signal.REST, Signal.SHORT_BY))
        + r")\W+(?:[^\W\d_]+\W+)?$",
        re.IGNORECASE,
    )
    after = re.compile(rf"\s*(?:{words.signals[Signal.NOW]}|(?:{words.joints})\s|{TIME_MARK})", re.IGNORECASE)
    return tuple(_quantities(text, words, unit, before, after))


def _quantities(
    text: str, words: Words, unit: re.Pattern[str], before: re.Pattern[str], after: re.Pattern[str]
) -> Iterator[Amount]:
    noun, link = words.amounts["price_noun"], words.amounts["price_link"]
    behind_price = compiled(rf"(?:{noun})\w*\s*(?:(?:{link}|:|=)\s*)*$")
    for match in islice(_BARE.finditer(text), MAX_AMOUNTS):
        counted = unit.match(text, match.end())
        end = counted.end() if counted else match.end()
        value = parse_number(match["number"], decimal_comma=words.decimal_comma)
        pack = _PACK.match(text, end) if counted else None
        size = parse_number(pack["size"], decimal_comma=words.decimal_comma) if pack else None
        inner = unit.match(text, pack.end()) if pack else None
        if value and size and inner and inner["unit"]:
            # "4 cartons of 25 pcs" are 100 pcs
            value, counted, end = value * size, inner, inner.end()
        is_least = _stands_beside(Signal.MINIMUM, text, match.start(), end, words)
        if (value is not None and value <= 0) or is_least or _is_pack_size(text, match.start(), end):
            continue
        if behind_price.search(text[: match.start()]):
            continue  # it is money, whatever else stands there
        if (
            counted is None
            and not after.match(text, match.end())
            and not before.search(text[max(0, match.start() - 60) : match.start()])
        ):
            continue
        yield Amount(
            start=match.start(),
            end=end,
            text=text[match.start() : end],
            value=value or Decimal(0),
            has_unit=counted is not None,
            is_old=_is_old(text[: match.start()], words),
            measure=(counted["unit"] or "") if counted else _noun(text[match.end() :], words),
            is_absurd=value is None,
            role=quantity_role(text, match.start(), end, words),
        )


def find_bare(text: str, words: Words) -> Iterator[tuple[int, int, Decimal]]:
    """Yield each number that is written for itself, with its place."""
    for match in islice(_BARE.finditer(text), MAX_AMOUNTS):
        value = parse_number(match["number"], decimal_comma=comma_of(match["number"], words))
        if value is not None and value > 0:
            yield match.start(), match.end(), value


def _noun(after: str, words: Words) -> str:
    """Return the noun right after a number that no known word counts: "only 40 crates"."""
    noun = re.match(rf"\s*(?:{words.count_noun}|{_SIZE_SIGNS})(?![^\W\d_])", after)
    return noun.group().strip() if noun else ""


def _is_pack_size(text: str, start: int, end: int) -> bool:
    """Return whether the number tells how many go in one package, or repeats a quantity in packages."""
    after, before = text[end : end + 8], text[max(0, start - 12) : start]
    return bool(
        re.match(r"\s*(?:/|per\b|pro\b|je\b)", after)
        or re.search(
            r"(?:=|\d\s+of|\b(?:box|pack|case|carton|bag|set|roll|pallet)(?:s|es)?\s+of|\bà|\bje|\bper|\bpro|\bsize"
            r"|\bGr(?:öße|\.)|\bmodel|\btype?|\bsame)\s*$",
            before,
            re.IGNORECASE,
        )
    )


def _is_old(before: str, words: Words) -> bool:
    """Return whether the words right before a value say that it no longer holds."""
    pattern = words.signals.get(Signal.OLD, "")
    tail = rf"{pattern}\s+(?:[^\W\d_]+\s+){{0,2}}[^\w\s]?\s*$"
    return bool(pattern) and re.search(tail, before[-45:], re.IGNORECASE) is not None


def _stands_beside(signal: Signal, text: str, start: int, end: int, words: Words) -> bool:
    """Return whether the words right before a number, or right after it, carry the signal."""
    pattern = words.signals.get(signal, r"\b$")
    gap = r"\W+" if signal is Signal.MINIMUM else r"[^\w,;]+"
    before, after = text[max(0, start - 60) : start], text[end : end + 30]
    return bool(
        re.search(rf"(?:{pattern})\W*(?:[^\W\d]+{gap}){{0,5}}$", before, re.IGNORECASE)
        or re.match(rf"\s+(?:in\s+|im\s+)?(?:{pattern})", after, re.IGNORECASE)
    )
