"""Follow the sidecar's JSON log: one readable line per event, until told to stop."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import threading
    from pathlib import Path

POLL_S = 0.3
QUIET = frozenset({"at", "level", "logger", "event", "request_id", "stack", "flow", "span_id"})
COLOURS = {"warning": "33", "error": "31", "critical": "31;1"}


def follow(path: Path, done: threading.Event) -> None:
    """Print what is appended to the log from now on."""
    with path.open(encoding="utf-8", errors="replace") as log:
        log.seek(0, 2)
        while not done.is_set():
            line = log.readline()
            if not line:
                done.wait(POLL_S)
                continue
            text = readable(line)
            if text is not None:
                print(text, flush=True)


def readable(line: str) -> str | None:
    """Return one log line for people: time, event, ids. None for lines that say nothing new to them."""
    try:
        entry: dict[str, Any] = json.loads(line)
    except ValueError:
        return line.rstrip() or None
    level = str(entry.get("level", "info"))
    if level == "debug" or str(entry.get("logger", "")).startswith("gunicorn"):
        return None
    told = " ".join(f"{name}={value}" for name, value in entry.items() if name not in QUIET and value != "")
    text = f"{str(entry.get('at', ''))[11:19]}  {entry.get('event', '')}  {told}".rstrip()
    if level in COLOURS and sys.stdout.isatty():
        return f"\033[{COLOURS[level]}m{text}\033[0m"
    return text
