"""A folder that one process at a time serves from."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stack.errors import StackError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_FILE = ".lock"


@contextmanager
def hold(home: Path, what: str, way_out: str) -> Iterator[None]:
    """Hold `home` for this process; raise `StackError` where another one runs `what` there.

    The kernel drops the lock when the process ends, however it ends: nothing is ever left to remove.
    """
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (home / LOCK_FILE).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise StackError(f"{what} is running here already, pid {holder}; {way_out}") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
