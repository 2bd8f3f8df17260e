"""The outbox: order within a stream, one lessee per row, and nothing comes twice or never."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from ledger_makers import (
    AN_INSTANT,
    LATER,
    NOW,
    SOON,
    a_record,
    an_effect,
    at_once,
    dead,
    enqueue,
    failed,
    keys,
    lease,
    sent,
)

from crossdock.domain.effect import (
    AttachMail,
    CloseException,
    FinishClosing,
    HastenActivity,
    MarkMail,
    OpenException,
    PostNote,
    ScheduleActivity,
    UpdateException,
    WritePromise,
)
from crossdock.domain.reading import DateBasis
from crossdock.domain.weight import look_by
from crossdock.ports import OutboxState

if TYPE_CHECKING:
    from ledger_homes import Home

    from crossdock.adapters.sql import SqlLedger
    from crossdock.domain.effect import AnyEffect

A_DAY = date(2026, 12, 8)
EVERY_KIND = (
    OpenException(record=a_record()),
    UpdateException(record=a_record(), reopen=True),
    CloseException(case_key="k", state="resolved", resolution_code="applied", note="ok"),
    FinishClosing(case_key="k", resolution_code="resolved_by_hand"),
    HastenActivity(case_key="k", decided_at=NOW, urgency=3),
    PostNote(case_key="k", text="a\x00b \udc80 „ü“"),
    AttachMail(case_key="k", blob_digest="0" * 64, file_name="mail.eml"),
    ScheduleActivity(case_key="k", user_id=2, decided_at=NOW, urgency=2, summary="call"),
    WritePromise(
        purchase_line_id=101,
        promised_date=A_DAY,
        basis=DateBasis.SHIP,
        requested_date=A_DAY,
        said_at=NOW.isoformat(),
        fingerprint="f",
        inbox_id=1,
        times_stale=2,
    ),
    MarkMail(mailbox="purchasing", folder="INBOX", uidvalidity=7, uid=1),
)


@pytest.mark.parametrize("body", EVERY_KIND, ids=lambda body: body.kind)
def test_an_effect_of_each_kind_comes_out_as_it_went_in(ledger: SqlLedger, body: AnyEffect) -> None:
    effect = an_effect(body=body)

    enqueue(ledger, effect)

    (row,) = lease(ledger)
    assert row.effect == effect
    assert type(row.effect.body) is type(body)
    assert (row.state, row.attempts, row.correlation_id) == (OutboxState.LEASED, 0, "c-1")
    assert (row.seq, row.created_at, row.next_at) == (1, NOW, SOON)
    assert ledger.outbox_row(row.id) == row


def test_a_to_do_that_was_stored_with_its_day_keeps_it(ledger: SqlLedger, home: Home) -> None:
    todo = {"kind": "schedule_activity", "case_key": "k", "user_id": 2, "summary": "call"}
    stored: dict[str, object] = {"key": "e1", "stream": "s1", "target": "odoo", "company_id": 1}
    stored["body"] = {**todo, "deadline": A_DAY.isoformat()}
    enqueue(ledger, an_effect("e1", "s1"))
    home.sql(f"UPDATE outbox SET effect = '{json.dumps(stored)}'")

    (row,) = lease(ledger)

    assert isinstance(row.effect.body, ScheduleActivity)
    days = {
        look_by(row.effect.body.decided_at, urgency=row.effect.body.urgency, zone=ZoneInfo(name))
        for name in ("UTC", "Pacific/Honolulu", "Europe/Berlin", "Pacific/Auckland")
    }
    assert days == {A_DAY}


def test_an_effect_whose_key_exists_is_left_as_it_is(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a"), an_effect("a", "elsewhere"))
    enqueue(ledger, an_effect("b"), an_effect("a", body=PostNote(case_key="x", text="other")), an_effect("c"))

    rows = lease(ledger)

    assert [(row.effect.key, row.seq) for row in rows] == [("a", 1), ("b", 2), ("c", 3)]
    assert rows[0].effect == an_effect("a")


def test_rows_of_a_stream_come_in_one_batch_in_their_order(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a1", "a"), an_effect("b1", "b"), an_effect("a2", "a"))
    enqueue(ledger, an_effect("b2", "b"), an_effect("a3", "a"))

    rows = lease(ledger)

    assert [row.effect.key for row in rows if row.effect.stream == "a"] == ["a1", "a2", "a3"]
    assert [row.effect.key for row in rows if row.effect.stream == "b"] == ["b1", "b2"]


def test_a_batch_is_no_larger_than_asked_and_never_skips_within_a_stream(ledger: SqlLedger) -> None:
    enqueue(ledger, *(an_effect(f"a{number}", "a") for number in range(5)))

    first = lease(ledger, limit=3)
    ledger.settle_outbox([sent(row) for row in first], NOW)

    assert keys(first) == ["a0", "a1", "a2"]
    assert keys(lease(ledger, limit=3)) == ["a3", "a4"]


def test_a_row_waits_while_an_earlier_one_of_its_stream_is_leased_or_not_due(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a1", "a"))
    (first,) = lease(ledger)
    enqueue(ledger, an_effect("a2", "a"), an_effect("b1", "b"))

    assert keys(lease(ledger)) == ["b1"]
    ledger.settle_outbox([failed(first, SOON - AN_INSTANT)], NOW)
    assert lease(ledger, now=SOON - 2 * AN_INSTANT) == []
    assert keys(lease(ledger, now=SOON - AN_INSTANT, until=LATER)) == ["a1", "a2"]


def test_a_stream_with_any_row_in_another_hand_is_skipped(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a1", "a"), an_effect("a2", "a"))
    first, _second = lease(ledger)
    ledger.settle_outbox([failed(first, NOW)], NOW)

    assert lease(ledger) == []
    assert keys(lease(ledger, now=SOON, until=LATER)) == ["a1", "a2"]


def test_an_expired_lease_is_free_again(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a1", "a"))
    lease(ledger)

    assert lease(ledger, now=SOON - AN_INSTANT) == []
    assert keys(lease(ledger, now=SOON, until=LATER)) == ["a1"]


def test_a_dead_row_stops_its_stream_and_no_other(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a1", "a"), an_effect("a2", "a"), an_effect("b1", "b"))
    a1, a2, b1 = lease(ledger)

    ledger.settle_outbox([dead(a1), failed(a2, NOW), sent(b1)], NOW)
    enqueue(ledger, an_effect("a3", "a"), an_effect("b2", "b"))

    assert keys(lease(ledger, now=LATER, until=LATER + timedelta(hours=1))) == ["b2"]


def test_a_dead_row_within_a_stream_lets_the_earlier_ones_go(ledger: SqlLedger) -> None:
    enqueue(ledger, *(an_effect(f"a{number}", "a") for number in (1, 2, 3)))
    rows = lease(ledger)

    ledger.settle_outbox([failed(rows[0], NOW), dead(rows[1]), failed(rows[2], NOW)], NOW)

    assert keys(lease(ledger)) == ["a1"]


def test_a_stream_goes_on_when_its_last_row_was_sent_before_the_next_came(ledger: SqlLedger) -> None:
    for number in range(3):
        enqueue(ledger, an_effect(f"a{number}", "a"))
        rows = lease(ledger)
        assert keys(rows) == [f"a{number}"]
        ledger.settle_outbox([sent(rows[0])], NOW)

    assert lease(ledger) == []


def test_parallel_lessees_never_share_a_row_and_keep_each_streams_order(
    ledger: SqlLedger, home: Home
) -> None:
    streams = 30
    for number in range(streams):
        enqueue(ledger, *(an_effect(f"{number}-{step}", f"s{number}") for step in range(4)))
    delivered: defaultdict[str, list[int]] = defaultdict(list)

    def deliver(_: int) -> int:
        count = 0
        own = home.open()
        while rows := lease(own, limit=7):
            for row in rows:
                delivered[row.effect.stream].append(row.seq)
            own.settle_outbox([sent(row) for row in rows], NOW)
            count += len(rows)
        return count

    counts = at_once(6, deliver)
    counts.append(deliver(0))  # a lessee may find all streams in other hands, and stop early

    assert sum(count for count in counts if isinstance(count, int)) == streams * 4
    assert set(map(tuple, delivered.values())) == {(1, 2, 3, 4)}


def test_appending_and_settling_one_stream_in_parallel_never_leaves_it_without_a_head(
    ledger: SqlLedger, home: Home
) -> None:
    total = 60

    def append(_: int) -> None:
        own = home.open()
        for number in range(total):
            enqueue(own, an_effect(f"a{number}", "a"))

    def deliver(_: int) -> list[str]:
        own = home.open()
        seen: list[str] = []
        while len(seen) < total:
            rows = lease(own, limit=2)
            seen += keys(rows)
            own.settle_outbox([sent(row) for row in rows], NOW)
        return seen

    _, seen = at_once(2, lambda number: (append, deliver)[number](number))

    assert seen == [f"a{number}" for number in range(total)]


def test_parallel_recordings_number_one_stream_without_a_gap(ledger: SqlLedger, home: Home) -> None:
    answers = at_once(8, lambda number: enqueue(ledger, an_effect(f"a{number}", "a"), an_effect("same", "b")))

    assert answers == [None] * 8
    assert [row.seq for row in lease(ledger) if row.effect.stream == "a"] == list(range(1, 9))
    assert home.count("outbox") == 9


def test_the_newest_effect_of_a_kind_is_found_whatever_became_of_it(ledger: SqlLedger) -> None:
    note, update = PostNote(case_key="k", text="n"), UpdateException(record=a_record())
    bodies = {"u1": update, "n1": note, "u2": update, "n2": note}
    enqueue(ledger, *(an_effect(key, body=body) for key, body in bodies.items()))
    enqueue(ledger, an_effect("u3", stream="s2", body=update))
    ledger.settle_outbox([sent(row) for row in lease(ledger)], NOW)

    newest = ledger.newest_effect("s1", "update_exception")

    assert newest is not None
    assert (newest.effect.key, newest.state) == ("u2", OutboxState.SENT)
    assert ledger.newest_effect("s1", "close_exception") is None
