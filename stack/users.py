"""Service users: servers run without root's rights, whoever starts them."""

from __future__ import annotations

import grp
import os
import pwd
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from stack.shell import run

if TYPE_CHECKING:
    from pathlib import Path

SERVICE_USER = "crossdock"


class ProcessArguments(TypedDict, total=False):
    """The part of `subprocess.Popen`'s arguments that an account decides."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """A Unix account that a server runs as."""

    name: str
    group: str
    uid: int
    gid: int

    def process_arguments(self) -> ProcessArguments:
        """Arguments for `subprocess` that switch to this account, empty when it is the present one."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Make `path` this account's own."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    def own_tree(self, path: Path) -> None:
        """Make the folder `path` and everything in it this account's own."""
        if os.geteuid() == 0:
            run(["chown", "-R", f"{self.uid}:{self.gid}", path])


def current_account() -> Account:
    """The account that this process runs as."""
    entry = pwd.getpwuid(os.geteuid())
    return Account(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid)


def service_account() -> Account:
    """The unprivileged account for servers: made when root and missing, else the present one."""
    if os.geteuid() != 0:
        return current_account()
    try:
        entry = pwd.getpwnam(SERVICE_USER)
    except KeyError:
        run(
            [
                "useradd",
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                "/usr/sbin/nologin",
                SERVICE_USER,
            ]
        )
        entry = pwd.getpwnam(SERVICE_USER)
    return Account(entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid)
