"""What a human agreed about a purchase line, from the line's fields as read over RPC.

`provision/code/shared.action` and `write_promise.action` say the same in Odoo's own code.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from crossdock.adapters.odoo.names import LINE_AGREED_DATE, LINE_AGREED_PARTS, LINE_AGREED_PLANNED
from crossdock.adapters.odoo.values import to_optional_day
from crossdock.domain.reading import Part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

AGREED_FIELDS: Final = (LINE_AGREED_DATE, LINE_AGREED_PARTS, LINE_AGREED_PLANNED, "date_planned")
_PART: Final = re.compile(r"(\d+(?:\.\d+)?) (?:received|on (\d{4}-\d\d-\d\d))(?:, |$)")


def agreed_date(row: Mapping[str, Any]) -> date | None:
    """Return the applied date, None where there is none or somebody planned the line anew since."""
    stands = row[LINE_AGREED_PLANNED] == row["date_planned"]
    return to_optional_day(row[LINE_AGREED_DATE]) if stands else None


def agreed_parts(row: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the applied parts, earliest first; what had come before them is a part without a date."""
    told = row[LINE_AGREED_PARTS] if agreed_date(row) else None
    return tuple(
        Part(quantity=Decimal(quantity), date=to_optional_day(day))
        for quantity, day in _PART.findall(told or "")
    )


def agreed_text(row: Mapping[str, Any]) -> str:
    """Return what is agreed as the fingerprint tells it: the parts, else the date, else nothing."""
    day = agreed_date(row)
    return str(row[LINE_AGREED_PARTS] or day) if day else ""
