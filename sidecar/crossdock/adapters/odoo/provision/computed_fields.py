"""What Odoo computes of an exception: differences, what a list shows of each kind, and what hangs together.

The code runs in Odoo's evaluator. On 14 a comprehension or a function sees no name beside its own there, so
it is written in plain loops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo.names import EXCEPTION
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
# The earlier of to-do and deadline: what makes a case overdue is what list and form show as due.
_DUE_CODE: Final = """\
for record in self:
    day = record.activity_date_deadline
    still_open = record.x_state in ('new', 'in_progress', 'on_hold')
    last = still_open and record.x_resolution_due_at and record.x_resolution_due_at.date()
    record['x_due_on'] = min(day, last) if day and last else (day or last)
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
# As `apply_message.action` finds them: what *Apply All of This Message* would apply.
_MESSAGE_COUNT_CODE: Final = """\
for record in self:
    count = 0
    if record.x_correlation_id:
        count = self.env['x_crossdock_exception'].search_count([
            ('x_correlation_id', '=', record.x_correlation_id),
            ('x_state', 'in', ('new', 'in_progress', 'on_hold')),
            ('x_purchase_line_id', '!=', False),
            '|', '|', '|', '|',
            ('x_is_cancellation', '=', True), ('x_part_ids', '!=', False), ('x_proposed_date', '!=', False),
            ('x_proposed_quantity', '!=', 0), ('x_proposed_price', '!=', 0)])
    record['x_message_open_count'] = count
"""

_QUANTITY_TEXT: Final = "(('%.6f' % {0}).rstrip('0').rstrip('.') + ' ' + (record.x_unit or '')).strip()"
_VALUES: Final = f"""\
    if has_quantity and record.x_@_quantity:
        told.append({_QUANTITY_TEXT.format("record.x_@_quantity")})
    if is_plain and record.x_@_price:
        price = ('%.6f' % record.x_@_price).rstrip('0').partition('.')
        told.append((price[0] + '.' + price[2].ljust(2, '0') + ' ' + (record.x_currency or '')).strip())
    if is_plain and record.x_@_date:
        told.append(str(record.x_@_date))
"""
_AGREED_CODE: Final = f"""\
for record in self:
    told, is_plain = [], True
    # a split that leaves the quantity as it is differs by its days alone
    has_quantity = not record.x_part_ids or record.x_proposed_quantity != record.x_expected_quantity
{_VALUES.replace("@", "expected")}\
    if record.x_proposed_product_code and record.x_product_id:
        told.append(record.x_product_id.sudo().default_code or record.x_product_id.sudo().name)
    record['x_agreed_text'] = ', '.join(told) or False
"""
_PROPOSED_CODE: Final = f"""\
for record in self:
    told, is_plain = [], not record.x_is_cancellation and not record.x_part_ids
    has_quantity = is_plain
{_VALUES.replace("@", "proposed")}\
    if record.x_is_cancellation:
        told.append('cancelled')
    elif record.x_part_ids:
        days = record.x_part_ids.filtered('x_date').mapped('x_date')
        told.append(str(len(record.x_part_ids)) + ' parts' + (' until ' + str(max(days)) if days else ''))
    if record.x_proposed_product_code:
        told.append(record.x_proposed_product_code)
    if not told and (record.x_expected_quantity or record.x_expected_price or record.x_expected_date):
        told.append('not given')
    record['x_proposed_text'] = ', '.join(told) or False
"""
_DIFFERENCE_CODE: Final = f"""\
for record in self:
    told = []
    if record.x_proposed_quantity or record.x_is_cancellation:
        gap = round(record.x_proposed_quantity - record.x_expected_quantity, 6)
        if gap and record.x_expected_quantity:
            told.append(('+' if gap > 0 else '') + {_QUANTITY_TEXT.format("gap")})
    if record.x_expected_price and record.x_proposed_price:
        percent = (record.x_proposed_price - record.x_expected_price) / record.x_expected_price * 100
        told.append('%+.1f %%' % percent)
    if record.x_expected_date and record.x_proposed_date:
        days = (record.x_proposed_date - record.x_expected_date).days
        told.append('%+d day%s' % (days, '' if abs(days) == 1 else 's'))
    record['x_difference_text'] = ', '.join(told) or False
"""
_AGREED_OF: Final = "x_expected_quantity,x_expected_price,x_expected_date,x_unit,x_currency"
_PROPOSED_OF: Final = "x_proposed_quantity,x_proposed_price,x_proposed_date,x_is_cancellation"


def computed() -> tuple[Item, ...]:
    """Return what Odoo computes; made last."""
    return (*_differences(), *_texts(), *_counts())


def _differences() -> tuple[Item, ...]:
    return (
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
    )


def _texts() -> tuple[Item, ...]:
    """Return one readable pair for every kind of deviation, and how far apart the two are."""
    return (
        _F.computed(
            "char",
            "x_agreed_text",
            "Agreed",
            _AGREED_CODE,
            f"{_AGREED_OF},x_proposed_quantity,x_part_ids,x_proposed_product_code,x_product_id",
            "What was last agreed, of whatever this exception is about.",
            store=True,
        ),
        _F.computed(
            "char",
            "x_proposed_text",
            "Proposed",
            _PROPOSED_CODE,
            f"{_PROPOSED_OF},{_AGREED_OF},x_proposed_product_code,x_part_ids.x_date",
            "What the supplier offers instead.",
            store=True,
        ),
        _F.computed(
            "char",
            "x_difference_text",
            "Difference",
            _DIFFERENCE_CODE,
            f"{_PROPOSED_OF},{_AGREED_OF}",
            store=True,
        ),
    )


def _counts() -> tuple[Item, ...]:
    return (
        _F.computed("integer", "x_sale_order_count", "Customer Orders", _SALE_COUNT_CODE, "x_sale_order_ids"),
        _F.computed(
            "integer",
            "x_message_open_count",
            "Open of This Message",
            _MESSAGE_COUNT_CODE,
            "x_correlation_id,x_state",
            "Exceptions of the same message that can still be applied.",
        ),
        _F.computed("boolean", "x_overdue", "Overdue", _OVERDUE_CODE, "x_state,x_resolution_due_at"),
        _F.computed("date", "x_due_on", "Due", _DUE_CODE, "x_state,x_resolution_due_at"),
    )
