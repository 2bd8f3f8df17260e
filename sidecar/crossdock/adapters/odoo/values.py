"""Between Odoo's JSON values and ours: exact numbers, local days, UTC times, external names."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ODOO_TIME = "%Y-%m-%d %H:%M:%S"
_NOISE = Decimal("0.00000001")
_NAME_LIMIT = 100
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_-]")


def to_decimal(value: float | int | str | None) -> Decimal:
    """Return an exact number without binary noise; Odoo's False is zero.

    JSON carries floats: `repr` gives back the stored decimal, and the eighth place cuts what a computed
    sum such as 0.1 + 0.2 adds.
    """
    number = Decimal(repr(value) if isinstance(value, float) else str(value or 0))
    plain = number.quantize(_NOISE).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def to_float(value: Decimal | None) -> float | bool:
    """Return a number as Odoo's JSON wants it, False where there is none."""
    return False if value is None else float(value)


def to_time(value: str) -> datetime:
    """Return Odoo's UTC text as an aware time."""
    return datetime.strptime(value[:19], ODOO_TIME).replace(tzinfo=UTC)


def from_time(value: datetime) -> str:
    """Return an aware time as Odoo's UTC text."""
    return value.astimezone(UTC).strftime(ODOO_TIME)


def to_local_day(value: str, zone: str | None) -> date:
    """Return the day that people there see for a UTC date-time; a plain date stays.

    Odoo plans purchase lines for noon in the buyer's (else the company's) zone, so beyond UTC+12 the UTC
    day is the day before.
    """
    if len(value) == 10:
        return date.fromisoformat(value)
    return to_time(value).astimezone(to_zone(zone)).date()


def to_zone(name: str | bool | None) -> ZoneInfo:
    """Return the zone of that name, UTC where none is set."""
    try:
        return ZoneInfo(str(name or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):  # Odoo keeps zone names that newer tables dropped
        return ZoneInfo("UTC")


def to_optional_day(value: str | bool | None) -> date | None:
    """Return a plain date field's day, None where it is empty."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None


def one(value: Any) -> int | None:
    """Return the id of a many2one as read, None where it is empty."""
    return int(value[0]) if isinstance(value, list | tuple) and value else None


def label(value: Any) -> str:
    """Return the name of a many2one as read."""
    return str(value[1]) if isinstance(value, list | tuple) and len(value) > 1 else ""


def text(value: Any) -> str | None:
    """Return a text field, None where Odoo says False."""
    return str(value) if value else None


def unique(values: Iterable[int | None]) -> list[int]:
    """Return the ids that are set, each once, in ascending order."""
    return sorted({value for value in values if value is not None})


def external_id(kind: str, key: str) -> str:
    """Return the external id of what `key` makes: valid, short, and another for every other key."""
    safe = _NOT_A_NAME.sub("_", key)
    if safe != key or len(safe) > _NAME_LIMIT:
        digest = hashlib.sha256(key.encode()).hexdigest()[:20]
        safe = f"{safe[: _NAME_LIMIT - 21]}_{digest}"
    return f"crossdock.{kind}_{safe}"


def id_list(ids: Sequence[int]) -> str:
    """Return database ids as `load` takes them in a many2many column."""
    return ",".join(str(number) for number in ids)
