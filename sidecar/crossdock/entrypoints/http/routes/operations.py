"""Sweeps, deliveries, dead letters and the journal: what clocks and operators ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response  # noqa: TC002  # flask-openapi3 reads the views' hints at run time
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from crossdock.entrypoints.http.api_keys import Scope
from crossdock.entrypoints.http.auth import needs
from crossdock.entrypoints.http.idempotency import json_response
from crossdock.entrypoints.http.json_text import encode
from crossdock.entrypoints.http.schemas.common import present
from crossdock.entrypoints.http.schemas.operations import (
    DeadLetterPage,
    DeadLetterPath,
    DeliveryAnswer,
    DeliveryQuery,
    InboxSweepAnswer,
    JournalPage,
    JournalQuery,
    OdooSweepAnswer,
    PageQuery,
    ReplayAnswer,
    SweepQuery,
    dead_letter_of,
)
from crossdock.entrypoints.http.state import correlation_id, services, state
from crossdock.flows.deliver_outbox import deliver_outbox, list_dead_letters, replay_dead_letters
from crossdock.flows.follow_odoo import follow_odoo
from crossdock.flows.read_journal import read_journal
from crossdock.flows.sweep_inbox import sweep_inbox

if TYPE_CHECKING:
    from crossdock.entrypoints.http.schemas.common import Answer

_INBOX, _ODOO, _OUTBOX, _INSIGHT = ([Tag(name=name)] for name in ("Inbox", "Odoo", "Outbox", "Insight"))
bp = APIBlueprint("operations", __name__)


@bp.post("/v1/inbox-sweeps", tags=_INBOX, responses={200: InboxSweepAnswer})
@needs(Scope.SWEEPS_RUN)
def sweep_the_inbox(query: SweepQuery) -> Response:
    """Decide stored facts that wait, oldest first."""
    with state().patience.seat():
        answer = sweep_inbox(services(), correlation_id=correlation_id(), limit=query.limit)
    return _shown(InboxSweepAnswer, answer)


@bp.post("/v1/odoo-change-sweeps", tags=_ODOO, responses={200: OdooSweepAnswer})
@needs(Scope.SWEEPS_RUN)
def sweep_odoo_changes() -> Response:
    """Follow what people did in Odoo since the last sweep."""
    with state().patience.seat():
        answer = follow_odoo(services(), correlation_id=correlation_id())
    return _shown(OdooSweepAnswer, answer)


@bp.post("/v1/outbox-deliveries", tags=_OUTBOX, responses={200: DeliveryAnswer})
@needs(Scope.OUTBOX_DELIVER)
def deliver_the_outbox(query: DeliveryQuery) -> Response:
    """Deliver effects that are due."""
    with state().patience.seat():
        answer = deliver_outbox(services(), correlation_id=correlation_id(), limit=query.limit)
    state().metrics.count_delivery(
        sent=answer.sent, failed=answer.failed, dead=answer.dead, superseded=answer.superseded
    )
    return _shown(DeliveryAnswer, answer)


@bp.get("/v1/dead-letters", tags=_OUTBOX, responses={200: DeadLetterPage})
@needs(Scope.DEAD_LETTERS_READ)
def get_dead_letters(query: PageQuery) -> Response:
    """List effects that were given up, newest first."""
    page = list_dead_letters(
        services(), correlation_id=correlation_id(), before_id=query.before_id, limit=query.limit
    )
    body = DeadLetterPage.model_validate(
        {
            "outcome": page.outcome,
            "correlation_id": page.correlation_id,
            "reasons": page.reasons,
            "dead_letters": [dead_letter_of(row) for row in page.rows],
            "next_before_id": page.next_before_id,
        }
    )
    return json_response(encode(body.model_dump()))


@bp.post("/v1/dead-letters/<int:id>/replays", tags=_OUTBOX, responses={200: ReplayAnswer})
@needs(Scope.DEAD_LETTERS_REPLAY)
def replay_dead_letter(path: DeadLetterPath) -> Response:
    """Make one dead effect pending again; a repeat of one that is delivered by then is harmless."""
    answer = replay_dead_letters(services(), correlation_id=correlation_id(), row_id=path.id)
    return _shown(ReplayAnswer, answer)


@bp.post("/v1/dead-letters/replays", tags=_OUTBOX, responses={200: ReplayAnswer})
@needs(Scope.DEAD_LETTERS_REPLAY)
def replay_all_dead_letters() -> Response:
    """Make all dead effects pending again."""
    return _shown(ReplayAnswer, replay_dead_letters(services(), correlation_id=correlation_id()))


@bp.get("/v1/journal", tags=_INSIGHT, responses={200: JournalPage})
@needs(Scope.JOURNAL_READ)
def get_journal(query: JournalQuery) -> Response:
    """Return everything that was decided under one correlation id, oldest first."""
    return _shown(JournalPage, read_journal(services(), query.correlation_id))


def _shown(model: type[Answer], answer: object) -> Response:
    return json_response(encode(present(model, answer)))
