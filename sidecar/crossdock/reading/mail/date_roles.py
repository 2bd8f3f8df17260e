"""What a date in a clause is: a day of delivery, one gone by, or one that does not hold any more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from datetime import date

    from crossdock.reading.mail.dates import DateContext, DateMention
    from crossdock.reading.mail.words import Words

_SPEAKS_OF_GOODS = frozenset(
    {
        Signal.DELIVERY,
        Signal.LATE,
        Signal.SHIP,
        Signal.ARRIVE,
        Signal.REST,
        Signal.CONFIRM,
        Signal.EARLIER,
    }
)
OF_DELIVERY = frozenset({Signal.DELIVERY, Signal.SHIP, Signal.ARRIVE})
"""What tells that goods leave or arrive."""
# Such a clause is about something that was done, or that is over.
_TELLS_OF_THE_PAST = frozenset(
    {Signal.NOT_DELIVERY, Signal.INVOICE, Signal.SHIPPED, Signal.LATE, Signal.NOT_CONFIRM, Signal.RECEIPT}
)
_TERSE = 8


def is_old(mention: DateMention, text: str, dates: tuple[DateMention, ...], words: Words) -> bool:
    """Return whether a date no longer holds, or only tells when something was ordered."""
    before, after = text[max(0, mention.start - 45) : mention.start], text[mention.end :]
    before = re.sub(
        r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\b\w+tag|\bmittwoch)[.,]?\s*$",
        "",
        before,
        flags=re.IGNORECASE,
    )
    table = words.dates
    following = next((other.start for other in dates if other.start >= mention.end), None)
    becomes = rf"(?:{table.get('turns_into', r'$')})(?:(?:the|den|on|am)\s+)*"
    if following and re.fullmatch(becomes, text[mention.end : following], re.IGNORECASE):
        return True  # "8 Dec -> 15 Dec"
    comes_from = re.search(r"\b(?:from|vom|von)\s+(?:the\s+|dem\s+)?$", before, re.IGNORECASE)
    if comes_from and re.match(table.get("from_to", r"\b$"), after, re.IGNORECASE):
        return any(other.start >= mention.end for other in dates)
    pattern = f"(?:{words.signals.get(Signal.OLD, '')}|{table.get('recalled', '')})"
    if re.search(
        rf"{pattern}\W+(?:(?:the|on|for|by|in|den|dem|der|am|zum|zur|bis|date|due|von|until|\w*termin|delivery|eta|of)\W+){{0,2}}$",
        before,
        re.IGNORECASE,
    ):
        return not comes_from
    is_order_date = re.search(table.get("order_date", r"\b$"), before, re.IGNORECASE) is not None
    return is_order_date and (comes_from is not None or " of " in f" {before} " or "dated" in before.lower())


def delivery_dates(
    text: str, dates: tuple[DateMention, ...], signals: frozenset[Signal], context: DateContext
) -> tuple[DateMention, ...]:
    """Return the dates that are about the goods; what lies before the day of writing is no promise."""
    if {Signal.NOT_DELIVERY, Signal.ABSENCE} & signals or not (signals & _SPEAKS_OF_GOODS or _is_terse(text)):
        return ()
    return tuple(m for m in dates if m.day is None or _is_coming(m.day, signals, context))


def past_dates(
    text: str,
    dates: tuple[DateMention, ...],
    signals: frozenset[Signal],
    context: DateContext,
    *,
    is_pointed: bool,
) -> tuple[DateMention, ...]:
    """Return days gone by that stand where a day of delivery would; no word makes them history."""
    is_of_line = is_pointed and _is_terse(text)
    if signals & _TELLS_OF_THE_PAST or not (signals & _SPEAKS_OF_GOODS or is_of_line):
        return ()
    # "Confirmed: 20 November", written on that day, tells when it was written
    with_today = is_of_line or signals & _SPEAKS_OF_GOODS - {Signal.CONFIRM}
    return tuple(
        m
        for m in dates
        if m.day is not None
        and not _is_coming(m.day, signals, context)
        and (m.day != context.sent or with_today)
        and not context.words.is_history(text[: m.start], text[m.end :])
    )


def recalled_dates(
    text: str,
    dates: tuple[DateMention, ...],
    signals: frozenset[Signal],
    context: DateContext,
    *,
    is_pointed: bool,
) -> tuple[DateMention, ...]:
    """Return those old dates that are called days of delivery: "Agreed delivery date: 12 December"."""
    if signals & _TELLS_OF_THE_PAST:
        return ()
    order_date = context.words.dates.get("order_date", r"\b$")
    is_told = signals & OF_DELIVERY or (is_pointed and _is_terse(text))
    return tuple(
        m
        for m in dates
        if m.day is not None
        and (is_told or m.day > context.sent)
        and not re.search(order_date, text[: m.start], re.IGNORECASE)
    )


def _is_coming(day: date, signals: frozenset[Signal], context: DateContext) -> bool:
    is_today = day == context.sent and bool(signals & {Signal.SHIPPED, Signal.NOW})
    return day > context.sent or is_today


def _is_terse(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", text)) <= _TERSE
