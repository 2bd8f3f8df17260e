"""Suppliers' mails as bytes: what our mail server found out stands on top, as it would for real."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from itertools import count

SUPPLIER = "sales@lindenau.example"
STRANGER = "someone@elsewhere.example"
OTHER_SUPPLIER = "orders@kabel.example"
AUTHSERV = "mx.crossdock.example"
SENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PASS, FAIL = "pass", "fail"
_numbers = count(1)


def a_mail(
    text: str,
    *,
    sender: str = SUPPLIER,
    sent: datetime = SENT,
    subject: str = "Your order",
    message_id: str | None = None,
    authenticated: str | None = PASS,
) -> bytes:
    """Return a plain-text mail; `authenticated` is the DMARC result of our server, None: it said nothing."""
    message = EmailMessage()
    if authenticated is not None:
        domain = sender.partition("@")[2]
        message["Authentication-Results"] = f"{AUTHSERV}; dmarc={authenticated} header.from={domain}"
    message["From"] = sender
    message["To"] = "purchasing@ourselves.example"
    message["Date"] = format_datetime(sent)
    message["Subject"] = subject
    message["Message-ID"] = message_id or f"<{next(_numbers)}@{sender.partition('@')[2]}>"
    message.set_content(text)
    return message.as_bytes(policy=SMTP)


def delay(day: str, *, po: str = "P00012", line: int = 1, **more: object) -> bytes:
    """Return a mail that moves one line to another day, said like `15 December 2026`."""
    text = f"Dear team,\n\nPO {po} line {line} will be delayed until {day}.\n\nRegards\nPetra Lindenau\n"
    return a_mail(text, **more)


def confirmation(day: str | None = None, *, po: str = "P00012", line: int = 1, **more: object) -> bytes:
    """Return a mail that confirms one line, for a day where one is given."""
    when = f" for delivery on {day}" if day else " as ordered"
    text = f"Dear team,\n\nwe confirm PO {po} line {line}{when}.\n\nRegards\nPetra Lindenau\n"
    return a_mail(text, **more)


def through_another_relay(raw: bytes) -> bytes:
    """Return the same mail as another server delivers it: other trace headers, other line ends."""
    return b"Received: from relay by mx; Mon, 23 Nov 2026 08:00:01 +0000\r\n" + raw
