"""Run a command to its end; a failure carries the last lines it printed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from stack.errors import StackError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from stack.users import Account

TAIL_LINES = 15


def say(text: str, *, who: str = "stack") -> None:
    """Print a progress line on stderr."""
    print(f"{who}: {text}", file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: Account | None = None,
    timeout: float | None = None,
    tail_lines: int = TAIL_LINES,
) -> str:
    """Run `command` and return what it printed on stdout; raise `StackError` when it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            env=env,
            cwd=cwd,
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            **(account.process_arguments() if account else {}),
        )
    except FileNotFoundError as error:
        raise StackError(f"{words[0]} is not there: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise StackError(f"{words[0]} took longer than {timeout} s") from error
    if done.returncode != 0:
        tail = (done.stdout + done.stderr).strip().splitlines()[-tail_lines:]
        raise StackError(f"`{' '.join(words[:4])} …` ended with {done.returncode}: " + "\n".join(tail))
    return done.stdout
