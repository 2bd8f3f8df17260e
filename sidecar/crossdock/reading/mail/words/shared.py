"""Words that hold in a mail of any language: people mix two ("please see our Rechnung vom 3.4.2026")."""

from __future__ import annotations

from dataclasses import replace

from crossdock.reading.mail.words.base import Signal, Words
from crossdock.reading.mail.words.harmless_shared import HARMLESS

_SIGNALS = (
    Signal.EX_WORKS,
    Signal.NOT_DELIVERY,
    Signal.INVOICE,
    Signal.CONDITION,
    Signal.PROVISO,
    Signal.NEGATION,
    Signal.DENIAL,
    Signal.EXCEPT,
    Signal.HEDGE,
    Signal.TERMS,
    Signal.IDLE,
    Signal.RETRACTED,
    Signal.SUM,
    Signal.MINIMUM,
    Signal.TOLD_BEFORE,
    Signal.TOLD_ELSEWHERE,
)
"""Signals that keep something from being a promise.

Beside a confirmation one too many costs a question, since what it drops there is asked back."""
_DATES = (
    "order_date",
    "telling",
    "cause",
    "cause_after",
    "date_noun",
    "point",
    "join",
    "floor",
    "floor_after",
    "refused",
    "not_refused",
)


def with_shared(*tables: Words) -> dict[str, Words]:
    """Return the tables by language, each with what speaks against a promise in any of them."""
    signals = {signal: _any_of([table.signals.get(signal) for table in tables]) for signal in _SIGNALS}
    dates = {name: _any_of([table.dates.get(name) for table in tables]) for name in _DATES}
    amounts = {name: _any_of([t.amounts.get(name) for t in tables]) for name in tables[0].amounts}
    harmless = (*HARMLESS.values(), *(pattern for table in tables for pattern in table.harmless))
    plain = frozenset().union(*(table.plain for table in tables))
    links = {name: _any_of([table.links.get(name) for table in tables]) for name in tables[0].links}
    asked = {name: _any_of([table.asked.get(name) for table in tables]) for name in tables[0].asked}
    change_phrases = tuple(pattern for table in tables for pattern in table.change_phrases)
    change_plain = frozenset().union(*(table.change_plain for table in tables))
    guesses = frozenset().union(*(table.guesses for table in tables))
    return {
        table.code: replace(
            table,
            signals={**table.signals, **signals},
            dates={**table.dates, **dates},
            amounts=amounts,
            harmless=harmless,
            plain=plain,
            change_phrases=change_phrases,
            change_plain=change_plain,
            guesses=guesses,
            asked=asked,
            links=links,
        )
        for table in tables
    }


def _any_of(patterns: list[str | None]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns if pattern)
