"""Effects on the memory ERP: what each does to the book. Refuses by content with `ErpRefused`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crossdock.adapters.memory.erp_book import HeldActivity, HeldException, HeldPromise
from crossdock.domain.effect import (
    AttachMail,
    CloseException,
    FinishClosing,
    HastenActivity,
    MarkMail,
    OpenException,
    PostNote,
    ScheduleActivity,
    SendEvent,
    UpdateException,
    WritePromise,
)
from crossdock.domain.errors import ErpRefused
from crossdock.domain.exception_case import APPLIED, OPEN_STATES, CaseState
from crossdock.domain.parts import on_several_days, parts_to_come
from crossdock.domain.weight import look_by

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crossdock.adapters.memory.erp_book import Book
    from crossdock.domain.effect import AnyEffect


class Outdated(ErpRefused):
    """The line or the exception is another now than the effect was planned from."""


def carry_out(book: Book, effect: AnyEffect, blobs: Mapping[str, bytes]) -> int | None:
    """Do one effect; return the id of the record made or changed."""
    match effect:
        case OpenException():
            return _open(book, effect)
        case UpdateException():
            return _update(book, effect)
        case CloseException():
            return _close(book, effect)
        case FinishClosing():
            return _finish(book, effect)
        case PostNote():
            return _note(book, effect)
        case AttachMail():
            return _attach(book, effect, blobs)
        case ScheduleActivity() | HastenActivity():
            return _to_do(book, effect)
        case WritePromise():
            return _promise(book, effect)
        case MarkMail() | SendEvent():
            raise ErpRefused(f"{effect.kind} is not for the ERP")


def _open(book: Book, effect: OpenException) -> int:
    record = effect.record
    if record.purchase_line_id is not None:
        book.line(record.purchase_line_id)
    if record.purchase_order_id is not None and record.purchase_order_id not in book.orders:
        raise ErpRefused(f"there is no purchase order {record.purchase_order_id}")
    held = book.exceptions.get(record.case_key)
    if held is None:
        held = book.exceptions[record.case_key] = HeldException(id=book.next_id(), record=record)
    return held.id


def _update(book: Book, effect: UpdateException) -> int:
    held = book.exception(effect.record.case_key)
    was = held.record
    if was.state not in OPEN_STATES:
        if was.occurrence_count >= effect.record.occurrence_count:  # written before, closed since
            return held.id
        if not effect.reopen or held.resolution_code == APPLIED:
            raise Outdated("the exception was closed before this was written")
    # people own state, team and user once the case exists; only a reopening takes the state back
    state = CaseState.NEW if effect.reopen and was.state not in OPEN_STATES else was.state
    told = effect.record
    if effect.only:
        told = replace(was, **{name: getattr(effect.record, name) for name in effect.only})
    record = replace(told, state=state, team_id=was.team_id, user_id=was.user_id)
    held = replace(held, record=record)
    if state is not was.state:
        held = replace(_without_to_do(held), resolution_code=None, resolution_note="", resolved_by=None)
    book.exceptions[record.case_key] = held
    return held.id


def _close(book: Book, effect: CloseException) -> int:
    held = closed(
        book.exception(effect.case_key), CaseState(effect.state), effect.resolution_code, effect.note
    )
    book.exceptions[effect.case_key] = held
    return held.id


def closed(
    held: HeldException, state: CaseState, resolution_code: str, note: str = "", *, by: int | None = None
) -> HeldException:
    """Return the exception in a closed state, its activities done."""
    return replace(
        _without_to_do(held),
        record=replace(held.record, state=state),
        resolution_code=resolution_code,
        resolution_note=note,
        resolved_by=by,
    )


def _without_to_do(held: HeldException) -> HeldException:
    return replace(held, activities=tuple(replace(activity, is_open=False) for activity in held.activities))


def _finish(book: Book, effect: FinishClosing) -> int:
    held = book.exception(effect.case_key)
    if held.record.state not in OPEN_STATES:
        book.exceptions[effect.case_key] = replace(
            _without_to_do(held),
            resolution_code=held.resolution_code or effect.resolution_code,
            resolved_by=held.resolved_by or held.moved_by,
        )
    return held.id


def _note(book: Book, effect: PostNote) -> int:
    held = book.exception(effect.case_key)
    book.exceptions[effect.case_key] = replace(held, notes=(*held.notes, effect.text))
    return book.next_id()


def _attach(book: Book, effect: AttachMail, blobs: Mapping[str, bytes]) -> int:
    held = book.exception(effect.case_key)
    content = blobs.get(effect.blob_digest)
    if content is None:
        raise ErpRefused(f"the blob {effect.blob_digest} is not there to attach")
    attachments = (*held.attachments, (effect.file_name, content))
    book.exceptions[effect.case_key] = replace(held, attachments=attachments)
    return book.next_id()


def _to_do(book: Book, effect: ScheduleActivity | HastenActivity) -> int | None:
    return _schedule(book, effect) if isinstance(effect, ScheduleActivity) else _hasten(book, effect)


def _schedule(book: Book, effect: ScheduleActivity) -> int | None:
    held = book.exception(effect.case_key)
    if held.record.state not in OPEN_STATES:  # somebody was faster: nothing is left to do
        return None
    day = _day(book, effect, effect.user_id)
    activity = HeldActivity(id=book.next_id(), user_id=effect.user_id, deadline=day, summary=effect.summary)
    book.exceptions[effect.case_key] = replace(held, activities=(*held.activities, activity))
    return activity.id


def _hasten(book: Book, effect: HastenActivity) -> int:
    held = book.exception(effect.case_key)
    activities = [
        replace(activity, deadline=min(activity.deadline, _day(book, effect, activity.user_id)))
        if activity.is_open
        else activity
        for activity in held.activities
    ]
    book.exceptions[effect.case_key] = replace(held, activities=tuple(activities))
    return held.id


def _day(book: Book, effect: ScheduleActivity | HastenActivity, user_id: int) -> date:
    zone = ZoneInfo(book.zones.get(user_id, "UTC"))
    return look_by(effect.decided_at, urgency=effect.urgency, zone=zone)


def _promise(book: Book, effect: WritePromise) -> int:
    _, line = book.line(effect.purchase_line_id)
    said_at = datetime.fromisoformat(effect.said_at)
    before = book.promises.get(effect.purchase_line_id)
    if before is not None and said_at < before.said_at:  # a later confirmation stands
        return line.purchase_line_id
    if before is not None and _stands(effect, said_at, before):  # a repeat after a time-out
        return line.purchase_line_id
    if effect.fingerprint != line.fingerprint:
        raise Outdated("the purchase line was changed meanwhile")
    book.promises[effect.purchase_line_id] = HeldPromise(
        promised_date=effect.promised_date,
        basis=effect.basis,
        requested_date=before.requested_date if before else effect.requested_date,
        said_at=said_at,
    )
    coming = parts_to_come(line.agreed_parts, quantity=line.quantity, received=line.received)
    if not on_several_days(coming):
        book.move_days[effect.purchase_line_id] = (effect.arrival_date or effect.promised_date,)
    book.put_line(replace(line, promised_date=effect.promised_date))
    return line.purchase_line_id


def _stands(effect: WritePromise, said_at: datetime, held: HeldPromise) -> bool:
    wanted = (effect.promised_date, effect.basis.value, said_at)
    return wanted == (held.promised_date, held.basis, held.said_at)
