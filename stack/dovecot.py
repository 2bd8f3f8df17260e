"""Dovecot on loopback: a real IMAP server with users of its own, run without root's rights."""

from __future__ import annotations

import imaplib
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from stack import debian
from stack.errors import CannotInstall, StackError
from stack.ports import HOST
from stack.process import Process
from stack.shell import run
from stack.users import Account, service_account

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = Path("/usr/sbin/dovecot")
USERS = {"purchasing": "purchasing-secret", "warehouse": "warehouse-secret", "carriers": "carriers-secret"}
CONFIG = """\
protocols = imap
listen = {host}
base_dir = {home}/run
state_dir = {home}/state
log_path = {log}
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_location = maildir:~/Maildir
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 0
first_valid_gid = 0
mailbox_list_index = no
maildir_very_dirty_syncs = no
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service imap {{
  process_limit = 256
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


def install_dovecot() -> Path:
    """Install Dovecot's IMAP server and return its program."""
    debian.ensure_debian_packages(["dovecot-imapd"], "Dovecot")
    if not PROGRAM.exists():
        raise CannotInstall("Dovecot", f"no {PROGRAM}")
    return PROGRAM


class Dovecot(Process):
    """An IMAP server; `users` maps logins to passwords, mail lies in `home/mail/USER/Maildir`."""

    name = "dovecot"
    ready_seconds = 20.0

    def __init__(
        self, *, home: Path | None = None, port: int | None = None, users: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(home=home, port=port)
        self.users = dict(users or USERS)
        self._config = self.home / "dovecot.conf"
        self._account = service_account()

    def account(self) -> Account:
        """The service user."""
        return self._account

    def prepare(self) -> None:
        """Write configuration and password file; mail and folders stay."""
        install_dovecot()
        self._account.own(self.home)
        for name in ("run", "state", "mail"):
            folder = self.home / name
            folder.mkdir(mode=0o755, exist_ok=True)
            self._account.own(folder)
        users = self.home / "users"
        users.touch(mode=0o600)
        users.write_text("".join(f"{login}:{password}\n" for login, password in self.users.items()))
        self._account.own(users)
        self.log_path.touch()
        self._account.own(self.log_path)
        self._config.write_text(
            CONFIG.format(
                host=HOST, port=self.port, home=self.home, log=self.log_path, user=self._account.name,
                group=self._account.group,
            )
        )  # fmt: skip

    def command(self) -> Sequence[str | Path]:
        """The master process in the foreground."""
        return [PROGRAM, "-F", "-c", self._config]

    def is_ready(self) -> bool:
        """Tell whether the first user can log in."""
        try:
            with imaplib.IMAP4(HOST, self.port, timeout=5) as imap:
                imap.login(*next(iter(self.users.items())))
        except (OSError, imaplib.IMAP4.error):
            return False
        return True

    def login(self, user: str | None = None) -> imaplib.IMAP4:
        """A logged-in IMAP connection; use it as a context manager."""
        name = user or next(iter(self.users))
        imap = imaplib.IMAP4(HOST, self.port, timeout=30)
        imap.login(name, self.users[name])
        return imap

    def append(
        self,
        mail: bytes,
        folder: str = "INBOX",
        user: str | None = None,
        flags: str = "",
        when: float | None = None,
    ) -> int:
        """Put `mail` into a folder, made when missing, and return its UID."""
        with self.login(user) as imap:
            if folder != "INBOX":
                imap.create(_quoted(folder))  # "already exists" is an answer, not an exception
            date = imaplib.Time2Internaldate(when if when is not None else time.time())
            status, answer = imap.append(_quoted(folder), f"({flags})" if flags else "", date, mail)
            if status != "OK":
                raise StackError(f"APPEND to {folder} was refused: {answer!r}")
            # [APPENDUID <uidvalidity> <uid>]
            return int(answer[0].split(b"]")[0].split()[-1])

    def create_folder(self, folder: str, user: str | None = None) -> None:
        """Make a folder and subscribe to it."""
        with self.login(user) as imap:
            imap.create(_quoted(folder))
            imap.subscribe(_quoted(folder))

    def uid_validity(self, folder: str = "INBOX", user: str | None = None) -> int:
        """The folder's UIDVALIDITY."""
        with self.login(user) as imap:
            _, answer = imap.status(_quoted(folder), "(UIDVALIDITY)")
            return int(answer[0].rstrip(b")").split()[-1])

    def change_uid_validity(self, folder: str = "INBOX", user: str | None = None) -> int:
        """Give a folder a new UIDVALIDITY, as a server restored from backup does; return it."""
        name = user or next(iter(self.users))
        value = self.uid_validity(folder, name) + 1
        self.doveadm("mailbox", "update", "-u", name, "--uid-validity", str(value), folder)
        if (found := self.uid_validity(folder, name)) != value:
            raise StackError(f"UIDVALIDITY of {folder} is {found} instead of {value}")
        return value

    def clear(self, user: str | None = None) -> None:
        """Remove every mail and folder of a user, or of all users."""
        for name in [user] if user else list(self.users):
            self.doveadm("kick", name, check=False)
            shutil.rmtree(self.home / "mail" / name, ignore_errors=True)

    def doveadm(self, *arguments: str, check: bool = True) -> str:
        """Run Dovecot's administration tool on this server."""
        try:
            return run(["/usr/bin/doveadm", "-c", self._config, *arguments], env=self.environment(),
                       account=self._account)  # fmt: skip
        except StackError:
            if check:
                raise
            return ""


def _quoted(folder: str) -> str:
    """Quote a folder's name for IMAP."""
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
