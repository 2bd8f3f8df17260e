"""Outlive the parent for a moment: end its servers and remove its folders, however it died.

Runs as a script of its own. It reads lines from stdin, which the parent holds open; the end of
the stream is the parent's death.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time

GRACE_SECONDS = 3.0


def main() -> None:
    """Follow the parent's list of process groups and folders, then clean up what is left."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    groups: dict[int, int] = {}
    folders: list[str] = []
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "group":
            group, _, stop_signal = rest.partition(" ")
            groups[int(group)] = int(stop_signal)
        elif word == "ended":
            groups.pop(int(rest), None)
        elif word == "folder":
            folders.append(rest)
        elif word == "keep":
            folders.remove(rest)
    _end(groups)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _end(groups: dict[int, int]) -> None:
    """Ask every group to stop, the last started first, and kill what does not."""
    for group, stop_signal in reversed(groups.items()):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, stop_signal)
    deadline = time.monotonic() + GRACE_SECONDS
    while groups and time.monotonic() < deadline:
        groups = {group: number for group, number in groups.items() if _alive(group)}
        time.sleep(0.05)
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def _alive(group: int) -> bool:
    """Tell whether any process of the group is left."""
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main()
