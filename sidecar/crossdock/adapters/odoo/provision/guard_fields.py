"""Who may change what of an exception: fields that Odoo computes at every such change, and that refuse it.

Odoo has no rights per field for fields that were made without an addon. But a stored computed field is
computed anew in the transaction of every write to what it depends on, whoever writes and from wherever, so
there the rights of who wrote are asked; Odoo says in its own words what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo.names import EXCEPTION
from crossdock.adapters.odoo.provision.field_kit import FieldKit

if TYPE_CHECKING:
    from crossdock.adapters.odoo.provision.items import Item

_F: Final = FieldKit(EXCEPTION)

# What this transaction did not write is left alone: a guard that is made later computes every old record.
_CODE: Final = """\
self.env.cr.execute("select now() at time zone 'UTC'")
moment = self.env.cr.fetchone()[0]
for record in self:
    if record.write_date == moment and ({condition}):
        self.env['ir.model.access'].with_user(record.write_uid).check('{model}', '{right}')
    record['{field}'] = True
"""
IDENTITY: Final = (
    "x_name,x_case_key,x_dedup_key,x_company_id,x_purchase_order_id,x_purchase_line_id,x_fingerprint,"
    "x_requested_date,x_source_ref,x_correlation_id,x_said_at,x_evidence,x_claims,x_occurrence_count"
)
"""What an exception is and stands on: only who may open one may change it (our service, and Odoo itself)."""
RESOLUTION: Final = "x_resolution_code,x_resolved_at,x_resolved_by,x_what_changed"
"""How it was answered, by whom and when: our buttons write it."""
IS_ABOUT_ORDER: Final = "record.x_purchase_order_id or record.x_purchase_line_id"
"""What answers the supplier's word for an order is for those who may change order lines."""
# Closing is an answer, and so is taking one back. The state before is asked for outside of this transaction:
# inside, Odoo 14 may have written the new one down before it computes this.
_CLOSING: Final = """\
self.env.cr.execute("select now() at time zone 'UTC'")
moment = self.env.cr.fetchone()[0]
for record in self:
    if record.write_date == moment and ({about}):
        access = self.env['ir.model.access'].with_user(record.write_uid)
        if not access.check('purchase.order.line', 'write', False):
            states = [record.x_state]
            outside = self.env.registry.cursor()
            try:
                outside.execute("select x_state from {table} where id = %s", (record.id,))
                states += [row[0] for row in outside.fetchall()]
            finally:
                outside.close()
            if 'resolved' in states or 'cancelled' in states:
                access.check('purchase.order.line', 'write')
    record['x_guard_closing'] = True
"""


def guards() -> tuple[Item, ...]:
    """Return the guards; they are shown nowhere."""
    return (
        _guard("x_guard_identity", "Guard of Identity", IDENTITY, EXCEPTION, "create", "True"),
        _guard(
            "x_guard_resolution",
            "Guard of Resolution",
            RESOLUTION,
            "purchase.order.line",
            "write",
            IS_ABOUT_ORDER,
        ),
        _boolean(
            "x_guard_closing",
            "Guard of Closing",
            _CLOSING.format(about=IS_ABOUT_ORDER, table=EXCEPTION),
            "x_state",
        ),
    )


def _guard(field: str, label: str, watched: str, model: str, right: str, condition: str) -> Item:
    code = _CODE.format(field=field, model=model, right=right, condition=condition)
    return _boolean(field, label, code, watched)


def _boolean(field: str, label: str, code: str, watched: str) -> Item:
    return _F.computed(
        "boolean", field, label, code, watched, "Refuses what people may not change.", store=True
    )
