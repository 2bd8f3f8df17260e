"""Promises on purchase lines, by the guarded action: check and act in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.effects import refused, run_guarded, sent
from crossdock.adapters.odoo.values import from_time
from crossdock.domain.effect import Receipt, ReceiptStatus, WritePromise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.adapters.odoo.effects import Desk
    from crossdock.domain.effect import PlannedEffect

# `older`: what was said later stands, which is what the effect wanted.
DONE = frozenset({"done", "older"})
# The order is another now than the promise was decided from.
STALE = frozenset({"stale", "closed"})


def write_promises(desk: Desk, batch: Sequence[PlannedEffect]) -> list[Receipt]:
    """Write the promises, all in one run of the action."""
    items = [_item(effect, effect.body) for effect in batch if isinstance(effect.body, WritePromise)]
    answers = run_guarded(desk, names.ACTION_WRITE_PROMISE, items)
    return [_receipt(effect, answers.get(effect.key, {})) for effect in batch]


def _item(effect: PlannedEffect, promise: WritePromise) -> dict[str, Any]:
    return {
        "key": effect.key,
        "line_id": promise.purchase_line_id,
        "promised_date": promise.promised_date.isoformat(),
        "basis": promise.basis.value,
        "requested_date": promise.requested_date.isoformat(),
        "arrival_date": (promise.arrival_date or promise.promised_date).isoformat(),
        "said_at": from_time(datetime.fromisoformat(promise.said_at)),
        "fingerprint": promise.fingerprint,
    }


def _receipt(effect: PlannedEffect, answer: dict[str, str]) -> Receipt:
    status = answer.get("status", "missing")
    if status in DONE and isinstance(effect.body, WritePromise):
        return sent(effect, effect.body.purchase_line_id)
    error = answer.get("text") or f"the promise was not written: {status}"
    if status in STALE:
        return Receipt(key=effect.key, status=ReceiptStatus.STALE, error=error)
    return refused(effect, error)
