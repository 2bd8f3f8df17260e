"""Effects: changes wanted outside, as closed data. Only the outbox carries them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from crossdock.domain.exception_case import ExceptionRecord
from crossdock.domain.reading import DateBasis


class Target(StrEnum):
    """Where an effect goes."""

    ODOO = "odoo"
    MAILBOX = "mailbox"
    SUBSCRIBER = "subscriber"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenException:
    """Create the exception record of `record.case_key` (exactly once, by external id)."""

    record: ExceptionRecord
    kind: Literal["open_exception"] = "open_exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateException:
    """Write new values (absolute, so a repeat is harmless) to an exception that exists; may reopen it.

    A guarded action: `stale`, and nothing written, where people closed the exception without having seen
    these values (it holds fewer occurrences), unless it `reopen`s; an applied one never does.
    `only` names the record's fields to write, none: all; what people corrected in others is left.
    """

    record: ExceptionRecord
    reopen: bool = False
    only: tuple[str, ...] = ()
    kind: Literal["update_exception"] = "update_exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseException:
    """Resolve or cancel the exception of `case_key` and its open activity."""

    case_key: str
    state: Literal["resolved", "cancelled"]
    resolution_code: str
    note: str = ""
    kind: Literal["close_exception"] = "close_exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishClosing:
    """Take our open to-do from an exception that people closed, and note who closed it, where nothing does.

    `resolution_code` is noted where they left none. One that stands open again is left alone.
    """

    case_key: str
    resolution_code: str
    kind: Literal["finish_closing"] = "finish_closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNote:
    """Post one internal note in the chatter of an exception (plain text; the adapter escapes it)."""

    case_key: str
    text: str
    kind: Literal["post_note"] = "post_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachMail:
    """Attach the raw mail with that blob digest to an exception, once."""

    case_key: str
    blob_digest: str
    file_name: str
    kind: Literal["attach_mail"] = "attach_mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleActivity:
    """Make one to-do for the owner of an exception, due by `look_by` in the zone of that user."""

    case_key: str
    user_id: int
    decided_at: datetime
    urgency: int
    summary: str
    kind: Literal["schedule_activity"] = "schedule_activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class HastenActivity:
    """Move the open to-do of a case that became urgent to today, as the user who has it counts days.

    One that is due earlier stays, and where the owner is done with it none is made.
    """

    case_key: str
    decided_at: datetime
    urgency: int
    kind: Literal["hasten_activity"] = "hasten_activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePromise:
    """Keep the supplier's accepted promise on a purchase line, and move Odoo's forecast with it.

    A guarded action: `stale` when `fingerprint` no longer fits the line; it is then decided anew from the
    stored mail `inbox_id`, and `times_stale` counts how often that has happened before. Writes the promised
    date with its basis and the open moves' date (unless parts of several days are agreed: each keeps its
    own), never `date_planned` (the vendor's on-time rate is measured against it). `requested_date` is stored
    the first time only. `said_at` is the mail's date (ISO), so that a confirmation sent earlier never
    overrides a later one.
    """

    purchase_line_id: int
    promised_date: date
    basis: DateBasis
    requested_date: date
    said_at: str
    arrival_date: date | None = None
    """When the goods are then here, where that is another day (basis `ship`): Odoo's forecast."""
    fingerprint: str
    inbox_id: int
    times_stale: int = 0
    kind: Literal["write_promise"] = "write_promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkMail:
    """Mark a fetched mail as taken in its mailbox (keyword or move, as the mailbox is configured)."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    kind: Literal["mark_mail"] = "mark_mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEvent:
    """Tell a subscriber that something happened. `data` is plain JSON: ids and codes."""

    subscription_id: int
    event_id: str
    event_type: str
    at: str
    data: dict[str, Any]
    kind: Literal["send_event"] = "send_event"


OdooEffect = (
    OpenException
    | UpdateException
    | CloseException
    | FinishClosing
    | PostNote
    | AttachMail
    | ScheduleActivity
    | HastenActivity
    | WritePromise
)
AnyEffect = OdooEffect | MarkMail | SendEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEffect:
    """An effect with its identity: `key` is the fact's (never the attempt's), `stream` keeps order."""

    key: str
    stream: str
    target: Target
    company_id: int
    body: AnyEffect


class ReceiptStatus(StrEnum):
    """What became of one delivery attempt."""

    SENT = "sent"
    UNKNOWN = "unknown"
    """It timed out; the target may have done it. The repeat is harmless."""
    RETRY = "retry"
    """The target answered, but asks to come again (serialization, lock, 5xx)."""
    UNREACHABLE = "unreachable"
    """The target is away; the attempt does not count."""
    BUSY = "busy"
    """Something answers, and takes nothing now, as a receiver that starts; the attempt does not count."""
    STALE = "stale"
    """Refused since what it was planned from changed meanwhile: to be decided anew, or dropped (an event)."""
    REFUSED = "refused"
    """Refused by content: dead at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The result of delivering one effect. `remote_id` is the record made or changed, where known."""

    key: str
    status: ReceiptStatus
    remote_id: int | None = None
    error: str = ""
