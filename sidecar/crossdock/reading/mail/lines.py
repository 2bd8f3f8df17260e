"""Which order lines a clause is about: by code, by position, by the words of the description."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from crossdock.reading.mail.counted_lines import counted_lines
from crossdock.reading.mail.line_words import Token, description_tokens, is_same_word, tokens
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine
    from crossdock.reading.mail.words import Words

LineKey = tuple[str, int]
"""Order name and position."""

_POSITION_WORD = (
    r"(?:pos(?:itions?|itionen|\.)?|lines?|ln\.?|items?|articles?|rows?|zeilen?|regel|posten"
    r"|art(?:ikel)?\s*pos\.?|line\s+items?|posición|ligne|riga)"
)
_POSITIONS = re.compile(
    rf"(?<![\w-]){_POSITION_WORD}\s*-?(?:(?:nr|nos?|nummern?|numbers?)\b\.?|#)?\s*:?\s*"
    rf"(?P<list>\d{{1,3}}(?:\s*(?:,|/|&|\+|und|and|sowie|bis|to|-|–)\s*"
    r"(?:pos\.?\s*|line\s*)?\d{1,3}(?![\d./]|\s*(?:pcs|stk|st(?:ü|ue)ck|units|x\b)))*)(?![\d/]|[.,]\d"
    r"|\s*(?:pcs|stk|st(?:ü|ue)ck)\b)",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2})[.)]\s+\S")
_BEHIND = re.compile(r"[\s(]*(?:[^\W\d_]+\.?\s+){1,3}", re.IGNORECASE)
"""What stands between a line's number and its order: "line 2 of order P00012"."""
_STEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMentions:
    """The lines that a clause names. `spans` are the places of the names: numbers there are no amounts.

    `is_unsure` when several lines fit and nothing says that all are meant. `is_unknown` when a line is named
    by its number, place or count, and which one it is cannot be told.
    """

    lines: tuple[LineKey, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    is_unsure: bool = False
    is_unknown: bool = False
    how: str = ""


@dataclass(slots=True)
class _Found:
    lines: list[LineKey] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    is_unknown: bool = False

    def add(self, names: Iterable[list[LineKey]], start: int, end: int) -> None:
        """Add the lines that each name stands for; one without any is not known."""
        self.spans.append((start, end))
        for keys in names:
            self.is_unknown |= not keys
            self.lines.extend(key for key in keys if key not in self.lines)


@lru_cache(maxsize=8_192)
def _code_pattern(code: str) -> re.Pattern[str]:
    """Return what finds a product code however its parts are joined."""
    parts = r"[\s_.-]?".join(re.escape(part) for part in re.split(r"[\s_.-]+", code) if part)
    return re.compile(rf"(?<![\w-]){parts}(?![\w-]*\w)", re.IGNORECASE)


class LineFinder:
    """Finds order lines in clauses; knows how positions are counted in this mail."""

    def __init__(self, orders: Iterable[PurchaseOrder], words: Words, text: str) -> None:
        self._orders = tuple(orders)
        self._words = words
        self._by_key = {(order.name, line.line): line for order in self._orders for line in order.lines}
        self._tokens = {key: description_tokens(line) for key, line in self._by_key.items()}
        self._owners: dict[str, frozenset[LineKey]] = {}
        numbers = [int(n) for match in _POSITIONS.finditer(text) for n in re.findall(r"\d+", match["list"])]
        self._in_tens = bool(numbers) and all(number % _STEP == 0 for number in numbers)

    def find(self, text: str, orders: tuple[str, ...]) -> LineMentions:
        """Return the lines that the clause names among the orders in question (all, where none is)."""
        found = _Found()
        self._by_code(text, found)
        how = "code" if found.lines else ""
        if self._by_position(text, orders, found):
            how = how or "position"
        is_unknown = found.is_unknown and how != "code"
        if not found.lines:
            by_words = self._by_words(text, orders)
            return replace(by_words, spans=(*found.spans, *by_words.spans), is_unknown=is_unknown)
        return LineMentions(
            lines=tuple(found.lines),
            spans=self._spans(text, found),
            is_unsure=is_unknown,
            is_unknown=is_unknown,
            how=how,
        )

    def list_spans(self, text: str) -> list[tuple[int, int]]:
        """Return where numbers of lines are listed: "lines 1, 2 and 4"."""
        return [match.span() for match in _POSITIONS.finditer(text)]

    def codes_of(self, key: LineKey) -> tuple[str, ...]:
        """Return the codes of a line, the supplier's first."""
        line = self._by_key[key]
        return tuple(code for code in (line.supplier_sku, line.sku) if code)

    def _by_code(self, text: str, found: _Found) -> None:
        for key, line in self._by_key.items():
            for code in (line.supplier_sku, line.sku):
                if not code or len(code) < 3:
                    continue
                match = _code_pattern(code).search(text)
                if match:
                    found.add([[key]], match.start(), match.end())

    def _by_position(self, text: str, orders: tuple[str, ...], found: _Found) -> bool:
        """Add the lines named by number, place or count; one that fits no line is noted as unknown."""
        before = len(found.lines)
        names = orders or tuple(order.name for order in self._orders)
        own = {order.name: order.lines for order in self._orders if order.name in names}
        for match in _POSITIONS.finditer(text):
            theirs = self._orders_of(text, match.start(), match.end(), names)
            by_number = [
                [key for name in theirs if (key := self._position(name, number)) is not None]
                for number in self._numbers(match["list"])
            ]
            found.add(by_number, match.start(), match.end())
        total = sum(len(lines) for lines in own.values())
        for places, start, end in counted_lines(text, self._words, total) if total > 1 else ():
            by_place = [
                [(name, rows[_index(place)].line) for name, rows in own.items() if abs(place) <= len(rows)]
                for place in places
            ]
            if by_place:
                found.add(by_place, start, end)
            found.is_unknown |= not by_place
        return len(found.lines) > before

    def _orders_of(self, text: str, start: int, end: int, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the orders of a line number: of several the one named right behind, else the one before."""
        if len(names) < 2:
            return names
        places = sorted(
            (match.start(), name)
            for name in names
            for match in re.finditer(re.escape(name), text, re.IGNORECASE)
        )
        behind = [name for at, name in places if at >= end and _BEHIND.fullmatch(text[end:at])]
        before = [name for at, name in places if at < start]
        return tuple(behind[:1] or before[-1:]) or names

    def _numbers(self, listed: str) -> list[int]:
        numbers = [int(number) for number in re.findall(r"\d+", listed)]
        is_range = re.fullmatch(r"\d+\s*(?:-|–|bis|to)\s*\d+", listed.strip(), re.IGNORECASE)
        if is_range and numbers[0] < numbers[1]:
            return list(range(numbers[0], numbers[1] + 1, _STEP if self._in_tens else 1))
        return numbers

    def _position(self, name: str, number: int) -> LineKey | None:
        if self._in_tens and (name, number // _STEP) in self._by_key:
            return name, number // _STEP
        return (name, number) if (name, number) in self._by_key else None

    def _spans(self, text: str, found: _Found) -> tuple[tuple[int, int], ...]:
        """Return the named places plus the words of the named lines' descriptions beside them."""
        spans = list(found.spans)
        for token in tokens(text):
            is_named = any(
                is_same_word(token.text, known) for key in found.lines for known in self._tokens[key]
            )
            if is_named and not _is_plain_number(token):
                spans.append((token.start, token.end))
        return tuple(spans)

    def _owners_of(self, word: str) -> frozenset[LineKey]:
        """Return the lines that a word may stand for; asked once per word of the mail."""
        if word not in self._owners:
            self._owners[word] = frozenset(
                key for key, known in self._tokens.items() if any(is_same_word(word, k) for k in known)
            )
        return self._owners[word]

    def codes_in(self, text: str) -> tuple[LineKey, ...]:
        """Return the lines whose product code stands in the text."""
        found = _Found()
        self._by_code(text, found)
        return tuple(found.lines)

    def _by_words(self, text: str, orders: tuple[str, ...]) -> LineMentions:
        keys = [key for key in self._by_key if not orders or key[0] in orders]
        hits: list[tuple[Token, frozenset[LineKey]]] = []
        for token in tokens(text):
            owners = self._owners_of(token.text) & frozenset(keys)
            if owners:
                hits.append((token, owners))
        groups = list(_groups(hits))
        chosen: list[LineKey] = []
        unsure = False
        for group in groups:
            lines, is_sure = self._settle(group, text)
            chosen.extend(key for key in lines if key not in chosen)
            unsure = unsure or not is_sure
        spans = tuple((t.start, t.end) for group in groups for t, _ in group if not _is_plain_number(t))
        ordered = tuple(key for key in self._by_key if key in chosen)
        return LineMentions(lines=ordered, spans=spans, is_unsure=unsure, how="words" if ordered else "")

    def _settle(
        self, group: list[tuple[Token, frozenset[LineKey]]], text: str
    ) -> tuple[frozenset[LineKey], bool]:
        """Return the lines that one name stands for, and whether that is sure."""
        named = [(t, owners) for t, owners in group if (t.is_word and len(t.text) >= 4) or _is_telling(t)]
        if not named:
            return frozenset(), True
        lines = named[0][1]
        for _, owners in group:
            # Words of one name narrow each other; a word that fits no line left is another name's.
            lines = lines & owners or lines
        if len(lines) == 1:
            return lines, True
        by_quantity = self._with_quantity(lines, text)
        if len(by_quantity) == 1:
            return by_quantity, True
        return lines, self._says_all(text, len(lines), named)

    def _says_all(self, text: str, count: int, named: list[tuple[Token, frozenset[LineKey]]]) -> bool:
        if self._words.says(Signal.BOTH, text):
            return True
        return len(named) >= count > 1 and all(not token.is_word for token, _ in named[1:])

    def _with_quantity(self, lines: frozenset[LineKey], text: str) -> frozenset[LineKey]:
        numbers = {n.replace(",", "").replace(".", "") for n in re.findall(r"\d[\d.,]*\d|\d", text)}
        return frozenset(key for key in lines if f"{self._by_key[key].quantity.normalize():f}" in numbers)

    def line(self, key: LineKey) -> PurchaseOrderLine:
        """Return the order line of a key."""
        return self._by_key[key]


def _index(place: int) -> int:
    """Return the index of a place: from one on, or from the end."""
    return place if place < 0 else place - 1


def _is_telling(token: Token) -> bool:
    """Return whether a token with digits names a product by itself: "B32", "40x60", "150w"."""
    return not token.text.isalpha() and any(c.isalpha() for c in token.text) and len(token.text) >= 3


def _is_plain_number(token: Token) -> bool:
    return re.fullmatch(r"[\d.]+", token.text) is not None


def _groups(hits: list[tuple[Token, frozenset[LineKey]]]) -> Iterable[list[tuple[Token, frozenset[LineKey]]]]:
    """Part the hits into names: words close together that share a line are one name."""
    group: list[tuple[Token, frozenset[LineKey]]] = []
    shared: frozenset[LineKey] = frozenset()
    for token, owners in hits:
        is_near = bool(group) and token.start - group[-1][0].end <= 24
        if group and (not is_near or not shared & owners):
            yield group
            group, shared = [], frozenset()
        shared = shared & owners if group else owners
        group.append((token, owners))
    if group:
        yield group


def list_number(text: str) -> int | None:
    """Return the number of a numbered list item ("2) Floodlight …"), or None."""
    match = _LIST_NUMBER.match(text)
    return int(match["number"]) if match else None
