"""Which comes first in 04/12: decided by evidence in the mail, never by habit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.content import MailContent

_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:20\d\d|\d\d)(?!\d)")
_HOUR = 3600
# Zones where English-speaking suppliers write the month first (North America).
_WEST, _EAST = -10 * _HOUR, -4 * _HOUR
_EUROPE = 3 * _HOUR


def day_first(content: MailContent, orders: Iterable[PurchaseOrder]) -> bool | None:
    """Return whether the day stands first in dates with slashes; None where nothing decides it."""
    if content.language != "en":
        return True
    votes = _votes_of_dates(content.newest_text)
    if votes:
        return votes.pop() if len(votes) == 1 else None
    domain = content.from_address.rpartition(".")[2]
    if domain in ("us", "uk", "ie", "de", "at", "nl", "au", "nz", "in"):
        return domain != "us"
    offset = content.date.utcoffset() if content.date else None
    seconds = offset.total_seconds() if offset is not None else None
    if seconds is not None and seconds != 0:
        if _WEST <= seconds <= _EAST:
            return False
        if 0 < seconds <= _EUROPE:
            return True
    currencies = {order.currency for order in orders}
    if currencies and currencies <= {"GBP", "EUR"}:
        return True
    return None


def _votes_of_dates(text: str) -> set[bool]:
    """Return what dates say that can be read in one way only."""
    votes = set()
    for first, _, second in _NUMERIC.findall(text):
        if int(first) > 12 >= int(second):
            votes.add(True)
        if int(second) > 12 >= int(first):
            votes.add(False)
    return votes
