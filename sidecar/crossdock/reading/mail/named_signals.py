"""What a text says where names stand in it: "LIN-100: ok", "P00020 confirmed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import NAME_MARK
from crossdock.reading.mail.explained import masked, name_marks
from crossdock.reading.mail.order_mentions import order_spans
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.lines import LineMentions
    from crossdock.reading.mail.words import Words


def without_names(text: str, mentions: LineMentions, orders: tuple[PurchaseOrder, ...]) -> str:
    """Return the text with marks over the lines and orders that it names."""
    return without_places(text, (*mentions.spans, *order_spans(text, orders)), orders)


def without_places(text: str, places: Iterable[tuple[int, int]], orders: tuple[PurchaseOrder, ...]) -> str:
    """Return the text with marks over these places and the full names of orders."""
    return masked(text, [*((NAME_MARK, start, end) for start, end in places), *name_marks(text, orders)])


def named_signals(text: str, unnamed: str, words: Words) -> frozenset[Signal]:
    """Return what the text says of what it names; `unnamed` is the text without these names."""
    signals = words.signals_of(text)
    if unnamed != text and words.says(Signal.CONFIRM, unnamed):
        signals |= {Signal.CONFIRM}
    return signals
