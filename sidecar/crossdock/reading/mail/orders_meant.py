"""Which of the open orders a mail is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossdock.domain.orders import PurchaseOrder
from crossdock.reading.mail.content import Reference
from crossdock.reading.mail.references import matches, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.orders import PurchaseSnapshot
    from crossdock.reading.mail.content import MailContent


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersMeant:
    """The orders, what was named but fits none, and how the orders were found."""

    orders: tuple[PurchaseOrder, ...] = ()
    unknown: tuple[Reference, ...] = ()
    ambiguous: tuple[Reference, ...] = ()
    found_by: str = ""


def orders_meant(content: MailContent, snapshot: PurchaseSnapshot, supplier_id: int | None) -> OrdersMeant:
    """Return the orders that the mail names: in its own text and subject, else in what it quotes."""
    known = snapshot.orders
    own = [r for r in content.order_references if r.evidence.part != "quoted"]
    quoted = [r for r in content.order_references if r.evidence.part == "quoted"]
    orders, unknown, ambiguous = _match(own, known, supplier_id)
    if not orders:
        names = _named_in(f"{content.newest_text}\n{content.subject}", known)
        orders = names or orders
    found_by = "reference" if orders else ""
    if not orders and not unknown:
        orders, _, ambiguous = _match(quoted, known, supplier_id)
        found_by = "quoted" if orders else ""
    return OrdersMeant(
        orders=tuple(orders), unknown=tuple(unknown), ambiguous=tuple(ambiguous), found_by=found_by
    )


def _match(
    references: Iterable[Reference], known: tuple[PurchaseOrder, ...], supplier_id: int | None
) -> tuple[list[PurchaseOrder], list[Reference], list[Reference]]:
    orders: list[PurchaseOrder] = []
    unknown: list[Reference] = []
    ambiguous: list[Reference] = []
    for reference in references:
        fitting = [order for order in known if matches(reference, order)]
        exact = [order for order in fitting if squeeze(order.name) == squeeze(reference.text)]
        theirs = [order for order in fitting if order.supplier_id == supplier_id]
        chosen = exact or theirs or fitting
        if len(chosen) > 1:
            ambiguous.append(reference)
        elif chosen and chosen[0] not in orders:
            orders.append(chosen[0])
        elif not chosen and reference.is_labelled:
            unknown.append(reference)
    return orders, unknown, ambiguous


def _named_in(text: str, known: tuple[PurchaseOrder, ...]) -> list[PurchaseOrder]:
    """Return orders whose full name stands in the text without any label; short names are left to labels.

    A name within a longer word is another order's: P00012 is not meant by P000123.
    """
    upper = text.upper()
    return [order for order in known if len(order.name) >= 5 and _stands_in(upper, order.name.upper())]


def _stands_in(text: str, name: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text) is not None
