"""What an IMAP account and its marking refuse before any connection is made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crossdock.adapters.imap import ImapAccount, ImapMailbox, Marking
from crossdock.ports import MailPlace


class Noon:
    """A clock that stands."""

    def now(self) -> datetime:
        """Return noon of a day."""
        return datetime(2026, 3, 10, 12, tzinfo=UTC)


def an_account(host: str, **more: Any) -> ImapAccount:
    """Return an account without TLS."""
    return ImapAccount(host=host, login="purchasing", password="a-secret", tls="none", **more)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.9", "::1", "localhost", "LOCALHOST"])
def test_plain_text_is_fine_on_this_machine(host: str) -> None:
    assert an_account(host).tls == "none"


@pytest.mark.parametrize("host", ["mail.example", "10.0.0.5", "localhost.example", "127.0.0.1.example", ""])
def test_plain_text_to_another_machine_is_refused_unless_it_is_allowed(host: str) -> None:
    with pytest.raises(ValueError, match="password in clear"):
        an_account(host)

    assert an_account(host, allow_plain=True).host == host


def test_an_account_never_shows_its_password() -> None:
    account = an_account("127.0.0.1")

    assert "a-secret" not in repr(account)
    assert "a-secret" not in account.label


@pytest.mark.parametrize(
    "keyword", ["\\Seen", "\\Flagged", "two words", "", "(x)", "a*", "Übernommen", "a]", 'a"']
)
def test_a_keyword_that_is_no_keyword_is_refused(keyword: str) -> None:
    with pytest.raises(ValueError, match="no IMAP keyword"):
        Marking(target=keyword)


@pytest.mark.parametrize("keyword", ["$CrossdockTaken", "CrossdockTaken", "crossdock-taken_1"])
def test_a_keyword_that_is_one_is_taken(keyword: str) -> None:
    assert Marking(target=keyword).target == keyword


def test_mails_cannot_be_moved_to_a_folder_that_is_read() -> None:
    with pytest.raises(ValueError, match="it is read"):
        ImapMailbox(
            "orders",
            an_account("127.0.0.1"),
            clock=Noon(),
            folders=("INBOX", "Taken"),
            marking=Marking(kind="move", target="Taken"),
        )


def test_a_mailbox_that_marks_nothing_asks_no_server() -> None:
    mailbox = ImapMailbox(
        "orders", an_account("127.0.0.1", port=1), clock=Noon(), marking=Marking(kind="none")
    )

    assert mailbox.mark([MailPlace(mailbox="orders", folder="INBOX", uidvalidity=1, uid=1)]) == {}
