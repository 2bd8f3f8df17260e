"""A mailbox that lives in memory: for the demo and for tests without a mail server."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crossdock.domain.errors import MailboxUnavailable
from crossdock.ports import FetchedMail, FetchPage, FolderCursor, MailPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

RESCAN_DAYS = 30
TAKEN = "$CrossdockTaken"


@dataclass(slots=True, kw_only=True)
class StoredMail:
    """A mail as the server holds it."""

    uid: int
    raw: bytes
    received_at: datetime
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class _Folder:
    """A folder: UIDs rise and are never given twice while `uidvalidity` stays."""

    uidvalidity: int = 1
    next_uid: int = 1
    mails: dict[int, StoredMail] = field(default_factory=dict)


def _wall_clock() -> datetime:
    """Return the present."""
    return datetime.now(UTC)


class MemoryMailbox:
    """Fills the `Mailbox` port. `away` makes every call fail as a server that does not answer would."""

    def __init__(
        self,
        name: str = "suppliers",
        *,
        folders: tuple[str, ...] = ("INBOX",),
        company_id: int = 1,
        authserv_id: str | None = None,
        trust_without_authentication: bool = False,
        move_to: str | None = None,
        now: Callable[[], datetime] = _wall_clock,
    ) -> None:
        self.name = name
        self.folders = folders
        self.company_id = company_id
        self.authserv_id = authserv_id
        self.trust_without_authentication = trust_without_authentication
        self.away = False
        self._move_to = move_to
        self._now = now
        self._folders = {folder: _Folder() for folder in folders}

    def ping(self) -> None:
        """Return unless the server is away."""
        if self.away:
            raise MailboxUnavailable(f"Mailbox {self.name!r}: the mail server is away")

    def fetch(self, folder: str, cursor: FolderCursor | None, *, limit: int, max_bytes: int) -> FetchPage:
        """Return mails after `cursor`; without one, or when UIDVALIDITY changed, those of 30 days."""
        self.ping()
        here = self._folder(folder)
        known = cursor is not None and cursor.uidvalidity == here.uidvalidity
        after = cursor.last_uid if cursor is not None and known else 0
        since = (self._now() - timedelta(days=RESCAN_DAYS)).date()
        found = [
            mail
            for uid, mail in sorted(here.mails.items())
            if uid > after and (known or mail.received_at.date() >= since)
        ]
        page, more = found[:limit], len(found) > limit
        last = page[-1].uid if more else max(here.next_uid - 1, after)
        return FetchPage(
            mails=tuple(self._fetched(folder, here, mail, max_bytes) for mail in page),
            cursor=FolderCursor(uidvalidity=here.uidvalidity, last_uid=last),
            more=more,
        )

    def mark(self, places: Sequence[MailPlace]) -> Mapping[MailPlace, MailboxUnavailable]:
        """Mark mails as taken (keyword or move); return those that could not be, and why."""
        try:
            self.ping()
        except MailboxUnavailable as error:
            return dict.fromkeys(places, error)
        for place in places:
            self._mark(place)
        return {}

    def append(
        self,
        raw: bytes,
        *,
        folder: str = "INBOX",
        received_at: datetime | None = None,
        flags: set[str] | frozenset[str] = frozenset(),
    ) -> MailPlace:
        """Deliver a mail; the folder is made where it does not exist."""
        here = self._folders.setdefault(folder, _Folder())
        uid = here.next_uid
        here.next_uid += 1
        here.mails[uid] = StoredMail(
            uid=uid, raw=raw, received_at=received_at or self._now(), flags=set(flags)
        )
        return MailPlace(mailbox=self.name, folder=folder, uidvalidity=here.uidvalidity, uid=uid)

    def delete(self, place: MailPlace) -> None:
        """Delete a mail, as a person would."""
        self._folders[place.folder].mails.pop(place.uid, None)

    def mails(self, folder: str = "INBOX") -> tuple[StoredMail, ...]:
        """Return what lies in a folder, by rising UID."""
        here = self._folders.get(folder, _Folder())
        return tuple(mail for _, mail in sorted(here.mails.items()))

    def change_uidvalidity(self, folder: str = "INBOX") -> None:
        """Give every mail of a folder a new UID, as a restored server would."""
        here = self._folders[folder]
        mails = self.mails(folder)
        here.uidvalidity += 1
        here.next_uid = len(mails) + 1
        here.mails = {}
        for uid, mail in enumerate(mails, start=1):
            mail.uid = uid
            here.mails[uid] = mail

    def _mark(self, place: MailPlace) -> None:
        here = self._folders.get(place.folder)
        mail = here.mails.get(place.uid) if here and here.uidvalidity == place.uidvalidity else None
        if here is None or mail is None:
            return
        if self._move_to is None:
            mail.flags.add(TAKEN)
            return
        del here.mails[place.uid]
        self.append(mail.raw, folder=self._move_to, received_at=mail.received_at, flags=mail.flags)

    def _folder(self, folder: str) -> _Folder:
        """Return a folder, or say which name is wrong."""
        if folder not in self._folders:
            raise MailboxUnavailable(
                f"Mailbox {self.name!r} has no folder {folder!r}; create it, or correct its name",
                code="mailbox_folder_missing",
            )
        return self._folders[folder]

    def _fetched(self, folder: str, here: _Folder, mail: StoredMail, max_bytes: int) -> FetchedMail:
        """Return a mail as the port gives it."""
        place = MailPlace(mailbox=self.name, folder=folder, uidvalidity=here.uidvalidity, uid=mail.uid)
        if len(mail.raw) <= max_bytes:
            return FetchedMail(place=place, size=len(mail.raw), raw=mail.raw)
        end = mail.raw.find(b"\r\n\r\n")
        head = mail.raw[: end + 4] if end >= 0 else mail.raw
        return FetchedMail(place=place, size=len(mail.raw), raw=None, head=head)
