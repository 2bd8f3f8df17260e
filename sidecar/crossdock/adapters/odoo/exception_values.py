"""An exception record as columns of `load` and as values of `write`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.choices import SELECTIONS, known_choice
from crossdock.adapters.odoo.values import from_time, id_list, to_float

if TYPE_CHECKING:
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.reading import Part

# People own these once the case exists, and identity does not change: an update leaves them alone.
NOT_UPDATED = frozenset(
    {"case_key", "dedup_key", "company_id", "first_seen_at", "state", "team_id", "user_id"}
)
# Odoo computes this one itself.
COMPUTED = frozenset({"date_gap_days"})
PART_COLUMNS = (names.PART_SEQUENCE, names.PART_QUANTITY, names.PART_DATE)

STORED_FIELDS = {name: odoo for name, odoo in names.RECORD_FIELDS.items() if name not in COMPUTED}
BY_ID = names.MANY2ONE_FIELDS | names.MANY2MANY_FIELDS
LOAD_COLUMNS = (
    "id",
    *(f"{odoo_name}/.id" if name in BY_ID else odoo_name for name, odoo_name in STORED_FIELDS.items()),
    *(f"{names.EXCEPTION_PARTS}/{column}" for column in PART_COLUMNS),
)


def load_rows(record: ExceptionRecord, external_id: str) -> tuple[tuple[Any, ...], ...]:
    """Return the `load` rows of a new exception: one, and one more for each further part of a split."""
    main = (external_id, *(_cell(_field(record, name)) for name in STORED_FIELDS))
    parts = [_part_cells(number, part) for number, part in enumerate(record.proposed_parts, start=1)]
    blank = ("",) * len(main)
    no_part = ("",) * len(PART_COLUMNS)
    first = (*main, *(parts[0] if parts else no_part))
    return (first, *((*blank, *cells) for cells in parts[1:]))


def write_values(record: ExceptionRecord, only: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the values of an update, of `only` these fields if any are named.

    Absolute, so that a repeat changes nothing.
    """
    values = {
        odoo_name: _value(name, _field(record, name))
        for name, odoo_name in STORED_FIELDS.items()
        if name not in NOT_UPDATED and (not only or name in only)
    }
    if only and "proposed_parts" not in only:
        return values
    parts = [
        (0, 0, dict(zip(PART_COLUMNS, _part_values(number, part), strict=True)))
        for number, part in enumerate(record.proposed_parts, start=1)
    ]
    return {**values, names.EXCEPTION_PARTS: [(5, 0, 0), *parts]}


def _field(record: ExceptionRecord, name: str) -> Any:
    """Return a field's value; a choice that Odoo does not know is `other` there."""
    value = getattr(record, name)
    return known_choice(name, str(value)) if name in SELECTIONS and value is not None else value


def _cell(value: Any) -> Any:
    """Return a value as `load` takes it. Times are UTC (the call's context says so); empty is ''."""
    match value:
        case None | False | "":
            return ""
        case True:
            return "1"
        case datetime():
            return from_time(value)
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case tuple():
            return id_list(value)
        case _:
            return str(value)


def _value(name: str, value: Any) -> Any:
    """Return a value as `write` takes it."""
    match value:
        case None:
            return False
        case tuple() if name in names.MANY2MANY_FIELDS:
            return [(6, 0, list(value))]
        case datetime():
            return from_time(value)
        case date():
            return value.isoformat()
        case Decimal():
            return to_float(value)
        case _:
            return value


def _part_cells(number: int, part: Part) -> tuple[str, ...]:
    return (str(number), format(part.quantity, "f"), part.date.isoformat() if part.date else "")


def _part_values(number: int, part: Part) -> tuple[Any, ...]:
    return (number, to_float(part.quantity), part.date.isoformat() if part.date else False)
