"""One logged-in connection, for one call."""

from __future__ import annotations

import logging
import ssl
from typing import TYPE_CHECKING, Any, Self

from imapclient import IMAPClient, SocketTimeout

from crossdock.adapters.imap.errors import SERVER_ERRORS, FolderMissing, as_unavailable
from crossdock.domain.errors import MailboxUnavailable

if TYPE_CHECKING:
    from types import TracebackType

    from crossdock.adapters.imap.account import ImapAccount

# At level DEBUG the library logs every line of the protocol, mail text included.
logging.getLogger("imapclient").setLevel(logging.WARNING)


class Session:
    """A context manager: logged in inside, closed after it, whatever happens."""

    def __init__(self, account: ImapAccount) -> None:
        self.account = account
        self.client: Any = None

    def __enter__(self) -> Self:
        """Connect and log in; raises `MailboxUnavailable`."""
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye, or only hang up after an error; turn a server's error into ours."""
        self._close(polite=error is None)
        if isinstance(error, SERVER_ERRORS) and not isinstance(error, MailboxUnavailable):
            # "from None": the library's message may quote what the server said, mail text included
            raise as_unavailable(error, self.account) from None

    def reopen(self) -> None:
        """Hang up and connect anew: after an odd answer nobody knows where in the stream we are."""
        self._close(polite=False)
        self._open()

    def select(self, folder: str, *, readonly: bool) -> dict[bytes, Any]:
        """Open a folder and return the server's word on it; raises `FolderMissing`."""
        try:
            info: dict[bytes, Any] = self.client.select_folder(folder, readonly=readonly)
        except self.client.AbortError:
            raise
        except self.client.Error:
            if self.client.folder_exists(folder):
                raise
            raise FolderMissing(
                f"{self.account.label}: there is no folder {folder!r}; create it, or correct its name"
            ) from None
        if b"UIDVALIDITY" not in info:
            raise MailboxUnavailable(
                f"{self.account.label}: the server gives no lasting numbers in folder {folder!r}; "
                "it cannot be read reliably",
                code="mailbox_without_uids",
            )
        return info

    def _open(self) -> None:
        """Connect, secure and log in."""
        account = self.account
        context = None
        try:
            if account.tls != "none":
                context = ssl.create_default_context(cafile=account.ca_file)
            self.client = IMAPClient(
                account.host,
                port=account.port,
                ssl=account.tls == "implicit",
                ssl_context=context,
                timeout=SocketTimeout(connect=account.timeout_s, read=account.timeout_s),
            )
            if account.tls == "starttls":
                self.client.starttls(context)
            self._login()
        except BaseException as error:  # whatever it is, no connection stays open
            self._close(polite=False)
            if isinstance(error, SERVER_ERRORS):
                raise as_unavailable(error, account) from None
            raise

    def _login(self) -> None:
        """Log in; IMAP's LOGIN knows ASCII only, so other passwords go by SASL."""
        account = self.account
        if self.client.has_capability("LOGINDISABLED"):
            raise MailboxUnavailable(
                f"{account.label}: the server takes no password here; use starttls or implicit TLS",
                code="mailbox_login_disabled",
            )
        if account.login.isascii() and account.password.isascii():
            self.client.login(account.login, account.password)
        else:
            self.client.plain_login(account.login, account.password)

    def _close(self, *, polite: bool) -> None:
        """Close the connection; what goes wrong while closing matters to nobody."""
        client, self.client = self.client, None
        if client is None:
            return
        try:
            if polite:
                client.logout()
                return
        except SERVER_ERRORS:
            pass
        try:
            client.shutdown()
        except SERVER_ERRORS:
            return
