"""`load` as our only create: batches by external id, the bad rows taken out and the rest sent again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crossdock.domain.effect import Receipt, ReceiptStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossdock.adapters.odoo.session import LoadResult, OdooSession

ROWS_PER_CALL = 200
BYTES_PER_CALL = 8 * 1024 * 1024
_BUSY_TRIES = 2
_BUSY_PAUSE_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A record to make for the effect `key`: one `load` row, and further ones for its one2many parts."""

    key: str
    rows: tuple[tuple[Any, ...], ...]
    weight: int = 0


def create_all(
    session: OdooSession,
    model: str,
    fields: Sequence[str],
    records: Sequence[NewRecord],
    *,
    context: Mapping[str, Any] | None = None,
) -> list[Receipt]:
    """Create the records exactly once; one receipt each. Transport errors are raised."""
    receipts: dict[str, Receipt] = {}
    for batch in _batches(records):
        receipts.update(_create_batch(session, model, fields, batch, context or {}))
    return [receipts[record.key] for record in records]


def _create_batch(
    session: OdooSession,
    model: str,
    fields: Sequence[str],
    batch: Sequence[NewRecord],
    context: Mapping[str, Any],
) -> dict[str, Receipt]:
    """Send one batch; a refused record is left out and the others sent again, until all are answered."""
    receipts: dict[str, Receipt] = {}
    waiting = list(batch)
    while waiting:
        result = _load_patiently(session, model, fields, waiting, context)
        if result.ok:
            for record, remote_id in zip(waiting, result.ids, strict=True):
                receipts[record.key] = Receipt(key=record.key, status=ReceiptStatus.SENT, remote_id=remote_id)
            break
        if result.busy:
            for record in waiting:
                receipts[record.key] = Receipt(
                    key=record.key, status=ReceiptStatus.RETRY, error=_texts(result.messages)
                )
            break
        refused = _named(result.messages, waiting)
        if not refused and len(waiting) > 1:  # nobody is named: halve, so that one cannot hold up all
            middle = len(waiting) // 2
            for half in (waiting[:middle], waiting[middle:]):
                receipts.update(_create_batch(session, model, fields, half, context))
            break
        for record in waiting if not refused else [waiting[index] for index in refused]:
            error = refused.get(waiting.index(record)) or _texts(result.messages)
            receipts[record.key] = Receipt(key=record.key, status=ReceiptStatus.REFUSED, error=error)
        waiting = [record for record in waiting if record.key not in receipts]
    return receipts


def _load_patiently(
    session: OdooSession,
    model: str,
    fields: Sequence[str],
    records: Sequence[NewRecord],
    context: Mapping[str, Any],
) -> LoadResult:
    """Load; where another transaction was in the way, once more before the outbox has to."""
    rows = [row for record in records for row in record.rows]
    for attempt in range(_BUSY_TRIES):
        result = session.load(model, fields, rows, context=context)
        if not result.busy:
            break
        time.sleep(_BUSY_PAUSE_S * (attempt + 1))
    return result


def _named(messages: Sequence[Mapping[str, Any]], records: Sequence[NewRecord]) -> dict[int, str]:
    """Return the error per record that the messages name (by their row numbers)."""
    owner = [index for index, record in enumerate(records) for _ in record.rows]
    named: dict[int, str] = {}
    for message in messages:
        row = (message.get("rows") or {}).get("from")
        if message.get("type") == "error" and isinstance(row, int) and 0 <= row < len(owner):
            named.setdefault(owner[row], _text(message))
    return named


def _batches(records: Sequence[NewRecord]) -> list[list[NewRecord]]:
    """Cut into calls that stay below the limits of rows and bytes."""
    batches: list[list[NewRecord]] = []
    rows = weight = 0
    for record in records:
        rows, weight = rows + len(record.rows), weight + record.weight
        if not batches or rows > ROWS_PER_CALL or weight > BYTES_PER_CALL:
            batches.append([])
            rows, weight = len(record.rows), record.weight
        batches[-1].append(record)
    return batches


def _texts(messages: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(_text(message) for message in messages) or "Odoo refused without a word"


def _text(message: Mapping[str, Any]) -> str:
    field = message.get("field_name") or message.get("field")
    said = str(message.get("message", "")).strip()
    return f"{field}: {said}" if field and str(field) not in said else said
