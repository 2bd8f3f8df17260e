"""A ledger of which one method goes wrong."""

from __future__ import annotations

from typing import Any


class Failing:
    """Everything else is the real ledger's; `how` is an error to raise or a function to call instead."""

    def __init__(self, ledger: Any, method: str, how: Any) -> None:
        self._ledger, self._method, self._how = ledger, method, how

    def __getattr__(self, name: str) -> Any:
        """Return the ledger's own, but for the one method."""
        if name != self._method:
            return getattr(self._ledger, name)
        if isinstance(self._how, Exception):
            raise self._how
        return self._how
