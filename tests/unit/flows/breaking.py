"""A port that breaks once: what a kill, a bug or a full disk does at that very call."""

from __future__ import annotations

from typing import Any


class Killed(BaseException):
    """The process is gone; nothing of it runs any more."""


class Breaking:
    """A port whose method `name` raises `error` for its first `times` calls, before or after its work."""

    def __init__(
        self, port: Any, name: str, error: BaseException, *, after: bool = False, times: int = 1
    ) -> None:
        self._port, self._name, self._error, self._after, self._left = port, name, error, after, times

    def __getattr__(self, name: str) -> Any:
        """Return the port's own, or the breaking method."""
        return self._broken if name == self._name else getattr(self._port, name)

    def _broken(self, *args: Any, **named: Any) -> Any:
        method = getattr(self._port, self._name)
        if self._left <= 0:
            return method(*args, **named)
        self._left -= 1
        if self._after:
            method(*args, **named)
        raise self._error
