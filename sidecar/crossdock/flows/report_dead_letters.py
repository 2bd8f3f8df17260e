"""Open one case per cause for effects that were given up; a case's own dead effects only alarm."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from crossdock.domain.case_drafts import INTEGRATION
from crossdock.domain.effect import OpenException, UpdateException
from crossdock.domain.errors import Conflict
from crossdock.domain.exception_case import CaseSubject
from crossdock.domain.new_case import Origin, new_record
from crossdock.flows.default_owner import owned_by_default
from crossdock.flows.place_cases import known_cases, plan_cases
from crossdock.flows.record import DEAD_LETTER, record
from crossdock.ports import JournalDraft, Recording
from crossdock.ports.serial import digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.flows.services import Services
    from crossdock.ports import OutboxRow

log = logging.getLogger(__name__)


def report_dead_letters(services: Services, dead: Sequence[tuple[OutboxRow, str]]) -> None:
    """Open or update one case per (target, kind of effect, cause)."""
    causes: dict[tuple[int, str], list[tuple[OutboxRow, str]]] = defaultdict(list)
    for row, error in dead:
        if _is_of_dead_letter_case(row):
            log.critical("a dead letter's own case cannot be delivered", extra={"outbox_id": row.id})
            continue
        causes[row.effect.company_id, _cause_of(row, error)].append((row, error))
    for (company_id, cause), rows in causes.items():
        try:
            _report(services, company_id, cause, rows)
        except Conflict:
            _report(services, company_id, cause, rows)


def _cause_of(row: OutboxRow, error: str) -> str:
    """Return the digest of what went wrong, without the numbers that differ from row to row."""
    words = re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "#", error)[:300]
    return digest_of([row.effect.target.value, row.effect.body.kind, words])[:32]


def _is_of_dead_letter_case(row: OutboxRow) -> bool:
    body = row.effect.body
    if isinstance(body, OpenException | UpdateException):
        return body.record.sub_category == DEAD_LETTER
    return False


def _report(services: Services, company_id: int, cause: str, rows: list[tuple[OutboxRow, str]]) -> None:
    now = services.clock.now()
    row, error = rows[0]
    # the time is part of the fact: the same rows, replayed in vain, are given up anew
    fact_key = digest_of([cause, sorted(row.id for row, _ in rows), now.isoformat()])
    draft = owned_by_default(services, _draft(company_id, cause, fact_key, rows, now))
    note = (
        f"{error[:2000]}\n\nCorrect the cause, then replay: POST /v1/dead-letters/replays, or one by its id "
        f"({', '.join(str(row.id) for row, _ in rows[:20])})."
    )
    plan = plan_cases(
        [draft], known_cases(services, [draft], now), fact_key=fact_key, note=note, mail=None, now=now
    )
    journal = JournalDraft(
        kind="effects_given_up",
        company_id=company_id,
        correlation_id=row.correlation_id,
        body={"cause": cause, "outbox_ids": [row.id for row, _ in rows]},
    )
    recording = Recording(
        journal=(journal,), cases=plan.writes, effects=plan.effects, correlation_id=row.correlation_id
    )
    record(services, recording, now)


def _draft(
    company_id: int, cause: str, fact_key: str, rows: list[tuple[OutboxRow, str]], now: datetime
) -> ExceptionRecord:
    row, error = rows[0]
    origin = Origin(
        company_id=company_id,
        fact_key=fact_key,
        correlation_id=row.correlation_id,
        source="outbox",
        source_ref=f"outbox:{row.id}",
        subject=row.effect.body.kind,
        now=now,
    )
    return new_record(
        origin,
        subject=CaseSubject(fact_key=cause),
        company_id=company_id,
        category=INTEGRATION,
        sub_category=DEAD_LETTER,
        title=f"{len(rows)} × {row.effect.body.kind} given up: {error[:160]}",
    )
