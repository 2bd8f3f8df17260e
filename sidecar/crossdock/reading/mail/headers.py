"""Headers to text, addresses and times."""

from __future__ import annotations

import email.utils
import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from typing import TYPE_CHECKING

from crossdock.reading.mail.charset import decode

if TYPE_CHECKING:
    from email.message import Message

_SPACE = re.compile(r"\s+")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
MAX_HEADER = 20_000


def raw_headers(message: Message, name: str) -> list[str]:
    """Return every value of a header, top first, unfolded, undecoded bytes as surrogates."""
    wanted = name.lower()
    return [
        _SPACE.sub(" ", str(value)[:MAX_HEADER]).strip()
        for key, value in message.raw_items()
        if key.lower() == wanted
    ]


def raw_header(message: Message, name: str) -> str | None:
    """Return the first value of a header, or None."""
    return next(iter(raw_headers(message, name)), None)


def header_text(message: Message, name: str) -> str:
    """Return a header as readable text, or an empty text."""
    return decode_header_text(raw_header(message, name) or "")


def decode_header_text(value: str) -> str:
    """Return text with encoded words and raw bytes decoded."""
    text = value
    if any("\udc80" <= char <= "\udcff" for char in text):
        text, _ = decode(text.encode("utf-8", "surrogateescape"))
    if "=?" in text:
        text = _encoded_words(text)
    return _SPACE.sub(" ", "".join(c for c in text if c.isprintable() or c.isspace())).strip()


def _encoded_words(text: str) -> str:
    try:
        chunks = decode_header(text)
    except (HeaderParseError, ValueError, LookupError):
        return text
    words = [chunk if isinstance(chunk, str) else decode(chunk, label)[0] for chunk, label in chunks]
    return "".join(words)


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """Return (display name, address in lower case) of every readable address in a header."""
    found = []
    for value in raw_headers(message, name):
        for display, address in email.utils.getaddresses([value]):
            if "@" in address:
                found.append((decode_header_text(display), decode_header_text(address).lower()))
    return found


def sent_at(message: Message) -> datetime | None:
    """Return the Date header as an aware time; a time without a zone is UTC."""
    value = raw_header(message, "Date")
    if not value:
        return None
    try:
        when = email.utils.parsedate_to_datetime(value)
        return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def message_ids(message: Message, name: str) -> tuple[str, ...]:
    """Return the message ids of a header, in order, without the angle brackets."""
    return tuple(match.group()[1:-1] for match in _MESSAGE_ID.finditer(" ".join(raw_headers(message, name))))
