"""IMAP servers that are older, narrower or ill: real Dovecot behind a proxy that misbehaves."""

from __future__ import annotations

import contextlib
import logging
import ssl
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from imap_faults import HANG_UP, Faults, FaultyImap
from mailbox_world import ARCHIVE, MAX_BYTES, TAKEN, USER, ImapWorld, WallClock, a_mail

from crossdock.adapters.imap import ImapAccount, ImapMailbox, Marking
from crossdock.domain.errors import MailboxUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from crossdock.ports import FetchPage
    from stack.dovecot import Dovecot

pytestmark = pytest.mark.real

MOVE = Marking(kind="move", target=ARCHIVE)
WITHOUT_MOVE = (rb"(CAPABILITY[^\r\n]*) MOVE", rb"\1")
WITHOUT_UIDPLUS = (rb"(CAPABILITY[^\r\n]*) UIDPLUS", rb"\1")


@pytest.fixture
def world(dovecot: Dovecot) -> ImapWorld:
    """An empty real mailbox."""
    return ImapWorld(dovecot)


@pytest.fixture
def faults() -> Faults:
    """What the proxy does; nothing at first."""
    return Faults()


@pytest.fixture
def through(world: ImapWorld, faults: Faults) -> Iterator[Callable[..., ImapMailbox]]:
    """Make a mailbox that is reached through the misbehaving proxy."""
    with FaultyImap(world.dovecot.port, faults) as proxy:
        yield lambda **options: world.reader(port=proxy.port, **options)
    assert faults.closed == faults.connections


def read(mailbox: ImapMailbox, **options: Any) -> FetchPage:
    """Fetch everything of the inbox."""
    return mailbox.fetch("INBOX", options.pop("cursor", None), limit=50, max_bytes=MAX_BYTES)


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
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox], poison: bytes
) -> None:
    for number in range(3):
        world.deliver(a_mail(f"Mail {number}"))
    faults.answers.append((r"UID FETCH 2 \(BODY\.PEEK\[\]", poison))

    page = read(through())

    assert [mail.raw for mail in page.mails] == [a_mail("Mail 0"), None, a_mail("Mail 2")]
    assert page.mails[1].size == len(a_mail("Mail 1"))
    assert page.cursor.last_uid == 3


def test_an_ill_server_loses_no_mail(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        world.deliver(a_mail(f"Mail {number}"))
    faults.answers.append((r"UID FETCH \d+ \(BODY", b"{tag} NO [SERVERBUG] Internal error\r\n"))

    with pytest.raises(MailboxUnavailable, match="look at the mail server") as caught:
        read(through())

    assert caught.value.code == "mailbox_mail_unreadable"


def test_what_was_read_before_the_server_fell_is_kept(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        world.deliver(a_mail(f"Mail {number}"))

    def fall(command: bytes) -> None:
        if command.startswith(b"UID FETCH 2 (BODY"):
            faults.answers.append((r"", HANG_UP))

    faults.before = fall
    page = read(through())

    assert [mail.raw for mail in page.mails] == [a_mail("Mail 0")]
    assert (page.cursor.last_uid, page.more) == (1, True)


def test_one_odd_answer_about_sizes_spoils_nothing(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(2):
        world.deliver(a_mail(f"Mail {number}"))
    faults.answers.append((r"UID FETCH 1,2 \(RFC822.SIZE", b"* 1 FETCH (UID x)\r\n{tag} OK\r\n"))

    assert [mail.raw for mail in read(through()).mails] == [a_mail("Mail 0"), a_mail("Mail 1")]


def test_a_mail_that_is_deleted_between_search_and_fetch_is_left_out(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        world.deliver(a_mail(f"Mail {number}"))

    def delete(command: bytes) -> None:
        if command.startswith(b"UID FETCH 2 (BODY") and 2 in world.flags():
            world.delete(2)

    faults.before = delete
    page = read(through())

    assert [mail.place.uid for mail in page.mails] == [1, 3]
    assert page.cursor.last_uid == 3


def test_a_mail_that_is_deleted_between_search_and_sizes_is_left_out(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(2):
        world.deliver(a_mail(f"Mail {number}"))

    def delete(command: bytes) -> None:
        if b"RFC822.SIZE" in command and 1 in world.flags():
            world.delete(1)

    faults.before = delete

    assert [mail.place.uid for mail in read(through()).mails] == [2]


def test_a_mail_that_arrives_while_reading_is_read_next_time(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    world.deliver(a_mail("One"))

    def arrive(command: bytes) -> None:
        if b"RFC822.SIZE" in command and len(world.flags()) == 1:
            world.deliver(a_mail("Two"))

    faults.before = arrive
    mailbox = through()
    first = read(mailbox)

    assert [mail.raw for mail in first.mails] == [a_mail("One")]
    assert [mail.raw for mail in read(mailbox, cursor=first.cursor).mails] == [a_mail("Two")]


def test_a_server_without_uidnext_still_gets_a_cursor_that_skips_old_mail(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    world.deliver(a_mail("One"))
    faults.rewrites.append((rb"\* OK \[UIDNEXT \d+\][^\r\n]*\r\n", b""))

    page = read(through())

    assert page.cursor.last_uid == 1
    assert read(through(), cursor=page.cursor).mails == ()


def test_a_folder_restored_with_its_old_uidvalidity_is_rescanned(
    world: ImapWorld, through: Callable[..., ImapMailbox]
) -> None:
    for number in range(3):
        world.deliver(a_mail(f"Mail {number}"))
    cursor = read(through()).cursor
    validity = cursor.uidvalidity
    world.dovecot.clear(USER)
    world.deliver(a_mail("After the restore"))
    world.dovecot.doveadm("mailbox", "update", "-u", USER, "--uid-validity", str(validity), "INBOX")

    assert [mail.raw for mail in read(through(), cursor=cursor).mails] == [a_mail("After the restore")]


def test_a_page_holds_no_more_in_memory_than_it_may(world: ImapWorld) -> None:
    for number in range(3):
        world.deliver(a_mail(f"Mail {number}"))
    mailbox = world.reader(page_bytes=len(a_mail("Mail 0")) + 1)

    first = read(mailbox)

    assert [mail.raw for mail in first.mails] == [a_mail("Mail 0"), a_mail("Mail 1")]
    assert first.more
    assert [mail.raw for mail in read(mailbox, cursor=first.cursor).mails] == [a_mail("Mail 2")]


def test_a_server_that_understates_a_size_cannot_pass_a_large_mail(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    world.deliver(a_mail("Large", "x" * 5000))
    faults.rewrites.append((rb"RFC822.SIZE \d+", b"RFC822.SIZE 10"))

    mail = through().fetch("INBOX", None, limit=5, max_bytes=1000).mails[0]

    assert mail.raw is None
    assert mail.size > 5000
    assert b"Subject: Large" in mail.head


def test_a_server_that_keeps_no_keywords_is_told_from_one_that_is_away(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = world.deliver(a_mail())
    faults.rewrites.append((rb"\[PERMANENTFLAGS \([^)]*\)\]", rb"[PERMANENTFLAGS (\\Seen \\Deleted)]"))

    with pytest.raises(MailboxUnavailable, match="keeps no keyword") as caught:
        through().mark(world.place(uid))

    assert caught.value.code == "mailbox_keyword_refused"
    assert world.flags() == {uid: set()}


def test_a_server_that_keeps_just_our_keyword_is_enough(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = world.deliver(a_mail())
    faults.rewrites.append((rb"\[PERMANENTFLAGS \([^)]*\)\]", rb"[PERMANENTFLAGS ($crossdocktaken)]"))

    through().mark(world.place(uid))

    assert world.flags() == {uid: {TAKEN}}


def test_a_folder_that_may_only_be_read_says_so(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = world.deliver(a_mail())
    faults.rewrites.append((rb"\[READ-WRITE\]", b"[READ-ONLY]"))

    with pytest.raises(MailboxUnavailable, match="may only read") as caught:
        through().mark(world.place(uid))

    assert caught.value.code == "mailbox_read_only"


def test_without_move_a_mail_is_copied_and_only_it_is_expunged(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    taken, flagged = world.deliver(a_mail("Taken")), world.deliver(a_mail("Flagged by a person"))
    with world.dovecot.login(USER) as imap:
        imap.select("INBOX")
        imap.uid("STORE", str(flagged), "+FLAGS", "(\\Deleted)")
        imap.unselect()
    faults.rewrites.append(WITHOUT_MOVE)

    mailbox = through(marking=MOVE)
    mailbox.mark(world.place(taken))
    mailbox.mark(world.place(taken))

    assert world.raws(ARCHIVE) == [a_mail("Taken")]
    assert world.flags() == {flagged: {"\\Deleted"}}
    assert not any(command.startswith(b"UID MOVE") for command in faults.commands)


def test_without_move_and_uidplus_nothing_is_expunged_and_the_copy_is_made_once(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    uid = world.deliver(a_mail())
    faults.rewrites += [WITHOUT_MOVE, WITHOUT_UIDPLUS]

    mailbox = through(marking=MOVE)
    mailbox.mark(world.place(uid))
    mailbox.mark(world.place(uid))

    assert world.raws(ARCHIVE) == [a_mail()]
    assert world.flags() == {uid: {"\\Deleted"}}


def test_a_refused_mark_of_a_mail_that_is_gone_is_fine_and_of_one_that_is_there_is_not(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    gone, there = world.deliver(a_mail("Gone")), world.deliver(a_mail("There"))
    place = world.place(gone)
    world.delete(gone)
    faults.answers.append((r"UID STORE", b"{tag} NO [EXPUNGEISSUED] Some messages no longer exist\r\n"))

    through().mark(place)
    with pytest.raises(MailboxUnavailable, match="refused"):
        through().mark(world.place(there))


def test_a_wrong_password_has_its_own_code_and_is_not_repeated_at_once(world: ImapWorld) -> None:
    with pytest.raises(MailboxUnavailable, match="correct login or password") as caught:
        world.reader(password="not-the-secret").ping()

    assert caught.value.code == "mailbox_login_refused"
    assert caught.value.retry_after >= 600
    assert "not-the-secret" not in str(caught.value)


def test_a_password_beyond_ascii_is_refused_as_a_password_not_as_a_crash(world: ImapWorld) -> None:
    with pytest.raises(MailboxUnavailable) as caught:
        world.reader(password="schlüssel").ping()

    assert caught.value.code == "mailbox_login_refused"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"{tag} NO [UNAVAILABLE] Temporary authentication failure\r\n", "mailbox_unavailable"),
        (b"{tag} NO [AUTHENTICATIONFAILED] the password warm-up-1 is wrong\r\n", "mailbox_login_refused"),
        (b"{tag} BAD say something else than warm-up-1\r\n", "mailbox_login_refused"),
        (HANG_UP, "mailbox_unavailable"),
    ],
)
def test_a_login_that_fails_tells_why_and_never_the_password(
    faults: Faults, through: Callable[..., ImapMailbox], answer: bytes, code: str
) -> None:
    faults.answers.append((r"LOGIN", answer))

    with pytest.raises(MailboxUnavailable) as caught:
        through(password="warm-up-1").ping()

    assert caught.value.code == code
    assert "warm-up-1" not in str(caught.value)


def test_a_server_that_takes_no_password_in_clear_is_asked_for_tls(
    faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    faults.rewrites.append((rb"(CAPABILITY IMAP4rev1)", rb"\1 LOGINDISABLED"))

    with pytest.raises(MailboxUnavailable, match="starttls") as caught:
        through().ping()

    assert caught.value.code == "mailbox_login_disabled"
    assert not any(command.startswith(b"LOGIN") for command in faults.commands)


def test_no_log_line_has_mail_text_or_password(
    world: ImapWorld, faults: Faults, through: Callable[..., ImapMailbox], caplog: pytest.LogCaptureFixture
) -> None:
    world.deliver(a_mail("Confidential subject", "Confidential body"))
    world.deliver(a_mail("Other"))
    faults.answers.append(
        (r"UID FETCH 1 \(BODY", b"* 1 FETCH (UID Confidential BODY[] x)\r\n{tag} OK done\r\n")
    )

    with caplog.at_level(logging.DEBUG):
        page = read(through())
        through().mark(page.mails[1].place)
        with contextlib.suppress(MailboxUnavailable):
            through(password="wrong-secret").ping()

    text = caplog.text + repr([record.__dict__ for record in caplog.records])
    assert "Confidential" not in text
    assert "wrong-secret" not in text
    assert world.dovecot.users[USER] not in text


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, signed by itself, with its key in the same file."""
    folder = tmp_path_factory.mktemp("tls")
    key, crt = folder / "key.pem", folder / "crt.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-keyout", key, "-out", crt, "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    both = folder / "both.pem"
    both.write_bytes(key.read_bytes() + crt.read_bytes())
    return both


def secured(world: ImapWorld, proxy: FaultyImap, *, tls: Any, ca_file: Path | None) -> ImapMailbox:
    """Return a mailbox that speaks TLS."""
    account = ImapAccount(
        host="127.0.0.1",
        port=proxy.port,
        tls=tls,
        login=USER,
        password=world.dovecot.users[USER],
        ca_file=ca_file,
        timeout_s=10,
    )
    return ImapMailbox("shared", account, clock=WallClock())


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_mail_is_read_over_tls(world: ImapWorld, faults: Faults, certificate: Path, tls: str) -> None:
    world.deliver(a_mail())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    starttls = tls == "starttls"
    if starttls:
        faults.rewrites.append((rb"(CAPABILITY IMAP4rev1)", rb"\1 STARTTLS"))

    with FaultyImap(world.dovecot.port, faults, tls=context, starttls=starttls) as proxy:
        page = read(secured(world, proxy, tls=tls, ca_file=certificate))

    assert [mail.raw for mail in page.mails] == [a_mail()]


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_a_certificate_that_nobody_signed_is_not_trusted(
    world: ImapWorld, faults: Faults, certificate: Path, tls: str
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    starttls = tls == "starttls"
    if starttls:
        faults.rewrites.append((rb"(CAPABILITY IMAP4rev1)", rb"\1 STARTTLS"))

    with (
        FaultyImap(world.dovecot.port, faults, tls=context, starttls=starttls) as proxy,
        pytest.raises(MailboxUnavailable, match="not trusted") as caught,
    ):
        secured(world, proxy, tls=tls, ca_file=None).ping()

    assert caught.value.code == "mailbox_tls_failed"
    assert not any(command.startswith(b"LOGIN") for command in faults.commands)


def test_a_server_without_starttls_gets_no_password(world: ImapWorld, faults: Faults) -> None:
    with (
        FaultyImap(world.dovecot.port, faults) as proxy,
        pytest.raises(MailboxUnavailable, match="STARTTLS") as caught,
    ):
        secured(world, proxy, tls="starttls", ca_file=None).ping()

    assert caught.value.code == "mailbox_capability_missing"
    assert not any(command.startswith(b"LOGIN") for command in faults.commands)


def test_tls_on_a_port_in_clear_says_which_port_takes_what(world: ImapWorld, faults: Faults) -> None:
    with (
        FaultyImap(world.dovecot.port, faults) as proxy,
        pytest.raises(MailboxUnavailable, match="port 993 takes implicit TLS") as caught,
    ):
        secured(world, proxy, tls="implicit", ca_file=None).ping()

    assert caught.value.code == "mailbox_tls_failed"
