"""Dataclasses to JSON and back, and digests over canonical JSON (RFC 8785)."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import rfc8785
from pydantic import TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Hashable

    from crossdock.ports import JsonObject

Value = TypeVar("Value")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(value: object) -> JsonObject:
    """Return a dataclass as JSON values: Decimals and dates as text."""
    dumped: JsonObject = _adapter(type(value)).dump_python(value, mode="json")
    return dumped


def from_json(kind: type[Value], data: object) -> Value:
    """Return the dataclass that `to_json` made `data` from."""
    value: Value = _adapter(kind).validate_python(data)
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
