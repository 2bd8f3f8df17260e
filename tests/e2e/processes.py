"""Which processes run, told from their command lines, and where they listen."""

from __future__ import annotations

import ipaddress
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

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


def listeners_of(pid: int) -> set[tuple[Address, int]]:
    """Address and port of each TCP socket on which a process or one that it started listens."""
    sockets = {inode for one in _family_of(pid) for inode in _sockets_of(one)}
    return {place for inode, place in _listening() if inode in sockets}


def _family_of(pid: int) -> set[int]:
    """A process and all that descend from it."""
    family = {pid}
    parents = dict(_parents())
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _parents() -> Iterator[tuple[int, int]]:
    """Each process with its parent."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = path.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        yield int(path.parent.name), int(after_name[1])


def _sockets_of(pid: int) -> Iterator[str]:
    """The inodes of a process' sockets."""
    for path in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            target = str(path.readlink())
        except OSError:  # it was closed meanwhile
            continue
        if target.startswith("socket:["):
            yield target[len("socket:[") : -1]


def _listening() -> Iterator[tuple[str, tuple[Address, int]]]:
    """The inode of each listening TCP socket of this machine, with its address and port."""
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            _, local, _, state, *_, inode = line.split()[:10]
            if state == "0A":
                host, port = local.split(":")
                yield inode, (_address_of(host), int(port, 16))


def _address_of(text: str) -> Address:
    """The address that the kernel writes as words of 32 bits, each in this machine's order of bytes."""
    words = [bytes.fromhex(text[start : start + 8])[::-1] for start in range(0, len(text), 8)]
    address = ipaddress.ip_address(b"".join(words))
    return getattr(address, "ipv4_mapped", None) or address
