"""Read the new mails of one folder: opened read-only and peeked into, so `\\Seen` stays as it is."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from imapclient.exceptions import ProtocolError

from crossdock.adapters.imap.errors import SERVER_ERRORS, FolderMissing, as_unavailable
from crossdock.adapters.imap.marking import exists
from crossdock.domain.errors import MailboxUnavailable
from crossdock.ports import FetchedMail, FetchPage, FolderCursor, MailPlace

if TYPE_CHECKING:
    from datetime import date

    from crossdock.adapters.imap.session import Session

log = logging.getLogger(__name__)

# A head beyond 256 KiB is no head that anybody wrote.
_HEAD = "BODY.PEEK[HEADER]<0.262144>"
_NEIGHBOURS = 200
_PROBES = 3


class FolderReader:
    """Reads one folder in one call. `max_bytes` limits a mail, `page_bytes` what a page holds in memory.

    `others` are the mailbox's other folders: they only tell whether the server is well.
    """

    def __init__(
        self,
        session: Session,
        mailbox: str,
        folder: str,
        *,
        max_bytes: int,
        page_bytes: int,
        others: tuple[str, ...] = (),
    ) -> None:
        self._session = session
        self._mailbox = mailbox
        self._folder = folder
        self._max_bytes = max_bytes
        self._page_bytes = page_bytes
        self._others = others
        self._sizes: dict[int, int] | None = None
        self._uidvalidity = 0

    def read(self, cursor: FolderCursor | None, *, limit: int, since: date) -> FetchPage:
        """Return the mails after `cursor`, or those since a day where it says nothing here."""
        info = self._session.select(self._folder, readonly=True)
        self._uidvalidity = info[b"UIDVALIDITY"]
        next_uid = info.get(b"UIDNEXT")
        after = self._after(cursor, next_uid)
        highest = self._highest(next_uid)
        uids = self._find(after, since)
        self._sizes = self._read_sizes(uids[:limit])
        mails, done = self._read_page(uids[:limit])
        more = done < len(uids)
        last = uids[done - 1] if more else max(highest, after or 0, *uids[-1:])
        cursor = FolderCursor(uidvalidity=self._uidvalidity, last_uid=last)
        return FetchPage(mails=tuple(mails), cursor=cursor, more=more)

    def _after(self, cursor: FolderCursor | None, next_uid: int | None) -> int | None:
        """Return the UID to go on after, or None to rescan.

        A cursor beyond the folder's next UID is one of another life of the folder: a server that was
        restored from backup may forget to change UIDVALIDITY.
        """
        if cursor is None or cursor.uidvalidity != self._uidvalidity:
            return None
        if next_uid is not None and cursor.last_uid >= next_uid:
            return None
        return cursor.last_uid

    def _find(self, after: int | None, since: date) -> list[int]:
        """Return the UIDs to read, rising."""
        criteria = ["SINCE", since] if after is None else ["UID", f"{after + 1}:*"]
        found = self._session.client.search(criteria)
        # "n:*" names the last mail even where its UID is lower than n
        return sorted(uid for uid in found if uid > (after or 0))

    def _highest(self, next_uid: int | None) -> int:
        """Return the highest UID that ever existed here, asked before the search: later mails lie above.

        So a folder without recent mail gets a cursor too.
        """
        if next_uid is not None:
            return next_uid - 1
        return max(self._session.client.search(["UID", "*"]), default=0)

    def _read_sizes(self, uids: list[int]) -> dict[int, int] | None:
        """Return the sizes of all in one round trip; None where one odd answer spoils it."""
        try:
            found = self._session.client.fetch(uids, ["RFC822.SIZE"])
            return {uid: data[b"RFC822.SIZE"] for uid, data in found.items() if b"RFC822.SIZE" in data}
        except SERVER_ERRORS:
            self._reopen()
            return None

    def _read_page(self, uids: list[int]) -> tuple[list[FetchedMail], int]:
        """Return mails and how many UIDs are done with; fewer than asked where memory or the server ends."""
        mails: list[FetchedMail] = []
        held = 0
        for index, uid in enumerate(uids):
            try:
                mail = self._read_stubbornly(uid)
            except MailboxUnavailable:
                if index == 0:
                    raise
                # what was read so far is worth storing; the next call meets the trouble first
                return mails, index
            if mail is None:
                continue
            mails.append(mail)
            held += len(mail.raw or mail.head)
            if held >= self._page_bytes:
                return mails, index + 1
        return mails, len(uids)

    def _read_stubbornly(self, uid: int) -> FetchedMail | None:
        """Return a mail, None where it vanished; a mail that no server can give is returned without `raw`.

        A failure is the mail's own only if another mail can be read: else the server is ill, and calling
        its mails unreadable would lose them.
        """
        for _ in range(2):
            try:
                return self._read_one(uid)
            except SERVER_ERRORS as error:
                log.warning("mail_read_failed", extra=self._ids(uid) | {"error": type(error).__name__})
                self._reopen()
        try:
            if not exists(self._session.client, uid):
                return None
            if self._another_is_readable(uid):
                return self._unreadable(uid)
        except SERVER_ERRORS as error:
            raise as_unavailable(error, self._session.account) from None
        raise MailboxUnavailable(
            f"{self._session.account.label}: the server cannot give mail {uid} of folder {self._folder!r}, "
            "nor another; look at the mail server, or open that mail in a mail program and move it away",
            code="mailbox_mail_unreadable",
        )

    def _read_one(self, uid: int) -> FetchedMail | None:
        """Return a mail, None where it vanished; raises whatever the server's answer makes of it."""
        size = self._size(uid)
        if size is None:
            return None
        if size > self._max_bytes:
            return self._too_large(uid, size)
        raw = self._body(uid, "BODY.PEEK[]")
        if raw is None:
            return None
        if len(raw) > self._max_bytes:  # some servers only estimate the size
            return self._too_large(uid, len(raw))
        return FetchedMail(place=self._place(uid), size=len(raw), raw=raw)

    def _too_large(self, uid: int, size: int) -> FetchedMail | None:
        """Return a mail with its headers only."""
        head = self._body(uid, _HEAD)
        return None if head is None else FetchedMail(place=self._place(uid), size=size, raw=None, head=head)

    def _size(self, uid: int) -> int | None:
        """Return a mail's size in bytes, None where it vanished."""
        if self._sizes is not None:
            return self._sizes.get(uid)
        data = self._session.client.fetch([uid], ["RFC822.SIZE"]).get(uid)
        return data[b"RFC822.SIZE"] if data and b"RFC822.SIZE" in data else None

    def _known_size(self, uid: int) -> int:
        """Return the size as far as the server told it."""
        return (self._sizes or {}).get(uid, 0)

    def _body(self, uid: int, section: str) -> bytes | None:
        """Return a section of a mail, None where it vanished."""
        data: dict[bytes, Any] = self._session.client.fetch([uid], [section]).get(uid, {})
        for name, value in data.items():
            if name.startswith(b"BODY[") and isinstance(value, bytes):
                return value
        if exists(self._session.client, uid):
            raise ProtocolError("the answer has no text of the mail")
        return None

    def _unreadable(self, uid: int) -> FetchedMail:
        """Return a mail by its headers; where those are lost too, by a line that tells it apart."""
        head = f"X-Crossdock-Unreadable: mail {uid} of {self._folder!a}, {self._uidvalidity}\r\n\r\n".encode()
        try:
            head = self._body(uid, _HEAD) or head
        except SERVER_ERRORS:
            self._reopen()
        return FetchedMail(place=self._place(uid), size=self._known_size(uid), raw=None, head=head)

    def _another_is_readable(self, uid: int) -> bool:
        """Return whether the server can give another mail: one near this one, else one of another folder."""
        first = max(1, uid - _NEIGHBOURS)
        near = self._session.client.search(["UID", f"{first}:{uid + _NEIGHBOURS}"])
        others = sorted((other for other in near if other != uid), key=lambda other: abs(other - uid))
        if any(self._is_readable(other) for other in others[:_PROBES]):
            return True
        for folder in self._others:
            try:
                self._session.select(folder, readonly=True)
                found = any(self._is_readable(last) for last in self._session.client.search(["UID", "*"]))
            except (FolderMissing, *SERVER_ERRORS):
                found = False
            self._reopen()
            if found:
                return True
        return False

    def _is_readable(self, uid: int) -> bool:
        """Return whether the server can give the beginning of a mail of the open folder."""
        try:
            return self._body(uid, "BODY.PEEK[]<0.1024>") is not None
        except SERVER_ERRORS:
            self._reopen()
            return False

    def _reopen(self) -> None:
        """Connect anew and open the folder again; raises `MailboxUnavailable`."""
        self._session.reopen()
        try:
            info = self._session.select(self._folder, readonly=True)
        except SERVER_ERRORS as error:
            raise as_unavailable(error, self._session.account) from None
        if info[b"UIDVALIDITY"] != self._uidvalidity:
            raise MailboxUnavailable(
                f"{self._session.account.label}: folder {self._folder!r} was replaced while it was read"
            )

    def _place(self, uid: int) -> MailPlace:
        """Return where a mail lies."""
        return MailPlace(mailbox=self._mailbox, folder=self._folder, uidvalidity=self._uidvalidity, uid=uid)

    def _ids(self, uid: int) -> dict[str, object]:
        """Return what a log line may say about a mail."""
        return {"mailbox": self._mailbox, "folder": self._folder, "uid": uid}
