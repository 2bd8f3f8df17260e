"""What was requested stays for ever; what is agreed follows people, never the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.domain.acknowledgement import acknowledge
from crossdock.domain.agreement import BaselineOrigin, capture, follow
from crossdock.domain.decision import MailOutcome
from crossdock.domain.reading import Part
from tests.builders import (
    AGREED,
    NOW,
    TWO_DAYS,
    a_baseline,
    a_change,
    a_given,
    a_line,
    a_reading,
    a_snapshot,
    an_order,
    day,
)

DAYS = st.dates(min_value=day("2026-01-01"), max_value=day("2027-12-31"))


def test_the_first_look_takes_what_odoo_says_as_requested_and_agreed() -> None:
    baseline = capture(a_line(), company_id=1, origin=BaselineOrigin.FIRST_SEEN, now=NOW)

    assert (baseline.requested_date, baseline.agreed_date) == (AGREED, AGREED)
    assert (baseline.requested_quantity, baseline.agreed_quantity) == (100, 100)
    assert (baseline.requested_price, baseline.agreed_price) == (Decimal("2.50"), Decimal("2.50"))
    assert baseline.origin is BaselineOrigin.FIRST_SEEN


def test_a_line_that_was_applied_to_before_the_first_look_is_agreed_at_the_applied_date() -> None:
    parts = (Part(quantity=Decimal(60), date=AGREED), Part(quantity=Decimal(40), date=day("12-20")))
    line = a_line(agreed_date=day("12-20"), agreed_parts=parts)

    baseline = capture(line, company_id=1, origin=BaselineOrigin.FIRST_SEEN, now=NOW)

    assert (baseline.agreed_date, baseline.agreed_parts) == (day("12-20"), parts)
    assert baseline.requested_date == AGREED


@pytest.mark.parametrize(
    ("_case", "in_odoo", "field", "agreed"),
    [
        ("Apply sets the agreed date", {"agreed_date": day("12-15")}, "agreed_date", day("12-15")),
        ("the buyer edits the date", {"date_planned": day("12-12")}, "agreed_date", day("12-12")),
        ("the buyer edits the quantity", {"quantity": Decimal(80)}, "agreed_quantity", Decimal(80)),
        ("the buyer edits the price", {"unit_price": Decimal(3)}, "agreed_price", Decimal(3)),
        (
            "Apply with the requested date changed too",
            {"agreed_date": day("12-15"), "date_planned": day("12-15")},
            "agreed_date",
            day("12-15"),
        ),
        ("a promise kept by the machine", {"promised_date": day("12-10")}, "agreed_date", AGREED),
        ("goods received", {"received": Decimal(40)}, "agreed_quantity", Decimal(100)),
    ],
)
def test_agreed_follows_what_people_change_in_odoo(
    _case: str, in_odoo: dict[str, object], field: str, agreed: object
) -> None:
    followed = follow(a_baseline(), replace(a_line(), **in_odoo))

    assert getattr(followed, field) == agreed


def test_a_buyers_edit_after_an_apply_is_the_newer_word() -> None:
    applied = a_line(agreed_date=day("12-15"))
    baseline = follow(a_baseline(), applied)

    followed = follow(baseline, replace(applied, date_planned=day("12-18"), agreed_date=None))

    assert followed.agreed_date == day("12-18")


def test_parts_that_a_human_agreed_to_are_kept_until_something_else_is_agreed() -> None:
    parts = (Part(quantity=Decimal(60), date=AGREED), Part(quantity=Decimal(40), date=day("12-20")))
    applied = a_line(agreed_date=day("12-20"), agreed_parts=parts)

    kept = follow(a_baseline(), applied)
    replaced = follow(kept, replace(applied, agreed_date=day("12-22"), agreed_parts=()))

    assert (kept.agreed_date, kept.agreed_parts) == (day("12-20"), parts)
    assert (replaced.agreed_date, replaced.agreed_parts) == (day("12-22"), ())


def test_looking_again_changes_nothing() -> None:
    line = a_line(agreed_date=day("12-15"), quantity=Decimal(80))
    once = follow(a_baseline(), line)

    assert follow(once, line) == once


@given(
    edits=st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "date_planned": DAYS,
                "agreed_date": DAYS,
                "quantity": st.integers(1, 500).map(Decimal),
                "unit_price": st.integers(1, 50).map(Decimal),
            },
        ),
        max_size=6,
    )
)
def test_what_was_requested_is_never_lost(edits: list[dict[str, object]]) -> None:
    baseline = a_baseline()

    for edit in edits:
        baseline = follow(baseline, replace(a_line(), **edit))

    assert (baseline.requested_date, baseline.requested_quantity) == (AGREED, 100)
    assert baseline.requested_price == Decimal("2.50")


def test_drift_cannot_creep_however_often_a_small_delay_is_accepted() -> None:
    """Each confirmation is one day later; each accepted one is kept as a promise, none as agreed."""
    line, outcomes = a_line(), []

    for late in range(1, 12):
        said = AGREED + timedelta(days=late)
        baseline = follow(a_baseline(promised_date=line.promised_date), line)
        facts = a_given(
            a_reading(a_change(said)),
            rule=TWO_DAYS,
            snapshot=a_snapshot(an_order(line)),
            baselines={line.purchase_line_id: baseline},
        )
        decision = acknowledge(facts)
        outcomes.append(decision.outcome)
        line = replace(line, promised_date=decision.promises[0].promised_date if decision.promises else None)

    assert outcomes == [MailOutcome.ACCEPTED] * 2 + [MailOutcome.EXCEPTION] * 9


def test_the_eleventh_delay_is_measured_from_the_agreed_date_after_ten_were_accepted() -> None:
    line = a_line(promised_date=AGREED + timedelta(days=10))
    ten_days = replace(TWO_DAYS, days_late=10)
    baseline = follow(a_baseline(promised_date=line.promised_date), line)

    decision = acknowledge(
        a_given(
            a_reading(a_change(AGREED + timedelta(days=11))),
            rule=ten_days,
            snapshot=a_snapshot(an_order(line)),
            baselines={line.purchase_line_id: baseline},
        )
    )

    assert decision.outcome is MailOutcome.EXCEPTION
    assert decision.lines[0].deviation.gap_days == 11
