"""A case's identity, and where a further deviation lands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.domain.exception_case import (
    OPEN_STATES,
    Authority,
    CaseState,
    CaseSubject,
    PlacedCase,
    Placement,
    case_key_of,
    case_name_of,
    open_case_key,
    place,
)
from tests.builders import NOW, a_case, a_record, day

IDS = st.one_of(st.none(), st.integers(1, 10**9))


@pytest.mark.parametrize(
    ("_case", "line", "order", "key"),
    [
        ("a line", 5, 3, "line:5"),
        ("an order without a line", None, 3, "order:3"),
        ("neither", None, None, "fact:abc"),
    ],
)
def test_a_case_is_about_the_line_else_the_order_else_the_fact(
    _case: str, line: int | None, order: int | None, key: str
) -> None:
    assert CaseSubject(purchase_line_id=line, purchase_order_id=order, fact_key="abc").key == key


@given(line=IDS, order=IDS, fact=st.text(min_size=1))
def test_no_part_of_the_open_case_key_is_ever_empty(line: int | None, order: int | None, fact: str) -> None:
    subject = CaseSubject(purchase_line_id=line, purchase_order_id=order, fact_key=fact)

    key = open_case_key(company_id=1, category="supply", sub_category="supplier_delay", subject=subject)

    company, category, sub_category, about = key.split("|", 3)
    assert all((company, category, sub_category, about))
    assert "None" not in about or "None" in fact


@pytest.mark.parametrize(
    "other", [{"company_id": 2}, {"category": "quality"}, {"sub_category": "early_delivery"}]
)
def test_company_category_and_sub_category_tell_cases_of_one_line_apart(other: dict[str, object]) -> None:
    base = {"company_id": 1, "category": "supply", "sub_category": "supplier_delay"}
    subject = CaseSubject(purchase_line_id=5, fact_key="abc")

    assert open_case_key(**base, subject=subject) != open_case_key(**(base | other), subject=subject)


def test_the_case_key_comes_from_the_fact_so_that_the_same_fact_opens_the_same_case() -> None:
    assert case_key_of("1|supply|supplier_delay|line:5", "a") == case_key_of(
        "1|supply|supplier_delay|line:5", "a"
    )
    assert case_key_of("1|supply|supplier_delay|line:5", "a") != case_key_of(
        "1|supply|supplier_delay|line:5", "b"
    )


@given(dedup=st.text(), fact=st.text())
def test_a_case_has_a_short_name_that_can_be_read_out(dedup: str, fact: str) -> None:
    assert re.fullmatch(r"EXC-[A-Z2-7]{4}-[A-Z2-7]{4}", case_name_of(case_key_of(dedup, fact)))


def test_the_first_deviation_is_a_new_case() -> None:
    placed = place(a_record(), open_cases={}, closed_cases={})

    assert placed.placement is Placement.NEW
    assert placed.record == a_record()


def test_a_further_deviation_updates_the_open_case_and_is_counted() -> None:
    held = a_record(occurrence_count=4, state=CaseState.ON_HOLD)
    draft = a_record("fact-2", proposed_date=day("12-24"), last_seen_at=NOW + timedelta(days=1))

    placed = place(draft, open_cases={held.dedup_key: a_case(held)}, closed_cases={})

    assert placed.placement is Placement.UPDATED
    assert placed.record.occurrence_count == 5
    assert placed.record.proposed_date == day("12-24")
    assert placed.record.last_seen_at == NOW + timedelta(days=1)


def test_an_updated_case_keeps_its_identity_its_owner_and_its_state() -> None:
    held = a_record(user_id=9, team_id=8, state=CaseState.IN_PROGRESS)
    draft = a_record("fact-2", first_seen_at=NOW + timedelta(days=1))

    record = place(draft, open_cases={held.dedup_key: a_case(held)}, closed_cases={}).record

    assert (record.case_key, record.name) == (held.case_key, held.name)
    assert (record.user_id, record.team_id, record.state) == (9, 8, CaseState.IN_PROGRESS)
    assert record.first_seen_at == NOW


@pytest.mark.parametrize(("before", "after", "became"), [(2, 3, True), (1, 2, False), (3, 3, False)])
def test_an_open_case_becomes_urgent_once(before: int, after: int, became: bool) -> None:
    held = a_record(urgency=before)

    placed = place(
        a_record("fact-2", urgency=after), open_cases={held.dedup_key: a_case(held)}, closed_cases={}
    )

    assert placed.became_urgent is became


@pytest.mark.parametrize("code", ["rejected", "confirmed", "resolved_by_hand", None])
def test_a_case_closed_lately_reopens_when_the_supplier_says_it_again(code: str | None) -> None:
    held = a_record(state=CaseState.RESOLVED, occurrence_count=2)
    closed = a_case(held, closed_at=NOW, resolution_code=code)

    placed = place(a_record("fact-2"), open_cases={}, closed_cases={held.dedup_key: closed})

    assert placed.placement is Placement.REOPENED
    assert placed.record.state is CaseState.NEW
    assert placed.record.case_key == held.case_key
    assert placed.record.occurrence_count == 3


def test_an_applied_case_never_reopens_for_its_value_is_agreed_now() -> None:
    held = a_record(state=CaseState.RESOLVED)
    applied = a_case(held, closed_at=NOW, resolution_code="applied")

    placed = place(a_record("fact-2"), open_cases={}, closed_cases={held.dedup_key: applied})

    assert placed.placement is Placement.NEW
    assert placed.record.case_key != held.case_key


def test_an_open_case_goes_before_a_closed_one() -> None:
    held = a_record("fact-2")
    closed = a_case(replace(a_record(), state=CaseState.RESOLVED), closed_at=NOW, resolution_code="rejected")

    placed = place(
        a_record("fact-3"),
        open_cases={held.dedup_key: a_case(held)},
        closed_cases={held.dedup_key: closed},
    )

    assert placed.record.case_key == held.case_key


def placed_beside(held: Authority, draft: Authority, **changes: object) -> PlacedCase:
    """Return where a draft for 24 December lands that meets an open case for the 15th."""
    record = a_record(authority=held, proposed_date=day("12-15"), fingerprint="held")
    said = a_record("fact-2", authority=draft, proposed_date=day("12-24"), evidence="later", **changes)
    return place(said, open_cases={record.dedup_key: a_case(record)}, closed_cases={})


LESSER = [
    (Authority.VERIFIED, Authority.UNVERIFIED),
    (Authority.VERIFIED, Authority.ASKED_FOR),
    (Authority.UNVERIFIED, Authority.ASKED_FOR),
]


@pytest.mark.parametrize(("held", "draft"), LESSER)
def test_lesser_words_are_counted_and_noted_and_change_no_value(held: Authority, draft: Authority) -> None:
    placed = placed_beside(held, draft, correlation_id="another", last_seen_at=NOW + timedelta(days=1))

    assert (placed.placement, placed.record.occurrence_count) == (Placement.UPDATED, 2)
    assert (placed.record.proposed_date, placed.record.fingerprint) == (day("12-15"), "held")
    assert (placed.record.correlation_id, placed.record.authority) == ("corr-1", held)
    assert set(placed.only) <= {"occurrence_count", "last_seen_at", "recommended_action"}
    assert a_record().title in placed.aside


@pytest.mark.parametrize(
    ("held", "draft"), [*((draft, held) for held, draft in LESSER), *((kind, kind) for kind in Authority)]
)
def test_words_that_weigh_as_much_replace_those_of_the_open_case(held: Authority, draft: Authority) -> None:
    placed = placed_beside(held, draft)

    assert (placed.record.proposed_date, placed.record.authority) == (day("12-24"), draft)
    assert (placed.only, placed.aside) == ((), "")


def test_who_is_not_verified_earns_a_warning_once_and_hurries_nobody() -> None:
    held = a_record(authority=Authority.VERIFIED, recommended_action="Check.", urgency=1)
    first = place(
        a_record("fact-2", urgency=3), open_cases={held.dedup_key: a_case(held)}, closed_cases={}
    ).record
    placed = place(a_record("fact-3", urgency=3), open_cases={held.dedup_key: a_case(first)}, closed_cases={})

    assert placed.record.recommended_action == first.recommended_action
    assert first.recommended_action.startswith("Somebody who is not verified has written, too")
    assert first.recommended_action.endswith("Check.")
    assert (placed.record.urgency, placed.became_urgent) == (1, False)


def test_what_is_asked_for_may_make_the_case_of_a_mail_urgent() -> None:
    placed = placed_beside(Authority.VERIFIED, Authority.ASKED_FOR, urgency=3, priority=3)

    assert (placed.record.urgency, placed.record.priority, placed.became_urgent) == (3, 3, True)


@pytest.mark.parametrize(
    ("draft", "proposed"), [(Authority.ASKED_FOR, "12-15"), (Authority.UNVERIFIED, "12-24")]
)
def test_a_closed_case_reopens_with_the_new_proposal_where_there_is_one(
    draft: Authority, proposed: str
) -> None:
    held = a_record(authority=Authority.VERIFIED, proposed_date=day("12-15"), state=CaseState.RESOLVED)
    closed = a_case(held, closed_at=NOW, resolution_code="rejected")
    said = a_record("fact-2", authority=draft, proposed_date=day("12-24"))

    placed = place(said, open_cases={}, closed_cases={held.dedup_key: closed})

    assert (placed.placement, placed.record.state) == (Placement.REOPENED, CaseState.NEW)
    assert placed.record.proposed_date == day(proposed)


@pytest.mark.parametrize("state", list(CaseState))
def test_a_case_is_open_until_resolved_or_cancelled(state: CaseState) -> None:
    case = a_case(a_record(state=state))

    assert case.is_open is (state in OPEN_STATES)
    assert case.is_open is (state.value in ("new", "in_progress", "on_hold"))
