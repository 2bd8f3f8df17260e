"""Is "the rest on time" said of the other lines, or of the pieces that are left of one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.reading.mail.amounts import NAME_MARK, TIME_MARK, find_quantities
from crossdock.reading.mail.explained import masked
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.dates import DateMention
    from crossdock.reading.mail.words import Words

_SEVERAL = 2


def tells_of_part(text: str, words: Words) -> bool:
    """Return whether it tells of a part that nobody counts: "half of it", "in part", "3 are missing"."""
    return words.counts_some(text) or any(words.says(s, text) for s in (Signal.PARTLY, Signal.SHORT_BY))


def kept_rest(
    text: str,
    names: Iterable[tuple[int, int]],
    dates: Iterable[DateMention],
    orders: Sequence[PurchaseOrder],
    words: Words,
) -> re.Match[str] | None:
    """Return where the rest is kept as ordered and can only be other lines, as no pieces are counted.

    `orders` are those that are spoken of: of a single line the rest is always pieces.
    """
    found = words.find(Signal.KEPT_REST, text)
    lines = [line for order in orders for line in order.lines]
    if found is None or len(lines) < _SEVERAL:
        return None
    if words.says(Signal.OTHERS, text) or tells_of_part(text, words):
        return None
    bare = masked(text, [(TIME_MARK, m.start, m.end) for m in dates])
    bare = masked(bare, [(NAME_MARK, start, end) for start, end in names])
    bare = masked(bare, [(NAME_MARK, *found.span())])
    return None if find_quantities(bare, words, tuple(line.unit for line in lines)) else found
