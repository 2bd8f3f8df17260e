"""Open, update and close exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.choices import known_choice
from crossdock.adapters.odoo.effects import case_key, no_exception, refused, run_guarded, sent
from crossdock.adapters.odoo.exception_values import LOAD_COLUMNS, load_rows, write_values
from crossdock.adapters.odoo.loading import NewRecord, create_all
from crossdock.adapters.odoo.values import external_id
from crossdock.domain.effect import (
    CloseException,
    FinishClosing,
    OpenException,
    Receipt,
    ReceiptStatus,
    UpdateException,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.adapters.odoo.effects import Desk
    from crossdock.domain.effect import PlannedEffect

# `load` reads times in the zone of the context; ours are UTC.
LOAD_CONTEXT = {"tz": "UTC"}


def open_exceptions(desk: Desk, batch: Sequence[PlannedEffect]) -> list[Receipt]:
    """Create the exceptions, once per case: the case's key is the external id."""
    records = [
        NewRecord(
            key=effect.key,
            rows=load_rows(effect.body.record, external_id("case", effect.body.record.case_key)),
        )
        for effect in batch
        if isinstance(effect.body, OpenException)
    ]
    receipts = create_all(desk.session, names.EXCEPTION, LOAD_COLUMNS, records, context=LOAD_CONTEXT)
    for effect, receipt in zip(batch, receipts, strict=True):
        key = case_key(effect.body)
        if key is not None and receipt.remote_id is not None:
            # the state is left to a look-up: a repeat may meet a case that people closed
            desk.ids[key] = receipt.remote_id
    return receipts


def update_exceptions(desk: Desk, batch: Sequence[PlannedEffect]) -> list[Receipt]:
    """Write new values to exceptions, all in one guarded action: none onto one that people closed unseen."""
    desk.look_up(batch)
    items = [
        {
            "key": effect.key,
            "exception_id": desk.exception_id(effect),
            "values": write_values(effect.body.record, effect.body.only),
            "reopen": effect.body.reopen,
        }
        for effect in batch
        if isinstance(effect.body, UpdateException) and desk.exception_id(effect) is not None
    ]
    answers = run_guarded(desk, names.ACTION_UPDATE_EXCEPTION, items) if items else {}
    return [_updated(desk, effect, answers) for effect in batch]


def _updated(desk: Desk, effect: PlannedEffect, answers: dict[str, dict[str, str]]) -> Receipt:
    exception_id = desk.exception_id(effect)
    if exception_id is None or not isinstance(effect.body, UpdateException):
        return no_exception(effect)
    answer = answers.get(effect.key, {"status": "missing"})
    error = answer.get("text") or f"not updated: {answer['status']}"
    if answer["status"] == "closed":
        return Receipt(key=effect.key, status=ReceiptStatus.STALE, error=error)
    if answer["status"] != "done":
        return refused(effect, error)
    desk.states[effect.body.record.case_key] = answer["state"]
    return sent(effect, exception_id)


def close_exceptions(desk: Desk, batch: Sequence[PlannedEffect]) -> list[Receipt]:
    """Close the exceptions, or finish what people closed; with their to-dos, all in one guarded action."""
    desk.look_up(batch)
    items = [
        {"key": effect.key, "exception_id": desk.exception_id(effect), **_how_closed(effect.body)}
        for effect in batch
        if isinstance(effect.body, CloseException | FinishClosing) and desk.exception_id(effect) is not None
    ]
    answers = run_guarded(desk, names.ACTION_CLOSE_EXCEPTION, items) if items else {}
    return [_closed(desk, effect, answers) for effect in batch]


def _how_closed(body: CloseException | FinishClosing) -> dict[str, Any]:
    code = known_choice("resolution_code", body.resolution_code)
    if isinstance(body, FinishClosing):
        return {"resolution_code": code}
    return {"resolution_code": code, "state": body.state, "note": body.note}


def _closed(desk: Desk, effect: PlannedEffect, answers: dict[str, dict[str, str]]) -> Receipt:
    exception_id = desk.exception_id(effect)
    if exception_id is None or not isinstance(effect.body, CloseException | FinishClosing):
        return no_exception(effect)
    answer = answers.get(effect.key, {"status": "missing"})
    if answer["status"] not in {"done", "already", "open"}:
        return refused(effect, answer.get("text") or f"not closed: {answer['status']}")
    if isinstance(effect.body, CloseException):
        desk.states[effect.body.case_key] = effect.body.state
    return sent(effect, exception_id)
