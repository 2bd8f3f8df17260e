"""What a mail contains, before anyone is asked what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crossdock.domain.reading import Evidence, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentInfo:
    """A part that is not the text itself. `digest` is SHA-256 of its decoded bytes."""

    name: str
    content_type: str
    size: int
    digest: str
    is_message: bool = False
    is_inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An order reference as somebody wrote it, and the names it may stand for in the buyer's spelling."""

    text: str
    candidates: tuple[str, ...]
    evidence: Evidence
    is_labelled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticationResults:
    """One Authentication-Results header: whose it is, and what passed with which domain.

    `results` holds (method, result, domain), lower case. `is_topmost` is true for the one that was
    added last, which alone can be our own server's.
    """

    authserv_id: str
    results: tuple[tuple[str, str, str], ...] = ()
    is_topmost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContent:
    """A parsed mail. `newest_text` is the author's own visible text without quotes and signature.

    `quoted_text` is what `newest_text` leaves out: it may identify an order but never states terms.
    `answered_text` is what of it is quoted: the mails that this one answers.
    `is_interleaved` when it answers between quoted lines, so that an "ok" belongs to the line above it.
    `hidden_text` is what the HTML hides from a reader: never content, only a reason to be careful.
    `authserv_id` is the one that is trusted, None where none is configured.
    """

    message_id: str | None = None
    from_address: str = ""
    from_name: str = ""
    to_addresses: tuple[str, ...] = ()
    reply_to: str | None = None
    date: datetime | None = None
    subject: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    auto_submitted: bool = False
    is_bulk: bool = False
    is_bounce: bool = False
    newest_text: str = ""
    quoted_text: str = ""
    answered_text: str = ""
    hidden_text: str = ""
    full_text: str = ""
    is_interleaved: bool = False
    has_html: bool = False
    has_tables: bool = False
    attachments: tuple[AttachmentInfo, ...] = ()
    language: str = "en"
    order_references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
    authentication: tuple[AuthenticationResults, ...] = field(default_factory=tuple)
    authserv_id: str | None = None
