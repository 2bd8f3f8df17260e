"""Marking mail on IMAP servers that can less than Dovecot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from imap_faults import HANG_UP
from mailbox_world import ARCHIVE, FOLDERS, TAKEN, USER, ImapWorld, a_mail

from crossdock.adapters.imap import Marking
from crossdock.domain.errors import MarkRefused

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

    [trouble] = through().mark([imap_world.place(uid)]).values()

    assert "keeps no keyword" in trouble.message
    assert trouble.code == "mailbox_keyword_refused"
    assert isinstance(trouble, MarkRefused)
    assert imap_world.flags() == {uid: set()}


def test_a_server_that_keeps_just_our_keyword_is_enough(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = imap_world.deliver(a_mail())
    faults.rewrites.append((rb"\[PERMANENTFLAGS \([^)]*\)\]", rb"[PERMANENTFLAGS ($crossdocktaken)]"))

    through().mark([imap_world.place(uid)])

    assert imap_world.flags() == {uid: {TAKEN}}


def test_a_folder_that_may_only_be_read_says_so(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = imap_world.deliver(a_mail())
    faults.rewrites.append((rb"\[READ-WRITE\]", b"[READ-ONLY]"))

    [trouble] = through().mark([imap_world.place(uid)]).values()

    assert "may only read" in trouble.message
    assert trouble.code == "mailbox_read_only"
    assert isinstance(trouble, MarkRefused)


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
    mailbox.mark([imap_world.place(taken)])
    mailbox.mark([imap_world.place(taken)])

    assert imap_world.raws(ARCHIVE) == [a_mail("Taken")]
    assert imap_world.flags() == {flagged: {"\\Deleted"}}
    assert not any(command.startswith(b"UID MOVE") for command in faults.commands)


def test_without_move_and_uidplus_nothing_is_expunged_and_the_copy_is_made_once(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = imap_world.deliver(a_mail())
    faults.rewrites += [WITHOUT_MOVE, WITHOUT_UIDPLUS]

    mailbox = through(marking=MOVE)
    mailbox.mark([imap_world.place(uid)])
    mailbox.mark([imap_world.place(uid)])

    assert imap_world.raws(ARCHIVE) == [a_mail()]
    assert imap_world.flags() == {uid: {"\\Deleted"}}


def test_a_refused_mark_of_a_mail_that_is_gone_is_fine_and_of_one_that_is_there_is_not(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    gone, there = imap_world.deliver(a_mail("Gone")), imap_world.deliver(a_mail("There"))
    place = imap_world.place(gone)
    imap_world.delete(gone)
    faults.answers.append((r"UID STORE", b"{tag} NO [EXPUNGEISSUED] Some messages no longer exist\r\n"))

    troubles = through().mark([place, imap_world.place(there)])

    assert list(troubles) == [imap_world.place(there)]
    assert "refused" in troubles[imap_world.place(there)].message


def test_many_mails_are_marked_in_one_session_and_one_command(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uids = [imap_world.deliver(a_mail(f"Mail {number}")) for number in range(5)]

    assert through().mark([imap_world.place(uid) for uid in uids]) == {}

    assert imap_world.flags() == {uid: {TAKEN} for uid in uids}
    assert faults.connections == 1
    assert sum(command.startswith(b"UID STORE") for command in faults.commands) == 1


def test_many_mails_move_in_one_command(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uids = [imap_world.deliver(a_mail(f"Mail {number}")) for number in range(5)]
    imap_world.dovecot.create_folder(ARCHIVE, user=USER)

    assert through(marking=MOVE).mark([imap_world.place(uid) for uid in uids]) == {}

    assert len(imap_world.raws(ARCHIVE)) == 5
    assert sum(command.startswith(b"UID MOVE") for command in faults.commands) == 1


def test_a_folder_that_refuses_does_not_keep_the_other_from_being_marked(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    refused, taken = imap_world.deliver(a_mail("Refused"), FOLDERS[1]), imap_world.deliver(a_mail("Taken"))
    places = [imap_world.place(refused, FOLDERS[1]), imap_world.place(taken)]
    faults.answers.append((r"SELECT .*Orders", b"{tag} NO [SERVERBUG] not now\r\n"))

    troubles = through().mark(places)

    assert list(troubles) == places[:1]
    assert imap_world.flags() == {taken: {TAKEN}}


def test_a_connection_that_breaks_leaves_what_was_marked_and_tells_the_rest(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    taken, left = imap_world.deliver(a_mail("Taken")), imap_world.deliver(a_mail("Left"), FOLDERS[1])
    places = [imap_world.place(taken), imap_world.place(left, FOLDERS[1])]
    faults.answers.append((r"SELECT .*Orders", HANG_UP))

    troubles = through().mark(places)

    assert list(troubles) == places[1:]
    assert imap_world.flags() == {taken: {TAKEN}}


@pytest.mark.parametrize(
    ("command", "marking"), [(r"UID MOVE", MOVE), (r"UID STORE", Marking())], ids=["move", "keyword"]
)
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"{tag} NO [CANNOT] not like this\r\n", "mailbox_mark_refused"),
        (b"{tag} NO [NOPERM] not you\r\n", "mailbox_mark_refused"),
        (b"{tag} NO [INUSE] busy\r\n", "mailbox_unavailable"),
        (HANG_UP, "mailbox_unavailable"),
    ],
)
def test_a_refused_mark_is_told_from_a_server_that_is_busy(
    imap_world: ImapWorld,
    faults: Faults,
    through: Callable[..., ImapMailbox],
    command: str,
    marking: Marking,
    answer: bytes,
    code: str,
) -> None:
    uids = [imap_world.deliver(a_mail(f"Mail {number}")) for number in range(2)]
    faults.answers.append((command, answer))

    troubles = through(marking=marking).mark([imap_world.place(uid) for uid in uids])

    assert {trouble.code for trouble in troubles.values()} == {code}
    assert len(troubles) == len(uids)
    assert all(isinstance(trouble, MarkRefused) is ("refused" in code) for trouble in troubles.values())
