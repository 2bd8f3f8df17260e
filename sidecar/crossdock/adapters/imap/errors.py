"""What went wrong with a mail server, as an error that tells what to do."""

from __future__ import annotations

import re
import socket
import ssl
from typing import TYPE_CHECKING

from imapclient.exceptions import (
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)

from crossdock.domain.errors import MailboxUnavailable, MarkRefused

if TYPE_CHECKING:
    from crossdock.adapters.imap.account import ImapAccount

# Every way in which a server or the way to it fails. The last four are how the library stumbles over an
# answer that is no IMAP (found by sending it noise).
SERVER_ERRORS = (OSError, IMAPClientError, ValueError, AttributeError, LookupError, TypeError)

# The server is busy or broken (RFC 5530; large providers throttle): nothing is wrong with password or folder.
_TEMPORARY = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[EXPUNGEISSUED]", "THROTTLED")

# How the library introduces what a server says when it refuses a command.
_REFUSAL = re.compile(r"[\w ]{1,40}(?:failed|command error): ")

# A wrong password that is tried every minute locks the account on many servers.
_LOGIN_RETRY_AFTER = 900


class FolderMissing(MailboxUnavailable):
    """The folder does not exist on the server."""

    code = "mailbox_folder_missing"


def as_unavailable(error: Exception, account: ImapAccount) -> MailboxUnavailable:
    """Return the error that tells what to do about `error`, without the password."""
    if isinstance(error, MailboxUnavailable):
        return error
    if isinstance(error, LoginError) and isinstance(error.__context__, IMAPClientAbortError):
        # the library calls every end of a login a refusal, a broken connection too
        return as_unavailable(error.__context__, account)
    where = account.label
    match error:
        case LoginError():
            return _login_refused(error, account)
        case ssl.SSLCertVerificationError():
            return MailboxUnavailable(
                f"{where}: the server's certificate is not trusted ({error.verify_message}); "
                "correct the host name, or give the certificate authority's file",
                code="mailbox_tls_failed",
            )
        case ssl.SSLError():
            return MailboxUnavailable(
                f"{where}: no TLS can be spoken on this port ({error.reason}); "
                "port 993 takes implicit TLS, port 143 starttls",
                code="mailbox_tls_failed",
            )
        case CapabilityError():
            return MailboxUnavailable(
                f"{where}: the server lacks a capability: {error}", code="mailbox_capability_missing"
            )
        case IMAPClientReadOnlyError():
            return MarkRefused(
                f"{where}: the login may only read this folder; give it the right to set flags and to move",
                code="mailbox_read_only",
            )
    return MailboxUnavailable(f"{where}: {_network_trouble(error, account)}")


def as_mark_refused(error: Exception, account: ImapAccount, target: str) -> MailboxUnavailable:
    """Return what a server has against marking; what it says is busy or broken is only away."""
    known = as_unavailable(error, account)
    said = str(error)
    if known.code != MailboxUnavailable.code or not _REFUSAL.match(said) or _is_temporary(said):
        return known
    return MarkRefused(
        f"{account.label}: mails cannot be marked with {target!r}: {_short(error, account)}; choose another "
        "keyword or folder, or set marking to `none`"
    )


def _is_temporary(said: str) -> bool:
    return any(code in said.upper() for code in _TEMPORARY)


def _network_trouble(error: Exception, account: ImapAccount) -> str:
    """Return what stands between us and the server."""
    match error:
        case socket.gaierror():
            return "the host name is unknown here; correct it, or look at this machine's DNS"
        case ConnectionRefusedError():
            return "nothing listens on this port; correct it, or start the mail server"
        case TimeoutError():
            return f"no answer within {account.timeout_s:g} s; look at firewall, port and server"
        case IMAPClientAbortError() | OSError():
            return f"the connection broke ({_short(error, account)})"
    return f"the server refused or answered what is no IMAP ({_short(error, account)})"


def _login_refused(error: LoginError, account: ImapAccount) -> MailboxUnavailable:
    """Return whether the login is wrong or the server cannot check it now."""
    said = error.__context__.args[0] if error.__context__ and error.__context__.args else str(error)
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    if _is_temporary(words):
        return MailboxUnavailable(f"{account.label}: the server cannot check logins now")
    return MailboxUnavailable(
        f"{account.label}: the server refused the login ({_scrub(words, account)}); correct login or "
        "password (some providers want an app password)",
        code="mailbox_login_refused",
        retry_after=_LOGIN_RETRY_AFTER,
    )


def _short(error: Exception, account: ImapAccount) -> str:
    """Return a server's words on one short line: only its refusals, since other words may be mail text."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    words = str(error)
    return _scrub(words, account) if _REFUSAL.match(words) else type(error).__name__


def _scrub(words: str, account: ImapAccount) -> str:
    """Return a server's words shortened, and without the password, which it might repeat."""
    words = " ".join(words.split())
    if account.password:
        words = words.replace(account.password, "***")
    return words if len(words) <= 200 else words[:199] + "…"
