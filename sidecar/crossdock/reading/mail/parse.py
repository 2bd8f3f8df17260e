"""Raw bytes to content: what a mail says and carries, without asking anyone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from crossdock.domain.reading import Evidence, Problem
from crossdock.reading.mail.authentication import authentication_results
from crossdock.reading.mail.body import Body, read_body
from crossdock.reading.mail.content import AttachmentInfo, MailContent
from crossdock.reading.mail.digest import key_of, message_id_of
from crossdock.reading.mail.headers import addresses, header_text, message_ids, raw_header, sent_at
from crossdock.reading.mail.language import language_of
from crossdock.reading.mail.mime import MAX_DEPTH, Leaf, Tree, read_message, read_tree
from crossdock.reading.mail.newest_text import split_newest
from crossdock.reading.mail.references import find_references

if TYPE_CHECKING:
    from email.message import Message

_WEAK_SIGNS = ("Date", "Message-ID", "Received", "Subject", "To", "MIME-Version", "Return-Path")


def identify(raw: bytes) -> str | None:
    """Return the digest that a mail is known by, without reading it; None where the bytes are no e-mail."""
    message = read_message(raw)
    return key_of(message).digest if _is_mail(message) else None


def subject_of(raw: bytes) -> str:
    """Return the subject of a mail without reading the rest of it."""
    return header_text(read_message(raw), "Subject")


def parse(raw: bytes, *, authserv_id: str | None = None) -> MailContent:
    """Return what the mail contains; whatever cannot be read stands in `problems`."""
    message = read_message(raw)
    tree = read_tree(message)
    body = read_body(tree.leaves)
    attachments, attached_text = _attachments(tree)
    split = split_newest(body.text)
    subject = header_text(message, "Subject")
    rest = "\n\n".join(text for text in (split.rest, attached_text) if text)
    sender = next(iter(addresses(message, "From")), ("", ""))
    return MailContent(
        message_id=message_id_of(message),
        from_address=sender[1],
        from_name=sender[0],
        to_addresses=tuple(a for name in ("To", "Cc") for _, a in addresses(message, name)),
        reply_to=next((a for _, a in addresses(message, "Reply-To")), None),
        date=sent_at(message),
        subject=subject,
        in_reply_to=message_ids(message, "In-Reply-To"),
        references=message_ids(message, "References"),
        auto_submitted=_is_automatic(message),
        is_bulk=_is_bulk(message),
        is_bounce=_is_bounce(message, tree, sender[1]),
        newest_text=split.newest,
        quoted_text=rest,
        answered_text=split.answered,
        hidden_text=body.hidden,
        is_interleaved=split.is_interleaved,
        full_text="\n\n".join(text for text in (body.text, attached_text) if text),
        has_html=body.has_html,
        has_tables=body.has_tables,
        attachments=attachments,
        language=language_of(split.newest or body.text or subject),
        order_references=find_references([("body", split.newest), ("subject", subject), ("quoted", rest)]),
        problems=tuple(_problems(message, tree, body, authenticated=sender[1])),
        authentication=authentication_results(message),
        authserv_id=authserv_id,
    )


def _attachments(tree: Tree, depth: int = 0) -> tuple[tuple[AttachmentInfo, ...], str]:
    """Return all attachments, those inside attached mails too, and the attached mails' own text."""
    found: list[AttachmentInfo] = []
    texts: list[str] = []
    for leaf in tree.leaves:
        if leaf.content_type == "text/rfc822-headers":
            texts.append(leaf.data.decode("utf-8", "replace"))
        elif leaf.is_attachment:
            found.append(_info(leaf))
        if leaf.message is not None and depth < MAX_DEPTH:
            inner = read_tree(leaf.message)
            headers = [f"{n}: {header_text(leaf.message, n)}" for n in ("From", "Date", "Subject")]
            infos, text = _attachments(inner, depth + 1)
            found.extend(infos)
            texts.append("\n".join([*headers, "", read_body(inner.leaves).text, text]).strip())
    return tuple(found), "\n\n".join(texts)


def _info(leaf: Leaf) -> AttachmentInfo:
    fallback = "message.eml" if leaf.message is not None else f"part-{leaf.path}"
    return AttachmentInfo(
        name=leaf.filename or fallback,
        content_type=leaf.content_type,
        size=len(leaf.data),
        digest=hashlib.sha256(leaf.data).hexdigest(),
        is_message=leaf.message is not None,
        is_inline=leaf.is_inline,
    )


def _is_automatic(message: Message) -> bool:
    """Return whether a program answered (RFC 3834 and what older programs write)."""
    submitted = (raw_header(message, "Auto-Submitted") or "no").lower()
    precedence = (raw_header(message, "Precedence") or "").lower()
    return (
        not submitted.startswith("no")
        or precedence == "auto_reply"
        or any(
            raw_header(message, name) is not None for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")
        )
    )


def _is_bulk(message: Message) -> bool:
    precedence = (raw_header(message, "Precedence") or "").lower()
    return raw_header(message, "List-Unsubscribe") is not None or precedence in ("bulk", "list", "junk")


def _is_bounce(message: Message, tree: Tree, sender: str) -> bool:
    kind = (raw_header(message, "Content-Type") or "").lower()
    if "multipart/report" in kind and ("delivery-status" in kind or "report-type" not in kind):
        return True
    if any(leaf.content_type == "message/delivery-status" for leaf in tree.leaves):
        return True
    is_daemon = sender.split("@")[0] in ("mailer-daemon", "postmaster", "mail-daemon")
    return is_daemon and (raw_header(message, "Return-Path") or "<>") == "<>"


def _is_mail(message: Message) -> bool:
    weak = sum(raw_header(message, name) is not None for name in _WEAK_SIGNS)
    return raw_header(message, "From") is not None or weak >= 2


def _problems(message: Message, tree: Tree, body: Body, *, authenticated: str) -> list[Problem]:
    problems = list(body.problems)
    if not _is_mail(message):
        problems.append(Problem(code="not_a_mail", text="These bytes have no headers of an e-mail."))
    elif not authenticated:
        problems.append(Problem(code="no_sender", text="The From header holds no readable address."))
    if tree.is_cut:
        problems.append(
            Problem(code="structure_cut", text="The MIME structure exceeds the limits; a part is unread.")
        )
    if not body.text.strip():
        evidence = Evidence(part="body", text="")
        problems.append(Problem(code="no_text", text="The mail has no text of its own.", evidence=evidence))
    return problems
