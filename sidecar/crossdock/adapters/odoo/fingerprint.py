"""The fingerprint of a purchase line: its business fields as text, never `write_date`.

Odoo's guarded actions compute the same text (`provision/code/shared.action`) and refuse when it differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from crossdock.adapters.odoo.agreed import AGREED_FIELDS, agreed_text

if TYPE_CHECKING:
    from collections.abc import Mapping

FINGERPRINT_FIELDS: Final = (
    "product_qty",
    "qty_received",
    "price_unit",
    *AGREED_FIELDS,
    "state",
)
"""Fields of `purchase.order.line` that a row for `line_fingerprint` needs, as `read` returns them."""


def line_fingerprint(row: Mapping[str, Any]) -> str:
    """Return the fingerprint of a purchase line as read over RPC."""
    return "qty={} received={} price={} planned={} agreed={} state={}".format(
        _number(row["product_qty"]),
        _number(row["qty_received"]),
        _number(row["price_unit"]),
        str(row["date_planned"] or "-")[:19],
        agreed_text(row) or "-",
        row["state"] or "-",
    )


def _number(value: float | bool | None) -> str:
    # + 0.0 turns a negative zero into zero
    return f"{round(float(value or 0.0), 6) + 0.0:.6f}"
