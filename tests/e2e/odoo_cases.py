"""The cases of a buyer's day: one of every kind, worded as the service words them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from crossdock.domain.wording import RECOMMENDED_WITHOUT_VALUE, recommended

if TYPE_CHECKING:
    from tests.e2e.odoo_screens import Screens

TODAY = datetime.now(UTC).replace(hour=11, minute=0, second=0, microsecond=0)
PRODUCTS = (
    ("Gear motor 0.75 kW", "GM-075", 184.50),
    ("Hex bolt M10x40, zinc", "HB-1040", 0.38),
    ("Conveyor belt 600 mm", "CB-600", 96.00),
    ("Bearing unit UCP 205", "BU-205", 14.20),
)
# what the fields of a case that is about no order line are emptied to
NO_LINE = dict.fromkeys(
    (
        "x_purchase_order_id",
        "x_purchase_line_id",
        "x_product_id",
        "x_partner_id",
        "x_unit",
        "x_currency",
        "x_fingerprint",
    )
)
LONG_TITLE = (
    "No open order found for this message: RE: FW: URGENT final notice about the delivery of all parts that "
    "we talked about on the phone last week, please confirm by return before noon today"
)
UNCLEAR_MAIL = (
    "Dear Bea,\n\nabout the gear motors: the thing from Tuesday is as we said on the phone, only the other "
    "way round, and Karl says the second half is fine for him.\n\nKind regards\nUwe Lindner"
)
LONG_EVIDENCE = "\n".join(
    "Please transfer all open amounts, order by order, to the account named below and to no other one, "
    "as our auditors have asked us to close the old account on short notice."
    for _ in range(8)
)


def day(offset: int) -> str:
    """Return today plus some days as Odoo writes a day."""
    return (TODAY + timedelta(days=offset)).strftime("%Y-%m-%d")


def buyers_cases(screens: Screens) -> dict[str, dict[str, Any]]:
    """Return the values of each case; `line` is the place of its order line, `due` the days of its to-do."""
    order = [row["order_id"][1].split(" ")[0] for row in screens.lines]
    return {**_values(screens, order), **_deliveries(order), **_others(order), **_of_others(screens, order)}


def _case(title: str, category: str, *, line: int, due: int, **values: Any) -> dict[str, Any]:
    has_order = values.get("x_purchase_order_id", True) is not None
    return {
        "x_title": title,
        "x_sub_category": category,
        "x_priority": "1",
        "x_recommended_action": recommended(category, has_order=has_order),
        "line": line,
        "due": due,
        **values,
    }


def _values(screens: Screens, order: list[str]) -> dict[str, dict[str, Any]]:
    """Return a late date, a price and a quantity; the first two come from one message."""
    return {
        "delay": _case(
            f"{order[0]} line 1: 12 days late ({day(9)} → {day(21)})",
            "supplier_delay",
            line=0,
            due=0,
            x_priority="3",
            x_impact=2,
            x_urgency=3,
            x_expected_date=day(9),
            x_proposed_date=day(21),
            x_sale_order_ids=[(6, 0, [screens.sale])],
            x_affected_order_count=1,
            x_value_at_risk=7380.0,
            x_correlation_id="msg-lindenau",
            x_evidence="Leider verzögert sich die Lieferung der Getriebemotoren, neuer Liefertermin ist "
            f"der {(TODAY + timedelta(days=21)).strftime('%d.%m.%Y')}.",
        ),
        "price": _case(
            f"{order[1]} line 1: unit price 14.20 → 15.05, +6.0 %",
            "price_variance",
            line=1,
            due=2,
            x_expected_price=14.20,
            x_proposed_price=15.05,
            x_correlation_id="msg-lindenau",
            x_evidence="Please note our new price of EUR 15.05 per unit.",
        ),
        "short": _case(
            f"{order[2]} line 1: 800 Units short (5000 → 4200)",
            "quantity_short",
            line=2,
            due=-1,
            x_priority="2",
            x_state="in_progress",
            x_expected_quantity=5000,
            x_proposed_quantity=4200,
            x_evidence="We can only ship 4,200 pcs.",
        ),
    }


def _deliveries(order: list[str]) -> dict[str, dict[str, Any]]:
    """Return a delivery in parts, a cancellation, a substitute, and a delay without a day."""
    return {
        "split": _case(
            f"{order[3]} line 1: in 2 parts: 40 on {day(12)}, 20 on {day(26)}",
            "phased_delivery",
            line=3,
            due=1,
            x_expected_date=day(12),
            x_proposed_date=day(26),
            x_expected_quantity=60,
            x_proposed_quantity=60,
            x_part_ids=[
                (0, 0, {"x_quantity": 40, "x_date": day(12)}),
                (0, 0, {"x_quantity": 20, "x_date": day(26)}),
            ],
            x_evidence="40 pz. subito, il saldo di 20 pz. più tardi.",
        ),
        "cancelled": _case(
            f"{order[5]} line 1: the supplier cannot deliver the open 25 Units",
            "line_rejected",
            line=5,
            due=1,
            x_priority="2",
            x_expected_quantity=25,
            x_is_cancellation=True,
            x_evidence="Purtroppo l'articolo non è più disponibile.",
        ),
        "substitute": _case(
            f"{order[4]} line 1: HB-1040-A2 is offered instead of HB-1040",
            "substitution_offered",
            line=4,
            due=3,
            x_proposed_product_code="HB-1040-A2",
            x_evidence="We offer HB-1040-A2 in stainless steel at the same price.",
        ),
        "undated": _case(
            f"{order[4]} line 1: late, without a date that can be read",
            "supplier_delay",
            line=4,
            due=2,
            x_expected_date=day(20),
            x_evidence="Your order will be late.",
            x_recommended_action=RECOMMENDED_WITHOUT_VALUE["supplier_delay"],
        ),
    }


def _others(order: list[str]) -> dict[str, dict[str, Any]]:
    """Return a question, a fraud, one with every group of the record filled, and one that is done."""
    return {
        "question": _case(
            f"{order[6]}: the supplier asks something",
            "supplier_question",
            line=6,
            due=3,
            x_purchase_line_id=None,
            x_product_id=None,
            x_fingerprint=None,
            x_state="on_hold",
            x_hold_reason="internal",
            x_evidence="Dear Bea,\n\nWhich packing size do you want?\n\nKind regards\nTom",
        ),
        "unclear": _case(
            f"{order[7]}: The mail is about our order, but what it says was not understood.",
            "needs_clarification",
            line=7,
            due=1,
            x_purchase_line_id=None,
            x_product_id=None,
            x_fingerprint=None,
            x_said_at=f"{day(-1)} 15:40:00",
            x_evidence=UNCLEAR_MAIL,
        ),
        "suspicious": _case(
            "Suspicious: claims to be Schraubenwerk Lindenau GmbH",
            "suspicious_message",
            line=0,
            due=0,
            x_priority="3",
            x_responsible_party="other",
            x_recommended_action="Our mail server says that the From address did not send this. New bank "
            f"details are announced. {recommended('suspicious_message', has_order=False)}",
            x_claims="It claims to be from Schraubenwerk Lindenau GmbH (sales@lindenau.example).\n"
            f"Subject: RE: FW: URGENT final notice\nIt names {order[0]}.",
            x_evidence=LONG_EVIDENCE,
            **NO_LINE,
        ),
        "unmatched": _case(
            LONG_TITLE, "unmatched_message", line=0, due=1, x_evidence=LONG_EVIDENCE, **NO_LINE
        ),
        "full": _case(
            f"{order[7]} line 1: 2 days early ({day(25)} → {day(23)})",
            "early_delivery",
            line=7,
            due=4,
            x_priority="0",
            x_expected_date=day(25),
            x_proposed_date=day(23),
            x_raw_code="EARLY",
            x_tracking_ref="1Z999AA10123456784",
            x_escalation_level=1,
            x_response_state="met",
            x_response_due_at=f"{day(1)} 09:00:00",
            x_resolution_state="running",
            x_resolution_due_at=f"{day(4)} 16:00:00",
            x_blocks_ship=True,
            x_waiver_reason="Customer asked for it",
            x_waiver_fingerprint="qty=10.000000",
            x_evidence="We can deliver two days earlier.",
        ),
        "done": _case(
            f"{order[4]} line 1: 3 days late ({day(17)} → {day(20)})",
            "supplier_delay",
            line=4,
            due=0,
            x_state="resolved",
            x_resolution_code="applied",
            x_expected_date=day(17),
            x_proposed_date=day(20),
        ),
    }


def _of_others(screens: Screens, order: list[str]) -> dict[str, dict[str, Any]]:
    """Return one of a colleague, and one of another team that is overdue by its resolution clock alone."""
    return {
        "colleagues": _case(
            f"{order[1]} line 1: 5 days late ({day(14)} → {day(19)})",
            "supplier_delay",
            line=1,
            due=2,
            x_user_id=screens.manager_id,
            x_expected_date=day(14),
            x_proposed_date=day(19),
        ),
        "other_teams": _case(
            f"{order[6]} line 1: 9 days late ({day(11)} → {day(20)})",
            "supplier_delay",
            line=6,
            due=3,
            x_user_id=screens.manager_id,
            x_team_id=screens.other_team,
            x_expected_date=day(11),
            x_proposed_date=day(20),
            x_resolution_state="breached",
            x_resolution_due_at=f"{day(-1)} 16:00:00",
        ),
    }
