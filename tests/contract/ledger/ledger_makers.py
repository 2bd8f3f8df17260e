"""Builders of what a ledger stores: each is valid as it stands, a test names only what it is about."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier
from typing import TYPE_CHECKING, Any, TypeVar

from crossdock.domain.agreement import BaselineOrigin, LineBaseline
from crossdock.domain.effect import OpenException, PlannedEffect, PostNote, ReceiptStatus, Target
from crossdock.domain.exception_case import CaseState, ExceptionRecord
from crossdock.ports import (
    CaseWrite,
    JournalDraft,
    MailPlace,
    NewFact,
    OutboxState,
    Recording,
    Settlement,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossdock.domain.effect import AnyEffect
    from crossdock.ports import Ledger, OutboxRow

T = TypeVar("T")

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)
LATER = NOW + timedelta(hours=1)
AN_INSTANT = timedelta(microseconds=1)


def a_place(uid: int = 1, **changes: Any) -> MailPlace:
    """Return a place in the inbox of the purchasing mailbox."""
    return MailPlace(**{"mailbox": "purchasing", "folder": "INBOX", "uidvalidity": 7, "uid": uid, **changes})


def a_fact(key: str = "m1", **changes: Any) -> NewFact:
    """Return a mail as it comes in."""
    values = {
        "company_id": 1,
        "channel": "mail",
        "source": "http",
        "fact_key": key,
        "payload": f"Subject: {key!a}\r\n\r\nlate".encode(),
        "media_type": "message/rfc822",
        "correlation_id": f"c-{key}",
    }
    return NewFact(**(values | changes))


def a_record(key: str = "k1", **changes: Any) -> ExceptionRecord:
    """Return an exception record of a delayed line."""
    values = {
        "case_key": f"case-{key}",
        "name": "EXC/1",
        "title": "P00012 line 1 is 7 days late",
        "dedup_key": f"1|supplier|delay|line:{key}",
        "company_id": 1,
        "category": "supplier",
        "sub_category": "delay",
        "correlation_id": "c-1",
        "first_seen_at": NOW,
        "last_seen_at": NOW,
        "expected_quantity": Decimal("100.00"),
        "expected_date": date(2026, 12, 8),
        "proposed_date": date(2026, 12, 15),
    }
    return ExceptionRecord(**(values | changes))


def a_case(key: str = "k1", *, version: int | None = None, **changes: Any) -> CaseWrite:
    """Return an open case as it is written."""
    return CaseWrite(record=a_record(key, **changes), version=version)


def closed(key: str, *, version: int, at: datetime = NOW, state: CaseState = CaseState.RESOLVED) -> CaseWrite:
    """Return a case as it is closed."""
    record = a_record(key, state=state)
    return CaseWrite(record=record, version=version, closed_at=at, resolution_code="applied")


def an_effect(key: str = "e1", stream: str = "s1", body: AnyEffect | None = None) -> PlannedEffect:
    """Return an effect: a note, unless `body` says otherwise."""
    note = PostNote(case_key="case-k1", text=f"note {key}")
    return PlannedEffect(key=key, stream=stream, target=Target.ODOO, company_id=1, body=body or note)


def an_opening(key: str, stream: str = "s1") -> PlannedEffect:
    """Return the effect that creates a case's record in Odoo."""
    return an_effect(f"open-{key}", stream, OpenException(record=a_record(key)))


def a_baseline(line_id: int = 101, **changes: Any) -> LineBaseline:
    """Return the baseline of a purchase line."""
    values = {
        "purchase_line_id": line_id,
        "company_id": 1,
        "origin": BaselineOrigin.INSTALL,
        "captured_at": NOW,
        "requested_date": date(2026, 12, 8),
        "requested_quantity": Decimal("100.000"),
        "requested_price": Decimal("2.50"),
        "agreed_date": date(2026, 12, 8),
        "agreed_quantity": Decimal("100.000"),
        "agreed_price": Decimal("2.50"),
    }
    return LineBaseline(**(values | changes))


def a_draft(correlation_id: str = "c-1", **changes: Any) -> JournalDraft:
    """Return a journal entry to append."""
    values = {
        "kind": "decision",
        "company_id": 1,
        "correlation_id": correlation_id,
        "body": {"outcome": "exception", "policy": "v1"},
    }
    return JournalDraft(**(values | changes))


def enqueue(ledger: Ledger, *effects: PlannedEffect, now: datetime = NOW) -> None:
    """Record effects and nothing else."""
    ledger.record(Recording(effects=effects, correlation_id="c-1"), now)


def lease(ledger: Ledger, limit: int = 50, *, now: datetime = NOW, until: datetime = SOON) -> list[OutboxRow]:
    """Lease due rows."""
    return ledger.lease_outbox(limit=limit, now=now, until=until)


def keys(rows: list[OutboxRow]) -> list[str]:
    """Return the rows' effect keys."""
    return [row.effect.key for row in rows]


def sent(row: OutboxRow, remote_id: int | None = None) -> Settlement:
    """Return that a row was sent."""
    return Settlement(row_id=row.id, state=OutboxState.SENT, status=ReceiptStatus.SENT, remote_id=remote_id)


def failed(row: OutboxRow, next_at: datetime = LATER, *, counts: bool = True) -> Settlement:
    """Return that a row is to be tried again."""
    return Settlement(
        row_id=row.id,
        state=OutboxState.FAILED,
        status=ReceiptStatus.RETRY,
        next_at=next_at,
        error="busy",
        counts=counts,
    )


def dead(row: OutboxRow) -> Settlement:
    """Return that a row is given up."""
    return Settlement(row_id=row.id, state=OutboxState.DEAD, status=ReceiptStatus.REFUSED, error="no")


def superseded(row: OutboxRow) -> Settlement:
    """Return that a row's place is taken by another."""
    return Settlement(
        row_id=row.id, state=OutboxState.SUPERSEDED, status=ReceiptStatus.STALE, error="changed"
    )


def at_once(count: int, work: Callable[[int], T]) -> list[T | Exception]:
    """Run `work` in `count` threads that start together; return what each returned or raised."""
    gate = Barrier(count)

    def one(number: int) -> T | Exception:
        gate.wait()
        try:
            return work(number)
        except Exception as error:  # noqa: BLE001  # a thread's error is its result here
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
