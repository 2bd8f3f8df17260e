"""Readiness: every adapter is pinged, side by side, with a deadline."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

from crossdock.domain.errors import CrossdockError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

log = logging.getLogger(__name__)


class Readiness:
    """Pings with a deadline; a ping that still hangs is not started twice, answers hold for a moment."""

    def __init__(
        self, pings: Mapping[str, Callable[[], object]], *, deadline_s: float = 3, fresh_s: float = 1
    ) -> None:
        self._pings = dict(pings)
        self._deadline_s = deadline_s
        self._fresh_s = fresh_s
        self._lock = threading.Lock()
        self._running: dict[str, Future[str]] = {}
        self._checked_at = float("-inf")
        self._states: dict[str, str] = {}

    def states(self) -> dict[str, str]:
        """Return `up`, `slow` or a code per adapter."""
        with self._lock:
            if time.monotonic() - self._checked_at > self._fresh_s:
                self._states = self._ask()
                self._checked_at = time.monotonic()
            return dict(self._states)

    def _ask(self) -> dict[str, str]:
        for name, ping in self._pings.items():
            before = self._running.get(name)
            if before is None or before.done():
                self._running[name] = _start(name, ping)
        done, _ = wait(self._running.values(), timeout=self._deadline_s)
        return {name: future.result() if future in done else "slow" for name, future in self._running.items()}


def _start(name: str, ping: Callable[[], object]) -> Future[str]:
    """Ping in a daemon thread: unlike a pool's, one that hangs does not hold up the end of the process."""
    future: Future[str] = Future()

    def run() -> None:
        future.set_result(_state_of(name, ping))

    threading.Thread(target=run, name=f"ping:{name}", daemon=True).start()
    return future


def _state_of(name: str, ping: Callable[[], object]) -> str:
    try:
        ping()
    except CrossdockError as error:
        return error.code
    except Exception:
        # A ping must never take readiness down with it, whatever an adapter forgets to map.
        log.exception("ping crashed", extra={"adapter": name})
        return "failed"
    return "up"
