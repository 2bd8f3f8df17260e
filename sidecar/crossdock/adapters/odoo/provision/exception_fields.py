"""The fields of the exception, group by group of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo import choices
from crossdock.adapters.odoo.names import EXCEPTION, PART, PART_EXCEPTION, TEAM
from crossdock.adapters.odoo.provision.field_kit import FieldKit

if TYPE_CHECKING:
    from crossdock.adapters.odoo.provision.items import Item

_F: Final = FieldKit(EXCEPTION)

_OVERDUE_CODE: Final = """\
for record in self:
    late = record.x_resolution_due_at and record.x_resolution_due_at < datetime.datetime.now()
    still_open = record.x_state in ('new', 'in_progress', 'on_hold')
    record['x_overdue'] = bool(still_open and (late or record.activity_state == 'overdue'))
"""
_DATE_GAP_CODE: Final = """\
for record in self:
    both = record.x_expected_date and record.x_proposed_date
    record['x_date_gap_days'] = (record.x_proposed_date - record.x_expected_date).days if both else 0
"""
_QUANTITY_GAP_CODE: Final = """\
for record in self:
    both = record.x_proposed_quantity or record.x_is_cancellation
    record['x_quantity_gap'] = record.x_proposed_quantity - record.x_expected_quantity if both else 0.0
"""
_PRICE_GAP_CODE: Final = """\
for record in self:
    both = record.x_expected_price and record.x_proposed_price
    gap = (record.x_proposed_price - record.x_expected_price) / record.x_expected_price if both else 0.0
    record['x_price_gap'] = gap
"""
_SALE_COUNT_CODE: Final = """\
for record in self:
    record['x_sale_order_count'] = len(record.sudo().x_sale_order_ids)
"""


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
            "changed too; the supplier's on-time rate is measured against that date.",
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
        *(_F.flag(f"x_blocks_{gate}", f"Blocks {gate.capitalize()}") for gate in gates),
        _F.char("x_waiver_reason", "Waiver Reason"),
        _F.day("x_waiver_until", "Waived Until"),
        _F.char("x_waiver_fingerprint", "Waived State"),
    )


def relations(*, has_carriers: bool) -> tuple[Item, ...]:
    """Return the references; made once all models exist."""
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
        _F.many("x_sale_order_ids", "Customer Orders", "sale.order"),
    ]
    if has_carriers:
        made.append(_F.one("x_carrier_id", "Carrier", "delivery.carrier"))
    return tuple(made)


def computed() -> tuple[Item, ...]:
    """Return what Odoo computes, and the rows of a split; made last."""
    return (
        _F.rows("x_part_ids", "Parts", PART, PART_EXCEPTION, "A delivery in parts: each with its own date."),
        _F.computed(
            "integer",
            "x_date_gap_days",
            "Days Late",
            _DATE_GAP_CODE,
            "x_expected_date,x_proposed_date",
            "Proposed minus agreed date; negative is early.",
            store=True,
        ),
        _F.computed(
            "float",
            "x_quantity_gap",
            "Quantity Difference",
            _QUANTITY_GAP_CODE,
            "x_expected_quantity,x_proposed_quantity,x_is_cancellation",
            store=True,
        ),
        _F.computed(
            "float", "x_price_gap", "Price Difference", _PRICE_GAP_CODE, "x_expected_price,x_proposed_price"
        ),
        _F.computed("integer", "x_sale_order_count", "Customer Orders", _SALE_COUNT_CODE, "x_sale_order_ids"),
        _F.computed("boolean", "x_overdue", "Overdue", _OVERDUE_CODE, "x_state,x_resolution_due_at"),
    )
