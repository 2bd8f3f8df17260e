"""Run a command inside a folder with another Debian, in a mount namespace of its own.

The mounts live and die with the command, even when it is killed: nothing is ever left to unmount.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stack.users import Account

PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
SHARED = "/srv/crossdock"  # where `shared` appears inside
_SCRIPT = """
set -e
root=$1; shared=$2; shift 2
mount -t proc proc "$root/proc"
if [ -n "$shared" ]; then mount --bind "$shared" "$root/srv/crossdock"; fi
exec chroot "$@"
"""


def command(
    root: Path, words: Sequence[str], *, shared: Path | None = None, account: Account | None = None
) -> list[str]:
    """The command line for `words` inside `root`, as `account`, with the folder `shared` at `SHARED`."""
    user = [f"--userspec={account.uid}:{account.gid}", "--groups="] if account else []
    return [
        "unshare",
        "--mount",
        "--propagation",
        "private",
        "sh",
        "-c",
        _SCRIPT,
        "in-chroot",
        str(root),
        str(shared or ""),
        *user,
        str(root),
        *words,
    ]
