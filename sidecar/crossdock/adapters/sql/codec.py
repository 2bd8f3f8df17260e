"""Domain values to JSON and back, exactly: Decimals as strings, effects by their `kind`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Hashable

T = TypeVar("T")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    """Return the (costly, so kept) adapter of a type."""
    return TypeAdapter(cast("type[Any]", kind))


def to_json(value: object) -> Any:
    """Return plain JSON data of a dataclass."""
    return _adapter(cast("Hashable", type(value))).dump_python(value, mode="json")


def from_json(kind: type[T], data: object) -> T:
    """Return the dataclass that `to_json` was given."""
    return cast("T", _adapter(cast("Hashable", kind)).validate_python(data))
