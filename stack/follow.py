"""Follow a log file: what is appended to it, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Follower:
    """Prints a line for people for each line that a log gets from now on."""

    def __init__(self, path: Path, readable: Callable[[str], str | None]) -> None:
        """`readable` turns a log line into one for people; None where it tells them nothing."""
        self._log = path.open(encoding="utf-8", errors="replace")
        self._log.seek(0, 2)
        self._readable = readable
        self._begun = ""

    def tell_new(self) -> None:
        """Print what was appended since the last time; half a line waits for its end."""
        for piece in self._log:
            self._begun += piece
            if not self._begun.endswith("\n"):
                return
            line, self._begun = self._begun, ""
            text = self._readable(line)
            if text is not None:
                print(text, flush=True)

    def close(self) -> None:
        """Close the file."""
        self._log.close()
