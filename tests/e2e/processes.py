"""Which processes run, told from their command lines."""

from __future__ import annotations

import time
from pathlib import Path

END_SECONDS = 10.0


def nobody_runs_from(folder: Path) -> bool:
    """Whether no process names `folder` in its command line any more, within a few seconds."""
    end = time.monotonic() + END_SECONDS
    while left := commands_with(str(folder)):
        if time.monotonic() > end:
            raise AssertionError(f"still running: {left}")
        time.sleep(0.1)
    return True


def commands_with(text: str) -> list[str]:
    """The command lines that hold `text`."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it ended meanwhile
            continue
        if text in command:
            found.append(command)
    return found
