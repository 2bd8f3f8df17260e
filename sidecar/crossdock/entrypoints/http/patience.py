"""How long requests wait for what lies outside, and how many may at once."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from crossdock.domain.errors import RetryLater

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crossdock.flows.services import InTime

log = logging.getLogger(__name__)

Result = TypeVar("Result")

_SEAT_WAIT_S = 0.5
"""A seat is free soon while Odoo is well; while it is known to be late nobody waits for one."""


class Patience:
    """Seats for requests that wait for Odoo or a mailbox: fewer than threads, so that the others answer on.

    Health, reads and intake need no seat; a fact that finds none is stored, and decided by the sweep.
    """

    def __init__(self, *, seats: int = 6, wait_s: float = 10) -> None:
        """`wait_s` is how long a request waits for its own decision."""
        self._wait_s = wait_s
        self._seats = threading.BoundedSemaphore(seats)
        self._lock = threading.Lock()
        self._late = 0

    def of_one_request(self) -> InTime:
        """Return an `in_time` whose calls share one wait: together they keep a caller no longer than one."""
        until = time.monotonic() + self._wait_s

        def in_time(work: Callable[[], Result], /) -> Result | None:
            return self.in_time(work, until=until)

        return in_time

    def in_time(self, work: Callable[[], Result], *, until: float | None = None) -> Result | None:
        """Return what `work` returns; None where no seat is free, or where it takes long and goes on."""
        if not self._take_seat():
            return None
        result = self._begin(work)
        wait([result], timeout=self._wait_s if until is None else max(0.0, until - time.monotonic()))
        if result.done():
            return result.result()
        with self._lock:
            self._late += 1
        result.add_done_callback(self._end_of_late)
        return None

    @contextmanager
    def seat(self) -> Iterator[None]:
        """Hold a seat for a job that takes as long as it takes. Raises `RetryLater` where none is free."""
        if not self._take_seat():
            raise RetryLater(
                "Enough requests wait for Odoo or a mailbox already; what is due is done by them.",
                code="busy",
                retry_after=10,
            )
        try:
            yield
        finally:
            self._seats.release()

    def _take_seat(self) -> bool:
        if self._seats.acquire(blocking=False):
            return True
        return not self._late and self._seats.acquire(timeout=_SEAT_WAIT_S)

    def _begin(self, work: Callable[[], Result]) -> Future[Result]:
        """Run in a daemon thread: one that hangs does not hold up the end of the process."""
        result: Future[Result] = Future()
        context = copy_context()

        def run() -> None:
            try:
                result.set_result(context.run(work))
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is the waiting request's
                result.set_exception(error)
            finally:
                self._seats.release()

        try:
            threading.Thread(target=run, name="in_time", daemon=True).start()
        except RuntimeError:  # no thread is left, so `run` does not give the seat back
            self._seats.release()
            raise
        return result

    def _end_of_late(self, result: Future[Result]) -> None:
        with self._lock:
            self._late -= 1
        error = result.exception()
        if error is not None:  # nobody waits for it any more; what it left undone, a sweep takes up
            log.warning("late work failed", exc_info=error)
