"""The key of a mail: two deliveries of one mail have the same key, another content has another.

Canonical form, version 1 (never change it: the ledger's unique constraint compares with keys of years ago;
a new form gets a new version number and is looked up beside the old one):

    SHA-256 over the JSON array, ASCII, no blanks:
    ["crossdock-mail/1", message_id, from, date, [[content_type, file_name, sha256, …], …]]

- `message_id`: without angle brackets, or null. `from`: the header unfolded, runs of blanks made one.
- `date`: the header as UTC in ISO-8601 to the second, or, where unreadable, its text.
- One entry per part that is no multipart, in order: content type in lower case, the decoded file name,
  SHA-256 of the bytes *after* the transfer encoding is removed. In text parts CRLF and CR become LF and
  blanks at line ends and at the part's end are dropped, because relays re-wrap those.
- An attached mail is one entry with its own four-element form instead of a hash of its bytes.
- Left out: every other header (Received, Delivered-To, X-…, Subject, which gateways prefix), boundaries,
  preambles. The charset label is left out too: bytes are compared, never guessed text, since a guess may
  change with a library's version.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from crossdock.reading.mail.headers import decode_header_text, message_ids, raw_header, sent_at
from crossdock.reading.mail.mime import MAX_DEPTH, Leaf, read_message, read_tree

if TYPE_CHECKING:
    from email.message import Message

VERSION = "crossdock-mail/1"

# The look-behind keeps long runs of blanks from costing their length squared.
_LINE_END = re.compile(rb"(?<![ \t])[ \t]*(?:\r\n|\r|\n)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailKey:
    """What identifies a mail: its Message-ID (where it has one) and the digest of its content."""

    message_id: str | None
    digest: str


def mail_key(raw: bytes) -> MailKey:
    """Return the key of a raw message; works for bytes that are no mail, too."""
    return key_of(read_message(raw))


def key_of(message: Message) -> MailKey:
    """Return the key of a message that is already read."""
    form = [VERSION, *_form(message, 0)]
    text = json.dumps(form, ensure_ascii=True, separators=(",", ":"))
    return MailKey(message_id=message_id_of(message), digest=hashlib.sha256(text.encode("ascii")).hexdigest())


def _form(message: Message, depth: int) -> list[object]:
    parts = [_entry(leaf, depth) for leaf in read_tree(message).leaves]
    sender = decode_header_text(raw_header(message, "From") or "")
    return [message_id_of(message), sender, _date(message), parts]


def _entry(leaf: Leaf, depth: int) -> list[object]:
    if leaf.message is not None and depth < MAX_DEPTH:
        return [leaf.content_type, leaf.filename, _form(leaf.message, depth + 1)]
    data = canonical_text(leaf.data) if leaf.content_type.startswith("text/") else leaf.data
    return [leaf.content_type, leaf.filename, hashlib.sha256(data).hexdigest()]


def canonical_text(data: bytes) -> bytes:
    """Return text bytes with line ends, blanks before them and blanks at the end made equal."""
    return _LINE_END.sub(b"\n", data).rstrip()


def message_id_of(message: Message) -> str | None:
    """Return the Message-ID without its angle brackets, or what stands there; None where nothing does."""
    found = message_ids(message, "Message-ID")
    if found:
        return found[0]
    return decode_header_text(raw_header(message, "Message-ID") or "") or None


def _date(message: Message) -> str | None:
    when = sent_at(message)
    if when is not None:
        try:
            return when.astimezone(UTC).replace(microsecond=0).isoformat()
        except (OverflowError, ValueError):
            return when.isoformat()
    return raw_header(message, "Date")
