"""Who works a case: the nearest person who may, or nobody, and then it is the team's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.case_owner import owned
from crossdock.domain.orders import Buyer
from tests.builders import (
    BUYER,
    LEAD,
    SUPPLIER,
    TEAM,
    a_change,
    a_given,
    a_reading,
    a_snapshot,
    an_order,
    drafts_of,
)

if TYPE_CHECKING:
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import PurchaseSnapshot

OLD_BUYER, GONE, UNKNOWN = 4, 5, 6
OLDER = an_order(id=11, name="P00011", order_date=date(2026, 10, 1), buyer_id=OLD_BUYER)
NEWER = an_order(buyer_id=BUYER)


def the_team(*orders: object, **changes: object) -> PurchaseSnapshot:
    """Return a snapshot with a second buyer, and one who left."""
    snapshot = a_snapshot(*orders, **changes)
    snapshot.buyers[OLD_BUYER] = Buyer(id=OLD_BUYER, name="Second buyer")
    snapshot.buyers[GONE] = Buyer(id=GONE, name="Gone", usable=False)
    return snapshot


def a_draft(**values: object) -> ExceptionRecord:
    """Return the draft of a case that is about no order, unless told otherwise."""
    [draft] = drafts_of(a_given(a_reading(a_change("12-20"))))
    return replace(draft, user_id=None, **{"purchase_order_id": None, "partner_id": None, **values})


@pytest.mark.parametrize(
    ("_case", "order", "owner"),
    [
        ("the order's buyer", an_order(), BUYER),
        ("no buyer", an_order(buyer_id=None), LEAD),
        ("a buyer who is archived or has no rights", an_order(buyer_id=GONE), LEAD),
        ("a buyer whom nobody knows", an_order(buyer_id=UNKNOWN), LEAD),
    ],
)
def test_an_orders_case_belongs_to_its_buyer_else_to_the_default_teams_lead(
    _case: str, order: object, owner: int
) -> None:
    bought_from = replace(SUPPLIER, buyer_id=OLD_BUYER)
    people = the_team(order, OLDER, suppliers=(bought_from,))

    case = owned(a_draft(purchase_order_id=12, partner_id=SUPPLIER.id), people)

    assert (case.user_id, case.team_id) == (owner, TEAM)


@pytest.mark.parametrize(
    ("_case", "supplier_buyer", "orders", "owner"),
    [
        ("who buys from the supplier", OLD_BUYER, (NEWER,), OLD_BUYER),
        ("who left bought from the supplier", GONE, (OLDER, NEWER), BUYER),
        ("the buyer of the supplier's newest order", None, (NEWER, OLDER), BUYER),
        ("the newest order has no buyer", None, (OLDER, replace(NEWER, buyer_id=None)), OLD_BUYER),
        ("the orders are another supplier's", None, (replace(NEWER, supplier_id=99),), LEAD),
    ],
)
def test_a_case_of_no_order_belongs_to_who_buys_from_the_supplier(
    _case: str, supplier_buyer: int | None, orders: tuple[object, ...], owner: int
) -> None:
    supplier = replace(SUPPLIER, buyer_id=supplier_buyer)

    case = owned(a_draft(partner_id=SUPPLIER.id), the_team(*orders, suppliers=(supplier,)))

    assert (case.user_id, case.team_id) == (owner, TEAM)


def test_a_case_of_an_unknown_sender_belongs_to_the_teams_lead() -> None:
    assert owned(a_draft(), the_team()).user_id == LEAD


@pytest.mark.parametrize(("_case", "lead"), [("no lead", None), ("the lead left", GONE)])
def test_without_a_lead_the_case_is_the_teams_and_nobodys(_case: str, lead: int | None) -> None:
    case = owned(a_draft(), the_team(default_owner_id=lead))

    assert (case.user_id, case.team_id) == (None, TEAM)
