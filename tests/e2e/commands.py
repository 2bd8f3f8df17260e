"""A command of ours as a terminal runs it: in a process group of its own, told to end by Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class Command:
    """A running command and what it printed, on stdout and stderr together in the order of arrival."""

    def __init__(
        self, words: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None, **how: Any
    ) -> None:
        self.printed = ""
        self._process = subprocess.Popen(
            [str(word) for word in words],
            cwd=cwd,
            env=dict(env) if env else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **how,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process id, which is the group's too."""
        return self._process.pid

    def wait_for(self, words: str, *, within: float) -> str:
        """Return the line that holds `words` once it is printed; fail where the command ends before."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            is_over = self._process.poll() is not None
            for line in self.printed.splitlines():
                if words in line:
                    return line
            assert not is_over, f"ended before it said {words!r}:\\n{self.printed}"
            time.sleep(0.1)
        raise AssertionError(f"not within {within:.0f} s: {words!r}; it said:\\n{self.printed}")

    def press_ctrl_c(self, *, within: float = 60) -> int:
        """Interrupt the whole group, as a terminal does; return the exit code."""
        os.killpg(self.pid, signal.SIGINT)
        code = self._process.wait(within)
        self._reader.join(within)
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._reader.join(10)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.printed += line
