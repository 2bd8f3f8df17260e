"""Mark a mail as taken: a keyword, or a move to a folder. Both may be repeated."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from crossdock.adapters.imap.errors import FolderMissing
from crossdock.domain.errors import MailboxUnavailable

if TYPE_CHECKING:
    from crossdock.adapters.imap.session import Session
    from crossdock.ports import MailPlace

log = logging.getLogger(__name__)

# An atom without a leading backslash: `\\Seen` and its like are people's
_KEYWORD = re.compile(r"[A-Za-z0-9!#$&'+,./:;<=>?@^_`|~-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """How a mail is marked. `target` is the keyword, or the folder; `none` leaves the mail as it is."""

    kind: Literal["keyword", "move", "none"] = "keyword"
    target: str = "$CrossdockTaken"

    def __post_init__(self) -> None:
        """Refuse a keyword that IMAP cannot spell, and the flags that people use."""
        if self.kind == "keyword" and not _KEYWORD.fullmatch(self.target):
            raise ValueError(f"{self.target!r} is no IMAP keyword; use letters, digits and $ - _ only")


def mark(session: Session, place: MailPlace, marking: Marking) -> None:
    """Mark the mail at `place`; one that is gone, or whose place means another mail now, is fine."""
    try:
        info = session.select(place.folder, readonly=False)
    except FolderMissing:
        return
    if info[b"UIDVALIDITY"] != place.uidvalidity:
        log.info("mail_place_outdated", extra={"mailbox": place.mailbox, "folder": place.folder})
        return
    try:
        if marking.kind == "keyword":
            _set_keyword(session, place, marking.target, info)
        else:
            _move(session, place.uid, marking.target)
    except session.client.AbortError:
        raise
    except session.client.Error:
        # some servers answer NO where others answer OK for a mail that somebody else just removed
        if exists(session.client, place.uid):
            raise


def exists(client: Any, uid: int) -> bool:
    """Return whether a mail is still in the open folder."""
    return uid in client.search(["UID", str(uid)])


def _set_keyword(session: Session, place: MailPlace, keyword: str, info: dict[bytes, Any]) -> None:
    """Set the keyword, where the folder keeps keywords at all."""
    kept = info.get(b"PERMANENTFLAGS")
    allowed = {flag.decode("ascii", "replace").casefold() for flag in kept} if kept is not None else None
    if allowed is not None and "\\*" not in allowed and keyword.casefold() not in allowed:
        raise MailboxUnavailable(
            f"{session.account.label}: folder {place.folder!r} keeps no keyword {keyword}, so mails cannot "
            "be marked; set marking to `move` with a folder, or to `none`",
            code="mailbox_keyword_refused",
            retry_after=900,
        )
    session.client.add_flags([place.uid], [keyword], silent=True)


def _move(session: Session, uid: int, target: str) -> None:
    """Move a mail, making the folder where it is missing."""
    try:
        _move_once(session.client, uid, target)
    except session.client.AbortError:
        raise
    except session.client.Error:
        if session.client.folder_exists(target):
            raise
        session.client.create_folder(target)
        session.client.subscribe_folder(target)
        _move_once(session.client, uid, target)


def _move_once(client: Any, uid: int, target: str) -> None:
    """Move by MOVE, else by copy and delete.

    Without MOVE, a crash between copy and delete makes a second copy at the repeat; a mail that carries
    \\Deleted is done (by us, or by a person whose decision it is). Only this mail is expunged, and only
    where the server can expunge a single one: a plain EXPUNGE would remove what others only flagged.
    """
    if client.has_capability("MOVE"):
        client.move([uid], target)
        return
    flags = client.get_flags([uid]).get(uid)
    if flags is None or b"\\Deleted" in flags:
        return
    client.copy([uid], target)
    client.add_flags([uid], [b"\\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge([uid])
