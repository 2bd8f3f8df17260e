"""Reading from IMAP servers that are older, narrower or ill: real Dovecot behind a misbehaving proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from imap_faults import HANG_UP, Faults
from mailbox_world import FOLDERS, USER, ImapWorld, a_mail, read

from crossdock.domain.errors import MailboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossdock.adapters.imap import ImapMailbox

pytestmark = pytest.mark.real


@pytest.mark.parametrize(
    "poison",
    [
        b"{tag} NO [SERVERBUG] Internal error occurred\r\n",
        b"{tag} OK Fetch completed.\r\n",
        b"* 2 FETCH (UID 2 BODY[] NIL)\r\n{tag} OK Fetch completed.\r\n",
        b"* 2 FETCH (UID 2 BODY[] {{{}\r\n{tag} OK Fetch completed.\r\n",
        b"* 2 FETCH (UID two BODY[] x)\r\n{tag} OK Fetch completed.\r\n",
        b"* 2 FETCH ((((\r\n{tag} OK Fetch completed.\r\n",
        b"* 2 FETCH\r\n{tag} OK Fetch completed.\r\n",
        b"\x00\xff\r\n",
        HANG_UP,
    ],
)
def test_a_mail_that_the_server_cannot_give_does_not_stop_the_others(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox], poison: bytes
) -> None:
    for number in range(3):
        imap_world.deliver(a_mail(f"Mail {number}"))
    faults.answers.append((r"UID FETCH 2 \(BODY\.PEEK\[\]", poison))

    page = read(through())

    assert [mail.raw for mail in page.mails] == [a_mail("Mail 0"), None, a_mail("Mail 2")]
    assert page.mails[1].size == len(a_mail("Mail 1"))
    assert b"Subject: Mail 1\r\n" in page.mails[1].head
    assert page.cursor.last_uid == 3


def test_two_mails_that_are_lost_with_their_headers_can_be_told_apart(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        imap_world.deliver(a_mail(f"Mail {number}"))
    faults.answers.append((r"UID FETCH [12] \(BODY", b"{tag} NO [SERVERBUG] Internal error occurred\r\n"))

    lost, also_lost, read_well = read(through()).mails

    assert lost.raw is also_lost.raw is None
    assert lost.head.startswith(b"X-Crossdock-Unreadable: mail 1 of 'INBOX'")
    assert lost.head != also_lost.head
    assert read_well.raw == a_mail("Mail 2")


def test_the_only_mail_of_a_folder_is_judged_by_other_folders(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    imap_world.deliver(a_mail("Poison"))
    for _ in range(2):
        imap_world.deliver(a_mail("Elsewhere"), FOLDERS[1])
    faults.answers.append((r"UID FETCH 1 \(BODY\.PEEK\[\]", HANG_UP))

    page = read(through())

    assert [mail.raw for mail in page.mails] == [None]
    assert b"Subject: Poison" in page.mails[0].head
    assert page.cursor.last_uid == 1


def test_an_ill_server_loses_no_mail(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        imap_world.deliver(a_mail(f"Mail {number}"))
    faults.answers.append((r"UID FETCH \d+ \(BODY", b"{tag} NO [SERVERBUG] Internal error\r\n"))

    with pytest.raises(MailboxUnavailable, match="look at the mail server") as caught:
        read(through())

    assert caught.value.code == "mailbox_mail_unreadable"


def test_what_was_read_before_the_server_fell_is_kept(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        imap_world.deliver(a_mail(f"Mail {number}"))

    def fall(command: bytes) -> None:
        if command.startswith(b"UID FETCH 2 (BODY"):
            faults.answers.append((r"", HANG_UP))

    faults.before = fall
    page = read(through())

    assert [mail.raw for mail in page.mails] == [a_mail("Mail 0")]
    assert (page.cursor.last_uid, page.more) == (1, True)


def test_one_odd_answer_about_sizes_spoils_nothing(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(2):
        imap_world.deliver(a_mail(f"Mail {number}"))
    faults.answers.append((r"UID FETCH 1,2 \(RFC822.SIZE", b"* 1 FETCH (UID x)\r\n{tag} OK\r\n"))

    assert [mail.raw for mail in read(through()).mails] == [a_mail("Mail 0"), a_mail("Mail 1")]


def test_a_mail_that_is_deleted_between_search_and_fetch_is_left_out(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        imap_world.deliver(a_mail(f"Mail {number}"))

    def delete(command: bytes) -> None:
        if command.startswith(b"UID FETCH 2 (BODY") and 2 in imap_world.flags():
            imap_world.delete(2)

    faults.before = delete
    page = read(through())

    assert [mail.place.uid for mail in page.mails] == [1, 3]
    assert page.cursor.last_uid == 3


def test_a_mail_that_is_deleted_between_search_and_sizes_is_left_out(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(2):
        imap_world.deliver(a_mail(f"Mail {number}"))

    def delete(command: bytes) -> None:
        if b"RFC822.SIZE" in command and 1 in imap_world.flags():
            imap_world.delete(1)

    faults.before = delete

    assert [mail.place.uid for mail in read(through()).mails] == [2]


def test_a_mail_that_arrives_while_reading_is_read_next_time(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    imap_world.deliver(a_mail("One"))

    def arrive(command: bytes) -> None:
        if b"RFC822.SIZE" in command and len(imap_world.flags()) == 1:
            imap_world.deliver(a_mail("Two"))

    faults.before = arrive
    mailbox = through()
    first = read(mailbox)

    assert [mail.raw for mail in first.mails] == [a_mail("One")]
    assert [mail.raw for mail in read(mailbox, cursor=first.cursor).mails] == [a_mail("Two")]


def test_a_server_without_uidnext_still_gets_a_cursor_that_skips_old_mail(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    imap_world.deliver(a_mail("One"))
    faults.rewrites.append((rb"\* OK \[UIDNEXT \d+\][^\r\n]*\r\n", b""))

    page = read(through())

    assert page.cursor.last_uid == 1
    assert read(through(), cursor=page.cursor).mails == ()


def test_a_folder_restored_with_its_old_uidvalidity_is_rescanned(
    imap_world: ImapWorld, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        imap_world.deliver(a_mail(f"Mail {number}"))
    cursor = read(through()).cursor
    validity = cursor.uidvalidity
    imap_world.dovecot.clear(USER)
    imap_world.deliver(a_mail("After the restore"))
    imap_world.dovecot.doveadm("mailbox", "update", "-u", USER, "--uid-validity", str(validity), "INBOX")

    assert [mail.raw for mail in read(through(), cursor=cursor).mails] == [a_mail("After the restore")]


def test_a_page_holds_no_more_in_memory_than_it_may(imap_world: ImapWorld) -> None:
    for number in range(3):
        imap_world.deliver(a_mail(f"Mail {number}"))
    mailbox = imap_world.reader(page_bytes=len(a_mail("Mail 0")) + 1)

    first = read(mailbox)

    assert [mail.raw for mail in first.mails] == [a_mail("Mail 0"), a_mail("Mail 1")]
    assert first.more
    assert [mail.raw for mail in read(mailbox, cursor=first.cursor).mails] == [a_mail("Mail 2")]


def test_a_server_that_understates_a_size_cannot_pass_a_large_mail(
    imap_world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    imap_world.deliver(a_mail("Large", "x" * 5000))
    faults.rewrites.append((rb"RFC822.SIZE \d+", b"RFC822.SIZE 10"))

    mail = through().fetch("INBOX", None, limit=5, max_bytes=1000).mails[0]

    assert mail.raw is None
    assert mail.size > 5000
    assert b"Subject: Large" in mail.head
