"""A cache outside the checkout: an entry is built once, in a temporary folder, then renamed."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stack.shell import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def root() -> Path:
    """The cache's folder: `$CROSSDOCK_CACHE`, else one that service users can enter when root."""
    given = os.environ.get("CROSSDOCK_CACHE")
    if given:
        folder = Path(given)
    elif os.geteuid() == 0:
        folder = Path("/var/cache/crossdock")
    else:
        folder = Path.home() / ".cache" / "crossdock"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    return folder


def entry_path(name: str, version: str) -> Path:
    """Where the entry `name` of `version` lies, built or not."""
    return root() / f"{_file_name(name)}@{_file_name(version)}"


def versions(name: str) -> list[str]:
    """The versions of `name` that are in the cache, oldest first."""
    found = [path for path in root().glob(f"{_file_name(name)}@*") if path.is_dir()]
    found.sort(key=lambda path: path.stat().st_mtime)
    return [path.name.partition("@")[2] for path in found]


def install_once(name: str, version: str, build: Callable[[Path], None]) -> Path:
    """Return the entry's folder, built by `build(folder)` if it is not there.

    A second process waits for the first; a failed or killed build leaves no entry.
    """
    target = entry_path(name, version)
    if target.is_dir():
        return target
    with lock(target.name):
        if target.is_dir():
            return target
        _sweep_leftovers(target)
        say(f"building {target.name} …")
        began = time.monotonic()
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=root()))
        try:
            work.chmod(0o755)
            build(work)
            work.rename(target)
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise
        say(f"built {target.name} in {time.monotonic() - began:.1f} s")
    return target


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Hold the machine-wide lock `name`; the kernel drops it when the process ends, however it ends."""
    path = root() / f".{_file_name(name)}.lock"
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another process that holds {path.name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _sweep_leftovers(target: Path) -> None:
    """Remove what a killed build of the same entry left; the caller holds its lock."""
    for leftover in root().glob(f".{target.name}.*"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)


def _file_name(text: str) -> str:
    """Make `text` safe as a part of a file name."""
    return re.sub(r"[^A-Za-z0-9.+_-]", "_", text)
