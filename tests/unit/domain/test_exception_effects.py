"""What changes in Odoo when a case opens, changes or closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.domain.effect import (
    AttachMail,
    CloseException,
    HastenActivity,
    OpenException,
    PlannedEffect,
    PostNote,
    ScheduleActivity,
    Target,
    UpdateException,
)
from crossdock.domain.exception_case import PlacedCase, Placement
from crossdock.domain.exception_effects import MailFile, case_effects, closing_effects
from tests.builders import BUYER, a_record

MAIL = MailFile(blob_digest="d" * 64, file_name="Delay.eml")
NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
FACTS = st.text(min_size=1, max_size=80)


def effects_of(
    placement: Placement, *, fact_key: str = "fact-1", mail: MailFile | None = MAIL, **changes: object
) -> list[PlannedEffect]:
    placed = PlacedCase(record=replace(a_record(), **changes), placement=placement)
    return case_effects(placed, fact_key=fact_key, note="Who wrote and why", mail=mail, now=NOW)


@pytest.mark.parametrize(
    ("placement", "kinds"),
    [
        (Placement.NEW, [OpenException, PostNote, AttachMail, ScheduleActivity]),
        (Placement.UPDATED, [UpdateException, PostNote, AttachMail]),
        (Placement.REOPENED, [UpdateException, PostNote, AttachMail, ScheduleActivity]),
    ],
)
def test_the_owner_is_told_once_and_again_only_when_a_case_reopens(
    placement: Placement, kinds: list[type]
) -> None:
    assert [type(effect.body) for effect in effects_of(placement)] == kinds


def test_a_case_that_becomes_urgent_has_its_to_do_moved_to_today() -> None:
    placed = PlacedCase(
        record=replace(a_record(), urgency=3), placement=Placement.UPDATED, became_urgent=True
    )

    *_, last = case_effects(placed, fact_key="fact-1", note="", mail=None, now=NOW)

    assert last.body == HastenActivity(case_key=placed.record.case_key, decided_at=NOW, urgency=3)


@pytest.mark.parametrize(("placement", "reopens"), [(Placement.UPDATED, False), (Placement.REOPENED, True)])
def test_only_a_reopening_takes_the_state_back(placement: Placement, reopens: bool) -> None:
    body = effects_of(placement)[0].body

    assert isinstance(body, UpdateException)
    assert body.reopen is reopens


def test_the_to_do_is_the_owners_and_says_what_its_day_hangs_on() -> None:
    body = effects_of(Placement.NEW, urgency=2)[-1].body

    assert isinstance(body, ScheduleActivity)
    assert (body.user_id, body.decided_at, body.urgency) == (BUYER, NOW, 2)


def test_a_case_without_an_owner_makes_no_to_do() -> None:
    kinds = [type(effect.body) for effect in effects_of(Placement.NEW, user_id=None)]

    assert ScheduleActivity not in kinds


def test_all_effects_of_a_case_keep_their_order_in_one_stream() -> None:
    effects = effects_of(Placement.NEW) + effects_of(Placement.UPDATED, fact_key="fact-2")

    assert {effect.stream for effect in effects} == {f"case:{a_record().case_key}"}
    assert {effect.target for effect in effects} == {Target.ODOO}


@given(fact=FACTS)
def test_the_same_fact_recorded_twice_makes_the_same_keys(fact: str) -> None:
    once, twice = (effects_of(Placement.NEW, fact_key=fact) for _ in range(2))

    assert [effect.key for effect in once] == [effect.key for effect in twice]


@given(first=FACTS, second=FACTS)
def test_another_fact_on_the_same_case_makes_other_keys(first: str, second: str) -> None:
    once = {e.key for e in effects_of(Placement.UPDATED, fact_key=first, mail=None)}
    twice = {e.key for e in effects_of(Placement.UPDATED, fact_key=second, mail=None)}

    assert bool(once & twice) is (first == second)


def test_facts_whose_keys_begin_alike_are_different_facts() -> None:
    keys = [
        {
            e.key
            for e in effects_of(Placement.UPDATED, fact_key=f"workflow-error-execution-{number}", mail=None)
        }
        for number in (1, 2)
    ]

    assert not keys[0] & keys[1]


@given(fact=FACTS)
def test_a_key_can_stand_in_an_external_id(fact: str) -> None:
    for effect in effects_of(Placement.REOPENED, fact_key=fact):
        assert effect.key.replace("_", "").isalnum()
        assert effect.key.isascii()


def test_the_record_is_created_under_one_key_whatever_fact_comes_after() -> None:
    keys = [effects_of(Placement.NEW, fact_key=fact)[0].key for fact in ("fact-1", "fact-2")]

    assert keys[0] == keys[1]


def test_the_same_mail_is_attached_once_to_a_case() -> None:
    keys = {
        effect.key
        for placement in (Placement.NEW, Placement.UPDATED)
        for effect in effects_of(placement, fact_key=f"fact-{placement.value}")
        if isinstance(effect.body, AttachMail)
    }

    assert len(keys) == 1


def test_without_a_mail_nothing_is_attached() -> None:
    kinds = [type(effect.body) for effect in effects_of(Placement.NEW, mail=None)]

    assert AttachMail not in kinds


def test_closing_is_one_effect_in_the_cases_own_stream() -> None:
    [effect] = closing_effects(
        a_record(), fact_key="fact-2", state="resolved", resolution_code="confirmed", note="as agreed"
    )

    assert effect.body == CloseException(
        case_key=a_record().case_key, state="resolved", resolution_code="confirmed", note="as agreed"
    )
    assert effect.stream == f"case:{a_record().case_key}"
