"""Logging in to IMAP servers: refusals, TLS, and what must never be told."""

from __future__ import annotations

import contextlib
import logging
import ssl
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from imap_faults import HANG_UP, Faults, FaultyImap
from mailbox_world import USER, ImapWorld, WallClock, a_mail, read

from crossdock.adapters.imap import ImapAccount, ImapMailbox
from crossdock.domain.errors import MailboxUnavailable
from stack.dovecot import Dovecot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


pytestmark = pytest.mark.real


def test_a_wrong_password_has_its_own_code_and_is_not_repeated_at_once(imap_world: ImapWorld) -> None:
    with pytest.raises(MailboxUnavailable, match="correct login or password") as caught:
        imap_world.reader(password="not-the-secret").ping()

    assert caught.value.code == "mailbox_login_refused"
    assert caught.value.retry_after >= 600
    assert "not-the-secret" not in str(caught.value)


def test_a_password_beyond_ascii_logs_in() -> None:
    # the first user has an ASCII password, since Python's own client knows no other
    with Dovecot(users={"first": "first-secret", "second": 'schlüssel ß 密 "\\'}) as server:
        account = ImapAccount(
            host="127.0.0.1",
            port=server.port,
            tls="none",
            login="second",
            password=server.users["second"],
            timeout_s=20,
        )
        ImapMailbox("shared", account, clock=WallClock()).ping()


def test_noise_instead_of_capabilities_is_a_server_that_is_ill(
    faults: Faults, through: Callable[..., ImapMailbox]
) -> None:
    faults.rewrites.append((rb"\[?CAPABILITY [^\]\r\n]*\]?", b"noise"))

    with pytest.raises(MailboxUnavailable) as caught:
        through().ping()

    assert caught.value.code == "mailbox_unavailable"


def test_a_password_beyond_ascii_is_refused_as_a_password_not_as_a_crash(imap_world: ImapWorld) -> None:
    with pytest.raises(MailboxUnavailable) as caught:
        imap_world.reader(password="schlüssel").ping()

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
    imap_world: ImapWorld,
    faults: Faults,
    through: Callable[..., ImapMailbox],
    caplog: pytest.LogCaptureFixture,
) -> None:
    imap_world.deliver(a_mail("Confidential subject", "Confidential body"))
    imap_world.deliver(a_mail("Other"))
    faults.answers.append(
        (r"UID FETCH 1 \(BODY", b"* 1 FETCH (UID Confidential BODY[] x)\r\n{tag} OK done\r\n")
    )

    with caplog.at_level(logging.DEBUG):
        page = read(through())
        through().mark([page.mails[1].place])
        with contextlib.suppress(MailboxUnavailable):
            through(password="wrong-secret").ping()

    text = caplog.text + repr([record.__dict__ for record in caplog.records])
    assert "Confidential" not in text
    assert "wrong-secret" not in text
    assert imap_world.dovecot.users[USER] not in text


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


def secured(imap_world: ImapWorld, proxy: FaultyImap, *, tls: Any, ca_file: Path | None) -> ImapMailbox:
    """Return a mailbox that speaks TLS."""
    account = ImapAccount(
        host="127.0.0.1",
        port=proxy.port,
        tls=tls,
        login=USER,
        password=imap_world.dovecot.users[USER],
        ca_file=ca_file,
        timeout_s=10,
    )
    return ImapMailbox("shared", account, clock=WallClock())


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_mail_is_read_over_tls(imap_world: ImapWorld, faults: Faults, certificate: Path, tls: str) -> None:
    imap_world.deliver(a_mail())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    starttls = tls == "starttls"
    if starttls:
        faults.rewrites.append((rb"(CAPABILITY IMAP4rev1)", rb"\1 STARTTLS"))

    with FaultyImap(imap_world.dovecot.port, faults, tls=context, starttls=starttls) as proxy:
        page = read(secured(imap_world, proxy, tls=tls, ca_file=certificate))

    assert [mail.raw for mail in page.mails] == [a_mail()]


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_a_certificate_that_nobody_signed_is_not_trusted(
    imap_world: ImapWorld, faults: Faults, certificate: Path, tls: str
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    starttls = tls == "starttls"
    if starttls:
        faults.rewrites.append((rb"(CAPABILITY IMAP4rev1)", rb"\1 STARTTLS"))

    with (
        FaultyImap(imap_world.dovecot.port, faults, tls=context, starttls=starttls) as proxy,
        pytest.raises(MailboxUnavailable, match="not trusted") as caught,
    ):
        secured(imap_world, proxy, tls=tls, ca_file=None).ping()

    assert caught.value.code == "mailbox_tls_failed"
    assert not any(command.startswith(b"LOGIN") for command in faults.commands)


def test_a_server_without_starttls_gets_no_password(imap_world: ImapWorld, faults: Faults) -> None:
    with (
        FaultyImap(imap_world.dovecot.port, faults) as proxy,
        pytest.raises(MailboxUnavailable, match="STARTTLS") as caught,
    ):
        secured(imap_world, proxy, tls="starttls", ca_file=None).ping()

    assert caught.value.code == "mailbox_capability_missing"
    assert not any(command.startswith(b"LOGIN") for command in faults.commands)


def test_tls_on_a_port_in_clear_says_which_port_takes_what(imap_world: ImapWorld, faults: Faults) -> None:
    with (
        FaultyImap(imap_world.dovecot.port, faults) as proxy,
        pytest.raises(MailboxUnavailable, match="port 993 takes implicit TLS") as caught,
    ):
        secured(imap_world, proxy, tls="implicit", ca_file=None).ping()

    assert caught.value.code == "mailbox_tls_failed"
