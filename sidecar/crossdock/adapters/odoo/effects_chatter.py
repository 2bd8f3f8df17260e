"""Notes, attachments and activities of exceptions."""

from __future__ import annotations

import base64
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.effects import no_exception, refused, sent
from crossdock.adapters.odoo.loading import NewRecord, create_all
from crossdock.adapters.odoo.values import external_id, to_zone
from crossdock.domain.effect import AttachMail, HastenActivity, PostNote, ScheduleActivity
from crossdock.domain.weight import look_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from crossdock.adapters.odoo.effects import Desk
    from crossdock.domain.effect import PlannedEffect, Receipt

MESSAGE_COLUMNS = ("id", "model", "res_id", "message_type", "subtype_id/id", "body")
ATTACHMENT_COLUMNS = ("id", "res_model", "res_id", "name", "mimetype", "datas")
ACTIVITY_COLUMNS = (
    "id",
    "res_model_id/id",
    "res_id",
    "activity_type_id/id",
    "user_id/.id",
    "date_deadline",
    "summary",
)
EXCEPTION_MODEL = names.xml_id("model_crossdock_exception")
NOTE_SUBTYPE = "mail.mt_note"
TODO_TYPE = "mail.mail_activity_data_todo"
MAIL_TYPE = "message/rfc822"
# The owner finds the to-do among their activities; an e-mail for each would be noise.
ACTIVITY_CONTEXT = {"mail_activity_quick_update": True, "tz": "UTC"}


def post_notes(desk: Desk, batch: Sequence[PlannedEffect]) -> list[Receipt]:
    """Post internal notes: a row of `mail.message` each, which costs a tenth of `message_post`."""

    def cells(effect: PlannedEffect, exception_id: int) -> tuple[Any, ...] | str:
        if not isinstance(effect.body, PostNote):
            return "not a note"
        paragraphs = "<br/>".join(escape(line, quote=False) for line in effect.body.text.splitlines())
        return (names.EXCEPTION, exception_id, "comment", NOTE_SUBTYPE, f"<p>{paragraphs}</p>")

    return _create(desk, batch, "mail.message", MESSAGE_COLUMNS, cells)


def attach_mails(desk: Desk, batch: Sequence[PlannedEffect]) -> list[Receipt]:
    """Attach raw mails as `.eml`."""

    def cells(effect: PlannedEffect, exception_id: int) -> tuple[Any, ...] | str:
        if not isinstance(effect.body, AttachMail):
            return "not an attachment"
        content = desk.blobs.get(effect.body.blob_digest)
        if content is None:
            return f"the blob {effect.body.blob_digest} is not there to attach"
        datas = base64.b64encode(content).decode()
        return (names.EXCEPTION, exception_id, effect.body.file_name, MAIL_TYPE, datas)

    return _create(desk, batch, "ir.attachment", ATTACHMENT_COLUMNS, cells)


def schedule_activities(desk: Desk, batch: Sequence[PlannedEffect]) -> list[Receipt]:
    """Make the owners' to-dos; a case that people closed meanwhile needs none.

    Odoo counts a to-do as due or late by its owner's zone, so its day is theirs too.
    """
    desk.look_up(batch, with_state=True)
    idle = [e for e in batch if desk.exception_id(e) is not None and not desk.is_open(e)]
    rest = [effect for effect in batch if effect not in idle]
    desk.look_up_zones(e.body.user_id for e in rest if isinstance(e.body, ScheduleActivity))

    def cells(effect: PlannedEffect, exception_id: int) -> tuple[Any, ...] | str:
        if not isinstance(effect.body, ScheduleActivity):
            return "not an activity"
        body = effect.body
        day = _day(desk, body, body.user_id)
        return (EXCEPTION_MODEL, exception_id, TODO_TYPE, str(body.user_id), day.isoformat(), body.summary)

    receipts = _create(desk, rest, "mail.activity", ACTIVITY_COLUMNS, cells, context=ACTIVITY_CONTEXT)
    answers = {receipt.key: receipt for receipt in receipts}
    return [answers.get(effect.key) or sent(effect) for effect in batch]


def hasten_activities(desk: Desk, batch: Sequence[PlannedEffect]) -> list[Receipt]:
    """Move our open to-dos of these cases to an earlier day; whoever has them keeps them."""
    desk.look_up(batch)
    bodies = {desk.exception_id(e): e.body for e in batch if isinstance(e.body, HastenActivity)}
    about = [("res_model", "=", names.EXCEPTION), ("res_id", "in", [i for i in bodies if i is not None])]
    ours = [*about, ("create_uid", "=", desk.session.uid)]
    rows = desk.session.search_read("mail.activity", ours, ("res_id", "user_id", "date_deadline"))
    desk.look_up_zones(row["user_id"][0] for row in rows)
    due: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        day = _day(desk, bodies[row["res_id"]], row["user_id"][0]).isoformat()
        if day < row["date_deadline"]:
            due[day].append(row["id"])
    for day, ids in due.items():
        desk.session.call("mail.activity", "write", ids, {"date_deadline": day}, context=ACTIVITY_CONTEXT)
    return [no_exception(e) if desk.exception_id(e) is None else sent(e) for e in batch]


def _day(desk: Desk, body: ScheduleActivity | HastenActivity, user_id: int) -> date:
    zone = desk.zones.get(user_id, to_zone(None))
    return look_by(body.decided_at, urgency=body.urgency, zone=zone)


def _create(
    desk: Desk,
    batch: Sequence[PlannedEffect],
    model: str,
    columns: Sequence[str],
    cells: Callable[[PlannedEffect, int], tuple[Any, ...] | str],
    *,
    context: dict[str, Any] | None = None,
) -> list[Receipt]:
    """Create what belongs to exceptions; `cells` gives a row, or why there can be none."""
    desk.look_up(batch)
    answers: dict[str, Receipt] = {}
    records = []
    for effect in batch:
        exception_id = desk.exception_id(effect)
        if exception_id is None:
            answers[effect.key] = no_exception(effect)
            continue
        row = cells(effect, exception_id)
        if isinstance(row, str):
            answers[effect.key] = refused(effect, row)
            continue
        name = external_id("effect", effect.key)
        weight = sum(len(cell) for cell in row if isinstance(cell, str))
        records.append(NewRecord(key=effect.key, rows=((name, *row),), weight=weight))
    for receipt in create_all(desk.session, model, columns, records, context=context):
        answers[receipt.key] = receipt
    return [answers[effect.key] for effect in batch]
