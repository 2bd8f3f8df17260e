"""What a text says where names stand in it: "LIN-100: ok", "P00020 confirmed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import NAME_MARK
from crossdock.reading.mail.explained import masked, name_marks
from crossdock.reading.mail.order_mentions import order_spans
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.lines import LineMentions
    from crossdock.reading.mail.words import Words


def named_signals(
    text: str, mentions: LineMentions, orders: tuple[PurchaseOrder, ...], words: Words
) -> frozenset[Signal]:
    """Return what the text says of the lines and orders that it names."""
    places = [*mentions.spans, *order_spans(text, orders)]
    marks = [(NAME_MARK, start, end) for start, end in places] + name_marks(text, orders)
    signals = words.signals_of(text)
    if marks and words.says(Signal.CONFIRM, masked(text, marks)):
        signals |= {Signal.CONFIRM}
    return signals
