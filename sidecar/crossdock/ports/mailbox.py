"""The mailbox port."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossdock.domain.errors import MailboxUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPlace:
    """Where a mail lies in a mailbox."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedMail:
    """A raw mail; `raw` is None where it is larger than the limit (`size` tells, `head` has its headers)."""

    place: MailPlace
    size: int
    raw: bytes | None
    head: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderCursor:
    """How far a folder has been read."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPage:
    """Mails by rising UID, and the cursor that is right once they are stored."""

    mails: tuple[FetchedMail, ...]
    cursor: FolderCursor
    more: bool = False


class Mailbox(Protocol):
    """A mailbox that people share: `\\Seen` is neither read nor changed. Raises `MailboxUnavailable`."""

    name: str
    folders: tuple[str, ...]
    company_id: int
    authserv_id: str | None
    trust_without_authentication: bool

    def ping(self) -> None:
        """Return when the server answers and the login works."""

    def fetch(self, folder: str, cursor: FolderCursor | None, *, limit: int, max_bytes: int) -> FetchPage:
        """Return mails after `cursor`; without one, or when UIDVALIDITY changed, those of 30 days."""

    def mark(self, places: Sequence[MailPlace]) -> Mapping[MailPlace, MailboxUnavailable]:
        """Mark mails as taken (keyword or move), in one session; return those that could not be, and why.

        A mail that is gone, or was marked before, is fine. Raises nothing: a server that is away is the
        answer for every mail that it kept from being marked.
        """
