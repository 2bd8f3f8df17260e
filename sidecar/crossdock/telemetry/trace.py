"""W3C trace context: what joins our spans with those of callers."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")

passed_on: ContextVar[Mapping[str, str]] = ContextVar("passed_on")
"""The headers that calls made for the current request carry: its `traceparent` and `X-Request-Id`."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A W3C trace context: the id that joins everything, this span, and the caller's flags."""

    trace_id: str
    span_id: str = field(default_factory=lambda: secrets.token_hex(8))
    flags: str = "00"

    @property
    def header(self) -> str:
        """Return the `traceparent` to answer with, and to send along with what is called."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"


def continue_trace(traceparent: str | None) -> Trace:
    """Continue the caller's trace with a span of our own; an absent or invalid one starts a new trace."""
    match = _TRACEPARENT.fullmatch(traceparent or "")
    if match is not None:
        version, trace_id, parent_id, flags, more = match.groups()
        valid = version != "ff" and set(trace_id) != {"0"} and set(parent_id) != {"0"}
        if valid and (version != "00" or more is None):
            # of a later version only the sampled bit is known to mean what it means here
            return Trace(trace_id, flags=f"{int(flags, 16) & 1:02x}")
    return Trace(secrets.token_hex(16))
