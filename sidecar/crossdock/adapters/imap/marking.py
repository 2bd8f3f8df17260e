"""Mark mails as taken: a keyword, or a move to a folder. Both may be repeated."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from imapclient.exceptions import IMAPClientError, IMAPClientReadOnlyError

from crossdock.adapters.imap.errors import FolderMissing, as_mark_refused, as_unavailable
from crossdock.domain.errors import MailboxUnavailable, MarkRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossdock.adapters.imap.session import Session
    from crossdock.ports import MailPlace

log = logging.getLogger(__name__)

# An atom without a leading backslash: `\\Seen` and its like are people's
_KEYWORD = re.compile(r"[A-Za-z0-9!#$&'+,./:;<=>?@^_`|~-]+")
# Mails named in one command: a line that every server reads
_MAILS_PER_COMMAND = 100
_REFUSALS = (IMAPClientError, MailboxUnavailable)

Answer = tuple["MailPlace", MailboxUnavailable | None]
"""A mail that was asked for, and why it could not be marked; None where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """How a mail is marked. `target` is the keyword, or the folder; `none` leaves the mail as it is."""

    kind: Literal["keyword", "move", "none"] = "keyword"
    target: str = "$CrossdockTaken"

    def __post_init__(self) -> None:
        """Refuse a keyword that IMAP cannot spell, and the flags that people use."""
        if self.kind == "keyword" and not _KEYWORD.fullmatch(self.target):
            raise ValueError(f"{self.target!r} is no IMAP keyword; use letters, digits and $ - _ only")


def mark_all(session: Session, places: Sequence[MailPlace], marking: Marking) -> Iterator[Answer]:
    """Mark the mails at `places`, each folder opened once; yield an answer for each as it is known.

    One that is gone, or whose place means another mail now, is fine. A folder or a mail that is refused has
    its error as answer and does not keep the others; a connection that breaks is raised.
    """
    by_folder: dict[str, list[MailPlace]] = defaultdict(list)
    for place in places:
        by_folder[place.folder].append(place)
    for folder, here in by_folder.items():
        try:
            info = session.select(folder, readonly=False)
            _require_keyword(session, folder, marking, info)
        except FolderMissing:
            yield from ((place, None) for place in here)
        except _REFUSALS as error:
            _raise_if_broken(session, error)
            trouble = as_unavailable(error, session.account)
            yield from ((place, trouble) for place in here)
        else:
            yield from _mark_folder(session, here, marking, info[b"UIDVALIDITY"])


def _mark_folder(
    session: Session, places: Sequence[MailPlace], marking: Marking, uidvalidity: int
) -> Iterator[Answer]:
    """Mark mails of the open folder: many in one command, one by one where the server refuses that."""
    valid = []
    for place in places:
        if place.uidvalidity == uidvalidity:
            valid.append(place)
        else:
            log.info("mail_place_outdated", extra={"mailbox": place.mailbox, "folder": place.folder})
            yield place, None
    size = _MAILS_PER_COMMAND if _marks_many(session, marking) else 1
    for start in range(0, len(valid), size):
        some = valid[start : start + size]
        trouble = _mark_some(session, some, marking)
        if trouble is None or len(some) == 1:
            yield from ((place, trouble) for place in some)
        else:
            yield from ((place, _mark_some(session, [place], marking)) for place in some)


def _mark_some(session: Session, places: Sequence[MailPlace], marking: Marking) -> MailboxUnavailable | None:
    """Mark mails of the open folder in one command; return what the server has against it."""
    uids = [place.uid for place in places]
    try:
        if marking.kind == "keyword":
            session.client.add_flags(uids, [marking.target], silent=True)
        else:
            _move(session, uids, marking.target)
    except _REFUSALS as error:
        _raise_if_broken(session, error)
        # some servers answer NO where others answer OK for a mail that somebody else just removed
        if len(uids) > 1 or exists(session.client, uids[0]):
            return as_mark_refused(error, session.account, marking.target)
    return None


def exists(client: Any, uid: int) -> bool:
    """Return whether a mail is still in the open folder."""
    return uid in client.search(["UID", str(uid)])


def _marks_many(session: Session, marking: Marking) -> bool:
    """Return whether one command may name many mails: a copy and its delete must lie close together."""
    return marking.kind == "keyword" or bool(session.client.has_capability("MOVE"))


def _raise_if_broken(session: Session, error: Exception) -> None:
    """Raise what ends the connection; a folder that may only be read is no such thing."""
    if isinstance(error, session.client.AbortError) and not isinstance(error, IMAPClientReadOnlyError):
        raise error


def _require_keyword(session: Session, folder: str, marking: Marking, info: dict[bytes, Any]) -> None:
    """Refuse a folder that keeps no keywords."""
    kept = info.get(b"PERMANENTFLAGS")
    if marking.kind != "keyword" or kept is None:
        return
    allowed = {flag.decode("ascii", "replace").casefold() for flag in kept}
    if "\\*" not in allowed and marking.target.casefold() not in allowed:
        raise MarkRefused(
            f"{session.account.label}: folder {folder!r} keeps no keyword {marking.target}, so mails cannot "
            "be marked; set marking to `move` with a folder, or to `none`",
            code="mailbox_keyword_refused",
            retry_after=900,
        )


def _move(session: Session, uids: list[int], target: str) -> None:
    """Move mails, making the folder where it is missing."""
    try:
        _move_once(session.client, uids, target)
    except session.client.AbortError:
        raise
    except session.client.Error:
        if session.client.folder_exists(target):
            raise
        session.client.create_folder(target)
        session.client.subscribe_folder(target)
        _move_once(session.client, uids, target)


def _move_once(client: Any, uids: list[int], target: str) -> None:
    """Move by MOVE, else (one mail at a time) by copy and delete.

    Without MOVE, a crash between copy and delete makes a second copy at the repeat; a mail that carries
    \\Deleted is done (by us, or by a person whose decision it is). Only this mail is expunged, and only
    where the server can expunge a single one: a plain EXPUNGE would remove what others only flagged.
    """
    if client.has_capability("MOVE"):
        client.move(uids, target)
        return
    [uid] = uids
    flags = client.get_flags([uid]).get(uid)
    if flags is None or b"\\Deleted" in flags:
        return
    client.copy([uid], target)
    client.add_flags([uid], [b"\\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge([uid])
