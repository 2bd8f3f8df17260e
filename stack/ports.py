"""Loopback ports for servers of ours: free, and promised to one process at a time."""

from __future__ import annotations

import fcntl
import functools
import os
import random
import socket
import tempfile
from pathlib import Path

from stack.errors import StackError

HOST = "127.0.0.1"
FIRST, END = 20_000, 32_000  # below the range that the kernel hands out by itself

_promised: set[int] = set()


def free_port() -> int:
    """A loopback port that is free now and that nobody else is given while this process lives.

    So a server that is stopped and started again, or not started yet, finds its port as it left it.
    """
    for _ in range(200):
        port = random.randrange(FIRST, END)
        if port not in _promised and _promise(port) and _can_bind(port):
            return port
    raise StackError("no free port on loopback")


def is_taken(port: int) -> bool:
    """Tell whether somebody listens on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _can_bind(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def _promise(port: int) -> bool:
    """Lock the port's byte of a file that all our processes share; the kernel frees it when we end."""
    try:
        fcntl.lockf(_promises(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
    except OSError:
        return False
    _promised.add(port)
    return True


@functools.cache
def _promises() -> int:
    """Open the shared file, once: closing it would give up every lock of this process."""
    path = Path(tempfile.gettempdir()) / f"crossdock-ports-{os.geteuid()}"
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
