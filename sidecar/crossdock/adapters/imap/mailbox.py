"""A mailbox on an IMAP server: the `Mailbox` port."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from crossdock.adapters.imap.marking import Marking, mark_all
from crossdock.adapters.imap.reading import FolderReader
from crossdock.adapters.imap.session import Session
from crossdock.domain.errors import MailboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossdock.adapters.imap.account import ImapAccount
    from crossdock.ports import Clock, FetchPage, FolderCursor, MailPlace

RESCAN_DAYS = 30
_PAGE_BYTES = 64 * 1024 * 1024


class ImapMailbox:
    """A mailbox that people share. One connection per call: nothing is held between calls, so nothing leaks.

    Safe for threads. Raises `MailboxUnavailable`, whose code tells a wrong login from a server that is away.
    """

    def __init__(
        self,
        name: str,
        account: ImapAccount,
        *,
        clock: Clock,
        folders: tuple[str, ...] = ("INBOX",),
        company_id: int = 1,
        authserv_id: str | None = None,
        trust_without_authentication: bool = False,
        marking: Marking | None = None,
        page_bytes: int = _PAGE_BYTES,
    ) -> None:
        self.name = name
        self.folders = folders
        self.company_id = company_id
        self.authserv_id = authserv_id
        self.trust_without_authentication = trust_without_authentication
        self._account = account
        self._clock = clock
        self._marking = marking or Marking()
        self._page_bytes = page_bytes
        if self._marking.kind == "move" and self._marking.target in folders:
            raise ValueError(f"mailbox {name}: mails cannot be moved to {self._marking.target!r}, it is read")

    def ping(self) -> None:
        """Return when the server answers, the login works and the folders exist."""
        with Session(self._account) as session:
            for folder in self.folders:
                session.select(folder, readonly=True)

    def fetch(self, folder: str, cursor: FolderCursor | None, *, limit: int, max_bytes: int) -> FetchPage:
        """Return mails after `cursor`; without one, or when UIDVALIDITY changed, those of 30 days.

        A page may end before `limit`, with `more`, where its mails are large. A mail that the server cannot
        give comes with `raw=None` though its `size` is within `max_bytes`.
        """
        since = (self._clock.now() - timedelta(days=RESCAN_DAYS)).date()
        with Session(self._account) as session:
            reader = FolderReader(
                session,
                self.name,
                folder,
                max_bytes=max_bytes,
                page_bytes=self._page_bytes,
                others=tuple(other for other in self.folders if other != folder),
            )
            return reader.read(cursor, limit=limit, since=since)

    def mark(self, places: Sequence[MailPlace]) -> Mapping[MailPlace, MailboxUnavailable]:
        """Mark mails as taken (keyword or move), all in one session; return those that could not be, and why.

        A mail that is gone, or was marked before, is fine.
        """
        if self._marking.kind == "none":
            return {}
        answers: dict[MailPlace, MailboxUnavailable | None] = {}
        try:
            with Session(self._account) as session:
                for place, trouble in mark_all(session, places, self._marking):
                    answers[place] = trouble
        except MailboxUnavailable as error:
            for place in places:
                answers.setdefault(place, error)
        return {place: trouble for place, trouble in answers.items() if trouble is not None}
