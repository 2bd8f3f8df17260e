"""The inbox: a fact is one row, whatever comes again, and one decider has it at a time."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from ledger_makers import (
    AN_INSTANT,
    LATER,
    NOW,
    SOON,
    a_case,
    a_draft,
    a_fact,
    a_place,
    an_effect,
    at_once,
)
from sqlalchemy.exc import StatementError

from crossdock.domain.errors import Conflict
from crossdock.ports import InboxEntry, InboxResult, InboxState, Recording

if TYPE_CHECKING:
    from ledger_homes import Home

    from crossdock.adapters.sql import SqlLedger


def a_result(inbox_id: int, state: InboxState = InboxState.DECIDED) -> InboxResult:
    return InboxResult(inbox_id=inbox_id, state=state, outcome="exception", answer={"outcome": "exception"})


def a_lease(ledger: SqlLedger, now: datetime, *, until: datetime) -> InboxEntry:
    """Return a new fact's lease."""
    entry, _ = ledger.store(a_fact(), now)
    leased = ledger.lease_inbox(entry.id, now=now, until=until)
    assert leased is not None
    return leased


def test_a_stored_fact_is_read_back_as_it_came(ledger: SqlLedger) -> None:
    payload = b"\x00\xff" + os.urandom(2000)
    fact = a_fact(payload=payload, place=a_place(uid=4_294_967_295), meta={"subject": "a\x00b \udc80 ü"})

    entry, created = ledger.store(fact, NOW)

    assert created
    assert entry == ledger.inbox_entry(entry.id)
    assert (entry.state, entry.attempts, entry.received_at) == (InboxState.STORED, 0, NOW)
    assert (entry.fact_key, entry.meta, entry.places) == (fact.fact_key, fact.meta, (fact.place,))
    assert ledger.blob(entry.blob_digest) == payload


def test_the_same_fact_again_is_the_same_row_and_only_adds_its_place(ledger: SqlLedger, home: Home) -> None:
    first, _ = ledger.store(a_fact(place=a_place(1)), NOW)
    ledger.store(a_fact(place=a_place(1)), LATER)

    again, created = ledger.store(a_fact(place=a_place(2, folder="Archive"), payload=b"other headers"), LATER)

    assert not created
    assert (again.id, again.blob_digest, again.received_at) == (first.id, first.blob_digest, NOW)
    assert again.places == (a_place(1), a_place(2, folder="Archive"))
    assert home.count("blobs") == 1


def test_a_fact_is_found_by_what_it_is(ledger: SqlLedger) -> None:
    stored, _ = ledger.store(a_fact(), NOW)

    assert ledger.entry_of(1, "mail", "m1") == stored
    others = [(2, "mail", "m1"), (1, "carrier", "m1"), (1, "mail", "m2")]
    assert [ledger.entry_of(*other) for other in others] == [None] * 3


@pytest.mark.parametrize("other", [{"company_id": 2}, {"channel": "carrier"}, {"fact_key": "m2"}])
def test_a_fact_of_another_company_channel_or_key_is_another_row(
    ledger: SqlLedger, other: dict[str, object]
) -> None:
    first, _ = ledger.store(a_fact(), NOW)

    second, created = ledger.store(a_fact(**other), NOW)

    assert created
    assert second.id != first.id


def test_eight_threads_that_store_one_fact_get_one_row_and_one_is_told_it_is_new(
    ledger: SqlLedger, home: Home
) -> None:
    stored = at_once(8, lambda number: ledger.store(a_fact(place=a_place(number)), NOW))

    assert not [answer for answer in stored if isinstance(answer, Exception)]
    assert len({entry.id for entry, _ in stored}) == 1
    assert sum(created for _, created in stored) == 1
    assert home.count("inbox") == 1
    assert home.count("inbox_places") == 8


def test_text_that_no_database_holds_is_stored_all_the_same(ledger: SqlLedger) -> None:
    fact = a_fact("k\x00\udc80\U0001f600", payload=b"x", place=a_place(folder="Re\x00ad"))

    entry, _ = ledger.store(fact, NOW)
    again, created = ledger.store(fact, NOW)

    assert (entry.fact_key, entry.places[0].folder) == ("k\ufffd\ufffd\U0001f600", "Re\ufffdad")
    assert (again.id, created) == (entry.id, False)


def test_times_are_kept_to_the_microsecond_and_come_back_in_utc(ledger: SqlLedger) -> None:
    local = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))

    entry, _ = ledger.store(a_fact(), local)

    assert entry.received_at == NOW
    assert entry.received_at.utcoffset() == timedelta(0)


def test_a_time_without_its_zone_is_refused(ledger: SqlLedger) -> None:
    with pytest.raises(StatementError, match="aware"):
        ledger.store(a_fact(), NOW.replace(tzinfo=None))


def test_undecided_facts_come_oldest_first_without_those_leased(ledger: SqlLedger) -> None:
    ids = [ledger.store(a_fact(f"m{number}"), NOW)[0].id for number in range(5)]
    ledger.lease_inbox(ids[1], now=NOW, until=SOON)
    ledger.record(Recording(result=a_result(ids[3])), NOW)

    assert [entry.id for entry in ledger.undecided(limit=2, now=NOW)] == [ids[0], ids[2]]
    assert [entry.id for entry in ledger.undecided(limit=9, now=NOW)] == [ids[0], ids[2], ids[4]]
    assert [entry.id for entry in ledger.undecided(limit=9, now=SOON)] == [ids[0], ids[2], ids[4], ids[1]]


def test_a_fact_that_was_tried_waits_behind_those_that_were_not(ledger: SqlLedger) -> None:
    refused, newer = (ledger.store(a_fact(key), NOW)[0].id for key in ("refused", "newer"))
    leased = ledger.lease_inbox(refused, now=NOW, until=SOON)
    assert leased is not None

    ledger.release_inbox(leased, now=NOW, count_attempt=False)

    assert [entry.id for entry in ledger.undecided(limit=1, now=NOW)] == [newer]
    assert [entry.id for entry in ledger.undecided(limit=2, now=NOW)] == [newer, refused]


def test_undecided_facts_can_be_asked_for_by_source_and_channel(ledger: SqlLedger) -> None:
    mail, _ = ledger.store(a_fact("a", source="mailbox:purchasing", place=a_place()), NOW)
    ledger.store(a_fact("b", channel="odoo", source="sweep"), NOW)

    assert ledger.undecided(limit=9, now=NOW, source="mailbox:purchasing") == [mail]
    assert ledger.undecided(limit=9, now=NOW, channel="mail") == [mail]
    assert ledger.undecided(limit=9, now=NOW, channel="mail", source="sweep") == []


def test_a_lease_counts_the_attempt_and_keeps_others_out_until_it_ends(ledger: SqlLedger) -> None:
    entry, _ = ledger.store(a_fact(place=a_place()), NOW)

    leased = ledger.lease_inbox(entry.id, now=NOW, until=SOON)

    assert leased is not None
    assert (leased.attempts, leased.places) == (1, entry.places)
    assert ledger.lease_inbox(entry.id, now=SOON - AN_INSTANT, until=LATER) is None
    again = ledger.lease_inbox(entry.id, now=SOON, until=LATER)
    assert again is not None
    assert again.attempts == 2


def test_eight_threads_that_lease_one_fact_have_it_once(ledger: SqlLedger) -> None:
    entry, _ = ledger.store(a_fact(), NOW)

    leased = at_once(8, lambda _: ledger.lease_inbox(entry.id, now=NOW, until=SOON))

    assert [answer.attempts for answer in leased if answer is not None] == [1]


@pytest.mark.parametrize(("count_attempt", "attempts"), [(True, 1), (False, 0)])
def test_a_released_fact_is_free_and_its_attempt_counts_as_told(
    ledger: SqlLedger, count_attempt: bool, attempts: int
) -> None:
    leased = a_lease(ledger, NOW, until=SOON)

    ledger.release_inbox(leased, now=NOW, count_attempt=count_attempt)

    assert [found.attempts for found in ledger.undecided(limit=1, now=NOW)] == [attempts]


@pytest.mark.parametrize(("count_attempt", "attempts"), [(True, 1), (False, 0)])
def test_an_attempt_that_outlived_its_lease_is_given_back_too(
    ledger: SqlLedger, count_attempt: bool, attempts: int
) -> None:
    leased = a_lease(ledger, NOW, until=SOON)

    ledger.release_inbox(leased, now=LATER, count_attempt=count_attempt)

    assert [found.attempts for found in ledger.undecided(limit=1, now=LATER)] == [attempts]


def test_who_is_late_takes_an_attempt_back_and_leaves_anothers_lease_alone(ledger: SqlLedger) -> None:
    late = a_lease(ledger, NOW, until=SOON)
    other = ledger.lease_inbox(late.id, now=SOON, until=LATER)
    assert other is not None

    ledger.release_inbox(late, now=SOON, count_attempt=False)

    assert ledger.undecided(limit=1, now=LATER - AN_INSTANT) == []
    assert [found.attempts for found in ledger.undecided(limit=1, now=LATER)] == [1]


def test_what_is_decided_is_not_given_back(ledger: SqlLedger) -> None:
    late = a_lease(ledger, NOW, until=SOON)
    ledger.record(Recording(result=a_result(late.id)), NOW)

    ledger.release_inbox(late, now=SOON, count_attempt=False)

    found = ledger.inbox_entry(late.id)
    assert found is not None
    assert (found.attempts, found.leased_until) == (1, None)


def test_a_fact_that_is_unknown_or_decided_cannot_be_leased(ledger: SqlLedger) -> None:
    entry, _ = ledger.store(a_fact(), NOW)
    ledger.record(Recording(result=a_result(entry.id)), NOW)

    assert ledger.lease_inbox(entry.id, now=LATER, until=LATER) is None
    assert ledger.lease_inbox(999, now=NOW, until=SOON) is None
    assert ledger.inbox_entry(999) is None


@pytest.mark.parametrize("state", [InboxState.DECIDED, InboxState.REVIEW, InboxState.FAILED])
def test_a_decision_is_kept_with_its_answer(ledger: SqlLedger, state: InboxState) -> None:
    entry, _ = ledger.store(a_fact(), NOW)
    ledger.lease_inbox(entry.id, now=NOW, until=SOON)

    ledger.record(Recording(result=a_result(entry.id, state)), NOW)

    decided = ledger.inbox_entry(entry.id)
    assert decided is not None
    assert (decided.state, decided.outcome, decided.answer) == (state, "exception", {"outcome": "exception"})


def test_a_second_decision_of_one_fact_is_a_conflict_and_leaves_nothing(
    ledger: SqlLedger, home: Home
) -> None:
    entry, _ = ledger.store(a_fact(), NOW)
    ledger.record(Recording(result=a_result(entry.id, InboxState.REVIEW)), NOW)
    before = home.counts()

    with pytest.raises(Conflict):
        ledger.record(
            Recording(
                result=a_result(entry.id), journal=(a_draft(),), cases=(a_case(),), effects=(an_effect(),)
            ),
            NOW,
        )

    assert home.counts() == before
    kept = ledger.inbox_entry(entry.id)
    assert kept is not None
    assert kept.state is InboxState.REVIEW


def test_eight_threads_that_decide_one_fact_decide_it_once(ledger: SqlLedger, home: Home) -> None:
    entry, _ = ledger.store(a_fact(), NOW)
    recording = Recording(result=a_result(entry.id), journal=(a_draft(),))

    answers = at_once(8, lambda _: ledger.record(recording, NOW))

    assert sum(answer is None for answer in answers) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 7
    assert home.count("journal") == 1


def test_an_unknown_blob_is_none(ledger: SqlLedger) -> None:
    assert ledger.blob("0" * 64) is None
