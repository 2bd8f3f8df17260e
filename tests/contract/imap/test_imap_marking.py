"""Marking mail on IMAP servers that can less than Dovecot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mailbox_world import ARCHIVE, TAKEN, USER, ImapWorld, a_mail

from crossdock.adapters.imap import Marking
from crossdock.domain.errors import MailboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from imap_faults import Faults

    from crossdock.adapters.imap import ImapMailbox

pytestmark = pytest.mark.real

MOVE = Marking(kind="move", target=ARCHIVE)
WITHOUT_MOVE = (rb"(CAPABILITY[^\r\n]*) MOVE", rb"\1")
WITHOUT_UIDPLUS = (rb"(CAPABILITY[^\r\n]*) UIDPLUS", rb"\1")


def test_a_server_that_keeps_no_keywords_is_told_from_one_that_is_away(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = imap_world.deliver(a_mail())
    faults.rewrites.append((rb"\[PERMANENTFLAGS \([^)]*\)\]", rb"[PERMANENTFLAGS (\\Seen \\Deleted)]"))

    with pytest.raises(MailboxUnavailable, match="keeps no keyword") as caught:
        through().mark(imap_world.place(uid))

    assert caught.value.code == "mailbox_keyword_refused"
    assert imap_world.flags() == {uid: set()}


def test_a_server_that_keeps_just_our_keyword_is_enough(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = imap_world.deliver(a_mail())
    faults.rewrites.append((rb"\[PERMANENTFLAGS \([^)]*\)\]", rb"[PERMANENTFLAGS ($crossdocktaken)]"))

    through().mark(imap_world.place(uid))

    assert imap_world.flags() == {uid: {TAKEN}}


def test_a_folder_that_may_only_be_read_says_so(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = imap_world.deliver(a_mail())
    faults.rewrites.append((rb"\[READ-WRITE\]", b"[READ-ONLY]"))

    with pytest.raises(MailboxUnavailable, match="may only read") as caught:
        through().mark(imap_world.place(uid))

    assert caught.value.code == "mailbox_read_only"


def test_without_move_a_mail_is_copied_and_only_it_is_expunged(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    taken, flagged = imap_world.deliver(a_mail("Taken")), imap_world.deliver(a_mail("Flagged by a person"))
    with imap_world.dovecot.login(USER) as imap:
        imap.select("INBOX")
        imap.uid("STORE", str(flagged), "+FLAGS", "(\\Deleted)")
        imap.unselect()
    faults.rewrites.append(WITHOUT_MOVE)

    mailbox = through(marking=MOVE)
    mailbox.mark(imap_world.place(taken))
    mailbox.mark(imap_world.place(taken))

    assert imap_world.raws(ARCHIVE) == [a_mail("Taken")]
    assert imap_world.flags() == {flagged: {"\\Deleted"}}
    assert not any(command.startswith(b"UID MOVE") for command in faults.commands)


def test_without_move_and_uidplus_nothing_is_expunged_and_the_copy_is_made_once(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = imap_world.deliver(a_mail())
    faults.rewrites += [WITHOUT_MOVE, WITHOUT_UIDPLUS]

    mailbox = through(marking=MOVE)
    mailbox.mark(imap_world.place(uid))
    mailbox.mark(imap_world.place(uid))

    assert imap_world.raws(ARCHIVE) == [a_mail()]
    assert imap_world.flags() == {uid: {"\\Deleted"}}


def test_a_refused_mark_of_a_mail_that_is_gone_is_fine_and_of_one_that_is_there_is_not(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    gone, there = imap_world.deliver(a_mail("Gone")), imap_world.deliver(a_mail("There"))
    place = imap_world.place(gone)
    imap_world.delete(gone)
    faults.answers.append((r"UID STORE", b"{tag} NO [EXPUNGEISSUED] Some messages no longer exist\r\n"))

    through().mark(place)
    with pytest.raises(MailboxUnavailable, match="refused"):
        through().mark(imap_world.place(there))
