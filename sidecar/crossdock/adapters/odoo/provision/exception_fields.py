"""The fields of the exception, group by group of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo import choices
from crossdock.adapters.odoo.names import EXCEPTION, PART, PART_EXCEPTION, TEAM
from crossdock.adapters.odoo.provision.field_kit import FieldKit

if TYPE_CHECKING:
    from crossdock.adapters.odoo.provision.items import Item

_F: Final = FieldKit(EXCEPTION)
# Odoo knows no groups on a field that is made over RPC, and from some version on it refuses viewers this one.
_CUSTOMER_ORDERS_HINT: Final = (
    "Who waits for the goods. Takes the right to read sales orders: without it name the other fields when "
    "reading over the API, since reading all of them is refused."
)


def model_fields() -> tuple[Item, ...]:
    """Return the plain fields, made together with the model."""
    return (*_identity(), *_class_and_origin(), *_deviation(), *_weight_and_state(), *_clocks(), *_outcome())


def _identity() -> tuple[Item, ...]:
    return (
        _F.char("x_name", "Number"),
        _F.char("x_title", "Title"),
        _F.char("x_case_key", "Case Key", "The key under which Crossdock knows this case.", index=True),
        _F.char(
            "x_dedup_key", "Open-Case Key", "One open case per company, category and subject.", index=True
        ),
        _F.integer("x_occurrence_count", "Times Reported"),
        _F.time("x_first_seen_at", "First Reported"),
        _F.time("x_last_seen_at", "Last Reported"),
        _F.time("x_said_at", "Supplier Wrote On", "The date of the message; Apply notes it with the date."),
    )


def _class_and_origin() -> tuple[Item, ...]:
    return (
        _F.choice("x_category", "Area", choices.CATEGORIES),
        _F.choice("x_sub_category", "Category", choices.SUB_CATEGORIES),
        _F.char("x_reason_code", "Reason"),
        _F.char("x_raw_code", "Original Code", "The code as the sender wrote it."),
        _F.choice("x_responsible_party", "Caused By", choices.PARTIES),
        _F.choice("x_source", "Came By", choices.SOURCES),
        _F.char("x_source_ref", "Source Reference", "The message id or event id."),
        _F.char(
            "x_correlation_id", "Message", "Joins everything that came from the same message.", index=True
        ),
        _F.char("x_tracking_ref", "Tracking Number"),
        _F.choice("x_extraction_source", "Read By", choices.EXTRACTION_SOURCES),
        _F.number("x_confidence", "Confidence", "How sure the reading is, from 0 to 1."),
        _F.text("x_evidence", "What Was Written", "The words in the message that this case rests on."),
        _F.text(
            "x_claims",
            "What the Message Says",
            "What a message says that is not to be trusted. None of it was checked, and none was used.",
        ),
        _F.text("x_recommended_action", "Recommended Action"),
    )


def _deviation() -> tuple[Item, ...]:
    return (
        _F.char("x_unit", "Unit"),
        _F.char("x_currency", "Currency"),
        _F.number("x_expected_quantity", "Agreed Quantity", "The whole line's quantity as last agreed."),
        _F.number(
            "x_proposed_quantity", "Proposed Quantity", "The whole line's quantity as the supplier offers it."
        ),
        _F.day("x_expected_date", "Agreed Date", "The arrival date as last agreed."),
        _F.day("x_proposed_date", "Proposed Date", "The arrival date that the supplier offers."),
        _F.number("x_expected_price", "Agreed Price", "Per unit, in the order's currency."),
        _F.number("x_proposed_price", "Proposed Price", "Per unit, in the order's currency."),
        _F.char("x_proposed_product_code", "Offered Substitute"),
        _F.flag("x_is_cancellation", "Supplier Cancels", "Apply then drops the quantity that is still open."),
        _F.flag(
            "x_change_requested_date",
            "Change the Requested Date",
            "Apply moves the expected receipt. Tick this only if you want the date on the order line itself "
            "changed too; the vendor's on-time rate is measured against that date.",
        ),
        _F.day(
            "x_requested_date",
            "First Requested",
            "The day that was asked for at first, whatever is planned since; Apply notes it with the date.",
        ),
        _F.text("x_fingerprint", "Order Line When Read", "Apply is refused if the line has changed since."),
    )


def _weight_and_state() -> tuple[Item, ...]:
    return (
        _F.integer("x_impact", "Impact"),
        _F.integer("x_urgency", "Urgency"),
        _F.choice("x_priority", "Priority", choices.PRIORITIES, "More stars = sooner."),
        _F.number("x_value_at_risk", "Value at Risk"),
        _F.integer("x_affected_order_count", "Affected Customer Orders"),
        _F.choice("x_state", "Status", choices.STATES, tracking=1, index=True, group_expand=True),
        _F.choice("x_hold_reason", "On Hold For", choices.HOLD_REASONS),
        _F.day("x_hold_until", "On Hold Until"),
        _F.integer("x_escalation_level", "Escalation Level"),
    )


def _clocks() -> tuple[Item, ...]:
    made: list[Item] = []
    for target, label in (("response", "Response"), ("resolution", "Resolution")):
        made += [
            _F.time(f"x_{target}_due_at", f"{label} Due", index=True),
            _F.time(f"x_{target}_warn_at", f"{label} Warning"),
            _F.time(f"x_{target}_met_at", f"{label} Met"),
            _F.choice(f"x_{target}_state", f"{label} Clock", choices.SLA_STATES),
            _F.number(f"x_{target}_paused", f"{label} Paused (Hours)"),
        ]
    return tuple(made)


def _outcome() -> tuple[Item, ...]:
    gates = ("confirm", "allocate", "pick", "ship", "invoice")
    return (
        _F.choice("x_resolution_code", "Result", choices.RESOLUTIONS),
        _F.text("x_note", "Note", "Why you decided so; kept with the decision."),
        _F.char("x_root_cause", "Root Cause"),
        _F.time("x_resolved_at", "Resolved On"),
        _F.text("x_what_changed", "What Changed", "What the button did to the order, in plain words."),
        *(_F.flag(f"x_blocks_{gate}", f"Blocks {gate.capitalize()}") for gate in gates),
        _F.char("x_waiver_reason", "Waiver Reason"),
        _F.day("x_waiver_until", "Waived Until"),
        _F.char("x_waiver_fingerprint", "Waived State"),
    )


def relations(*, has_carriers: bool) -> tuple[Item, ...]:
    """Return the references and the rows of a split; made once all models and `part_fields` exist."""
    made = [
        _F.one("x_company_id", "Company", "res.company", index=True),
        _F.one("x_parent_id", "Part Of", EXCEPTION),
        _F.one("x_purchase_order_id", "Purchase Order", "purchase.order", index=True),
        _F.one("x_purchase_line_id", "Order Line", "purchase.order.line", index=True),
        _F.one("x_picking_id", "Transfer", "stock.picking"),
        _F.one("x_product_id", "Product", "product.product", index=True),
        _F.one("x_partner_id", "Supplier", "res.partner", index=True),
        _F.one("x_team_id", "Team", TEAM, index=True),
        _F.one("x_user_id", "Owner", "res.users", index=True, tracking=2),
        _F.one("x_waiver_by", "Waived By", "res.users"),
        _F.one("x_resolved_by", "Resolved By", "res.users"),
        _F.one("x_sale_order_id", "Customer Order", "sale.order"),
        _F.many("x_sale_order_ids", "Customer Orders", "sale.order", _CUSTOMER_ORDERS_HINT),
        _F.rows("x_part_ids", "Parts", PART, PART_EXCEPTION, "A delivery in parts: each with its own date."),
    ]
    if has_carriers:
        made.append(_F.one("x_carrier_id", "Carrier", "delivery.carrier"))
    return tuple(made)
