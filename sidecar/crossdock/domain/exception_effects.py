"""What must change in Odoo when a case opens, changes or closes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from crossdock.domain.effect import (
    AttachMail,
    CloseException,
    FinishClosing,
    HastenActivity,
    OpenException,
    PlannedEffect,
    PostNote,
    ScheduleActivity,
    Target,
    UpdateException,
)
from crossdock.domain.exception_case import Placement
from crossdock.domain.wording import to_do_of

if TYPE_CHECKING:
    from datetime import datetime

    from crossdock.domain.effect import AnyEffect
    from crossdock.domain.exception_case import ExceptionRecord, PlacedCase


CASE_STREAM: Final = "case:"
"""What the name of a case's stream begins with; the case's key follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    """The raw mail that goes with a case: its blob and the name of the file."""

    blob_digest: str
    file_name: str


def stream_of(case_key: str) -> str:
    """Return the outbox stream in which a case's effects keep their order."""
    return f"{CASE_STREAM}{case_key}"


def _short(fact_key: str) -> str:
    """Return a fact's share of an effect's key: callers choose fact keys, so two may begin alike."""
    return hashlib.sha256(fact_key.encode()).hexdigest()[:16]


def _planned(record: ExceptionRecord, key: str, body: AnyEffect) -> PlannedEffect:
    return PlannedEffect(
        key=key,
        stream=stream_of(record.case_key),
        target=Target.ODOO,
        company_id=record.company_id,
        body=body,
    )


def case_effects(
    placed: PlacedCase, *, fact_key: str, note: str, mail: MailFile | None, now: datetime
) -> list[PlannedEffect]:
    """Return the effects of a placed case: the record, a note, the mail once, a to-do where it is new.

    Where it became urgent, the to-do is due today.

    Keys come from the case and the fact, so the same fact recorded twice makes the same keys.
    """
    record, case_key, fact = placed.record, placed.record.case_key, _short(fact_key)
    if placed.placement is Placement.NEW:
        effects = [_planned(record, f"exception_{case_key}", OpenException(record=record))]
    else:
        is_reopened = placed.placement is Placement.REOPENED
        update = UpdateException(record=record, reopen=is_reopened, only=placed.only)
        effects = [_planned(record, f"update_{case_key}_{fact}", update)]
    text = "\n".join(words for words in (note, placed.aside) if words)
    if text:
        effects.append(_planned(record, f"note_{case_key}_{fact}", PostNote(case_key=case_key, text=text)))
    if mail is not None:
        attach = AttachMail(case_key=case_key, blob_digest=mail.blob_digest, file_name=mail.file_name)
        effects.append(_planned(record, f"mail_{case_key}_{mail.blob_digest[:16]}", attach))
    if placed.placement is not Placement.UPDATED and record.user_id is not None:
        activity = ScheduleActivity(
            case_key=case_key,
            user_id=record.user_id,
            decided_at=now,
            urgency=record.urgency,
            summary=to_do_of(record.sub_category),
        )
        effects.append(_planned(record, f"activity_{case_key}_{fact}", activity))
    if placed.became_urgent:
        hasten = HastenActivity(case_key=case_key, decided_at=now, urgency=record.urgency)
        effects.append(_planned(record, f"hasten_{case_key}_{fact}", hasten))
    return effects


def closing_effects(
    record: ExceptionRecord,
    *,
    fact_key: str,
    state: Literal["resolved", "cancelled"],
    resolution_code: str,
    note: str,
) -> list[PlannedEffect]:
    """Return the effect that closes a case in Odoo, its open to-do included."""
    close = CloseException(case_key=record.case_key, state=state, resolution_code=resolution_code, note=note)
    return [_planned(record, f"close_{record.case_key}_{_short(fact_key)}", close)]


def finishing_effect(record: ExceptionRecord, *, fact_key: str, resolution_code: str) -> PlannedEffect:
    """Return the effect that takes the to-do from a case which people closed in Odoo."""
    finish = FinishClosing(case_key=record.case_key, resolution_code=resolution_code)
    return _planned(record, f"finish_{record.case_key}_{_short(fact_key)}", finish)
