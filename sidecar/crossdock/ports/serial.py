"""Dataclasses to JSON and back, and digests over canonical JSON (RFC 8785)."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import rfc8785
from pydantic import TypeAdapter

if TYPE_CHECKING:
    from crossdock.ports.json_types import JsonObject

Value = TypeVar("Value")


@cache  # one adapter per class, and classes are few
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(value: object) -> JsonObject:
    """Return a dataclass as JSON values: Decimals and dates as text."""
    kind: Any = type(value)
    dumped: JsonObject = _adapter(kind).dump_python(value, mode="json")
    return dumped


def from_json(kind: type[Value], data: object) -> Value:
    """Return the dataclass that `to_json` made `data` from."""
    hashable: Any = kind
    value: Value = _adapter(hashable).validate_python(data)
    return value


def canonical(data: object) -> bytes:
    """Return RFC 8785 JSON: the same data always gives the same bytes."""
    return rfc8785.dumps(data)  # type: ignore[arg-type]  # JSON values, as to_json makes them


def digest_of(data: object) -> str:
    """Return the SHA-256 of the canonical JSON of `data`."""
    return hashlib.sha256(canonical(data)).hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes, as blobs are named by."""
    return hashlib.sha256(data).hexdigest()
