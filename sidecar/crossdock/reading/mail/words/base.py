"""What the rules need to know of one language: a table of words, nothing else.

A new language is one more file like `en.py` and one line in `__init__.py`. Patterns are regular expressions,
matched without regard to case; keep each to what an experienced buyer would take as that signal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Signal(StrEnum):
    """What a clause may say, apart from its values."""

    GREETING = "greeting"
    CONFIRM = "confirm"
    NOT_CONFIRM = "not_confirm"
    """Speaks of confirming without doing it: a request, a receipt, a recollection."""
    AS_ORDERED = "as_ordered"
    WHOLE = "whole"
    OTHERS = "others"
    LATE = "late"
    NO_DATE = "no_date"
    EARLIER = "earlier"
    CANCEL = "cancel"
    NO_CANCEL = "no_cancel"
    """Speaks of cancelling without doing it: a request of ours, its price, that it is too late for it."""
    FOR_NOW = "for_now"
    """Holds for a time only: "before", "currently", "this year"."""
    SUBSTITUTE = "substitute"
    PRICE = "price"
    PRICE_MOVE = "price_move"
    """Says that a price becomes another one."""
    REST = "rest"
    KEPT_REST = "kept_rest"
    """Says of "the rest" (group `rest`) that it comes as ordered."""
    PARTLY = "partly"
    NOW = "now"
    ONLY = "only"
    SHORT_BY = "short_by"
    SHIPPED = "shipped"
    LEAVES_TODAY = "leaves_today"
    """Goods leave on the very day of writing, under no condition."""
    SHIP = "ship"
    EX_WORKS = "ex_works"
    """Delivers at the supplier's own place: a day of delivery is the one on which the goods leave."""
    ARRIVE = "arrive"
    DELIVERY = "delivery"
    """Speaks of delivery at all: without it or a line a date is about something else."""
    NOT_DELIVERY = "not_delivery"
    """A date in such a clause is about something else than the goods."""
    QUESTION = "question"
    BLOCKED = "blocked"
    HELD = "held"
    """Says that goods are kept back, or will not leave before something else has happened."""
    GOODS = "goods"
    """Nouns that mean goods, orders or deliveries, wherever they stand."""
    LATE_PAYMENT = "late_payment"
    """Phrases in which a payment is late, no goods."""
    CONDITION = "condition"
    PROVISO = "proviso"
    """A condition under which all that was said stands, in whichever sentence."""
    NEGATION = "negation"
    HEDGE = "hedge"
    EXCEPT = "except"
    """Takes something out of what is said."""
    DENIAL = "denial"
    """Says "not" without the word: impossible, refused, cancelled."""
    TROUBLE = "trouble"
    """Tells bad news, whatever they are."""
    TERMS = "terms"
    """Charges something, or changes terms of payment or delivery; a bare "EXW Hamburg" changes nothing."""
    IDLE = "idle"
    """Phrases whose "not", "if" or "late" means nothing: "no problem", "if you have questions"."""
    RETRACTED = "retracted"
    """Takes back what was said before."""
    PAPERS = "papers"
    """Phrases in which papers are sent, no goods: "the confirmation was sent"."""
    SUM = "sum"
    """Stands beside an amount of money that is a total or a charge, no price of one piece."""
    MINIMUM = "minimum"
    """Stands before a number that is the least to be ordered, no quantity."""
    OLD = "old"
    """Stands right before a value that no longer holds."""
    INVOICE = "invoice"
    WEIGHT = "weight"
    """Speaks of weights or sizes of a shipment: they are no quantities."""
    QUALITY = "quality"
    LIFTED = "lifted"
    ABSENCE = "absence"
    RECEIPT = "receipt"
    ADVERT = "advert"
    BANK = "bank"
    BANK_UNCHANGED = "bank_unchanged"
    CONFIRMATION_TITLE = "confirmation_title"
    ATTACHED = "attached"
    BOTH = "both"
    JOINT = "joint"
    """Joins two statements; "and", which joins names as well, is known in any language."""
    VERB = "verb"
    """A finite verb: what stands with it is a sentence."""
    FINE = "fine"
    """Says that what is named is as it should be, in a word: "LIN-100 ok"."""
    ORDER_WORD = "order_word"
    TOLD_BEFORE = "told_before"
    """What is said is as told in a call or an earlier mail."""
    TOLD_ELSEWHERE = "told_elsewhere"
    """What is said stands in an attachment, a portal or another paper; so do a day, a price or a quantity."""


_BY_SENSE = frozenset(
    {
        Signal.NEGATION,
        Signal.CONDITION,
        Signal.HEDGE,
        Signal.EXCEPT,
        Signal.DENIAL,
        Signal.TROUBLE,
        Signal.TERMS,
        Signal.LATE,
        Signal.PRICE_MOVE,
    }
)
"""Signals for which idle phrases do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language's table. `decimal_comma`: 1.500,50 and not 1,500.50."""

    code: str
    decimal_comma: bool
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    units: str
    """Alternatives that make a number a quantity: pieces, boxes … (no pallets or kilograms: packaging)."""
    measures: str
    """Alternatives that make a number a weight, a length or a volume: wrong for goods that are counted."""
    count_noun: str
    """What a noun after a number looks like, with regard to case: "crates", "Kisten"."""
    joints: str
    """Words that may follow a bare number that counts goods: "200 on", "200 am"."""
    signals: Mapping[Signal, str]
    subjects: tuple[str, ...]
    """Patterns with a group `noun`: what a sentence is about."""
    line_nouns: str
    """Alternatives that mean an order's lines."""
    line_links: str
    """Words that may stand between a place or a count and such a noun: "two *of the* lines"."""
    ordinals: Mapping[str, int]
    """The place of a line by its word; -1 is the last one."""
    line_counts: Mapping[str, int]
    """Words that count lines; 0 for those that do not say how many."""
    general_nouns: str
    """Nouns that mean the order or its goods as a whole, no single product."""
    reasons: Mapping[str, str]
    """Pattern by `delay_reason`, likeliest cause first."""
    dates: Mapping[str, str]
    """Named patterns for `dates.py`: week, end_of, vague, in_span, shift, span_unit, …"""
    amounts: Mapping[str, str]
    """Named patterns for `amount_roles.py`."""
    harmless: tuple[str, ...]
    """Phrases that say nothing of the order's terms: thanks, contact, references …"""
    plain: frozenset[str]
    """Words that a confirmation may be made of."""
    change_phrases: tuple[str, ...]
    """Phrases that say no more than that a day moves, why, and that somebody is sorry."""
    change_plain: frozenset[str]
    """Words that a sentence about another day, or its excuse, may be made of beside the plain ones."""
    asked: Mapping[str, str]
    """Named patterns for `answered.py`."""
    links: Mapping[str, str]
    """Alternatives that join words or sentences, by what they do: `and`, `that`, `reason`, `of`, articles."""
    guesses: frozenset[str]
    """Plain words that make another day a guess: "expected", "voraussichtlich"."""

    def signals_of(self, text: str) -> frozenset[Signal]:
        """Return what the text says."""
        texts = {signal: self.without(signal, text) for signal in (Signal.IDLE, Signal.PAPERS)}
        found = []
        for signal in Signal:
            idle = self._idle(signal)
            if self._search(signal, texts[idle] if idle else text):
                found.append(signal)
        return frozenset(found)

    def says(self, signal: Signal, text: str) -> bool:
        """Return whether the text carries the signal."""
        return self.find(signal, text) is not None

    def find(self, signal: Signal, text: str) -> re.Match[str] | None:
        """Return the first place of the signal, or None."""
        idle = self._idle(signal)
        return self._search(signal, self.without(idle, text) if idle else text)

    def _idle(self, signal: Signal) -> Signal | None:
        """Return the signal whose phrases do not count for this one."""
        if signal in _BY_SENSE:
            return Signal.IDLE
        return Signal.PAPERS if signal is Signal.SHIPPED else None

    def _search(self, signal: Signal, text: str) -> re.Match[str] | None:
        pattern = self.signals.get(signal)
        return compiled(pattern).search(text) if pattern else None

    def without(self, signal: Signal, text: str) -> str:
        """Return the text with what carries the signal blanked out."""
        return blanked(compiled(self.signals.get(signal, r"\b$")), text)

    def puts_off_to(self, before: str) -> bool:
        """Return whether the text right before a date puts something off to it ("late until the")."""
        return self.has("put_off_to", before)

    def without_named(self, name: str, text: str) -> str:
        """Return the text with what carries a named pattern of what is asked blanked out."""
        return blanked(compiled(self.asked.get(name, r"\b$")), text)

    def has(self, name: str, text: str) -> bool:
        """Return whether the text carries the named pattern of dates or of what is asked."""
        pattern = self.dates.get(name) or self.asked.get(name)
        return pattern is not None and compiled(pattern).search(text) is not None

    def counts_some(self, text: str) -> bool:
        """Return whether the text counts without a number: "some", "half of it"."""
        return any(self.line_counts.get(word) == 0 for word in re.findall(r"\w+", text.casefold()))

    def is_history(self, before: str, after: str) -> bool:
        """Return whether the text around a date tells that something was done on it ("discussed on the")."""
        done = re.search(self.dates.get("history", r"\b$"), before, re.IGNORECASE)
        done = done or re.match(self.dates.get("history_after", r"\b$"), after, re.IGNORECASE)
        return done is not None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Keep the patterns ready: there are too many for `re` to remember, beside those of each order."""
    return re.compile(pattern, re.IGNORECASE)


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """Return the text with each place of the pattern blanked out, at the same length."""
    return pattern.sub(lambda match: "\u2002" * len(match.group()), text)
