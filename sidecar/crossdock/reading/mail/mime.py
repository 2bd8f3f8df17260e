"""The tree of a message, walked with bounded work whatever the sender built."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING

from crossdock.reading.mail.headers import decode_header_text, raw_header

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PARTS = 200
MAX_DEPTH = 12
# A mail with more boundaries than this is an attack on the parser, whose work is lines times depth.
MAX_BOUNDARIES = 200

_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A part with its own bytes. `message` is set for an attached mail; `path` is like `1.2`."""

    path: str
    content_type: str
    charset: str | None
    filename: str
    data: bytes
    is_attachment: bool
    is_inline: bool = False
    alternative: str = ""
    params: tuple[tuple[str, str], ...] = ()
    message: Message | None = None

    def param(self, name: str) -> str:
        """Return a content-type parameter, lower case, or an empty text."""
        return next((value.lower() for key, value in self.params if key == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A message's headers and leaves, in order; `is_cut` when limits left something out."""

    message: Message
    leaves: tuple[Leaf, ...]
    is_cut: bool = False


def read_message(raw: bytes) -> Message:
    """Return the message; where the structure is hostile or broken only its headers and flat text."""
    if raw.lower().count(b"boundary=") <= MAX_BOUNDARIES:
        try:
            return email.message_from_bytes(raw, policy=email.policy.compat32)
        except _BROKEN:
            pass
    return _headers_only(raw)


def _headers_only(raw: bytes) -> Message:
    message = BytesHeaderParser(policy=email.policy.compat32).parsebytes(raw)
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        del message[name]
    message["X-Crossdock-Cut"] = "structure"
    return message


def read_tree(message: Message) -> Tree:
    """Return the leaves of a message in reading order."""
    leaves: list[Leaf] = []
    cut = message.get("X-Crossdock-Cut") == "structure"
    for leaf in _walk(message, "", 0, ""):
        if len(leaves) >= MAX_PARTS:
            cut = True
            break
        leaves.append(leaf)
    return Tree(message=message, leaves=tuple(leaves), is_cut=cut)


def _walk(part: Message, path: str, depth: int, alternative: str) -> Iterator[Leaf]:
    kind = content_type(part)
    payload = part.get_payload()
    if kind.startswith("message/") and isinstance(payload, list) and kind != "message/delivery-status":
        inner = payload[0] if payload and isinstance(payload[0], Message) else None
        yield _leaf(part, path, kind, alternative, inner)
    elif isinstance(payload, list) and depth < MAX_DEPTH:
        group = path + "/" if kind == "multipart/alternative" else alternative
        for number, child in enumerate(payload[:MAX_PARTS], start=1):
            if isinstance(child, Message):
                yield from _walk(child, f"{path}.{number}".lstrip("."), depth + 1, group)
    else:
        yield _leaf(part, path or "1", kind, alternative, None)


def _leaf(part: Message, path: str, kind: str, alternative: str, inner: Message | None) -> Leaf:
    name = filename(part)
    disposition = (raw_header(part, "Content-Disposition") or "").split(";")[0].strip().lower()
    is_text = kind in ("text/plain", "text/html")
    return Leaf(
        path=path,
        content_type=kind,
        charset=_charset(part),
        filename=name,
        data=payload_bytes(part) if inner is None else message_bytes(inner),
        is_attachment=inner is not None or disposition == "attachment" or not is_text or bool(name),
        # A picture that the HTML shows: a logo or a signature, nothing that states terms.
        is_inline=kind.startswith("image/")
        and (disposition != "attachment" or part.get("Content-ID") is not None),
        alternative=alternative,
        params=_params(part),
        message=inner,
    )


def content_type(part: Message) -> str:
    """Return the part's type in lower case; what cannot be read is text."""
    try:
        return part.get_content_type()
    except _BROKEN:
        return "text/plain"


def filename(part: Message) -> str:
    """Return the decoded file name without folders, or an empty text."""
    try:
        name = part.get_filename() or ""
    except _BROKEN:
        name = ""
    return decode_header_text(name).replace("\\", "/").rsplit("/", 1)[-1].strip()


def payload_bytes(part: Message) -> bytes:
    """Return the part's bytes with the transfer encoding removed."""
    try:
        payload = part.get_payload(decode=True)
    except _BROKEN:
        payload = None
    if isinstance(payload, bytes):
        return payload
    return b"\n".join(message_bytes(p) for p in part.get_payload() or () if isinstance(p, Message))


def message_bytes(message: Message) -> bytes:
    """Return an attached mail as bytes, as close to the original as the library can."""
    try:
        return message.as_bytes()
    except (*_BROKEN, UnicodeError):
        return b""


def _charset(part: Message) -> str | None:
    try:
        value = part.get_param("charset")
    except _BROKEN:
        return None
    if isinstance(value, tuple):
        value = value[2]
    return value if isinstance(value, str) else None


def _params(part: Message) -> tuple[tuple[str, str], ...]:
    try:
        found = part.get_params() or []
    except _BROKEN:
        return ()
    return tuple((str(key).lower(), str(value)) for key, value in found[1:9])
