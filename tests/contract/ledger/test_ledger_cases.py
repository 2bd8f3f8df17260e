"""Cases and baselines: one open case per key, and no write over what changed meanwhile."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from ledger_makers import (
    LATER,
    NOW,
    a_baseline,
    a_case,
    a_draft,
    a_record,
    an_effect,
    an_opening,
    at_once,
    closed,
    dead,
    enqueue,
    lease,
    sent,
)

from crossdock.domain.errors import Conflict
from crossdock.domain.exception_case import CaseState
from crossdock.domain.reading import Part
from crossdock.ports import Recording

if TYPE_CHECKING:
    from ledger_homes import Home

    from crossdock.adapters.sql import SqlLedger
    from crossdock.ports import CaseWrite

OPEN_KEY = a_record().dedup_key


def write(ledger: SqlLedger, *cases: CaseWrite) -> None:
    ledger.record(Recording(cases=cases), NOW)


def test_a_case_is_read_back_with_every_value_exactly(ledger: SqlLedger) -> None:
    record = a_record(
        evidence="„Lieferung erst am 15.12.“ \x00 \udc80",
        expected_quantity=Decimal("100.000"),
        proposed_price=Decimal("1E+2"),
        proposed_parts=(Part(quantity=Decimal("60.0"), date=date(2026, 12, 10)), Part(quantity=Decimal(40))),
        sale_order_ids=(4, 5),
        confidence=0.1 + 0.2,
    )

    ledger.record(Recording(cases=(replace(a_case(), record=record),)), NOW)

    found = ledger.case(record.case_key)
    assert found is not None
    assert (found.version, found.case.record, found.case.opened_at) == (1, record, NOW)
    assert str(found.case.record.expected_quantity) == "100.000"
    assert str(found.case.record.proposed_price) == "1E+2"
    assert found.case.is_open


def test_open_cases_are_found_by_company_and_key(ledger: SqlLedger) -> None:
    write(ledger, a_case("k1"), a_case("k2"), a_case("k3"))
    write(ledger, closed("k3", version=1))
    wanted = [a_record(key).dedup_key for key in ("k1", "k3", "k9")]

    assert list(ledger.open_cases(1, wanted)) == [OPEN_KEY]
    assert ledger.open_cases(2, wanted) == {}
    assert ledger.open_cases(1, []) == {}


def test_a_thousand_keys_can_be_asked_for_at_once(ledger: SqlLedger) -> None:
    write(ledger, a_case("k1"), a_case("k777"))

    found = ledger.open_cases(1, [a_record(f"k{number}").dedup_key for number in range(1200)])

    assert {case.case.record.case_key for case in found.values()} == {"case-k1", "case-k777"}


def test_a_second_open_case_of_one_key_is_a_conflict(ledger: SqlLedger, home: Home) -> None:
    write(ledger, a_case())

    with pytest.raises(Conflict):
        write(ledger, a_case(case_key="another"))

    assert home.count("cases") == 1


def test_once_closed_a_key_is_free_for_a_new_case(ledger: SqlLedger) -> None:
    write(ledger, a_case())
    write(ledger, closed("k1", version=1))

    write(ledger, a_case(case_key="another"))

    assert ledger.open_cases(1, [OPEN_KEY])[OPEN_KEY].case.record.case_key == "another"


@pytest.mark.parametrize("key", ["a", "z"])
def test_one_decision_closes_a_case_and_opens_another_of_its_key(ledger: SqlLedger, key: str) -> None:
    write(ledger, a_case())

    write(ledger, closed("k1", version=1), a_case(case_key=key))

    assert ledger.open_cases(1, [OPEN_KEY])[OPEN_KEY].case.record.case_key == key


def test_a_case_that_changed_since_it_was_read_is_not_overwritten(ledger: SqlLedger) -> None:
    write(ledger, a_case())
    write(ledger, a_case(version=1, occurrence_count=2))

    with pytest.raises(Conflict):
        write(ledger, a_case(version=1, occurrence_count=9))

    found = ledger.case("case-k1")
    assert found is not None
    assert (found.version, found.case.record.occurrence_count) == (2, 2)


def test_a_change_of_an_unknown_case_is_a_conflict(ledger: SqlLedger) -> None:
    with pytest.raises(Conflict):
        write(ledger, a_case("unknown", version=1))


def test_a_closed_case_is_reopened_unless_another_is_open_by_now(ledger: SqlLedger) -> None:
    write(ledger, a_case())
    write(ledger, closed("k1", version=1))
    write(ledger, a_case(version=2))
    reopened = ledger.case("case-k1")
    assert reopened is not None
    assert (reopened.version, reopened.case.closed_at, reopened.case.is_open) == (3, None, True)
    write(ledger, closed("k1", version=3))
    write(ledger, a_case(case_key="another"))

    with pytest.raises(Conflict):
        write(ledger, a_case(version=4))


def test_the_case_closed_last_is_found_if_it_is_recent_enough(ledger: SqlLedger) -> None:
    for number, days in ((1, 3), (2, 1), (3, 2)):
        write(ledger, a_case(case_key=f"case-{number}"))
        at = NOW - timedelta(days=days)
        write(
            ledger,
            replace(
                closed("k1", version=1, at=at),
                record=a_record(case_key=f"case-{number}", state=CaseState.CANCELLED),
            ),
        )

    found = ledger.closed_cases(1, [OPEN_KEY], since=NOW - timedelta(days=2))[OPEN_KEY]

    assert found.case.record.case_key == "case-2"
    assert (found.case.closed_at, found.case.resolution_code) == (NOW - timedelta(days=1), "applied")
    assert ledger.closed_cases(1, [OPEN_KEY], since=NOW) == {}
    assert ledger.closed_cases(2, [OPEN_KEY], since=NOW - timedelta(days=9)) == {}


def test_cases_are_listed_newest_first_filtered_and_paged(ledger: SqlLedger) -> None:
    for number in range(4):
        write(ledger, a_case(f"k{number}", category="supplier" if number % 2 else "carrier"))
    write(ledger, closed("k3", version=1))
    write(ledger, a_case("other", company_id=2))

    def listed(**wanted: object) -> list[str]:
        return [case.record.case_key.removeprefix("case-") for case in ledger.cases(**wanted)]

    assert listed() == ["other", "k3", "k2", "k1", "k0"]
    assert listed(company_id=1, state="new") == ["k2", "k1", "k0"]
    assert listed(category="supplier", state="resolved") == ["k3"]
    assert listed(limit=2) == ["other", "k3"]
    assert listed(limit=2, before_id=ledger.cases(limit=2)[-1].id) == ["k2", "k1"]


def test_parallel_openings_of_one_case_have_one_winner_and_the_others_a_conflict(
    ledger: SqlLedger, home: Home
) -> None:
    def open_it(number: int) -> None:
        recording = Recording(
            cases=(a_case(case_key=f"case-{number}"),),
            effects=(an_opening(f"{number}", stream=f"s{number}"),),
            journal=(a_draft(),),
        )
        ledger.record(recording, NOW)

    answers = at_once(8, open_it)

    assert sum(answer is None for answer in answers) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 7
    assert [home.count(table) for table in ("cases", "outbox", "journal")] == [1, 1, 1]


def test_parallel_changes_of_one_case_have_one_winner(ledger: SqlLedger) -> None:
    write(ledger, a_case())

    answers = at_once(8, lambda number: write(ledger, a_case(version=1, occurrence_count=number)))

    assert sum(answer is None for answer in answers) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 7


def test_writers_of_many_cases_in_crossing_order_do_not_stop_each_other(ledger: SqlLedger) -> None:
    names = [f"k{number}" for number in range(6)]
    write(ledger, *(a_case(name) for name in names))

    def change(number: int) -> None:
        for _ in range(40):
            order = names if number % 2 else list(reversed(names))
            found = ledger.open_cases(1, [a_record(name).dedup_key for name in names])
            writes = [a_case(name, version=found[a_record(name).dedup_key].version) for name in order]
            try:
                write(ledger, *writes)
            except Conflict:
                continue
            return
        raise AssertionError("never came through")

    assert at_once(4, change) == [None] * 4


def test_a_case_learns_its_record_in_odoo_once_that_was_made(ledger: SqlLedger) -> None:
    write(ledger, a_case())
    enqueue(ledger, an_opening("k1"), an_effect("note"))

    opening, note = lease(ledger)
    ledger.settle_outbox([sent(opening, remote_id=77), sent(note, remote_id=5)], NOW)

    found = ledger.case("case-k1")
    assert found is not None
    assert (found.case.odoo_id, found.version) == (77, 1)


def test_a_case_whose_record_was_refused_has_none_in_odoo(ledger: SqlLedger) -> None:
    write(ledger, a_case())
    enqueue(ledger, an_opening("k1"))

    ledger.settle_outbox([replace(dead(lease(ledger)[0]), remote_id=77)], NOW)

    found = ledger.case("case-k1")
    assert found is not None
    assert found.case.odoo_id is None


def test_a_baseline_is_read_back_exactly_with_its_version(ledger: SqlLedger) -> None:
    parts = (Part(quantity=Decimal("60.5")), Part(quantity=Decimal("39.5"), date=date(2026, 12, 8)))
    baseline = a_baseline(promised_date=date(2026, 12, 9), last_said_at=NOW, agreed_parts=parts)

    ledger.record(Recording(baselines=(baseline, a_baseline(102))), NOW)

    found = ledger.baselines([101, 102, 999])
    assert found == {101: replace(baseline, version=1), 102: a_baseline(102, version=1)}
    assert str(found[101].requested_quantity) == "100.000"


def test_a_baseline_of_an_earlier_version_of_crossdock_is_read(ledger: SqlLedger, home: Home) -> None:
    ledger.record(Recording(baselines=(a_baseline(),)), NOW)
    [(text,)] = home.sql("SELECT baseline FROM baselines")
    stored = json.loads(text)
    del stored["agreed_parts"]
    earlier = json.dumps({**stored, "seen_date": "2026-12-08", "seen_agreed_date": None})

    home.sql(f"UPDATE baselines SET baseline = '{earlier}'")

    assert ledger.baselines([101]) == {101: a_baseline(version=1)}


def test_a_baseline_changes_only_under_its_version(ledger: SqlLedger) -> None:
    ledger.record(Recording(baselines=(a_baseline(),)), NOW)
    moved = a_baseline(agreed_date=date(2026, 12, 20), version=1)
    ledger.record(Recording(baselines=(moved,)), LATER)

    for stale in (a_baseline(), a_baseline(version=1), a_baseline(404, version=1)):
        with pytest.raises(Conflict):
            ledger.record(Recording(baselines=(stale,)), LATER)

    assert ledger.baselines([101]) == {101: replace(moved, version=2)}


def test_ten_thousand_baselines_are_captured_in_one_recording(ledger: SqlLedger) -> None:
    lines = range(1, 10_001)

    ledger.record(Recording(baselines=tuple(a_baseline(line) for line in lines)), NOW)

    assert len(ledger.baselines(list(lines))) == 10_000
