"""Two mailboxes with the same abilities: one in memory, one on a real server."""

from __future__ import annotations

import imaplib
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from crossdock.adapters.imap import ImapAccount, ImapMailbox, Marking
from crossdock.adapters.memory.mailbox import TAKEN as TAKEN
from crossdock.adapters.memory.mailbox import MemoryMailbox
from crossdock.ports import MailPlace
from stack.dovecot import Dovecot

if TYPE_CHECKING:
    from crossdock.ports import FetchPage, FolderCursor, Mailbox

USER = "carriers"
FOLDERS = ("INBOX", "Orders/Übersee & Co")
ARCHIVE = "Archive/Crossdock"
MAX_BYTES = 25 * 1024 * 1024


def a_mail(subject: str = "Order confirmation", body: str = "We confirm.") -> bytes:
    """Return a small mail."""
    return (
        f"From: sales@nordic.example\r\nTo: purchasing@ours.example\r\nSubject: {subject}\r\n"
        f"Message-ID: <{subject.replace(' ', '-')}@nordic.example>\r\n\r\n{body}\r\n"
    ).encode()


class World(Protocol):
    """What a test can do to a mailbox from outside, as people and other programs do."""

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox that marks by keyword."""

    @property
    def moving(self) -> Mailbox:
        """The same mailbox, marking by a move to `ARCHIVE`."""

    @property
    def away(self) -> Mailbox:
        """The same mailbox while its server is away."""

    def deliver(
        self, raw: bytes, folder: str = "INBOX", *, seen: bool = False, on: datetime | None = None
    ) -> int:
        """Deliver a mail and return its UID."""

    def delete(self, uid: int, folder: str = "INBOX") -> None:
        """Remove a mail, as a person does."""

    def flags(self, folder: str = "INBOX") -> dict[int, set[str]]:
        """Return the lasting flags of every mail of a folder by UID."""

    def raws(self, folder: str) -> list[bytes]:
        """Return every mail of a folder, by UID."""

    def place(self, uid: int, folder: str = "INBOX") -> MailPlace:
        """Return the place of a mail."""

    def change_uidvalidity(self, folder: str = "INBOX") -> None:
        """Give the folder a new UIDVALIDITY, keeping its mails."""


class WallClock:
    """The present."""

    def now(self) -> datetime:
        """Return it."""
        return datetime.now(UTC)


class MemoryWorld:
    """The world of the mailbox that lives in memory."""

    def __init__(self) -> None:
        self.mailbox = MemoryMailbox("shared", folders=FOLDERS)
        self.moving = MemoryMailbox("shared", folders=FOLDERS, move_to=ARCHIVE)
        self.moving._folders = self.mailbox._folders
        self.away = MemoryMailbox("shared", folders=FOLDERS)
        self.away.away = True

    def deliver(
        self, raw: bytes, folder: str = "INBOX", *, seen: bool = False, on: datetime | None = None
    ) -> int:
        flags = {"\\Seen"} if seen else set()
        return self.mailbox.append(raw, folder=folder, received_at=on, flags=flags).uid

    def delete(self, uid: int, folder: str = "INBOX") -> None:
        self.mailbox.delete(self.place(uid, folder))

    def flags(self, folder: str = "INBOX") -> dict[int, set[str]]:
        return {mail.uid: mail.flags for mail in self.mailbox.mails(folder)}

    def raws(self, folder: str) -> list[bytes]:
        return [mail.raw for mail in self.mailbox.mails(folder)]

    def place(self, uid: int, folder: str = "INBOX") -> MailPlace:
        validity = self.mailbox.fetch(folder, None, limit=1, max_bytes=1).cursor.uidvalidity
        return MailPlace(mailbox="shared", folder=folder, uidvalidity=validity, uid=uid)

    def change_uidvalidity(self, folder: str = "INBOX") -> None:
        self.mailbox.change_uidvalidity(folder)


@dataclass
class ImapWorld:
    """The world of a mailbox on real Dovecot, empty at the start."""

    dovecot: Dovecot

    def __post_init__(self) -> None:
        self.dovecot.clear(USER)
        self.dovecot.create_folder(_utf7(FOLDERS[1]), user=USER)
        self.mailbox = self.reader()
        self.moving = self.reader(marking=Marking(kind="move", target=ARCHIVE))
        self.away = self.reader(port=_unused_port())

    def account(self, *, port: int | None = None, password: str | None = None) -> ImapAccount:
        """Return the account, at another port or with another password."""
        return ImapAccount(
            host="127.0.0.1",
            port=port or self.dovecot.port,
            tls="none",
            login=USER,
            password=self.dovecot.users[USER] if password is None else password,
            timeout_s=20,
        )

    def reader(
        self,
        *,
        port: int | None = None,
        password: str | None = None,
        marking: Marking | None = None,
        page_bytes: int = 64 * 1024 * 1024,
    ) -> ImapMailbox:
        """Return a mailbox over that account."""
        return ImapMailbox(
            "shared",
            self.account(port=port, password=password),
            clock=WallClock(),
            folders=FOLDERS,
            marking=marking,
            page_bytes=page_bytes,
        )

    def deliver(
        self, raw: bytes, folder: str = "INBOX", *, seen: bool = False, on: datetime | None = None
    ) -> int:
        when = on.timestamp() if on else None
        return self.dovecot.append(
            raw, folder=_utf7(folder), user=USER, flags="\\Seen" if seen else "", when=when
        )

    def delete(self, uid: int, folder: str = "INBOX") -> None:
        with self.dovecot.login(USER) as imap:
            imap.select(f'"{_utf7(folder)}"')
            imap.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Deleted)")
            imap.expunge()

    def flags(self, folder: str = "INBOX") -> dict[int, set[str]]:
        found = {}
        with self.dovecot.login(USER) as imap:
            imap.select(f'"{_utf7(folder)}"', readonly=True)
            for answer in imap.uid("FETCH", "1:*", "(FLAGS)")[1]:
                if answer is None:
                    continue
                uid = re.search(rb"UID (\d+)", answer)
                assert uid is not None
                names = {flag.decode() for flag in imaplib.ParseFlags(answer)}
                found[int(uid[1])] = names - {"\\Recent"}
        return found

    def raws(self, folder: str) -> list[bytes]:
        with self.dovecot.login(USER) as imap:
            if imap.select(f'"{_utf7(folder)}"', readonly=True)[0] != "OK":
                return []
            answers = imap.uid("FETCH", "1:*", "(BODY.PEEK[])")[1]
        return [answer[1] for answer in answers if isinstance(answer, tuple)]

    def place(self, uid: int, folder: str = "INBOX") -> MailPlace:
        validity = self.dovecot.uid_validity(_utf7(folder), user=USER)
        return MailPlace(mailbox="shared", folder=folder, uidvalidity=validity, uid=uid)

    def change_uidvalidity(self, folder: str = "INBOX") -> None:
        self.dovecot.change_uid_validity(_utf7(folder), user=USER)


def read(mailbox: Mailbox, *, cursor: FolderCursor | None = None) -> FetchPage:
    """Fetch a page of the inbox."""
    return mailbox.fetch("INBOX", cursor, limit=50, max_bytes=MAX_BYTES)


def _unused_port() -> int:
    """Return a port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def _utf7(folder: str) -> str:
    """Return a folder's name as IMAP spells it; only for the names used here."""
    return folder.replace("&", "&-").replace("Ü", "&ANw-")
