"""JSON as the API speaks it: numbers are Decimal on the way in and exact on the way out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from flask.json.provider import JSONProvider

_quote = json.JSONEncoder(ensure_ascii=False).encode


class JsonText(JSONProvider):
    """Flask's JSON, without floats for what came as a decimal number."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Parse strictly: no NaN or Infinity, numbers with a point as Decimal."""
        return json.loads(s, parse_float=Decimal, parse_constant=_refuse_constant, **kwargs)

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Return JSON text; Decimals are plain numbers, datetimes UTC ISO 8601."""
        return encode(obj)


def encode(value: object) -> str:
    """Return the JSON text of an answer."""
    match value:
        case dict():
            return "{" + ",".join(f"{_quote(str(k))}:{encode(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ",".join(map(encode, value)) + "]"
        case Enum():
            return encode(value.value)
        case Decimal():
            return decimal_text(value)
        case datetime():
            return _quote(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
        case date():
            return _quote(value.isoformat())
        case None | str() | bool() | int() | float():
            return json.dumps(value, ensure_ascii=False, allow_nan=False)
        case _:
            raise TypeError(f"{type(value).__name__} has no JSON form here")


def decimal_text(value: Decimal) -> str:
    """Return the number's shortest plain text: `2.50` is `2.5`, `1E+3` is `1000`."""
    if not value.is_finite():
        raise TypeError("JSON has no number for NaN or Infinity")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
