"""Record what was decided, together with the events that tell subscribers of it, in one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.events import Event, EventType, deliveries, exception_data
from crossdock.domain.exception_case import OPEN_STATES

if TYPE_CHECKING:
    from datetime import datetime

    from crossdock.flows.services import Services
    from crossdock.ports import CaseWrite, InboxEntry, Recording

DEAD_LETTER = "dead_letter"


def record(
    services: Services, recording: Recording, now: datetime, *, mail: InboxEntry | None = None
) -> None:
    """Write a decision and its events. `mail` is the supplier's mail that it decides. Raises `Conflict`."""
    events = [_of_case(write, now) for write in recording.cases]
    events += [_dead_letter(write, now) for write in recording.cases if _is_dead_letter(write)]
    if mail is not None and recording.result is not None:
        events.append(_of_mail(mail, recording, now))
    told = deliveries(events, services.ledger.event_subscriptions()) if events else ()
    services.ledger.record(replace(recording, effects=(*recording.effects, *told)), now)


def _of_case(write: CaseWrite, now: datetime) -> Event:
    """Return what happened to a case; the version that it is written under tells repeats apart."""
    kind = EventType.EXCEPTION_UPDATED
    if write.version is None:
        kind = EventType.EXCEPTION_OPENED
    elif write.record.state not in OPEN_STATES:
        kind = EventType.EXCEPTION_CLOSED
    return _event(write, kind, now)


def _is_dead_letter(write: CaseWrite) -> bool:
    return write.version is None and write.record.sub_category == DEAD_LETTER


def _dead_letter(write: CaseWrite, now: datetime) -> Event:
    return _event(write, EventType.DEAD_LETTER_OPENED, now)


def _event(write: CaseWrite, kind: EventType, now: datetime) -> Event:
    return Event(
        type=kind,
        fact=f"{write.record.case_key}:{write.version or 0}",
        company_id=write.record.company_id,
        at=now,
        data=exception_data(write.record, write.resolution_code),
    )


def _of_mail(mail: InboxEntry, recording: Recording, now: datetime) -> Event:
    assert recording.result is not None
    return Event(
        type=EventType.SUPPLIER_MAIL_DECIDED,
        fact=f"{mail.id}:{recording.result.state.value}",
        company_id=mail.company_id,
        at=now,
        data={
            "inbox_id": mail.id,
            "mailbox": mail.source,
            "outcome": recording.result.outcome,
            "correlation_id": mail.correlation_id,
            "exceptions": [write.record.case_key for write in recording.cases],
        },
    )
