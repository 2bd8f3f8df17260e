"""What people read after a press, and what a list shows of each kind of case, on real Odoo."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from buying import LINE, Desk

from crossdock.adapters.odoo import names

if TYPE_CHECKING:
    from odoo_world import OdooWorld

pytestmark = pytest.mark.timeout(300)
RESULT_FIELDS = (names.WHAT_CHANGED, names.RESOLVED_BY, names.RESOLVED_AT, names.RESOLUTION_CODE)
PAIR = ("x_agreed_text", "x_proposed_text", "x_difference_text")


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return a fresh order line on a provisioned server."""
    return Desk(real_world)


def _read(desk: Desk, case: int, *fields: str) -> dict[str, Any]:
    [row] = desk.admin.search_read(names.EXCEPTION, [("id", "=", case)], fields)
    return row


def _chatter(desk: Desk, model: str, record: int) -> str:
    about = [("model", "=", model), ("res_id", "=", record), ("author_id", "!=", False)]
    bodies = desk.admin.search_read("mail.message", about, ("body",), order="id")
    return "\n".join(unescape(re.sub(r"<[^>]+>", "", row["body"])) for row in bodies)


@pytest.mark.parametrize(
    ("_case", "values", "told"),
    [
        (
            "a date",
            {"x_proposed_date": "2026-12-18"},
            "The receipt moved to 18 Dec 2026 (10 Dec 2026 was agreed). The requested date 10 Dec 2026 is "
            "kept, so the vendor's on-time rate stays right.",
        ),
        (
            "a date that changes the request",
            {"x_proposed_date": "2026-12-18", "x_change_requested_date": True},
            "The receipt moved to 18 Dec 2026 (10 Dec 2026 was agreed). The requested date changed from "
            "10 Dec 2026 to 18 Dec 2026; the vendor's on-time rate counts from there.",
        ),
        (
            "the agreed date once more",
            {"x_proposed_date": "2026-12-10"},
            "10 Dec 2026 stays agreed. The requested date 10 Dec 2026 is kept, so the vendor's on-time rate "
            "stays right.",
        ),
        ("a quantity", {"x_proposed_quantity": 30}, "The quantity changed from 40 to 30 Units."),
        ("a price", {"x_proposed_price": 13.1}, "The unit price changed from 12.35 to 13.10 EUR."),
        (
            "a cancellation",
            {"x_is_cancellation": True},
            "What was still open on the line is cancelled.",
        ),
        (
            "parts",
            {
                "x_part_ids": [
                    (0, 0, {"x_quantity": 25, "x_date": "2026-12-10"}),
                    (0, 0, {"x_quantity": 15, "x_date": "2026-12-20"}),
                ]
            },
            "The receipt now comes in parts: 25 Units on 10 Dec 2026, 15 Units on 20 Dec 2026. The requested "
            "date 10 Dec 2026 is kept, so the vendor's on-time rate stays right.",
        ),
    ],
)
def test_apply_says_in_plain_words_what_it_did(
    desk: Desk, _case: str, values: dict[str, Any], told: str
) -> None:
    case = desk.case(**values)
    [order] = desk.admin.search_read("purchase.order", [("id", "=", desk.order_id)], ("name",))

    desk.press(names.ACTION_APPLY, case)

    assert _read(desk, case, *RESULT_FIELDS)[names.WHAT_CHANGED] == told
    assert f"Applied to {order['name']}. {told}" in _chatter(desk, names.EXCEPTION, case)
    assert told in _chatter(desk, "purchase.order", desk.order_id)


def test_a_cancellation_says_what_stays(desk: Desk) -> None:
    desk.receive(15)
    case = desk.case(x_is_cancellation=True)

    desk.press(names.ACTION_APPLY, case)

    assert "What was received, 15 Units, stays." in _read(desk, case, names.WHAT_CHANGED)[names.WHAT_CHANGED]


@pytest.mark.parametrize(
    ("action", "code"), [(names.ACTION_APPLY, "applied"), (names.ACTION_REJECT, "rejected")]
)
def test_a_closed_case_says_who_closed_it_when_and_how(desk: Desk, action: str, code: str) -> None:
    case = desk.case(x_proposed_date="2026-12-18")

    desk.press(action, case)

    row = _read(desk, case, *RESULT_FIELDS)
    assert row[names.RESOLVED_BY][0] == desk.world.buyer_id
    assert row[names.RESOLVED_AT]
    assert row[names.RESOLUTION_CODE] == code


def test_a_rejection_says_that_the_order_stays(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")

    desk.press(names.ACTION_REJECT, case)

    assert _read(desk, case, names.WHAT_CHANGED)[names.WHAT_CHANGED] == "The order stays as it is."
    assert "Rejected. The order stays as it is." in _chatter(desk, names.EXCEPTION, case)


KINDS: dict[str, tuple[dict[str, Any], tuple[str, str, str | bool]]] = {
    "date": ({"x_proposed_date": "2026-12-18"}, ("2026-12-10", "2026-12-18", "+8 days")),
    "one day": ({"x_proposed_date": "2026-12-11"}, ("2026-12-10", "2026-12-11", "+1 day")),
    "no date": ({}, ("2026-12-10", "not given", False)),
    "quantity": (
        {"x_expected_date": False, "x_expected_quantity": 5000, "x_proposed_quantity": 4200.5},
        ("5000 Units", "4200.5 Units", "-799.5 Units"),
    ),
    "price": (
        {"x_expected_date": False, "x_expected_price": 12.5, "x_proposed_price": 0.385},
        ("12.50 EUR", "0.385 EUR", "-96.9 %"),
    ),
    "parts": (
        {
            "x_proposed_date": "2026-12-20",
            "x_expected_quantity": 40,
            "x_proposed_quantity": 40,
            "x_part_ids": [
                (0, 0, {"x_quantity": 25, "x_date": "2026-12-10"}),
                (0, 0, {"x_quantity": 15, "x_date": "2026-12-20"}),
            ],
        },
        ("2026-12-10", "2 parts until 2026-12-20", "+10 days"),
    ),
    "cancellation": (
        {"x_expected_date": False, "x_expected_quantity": 40, "x_is_cancellation": True},
        ("40 Units", "cancelled", "-40 Units"),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_case_has_one_readable_pair(desk: Desk, kind: str) -> None:
    values, texts = KINDS[kind]

    case = desk.case(x_unit="Units", x_currency="EUR", **values)

    row = _read(desk, case, *PAIR)
    assert tuple(row[name] for name in PAIR) == texts


def test_a_substitute_stands_beside_what_was_ordered(desk: Desk) -> None:
    [line] = desk.admin.search_read(LINE, [("id", "=", desk.line_id)], ("product_id",))
    product = line["product_id"][0]

    case = desk.case(x_expected_date=False, x_product_id=product, x_proposed_product_code="A-1-B")

    row = _read(desk, case, *PAIR)
    assert (row["x_agreed_text"], row["x_proposed_text"]) == ("A-1", "A-1-B")


def test_the_pair_follows_an_edit_and_can_be_sorted_and_grouped(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")

    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_proposed_date": "2026-12-21"})

    domain = [("id", "=", case), ("x_proposed_text", "=", "2026-12-21")]
    [row] = desk.buyer.search_read(names.EXCEPTION, domain, PAIR, order="x_proposed_text")
    assert row["x_difference_text"] == "+11 days"


def test_a_case_counts_what_of_its_message_can_still_be_applied(desk: Desk) -> None:
    first = desk.case(x_proposed_date="2026-12-18")
    second = desk.case(x_proposed_quantity=30)
    desk.case(x_sub_category="supplier_question")

    before = _read(desk, first, "x_message_open_count")["x_message_open_count"]
    desk.press(names.ACTION_REJECT, second)

    assert (before, _read(desk, first, "x_message_open_count")["x_message_open_count"]) == (2, 1)
