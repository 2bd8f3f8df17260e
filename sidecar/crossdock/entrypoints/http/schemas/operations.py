"""Sweeps, deliveries, dead letters, journal and health."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from crossdock.entrypoints.http.schemas.common import Answer, Limit, Request, RowId

if TYPE_CHECKING:
    from crossdock.ports import OutboxRow


class SweepQuery(Request):
    """How many facts at most."""

    limit: Limit = 50


class DeliveryQuery(Request):
    """How many effects at most; without it, until none is due."""

    limit: int | None = Field(default=None, ge=1, le=10000)


class InboxSweepAnswer(Answer):
    """What a sweep of the inbox did: facts decided, and those left."""

    outcome: Literal["swept", "nothing_due", "erp_unavailable"]
    done: int
    left: int


class OdooSweepAnswer(Answer):
    """What a sweep of Odoo's changes did: changes followed, and those left."""

    outcome: Literal["swept", "nothing_new", "erp_unavailable"]
    done: int
    left: int


class DeliveryAnswer(Answer):
    """What a delivery did; `superseded`: line, exception or subscription changed meanwhile."""

    outcome: Literal["delivered", "partly_delivered", "target_unreachable", "nothing_due"]
    sent: int
    failed: int
    dead: int
    superseded: int
    waiting: int


class DeadLetterPath(Request):
    """One effect by its row."""

    id: RowId = Field(json_schema_extra={"example": 42})


class PageQuery(Request):
    """A page, newest first."""

    before_id: RowId | None = Field(default=None, description="`next_before_id` of the page before.")
    limit: Limit = 50


class DeadLetter(BaseModel):
    """An effect that was given up. It stops its stream until it is replayed."""

    id: int
    key: str
    stream: str
    kind: str
    target: str
    company_id: int
    attempts: int
    last_error: str
    correlation_id: str
    created_at: datetime
    next_at: datetime


class DeadLetterPage(Answer):
    """Dead letters, newest first."""

    outcome: Literal["listed"]
    dead_letters: list[DeadLetter]
    next_before_id: int | None


class ReplayAnswer(Answer):
    """How many effects are pending again."""

    outcome: Literal["replayed", "nothing_to_replay"]
    replayed: int


class JournalQuery(Request):
    """Whose journal."""

    correlation_id: str = Field(
        pattern=r"^[\x21-\x7e]{1,200}$", json_schema_extra={"example": "4bf92f3577b34da6a3ce929d0e0e4736"}
    )


class JournalEntry(BaseModel):
    """One appended entry; `digest` chains it to the one before."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    at: datetime
    kind: str
    company_id: int
    correlation_id: str
    inbox_id: int | None
    body: dict[str, Any]
    prev_digest: str
    digest: str


class JournalPage(Answer):
    """The journal of one correlation id, oldest first."""

    outcome: Literal["found"]
    entries: list[JournalEntry]


class Alive(Answer):
    """The process answers."""

    outcome: Literal["alive"]
    version: str


class Ready(Answer):
    """Facts can be taken. `degraded`: something is away, so decisions or deliveries follow later."""

    outcome: Literal["ready", "degraded"]
    adapters: dict[str, str] = Field(description="Per adapter `up`, `slow`, or the code of what is wrong.")


def dead_letter_of(row: OutboxRow) -> dict[str, Any]:
    """Return a row without the effect's content: that may hold what suppliers wrote."""
    return {
        "id": row.id,
        "key": row.effect.key,
        "stream": row.effect.stream,
        "kind": row.effect.body.kind,
        "target": row.effect.target.value,
        "company_id": row.effect.company_id,
        "attempts": row.attempts,
        "last_error": row.last_error,
        "correlation_id": row.correlation_id,
        "created_at": row.created_at,
        "next_at": row.next_at,
    }
