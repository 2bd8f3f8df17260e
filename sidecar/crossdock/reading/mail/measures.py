"""Is a unit or a currency, as somebody wrote it, the one that was ordered?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from crossdock.reading.mail.word_set import word_set

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseOrderLine
    from crossdock.reading.mail.amounts import Amount

_DOLLARS = word_set("USD CAD AUD NZD SGD HKD TWD MXN")
_KRONER = word_set("DKK SEK NOK ISK")
_CURRENCIES = {
    "€": frozenset({"EUR"}),
    "euro": frozenset({"EUR"}),
    "euros": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "pfund": frozenset({"GBP"}),
    "pound": frozenset({"GBP"}),
    "pounds": frozenset({"GBP"}),
    "$": _DOLLARS,
    "dollar": _DOLLARS,
    "dollars": _DOLLARS,
    "us$": frozenset({"USD"}),
    "c$": frozenset({"CAD"}),
    "ca$": frozenset({"CAD"}),
    "a$": frozenset({"AUD"}),
    "au$": frozenset({"AUD"}),
    "nz$": frozenset({"NZD"}),
    "hk$": frozenset({"HKD"}),
    "s$": frozenset({"SGD"}),
    "r$": frozenset({"BRL"}),
    "¥": frozenset({"JPY", "CNY"}),
    "rmb": frozenset({"CNY"}),
    "sfr": frozenset({"CHF"}),
    "franken": frozenset({"CHF"}),
    "zł": frozenset({"PLN"}),
    "kč": frozenset({"CZK"}),
    "kr": _KRONER,
}
"""What a sign or name may stand for; what is not here is a code."""

_COUNTS = word_set("unit units item items off ea each nos x einheit einheiten einheit(en)")
"""Words that count whatever is counted by the piece or the package."""
_UNITS: dict[str, frozenset[str]] = {
    word: frozenset(meanings.split())
    for words, meanings in (
        ("pc pcs piece pieces stk stck st stück stueck", "piece"),
        ("box boxes bx", "box"),
        ("case cases cs", "case"),
        ("carton cartons ctn ctns", "carton"),
        ("karton kartons ktn", "box case carton"),
        ("pack packs pk pks packung packungen paket pakete paketen pkg", "pack"),
        ("pair pairs pr prs paar paare paaren", "pair"),
        ("roll rolls reel reels rolle rollen", "roll"),
        ("set sets satz sätze sätzen", "set"),
        ("bag bags beutel", "bag"),
        ("sack säcke", "sack"),
        ("can cans dose dosen", "can"),
        ("bottle bottles flasche flaschen", "bottle"),
        ("drum drums", "drum"),
        ("ring ringe ringen", "ring"),
        ("bund bunde bundle bundles", "bundle"),
    )
    for word in words.split()
}
_MEASURES: dict[str, str] = {
    word: meaning
    for words, meaning in (
        ("kg kgs kilo kilos kilogram kilograms kilogramm", "kg"),
        ("g gram grams gramm", "g"),
        ("t to ton tons tonne tonnes tonnen", "t"),
        ("lb lbs", "lb"),
        ("m meter meters metre metres metern lfm", "m"),
        ("l liter liters litre litres", "l"),
        ("m2 m² qm sqm", "m2"),
        ("m3 m³ cbm", "m3"),
        ("ft foot feet", "ft"),
        ("dozen dozens dutzend", "dozen"),
    )
    for word in words.split()
}


def fits_currency(said: str, ordered: str) -> bool:
    """Return whether the sign, name or code may mean the order's currency."""
    meant = _CURRENCIES.get(said.casefold(), frozenset({said.upper()}))
    return not said or not ordered or ordered.upper() in meant


def fits_unit(said: str, ordered: str) -> bool:
    """Return whether the word may mean the line's unit; two words that are not known must be the same."""
    a, b = _plain(said), _plain(ordered)
    if not a or not b or a == b:
        return True
    if a in _MEASURES or b in _MEASURES:
        return _MEASURES.get(a, a) == _MEASURES.get(b, b)
    if a in _COUNTS or b in _COUNTS:
        return a in _COUNTS | _UNITS.keys() and b in _COUNTS | _UNITS.keys() and _counts_alike(a, b)
    if a in _UNITS or b in _UNITS:
        return bool(_UNITS.get(a, frozenset()) & _UNITS.get(b, frozenset()))
    return _is_form(a, b)


def is_own_unit(amount: Amount, line: PurchaseOrderLine) -> bool:
    """Return whether the amount is in the line's unit, or in single pieces of its packages."""
    in_pieces = fits_unit(amount.measure, "pcs") and in_own_unit(amount.value, line) != amount.value
    return in_pieces or fits_unit(amount.measure, line.unit)


def in_own_unit(value: Decimal, line: PurchaseOrderLine) -> Decimal:
    """Return a quantity in the line's unit where it was told in single pieces ("box of 100")."""
    pack = re.search(r"(?:\bof|\bà|\bzu|/)\s*(\d{1,5})\b", line.description)
    size = Decimal(pack[1]) if pack else Decimal(1)
    is_single = size > 1 and value % size == 0 and value >= 2 * line.open_quantity
    return value / size if is_single else value


def is_size(amount: Amount, line: PurchaseOrderLine) -> bool:
    """Return whether the amount is part of the product's name: "Wire 5 kg"."""
    if not amount.measure or amount.value == line.open_quantity:
        return False
    # A noun that no known word counts stands behind the amount's text: "50 m" is not the "50" of "50 mm".
    return stands_in_name(amount.text if amount.has_unit else f"{amount.text} {amount.measure}", line)


def stands_in_name(said: str, line: PurchaseOrderLine) -> bool:
    """Return whether number and unit stand together in the product's name, "5kg" for "5 kg" too."""
    written = r"\s*".join(re.escape(part) for part in re.findall(r"[^\W\d_]+|[\d.,]+|\S", said))
    return re.search(rf"(?<![\d.,]){written}(?!\w)", line.description, re.IGNORECASE) is not None


def _counts_alike(said: str, ordered: str) -> bool:
    """Return whether "units" may stand for what is ordered, or pieces for what is ordered in units."""
    return said in _COUNTS or "piece" in _UNITS[said]


def _is_form(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and long[len(short) :] in ("s", "es", "n", "en", "e")


def _plain(unit: str) -> str:
    return unit.strip(" .").casefold()
