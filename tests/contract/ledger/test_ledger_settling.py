"""What becomes of leased rows: sent for good, tried again, dead, replayed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger_makers import LATER, NOW, SOON, an_effect, dead, enqueue, failed, keys, lease, sent, superseded

from crossdock.domain.effect import ReceiptStatus
from crossdock.ports import OutboxState, Settlement

if TYPE_CHECKING:
    from crossdock.adapters.sql import SqlLedger
    from crossdock.ports import OutboxRow


def test_a_settlement_is_written_and_counts_the_attempt_if_it_says_so(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a"))
    (row,) = lease(ledger)
    ledger.settle_outbox([failed(row, SOON, counts=False)], NOW)
    untouched = ledger.outbox_row(row.id)
    lease(ledger, now=SOON, until=LATER)
    ledger.settle_outbox([failed(row, LATER)], NOW)
    tried = ledger.outbox_row(row.id)
    lease(ledger, now=LATER, until=LATER)
    ledger.settle_outbox([sent(row, remote_id=9)], LATER)
    done = ledger.outbox_row(row.id)

    assert untouched is not None
    assert tried is not None
    assert done is not None
    assert (untouched.state, untouched.attempts, untouched.next_at) == (OutboxState.FAILED, 0, SOON)
    assert (tried.attempts, tried.last_error, tried.next_at) == (1, "busy", LATER)
    assert (done.state, done.sent_at, done.remote_id) == (OutboxState.SENT, LATER, 9)
    assert done.last_error == ""


def test_a_late_answer_never_undoes_that_a_row_was_sent(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a"))
    (late,) = lease(ledger)
    (row,) = lease(ledger, now=SOON, until=LATER)
    ledger.settle_outbox([sent(row, remote_id=9)], SOON)

    ledger.settle_outbox([failed(late)], SOON)
    ledger.settle_outbox([dead(late)], SOON)
    ledger.settle_outbox([sent(late)], LATER)

    kept = ledger.outbox_row(row.id)
    assert kept is not None
    assert (kept.state, kept.sent_at, kept.remote_id) == (OutboxState.SENT, SOON, 9)


def test_a_late_failure_does_not_revive_a_dead_row_but_a_late_success_ends_it(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a1", "a"), an_effect("a2", "a"))
    a1, a2 = lease(ledger)
    ledger.settle_outbox([dead(a1), failed(a2, NOW)], NOW)

    ledger.settle_outbox([failed(a1, NOW)], NOW)
    assert ledger.dead_letters() == [ledger.outbox_row(a1.id)]

    ledger.settle_outbox([sent(a1)], NOW)
    assert ledger.dead_letters() == []
    assert keys(lease(ledger)) == ["a2"]


def test_a_superseded_row_waits_for_nothing_and_its_stream_goes_on(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a1", "a"), an_effect("a2", "a"))
    a1, a2 = lease(ledger)

    ledger.settle_outbox([superseded(a1), failed(a2, NOW)], NOW)

    kept = ledger.outbox_row(a1.id)
    assert kept is not None
    assert (kept.state, kept.last_error, kept.sent_at) == (OutboxState.SUPERSEDED, "changed", None)
    assert ledger.dead_letters() == []
    assert ledger.replay(None, NOW) == 0
    assert keys(lease(ledger)) == ["a2"]


def test_a_late_answer_revives_no_superseded_row(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a"))
    (row,) = lease(ledger)
    ledger.settle_outbox([superseded(row)], NOW)

    ledger.settle_outbox([failed(row, NOW), dead(row)], NOW)

    kept = ledger.outbox_row(row.id)
    assert kept is not None
    assert kept.state is OutboxState.SUPERSEDED


def test_an_error_text_of_any_kind_can_be_kept(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a"))
    (row,) = lease(ledger)

    ledger.settle_outbox([replace(dead(row), error="bad \x00 \udc80 text")], NOW)

    assert ledger.dead_letters()[0].last_error == "bad \ufffd \ufffd text"


def test_dead_letters_are_listed_newest_first_and_paged(ledger: SqlLedger) -> None:
    enqueue(ledger, *(an_effect(f"a{number}", f"s{number}") for number in range(4)))
    ledger.settle_outbox([dead(row) for row in lease(ledger)[:3]], NOW)

    page = ledger.dead_letters(limit=2)

    assert keys(page) == ["a2", "a1"]
    assert keys(ledger.dead_letters(limit=2, before_id=page[-1].id)) == ["a0"]


def test_replayed_rows_are_due_again_with_all_their_attempts(ledger: SqlLedger) -> None:
    enqueue(ledger, *(an_effect(f"a{number}", f"s{number}") for number in range(3)))
    rows = lease(ledger)
    ledger.settle_outbox([dead(row) for row in rows[:2]] + [sent(rows[2])], NOW)

    assert ledger.replay([rows[0].id, rows[2].id, 999], SOON) == 1
    assert [(row.effect.key, row.attempts) for row in lease(ledger, now=SOON, until=LATER)] == [("a0", 0)]
    assert ledger.replay(None, SOON) == 1
    assert ledger.replay(None, SOON) == 0
    assert keys(lease(ledger, now=SOON, until=LATER)) == ["a1"]


def test_figures_count_every_state(ledger: SqlLedger) -> None:
    assert ledger.outbox_figures() == {state.value: 0 for state in OutboxState}
    enqueue(ledger, *(an_effect(f"a{number}", f"s{number}") for number in range(6)))
    rows = lease(ledger, limit=5)
    ledger.settle_outbox([sent(rows[0]), superseded(rows[1]), failed(rows[2]), dead(rows[3])], NOW)

    counted = {"pending": 1, "leased": 1, "sent": 1, "superseded": 1, "failed": 1, "dead": 1}
    assert ledger.outbox_figures() == counted


def some_settlement(row: OutboxRow) -> Settlement:
    return Settlement(
        row_id=row.id, state=OutboxState.PENDING, status=ReceiptStatus.UNREACHABLE, counts=False
    )


def test_a_row_given_back_is_due_at_once_and_has_not_counted(ledger: SqlLedger) -> None:
    enqueue(ledger, an_effect("a"))

    ledger.settle_outbox([some_settlement(row) for row in lease(ledger)], NOW)

    (row,) = lease(ledger)
    assert row.attempts == 0
