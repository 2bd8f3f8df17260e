"""The fields of split parts, events and teams, and those on purchase orders and their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo import choices, names
from crossdock.adapters.odoo.provision.field_kit import FieldKit

if TYPE_CHECKING:
    from crossdock.adapters.odoo.provision.items import Item

# Counted without the reader's rights: an order must stay readable for people without access to exceptions.
_OPEN_COUNT_CODE: Final = """\
cases = self.env['x_crossdock_exception'].sudo()
for record in self:
    domain = [('x_purchase_order_id', 'in', record.ids), ('x_state', 'in', ('new', 'in_progress', 'on_hold'))]
    record['x_crossdock_open_count'] = cases.search_count(domain)
"""
# Two more columns leave less room for Odoo's own, so they show on orders that have something to show.
_HAS_DATES_CODE: Final = """\
for record in self:
    agreed = record.order_line.filtered('x_crossdock_agreed_date')
    record['x_crossdock_has_dates'] = bool(agreed or record.order_line.filtered('x_crossdock_promised_date'))
"""
# Another planned date ends what was agreed, for good: planned back to the old one, it is not agreed again.
# A form that is not saved (its records have no id) ends nothing.
_AGREED_GUARD_CODE: Final = """\
for record in self:
    agreed = record.id and record.x_crossdock_agreed_date
    if agreed and record.x_crossdock_agreed_planned != record.date_planned:
        record.write({
            'x_crossdock_agreed_date': False,
            'x_crossdock_agreed_parts': False,
            'x_crossdock_agreed_planned': False,
        })
    record['x_crossdock_agreed_guard'] = True
"""


def part_fields() -> tuple[Item, ...]:
    """Return the plain fields of one part of a split delivery."""
    kit = FieldKit(names.PART)
    return (
        kit.char("x_name", "Name"),
        kit.integer(names.PART_SEQUENCE, "Sequence"),
        kit.number(names.PART_QUANTITY, "Quantity"),
        kit.day(names.PART_DATE, "Arrival Date"),
    )


def event_fields() -> tuple[Item, ...]:
    """Return the plain fields of the event log."""
    kit = FieldKit(names.EVENT)
    return (
        kit.char("x_name", "Name"),
        kit.choice(names.EVENT_KIND, "Kind", choices.EVENT_KIND_LABELS, index=True),
        kit.char(names.EVENT_CASE_KEY, "Case Key", index=True),
        kit.integer(names.EVENT_LINE, "Order Line Id", index=True),
        kit.text(names.EVENT_VALUES, "Values", "What changed, old and new, as JSON."),
    )


def team_fields() -> tuple[Item, ...]:
    """Return the plain fields of a team."""
    kit = FieldKit(names.TEAM)
    return (
        kit.char("x_name", "Team"),
        kit.flag(names.TEAM_IS_DEFAULT, "Default Team", "Takes the cases that have no buyer."),
    )


def setting_fields() -> tuple[Item, ...]:
    """Return the fields of a setting."""
    kit = FieldKit(names.SETTING)
    return (kit.char(names.SETTING_NAME, "Name", index=True), kit.char(names.SETTING_VALUE, "Value"))


def relations() -> tuple[Item, ...]:
    """Return the references of parts, events and teams."""
    part, event, team = FieldKit(names.PART), FieldKit(names.EVENT), FieldKit(names.TEAM)
    return (
        part.one(names.PART_EXCEPTION, "Exception", names.EXCEPTION, on_delete="cascade", index=True),
        event.one(names.EVENT_COMPANY, "Company", "res.company", index=True),
        team.one(names.TEAM_LEAD, "Lead", "res.users"),
        team.one(names.TEAM_MANAGER, "Manager", "res.users"),
        team.many(names.TEAM_MEMBERS, "Members", "res.users"),
        team.one(names.TEAM_CALENDAR, "Working Hours", "resource.calendar"),
        team.one(names.TEAM_COMPANY, "Company", "res.company"),
    )


def order_fields() -> tuple[Item, ...]:
    """Return the fields on purchase order lines."""
    line = FieldKit("purchase.order.line")
    return (*_agreed_fields(line), *_promise_fields(line))


def _agreed_fields(line: FieldKit) -> tuple[Item, ...]:
    return (
        line.day(
            names.LINE_REQUESTED_DATE,
            "First Requested Date",
            "The date first asked of the supplier; kept for ever.",
            copied=False,
        ),
        line.day(
            names.LINE_AGREED_DATE, "Agreed Date", "The date that a buyer last agreed to.", copied=False
        ),
        line.char(
            names.LINE_AGREED_PARTS,
            "Agreed Parts",
            "A delivery in several parts that a buyer last agreed to.",
            copied=False,
        ),
        line.time(
            names.LINE_AGREED_PLANNED,
            "Planned When Agreed",
            "The planned date when a buyer agreed; a later edit of it ends what was agreed.",
            copied=False,
        ),
    )


def _promise_fields(line: FieldKit) -> tuple[Item, ...]:
    return (
        line.day(
            names.LINE_PROMISED_DATE,
            "Promised Date",
            "The date that the supplier last promised.",
            copied=False,
        ),
        line.choice(
            names.LINE_PROMISE_BASIS,
            "Promise Means",
            choices.BASES,
            "Whether the promised date is when the goods leave the supplier or when they arrive.",
            copied=False,
        ),
        line.time(names.LINE_PROMISE_SAID_AT, "Promised On", "When the supplier said so.", copied=False),
    )


def order_computed() -> tuple[Item, ...]:
    """Return what is computed on the purchase order and its lines."""
    order, line = FieldKit("purchase.order"), FieldKit("purchase.order.line")
    return (
        order.computed(
            "integer", "x_crossdock_open_count", "Open Exceptions", _OPEN_COUNT_CODE, "", "Not resolved yet."
        ),
        order.computed(
            "boolean",
            "x_crossdock_has_dates",
            "Has Agreed or Promised Dates",
            _HAS_DATES_CODE,
            "order_line.x_crossdock_agreed_date,order_line.x_crossdock_promised_date",
        ),
        line.computed(
            "boolean",
            "x_crossdock_agreed_guard",
            "Guard of What Is Agreed",
            _AGREED_GUARD_CODE,
            "date_planned",
            "Ends what was agreed once somebody plans the line anew.",
            store=True,
        ),
    )
