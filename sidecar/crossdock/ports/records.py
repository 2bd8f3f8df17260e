"""What the ledger holds, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from crossdock.domain.agreement import LineBaseline
from crossdock.domain.effect import PlannedEffect, ReceiptStatus
from crossdock.domain.exception_case import Case, ExceptionRecord
from crossdock.ports.json_types import JsonObject
from crossdock.ports.mailbox import MailPlace


class InboxState(StrEnum):
    """Where a fact stands."""

    STORED = "stored"
    DECIDED = "decided"
    REVIEW = "review"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """A fact as it came in. (`company_id`, `channel`, `fact_key`) is unique: the same fact is one row."""

    company_id: int
    channel: str
    source: str
    fact_key: str
    payload: bytes
    media_type: str
    correlation_id: str
    place: MailPlace | None = None
    meta: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEntry:
    """A stored fact. `answer` is what was answered once decided (JSON).

    `leased_until` is the end of its last lease, and tells whose that lease is.
    """

    id: int
    company_id: int
    channel: str
    source: str
    fact_key: str
    blob_digest: str
    media_type: str
    correlation_id: str
    state: InboxState
    received_at: datetime
    attempts: int = 0
    leased_until: datetime | None = None
    outcome: str | None = None
    answer: JsonObject | None = None
    meta: JsonObject = field(default_factory=dict)
    places: tuple[MailPlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWrite:
    """A new (`version` None) or changed case; refused when stale, or a second open one of its key."""

    record: ExceptionRecord
    version: int | None = None
    closed_at: datetime | None = None
    resolution_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCase:
    """A case with the version to write it under."""

    case: Case
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalDraft:
    """One journal entry to append: ids, digests and codes only, no personal data."""

    kind: str
    company_id: int
    correlation_id: str
    body: JsonObject
    inbox_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """An appended journal entry; `digest` is over RFC 8785 JSON of the entry and `prev_digest`."""

    id: int
    at: datetime
    kind: str
    company_id: int
    correlation_id: str
    inbox_id: int | None
    body: JsonObject
    prev_digest: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedFact:
    """A time from which figures are computed, once per (`subject`, `name`)."""

    company_id: int
    subject: str
    name: str
    at: datetime
    value: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxResult:
    """What became of an inbox entry."""

    inbox_id: int
    state: InboxState
    outcome: str
    answer: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Everything that one decision writes, in one transaction."""

    journal: tuple[JournalDraft, ...] = ()
    result: InboxResult | None = None
    cases: tuple[CaseWrite, ...] = ()
    effects: tuple[PlannedEffect, ...] = ()
    baselines: tuple[LineBaseline, ...] = ()
    facts: tuple[TimedFact, ...] = ()
    blobs: tuple[tuple[str, bytes], ...] = ()
    """(retention class, content): `snapshot` and the like; referred to by SHA-256 from the journal."""
    correlation_id: str = ""
    cursor: tuple[str, str] | None = None


class OutboxState(StrEnum):
    """Where an effect stands."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    SUPERSEDED = "superseded"
    """What it was planned from changed meanwhile; another effect, decided anew, takes its place. An event:
    nobody asks for it any more."""
    FAILED = "failed"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """An effect on its way out. `seq` orders it within its stream; `replays` counts how often it was dead
    and somebody asked for it once more."""

    id: int
    seq: int
    effect: PlannedEffect
    state: OutboxState
    attempts: int
    created_at: datetime
    next_at: datetime
    correlation_id: str
    replays: int = 0
    last_error: str = ""
    sent_at: datetime | None = None
    remote_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How an outbox row goes on after a delivery attempt."""

    row_id: int
    state: OutboxState
    status: ReceiptStatus
    counts: bool = True
    next_at: datetime | None = None
    error: str = ""
    remote_id: int | None = None


class RequestState(StrEnum):
    """What is known of an idempotency key."""

    NEW = "new"
    RUNNING = "running"
    DONE = "done"
    MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSlot:
    """The answer to `begin_request`; `status`, `body` where DONE."""

    state: RequestState
    status: int = 0
    body: JsonObject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A caller's key; only its hash is stored."""

    id: int
    name: str
    key_hash: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeBefore:
    """What a purge may remove: what was stored, answered or closed before these times."""

    blobs: datetime
    answers: datetime
    effects: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What a purge removed: the bytes of facts, snapshots, answers of idempotency keys, closed effects."""

    mails: int = 0
    snapshots: int = 0
    answers: int = 0
    effects: int = 0

    def __bool__(self) -> bool:
        return any((self.mails, self.snapshots, self.answers, self.effects))

    def __add__(self, other: Purged) -> Purged:
        return Purged(
            mails=self.mails + other.mails,
            snapshots=self.snapshots + other.snapshots,
            answers=self.answers + other.answers,
            effects=self.effects + other.effects,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """A stored set of policies; `content` is the files' text by name."""

    version: str
    content: Mapping[str, str]
    activated_at: datetime
    active: bool
