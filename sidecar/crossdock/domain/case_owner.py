"""Who works a case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import PurchaseSnapshot


def owned(draft: ExceptionRecord, snapshot: PurchaseSnapshot) -> ExceptionRecord:
    """Return the draft with its team and its owner, who is the first of these that may own a case.

    The order's buyer, or who buys from the supplier where it is about no order; else the default team's lead;
    else nobody: the case is the team's.
    """
    user = next((user for user in _owners(draft, snapshot) if _is_usable(user, snapshot)), None)
    return replace(draft, user_id=user, team_id=snapshot.default_team_id)


def _owners(draft: ExceptionRecord, snapshot: PurchaseSnapshot) -> Iterator[int | None]:
    """Yield who may be asked to work a case, the nearest first."""
    yield next((o.buyer_id for o in snapshot.orders if o.id == draft.purchase_order_id), None)
    if draft.purchase_order_id is None and draft.partner_id is not None:
        supplier = snapshot.supplier(draft.partner_id)
        yield supplier.buyer_id if supplier else None
        theirs = [order for order in snapshot.orders if order.supplier_id == draft.partner_id]
        yield from (o.buyer_id for o in sorted(theirs, key=lambda o: (o.order_date, o.id), reverse=True))
    yield snapshot.default_owner_id


def _is_usable(user_id: int | None, snapshot: PurchaseSnapshot) -> bool:
    user = snapshot.buyers.get(user_id) if user_id is not None else None
    return user is not None and user.usable
