"""What follows for a case when something happened to it in Odoo.

A change only says where to look: the ledger follows how the exception stands in Odoo now. So neither the
order in which changes are read nor whose clock is ahead matters.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.after_apply import measured_anew
from crossdock.domain.effect import AttachMail, PostNote, UpdateException
from crossdock.domain.exception_case import (
    APPLIED,
    OPEN_STATES,
    CaseState,
    PlacedCase,
    Placement,
    case_key_of,
    case_name_of,
)
from crossdock.domain.exception_effects import MailFile, case_effects, finishing_effect, stream_of
from crossdock.flows.place_cases import CasePlan, with_owner
from crossdock.ports import CaseWrite, OutboxState

if TYPE_CHECKING:
    from crossdock.domain.effect import PlannedEffect
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.flows.services import Services
    from crossdock.ports import CaseStanding, ErpChange, LedgerCase, OutboxRow

log = logging.getLogger(__name__)

BY_HAND = "resolved_by_hand"
CLOSED_UNSEEN = "The supplier had written again when this was closed; the newer values are proposed here."
APPLIED_UNSEEN = "The supplier had written again when {name} was applied, and says something else than that."


def plan_following(services: Services, found: LedgerCase, change: ErpChange, *, fact_key: str) -> CasePlan:
    """Return what follows for a case of which something is told. Raises `ErpUnavailable`, `ErpRefused`."""
    stands = services.erp.case_standing(found.case.record.case_key)
    if stands is None:
        return CasePlan()
    found = with_owner(found, stands.user_id)
    if stands.state in OPEN_STATES:
        return _of_open(services, found, stands, fact_key)
    return _of_closed(services, found, stands, change, fact_key)


def _of_open(services: Services, found: LedgerCase, stands: CaseStanding, fact_key: str) -> CasePlan:
    """Return what follows where the exception is open in Odoo: people moved or reopened it."""
    record = found.case.record
    if not found.case.is_open:
        if _has_yet_to_close(services, record):
            return CasePlan()
        if services.ledger.open_cases(record.company_id, [record.dedup_key]):
            log.warning("a case was reopened in Odoo beside a newer one", extra={"case_key": record.case_key})
            return CasePlan()
    writes = _moved(found, stands.state)
    update = _newest(services, record, "update_exception")
    if update is None or update.state is not OutboxState.SUPERSEDED or not _is_unseen(record, stands):
        return CasePlan(writes=writes)
    # the update met a closed exception, which somebody has reopened since
    again = PlacedCase(record=replace(record, state=stands.state), placement=Placement.UPDATED)
    return CasePlan(writes=writes, effects=_effects(services, again, fact_key))


def _moved(found: LedgerCase, state: CaseState) -> tuple[CaseWrite, ...]:
    if found.case.record.state is state:
        return ()
    return (CaseWrite(record=replace(found.case.record, state=state), version=found.version),)


def _of_closed(
    services: Services, found: LedgerCase, stands: CaseStanding, change: ErpChange, fact_key: str
) -> CasePlan:
    """Return what follows where the exception is closed in Odoo, by people or by us."""
    record = found.case.record
    closing = _closing(found, stands, change)
    # a state that was clicked leaves the to-do, and one may have been made while somebody pressed *Apply*
    code = closing.resolution_code or BY_HAND
    finish = finishing_effect(record, fact_key=fact_key, resolution_code=code)
    if not found.case.is_open:
        known = (record.state, found.case.resolution_code)
        return CasePlan() if known == (stands.state, closing.resolution_code) else CasePlan(writes=(closing,))
    if not _is_unseen(record, stands):
        return CasePlan(writes=(closing,), effects=(finish,))
    if _has_yet_to_reopen(services, record):
        return CasePlan()
    if stands.resolution_code == APPLIED:
        beside = _beside_applied(services, found.case.record, fact_key)
        return CasePlan(writes=(closing, *beside.writes), effects=(finish, *beside.effects))
    placed = PlacedCase(record=replace(record, state=CaseState.NEW), placement=Placement.REOPENED)
    return CasePlan(
        writes=(CaseWrite(record=placed.record, version=found.version),),
        effects=_effects(services, placed, fact_key, note=CLOSED_UNSEEN),
    )


def _closing(found: LedgerCase, stands: CaseStanding, change: ErpChange) -> CaseWrite:
    was_applied = found.case.resolution_code == APPLIED
    return CaseWrite(
        record=replace(found.case.record, state=stands.state),
        version=found.version,
        closed_at=change.at,
        resolution_code=APPLIED if was_applied else stands.resolution_code or BY_HAND,
    )


def _beside_applied(services: Services, applied: ExceptionRecord, fact_key: str) -> CasePlan:
    """Return a new case of what the supplier wrote unseen, unless that is what was applied.

    An applied case never reopens; what is new is measured from what is agreed now.
    """
    left = _left_of(services, applied)
    if left is None:
        return CasePlan()
    case_key = case_key_of(left.dedup_key, fact_key)
    record = replace(
        left,
        case_key=case_key,
        name=case_name_of(case_key),
        state=CaseState.NEW,
        occurrence_count=1,
        first_seen_at=left.last_seen_at,
    )
    told = _newest(services, left, "post_note")
    note = APPLIED_UNSEEN.format(name=left.name)
    if told is not None and isinstance(told.effect.body, PostNote):
        note = f"{note}\n{told.effect.body.text}"
    placed = PlacedCase(record=record, placement=Placement.NEW)
    effects = _effects(services, placed, fact_key, note=note, mail=_mail_of(services, left))
    return CasePlan(writes=(CaseWrite(record=record),), effects=effects)


def _left_of(services: Services, record: ExceptionRecord) -> ExceptionRecord | None:
    if record.purchase_line_id is None:
        return record
    lines = [
        line
        for order in services.erp.orders_of_lines([record.purchase_line_id]).orders
        for line in order.lines
        if line.purchase_line_id == record.purchase_line_id
    ]
    return measured_anew(record, lines[0]) if lines else record


def _mail_of(services: Services, record: ExceptionRecord) -> MailFile | None:
    attached = _newest(services, record, "attach_mail")
    if attached is None or not isinstance(attached.effect.body, AttachMail):
        return None
    return MailFile(blob_digest=attached.effect.body.blob_digest, file_name=attached.effect.body.file_name)


def _is_unseen(record: ExceptionRecord, stands: CaseStanding) -> bool:
    """Return whether Odoo has yet to hear of the newest occurrence: who closed the case did not see it."""
    return stands.occurrence_count < record.occurrence_count


def _has_yet_to_close(services: Services, record: ExceptionRecord) -> bool:
    """Return whether our own closing is still on its way; it will close whatever people moved meanwhile."""
    closing = _newest(services, record, "close_exception")
    return closing is not None and closing.state is not OutboxState.SENT


def _has_yet_to_reopen(services: Services, record: ExceptionRecord) -> bool:
    update = _newest(services, record, "update_exception")
    if update is None or not isinstance(update.effect.body, UpdateException) or not update.effect.body.reopen:
        return False
    return update.state not in (OutboxState.SENT, OutboxState.SUPERSEDED)


def _newest(services: Services, record: ExceptionRecord, kind: str) -> OutboxRow | None:
    return services.ledger.newest_effect(stream_of(record.case_key), kind)


def _effects(
    services: Services, placed: PlacedCase, fact_key: str, *, note: str = "", mail: MailFile | None = None
) -> tuple[PlannedEffect, ...]:
    now = services.clock.now()
    return tuple(case_effects(placed, fact_key=fact_key, note=note, mail=mail, now=now))
