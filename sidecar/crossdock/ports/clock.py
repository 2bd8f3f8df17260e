"""The clock port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Return the present as an aware UTC datetime."""
