"""Mails about an order that do not name one we know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.reading import Intent
from crossdock.reading.mail.goods_in_doubt import goods_in_doubt
from crossdock.reading.mail.lines import LineFinder
from crossdock.reading.mail.orders_meant import OrdersMeant
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.domain.orders import PurchaseSnapshot
    from crossdock.reading.mail.content import MailContent
    from crossdock.reading.mail.words import Words

_ABOUT_AN_ORDER = frozenset(
    {
        Intent.CONFIRMATION,
        Intent.CONFIRMATION_WITH_CHANGES,
        Intent.DELAY,
        Intent.PARTIAL_SHIPMENT,
        Intent.DISPATCH,
        Intent.CANCELLATION,
        Intent.SUBSTITUTION,
    }
)


def orders_by_products(
    content: MailContent, snapshot: PurchaseSnapshot, supplier_id: int | None, words: Words
) -> OrdersMeant:
    """Return the one order of the sender's whose product codes the mail names; words alone are too little."""
    if supplier_id is None or content.is_bulk:
        return OrdersMeant()
    theirs = tuple(order for order in snapshot.orders if order.supplier_id == supplier_id and order.is_open)
    text = f"{content.subject}\n{content.newest_text}"
    names = {name for name, _ in LineFinder(theirs, words, "").codes_in(text)}
    if len(names) != 1:
        return OrdersMeant()
    return OrdersMeant(orders=tuple(o for o in theirs if o.name in names), found_by="products")


def is_unmatched(content: MailContent, words: Words | None, meant: OrdersMeant, intent: Intent) -> bool:
    """Return whether the mail is about an order and none was found."""
    if meant.orders or intent is Intent.BOUNCE:
        return False
    if intent in (Intent.AUTO_REPLY, Intent.INVOICE, Intent.OTHER) and goods_in_doubt(content, words, meant):
        return True
    if intent in (Intent.AUTO_REPLY, Intent.INVOICE):
        return False
    if meant.unknown or meant.ambiguous or intent in _ABOUT_AN_ORDER:
        return True
    if words is None:
        return bool(content.newest_text.strip())
    has_nothing = not content.newest_text.strip()
    return has_nothing or (
        intent is Intent.OTHER and words.says(Signal.ORDER_WORD, content.newest_text) and not content.is_bulk
    )
