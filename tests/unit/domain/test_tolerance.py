"""How far a confirmation may differ from what was agreed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.domain.policy import ToleranceRule
from crossdock.domain.tolerance import (
    EXACT,
    date_within,
    hides,
    price_within,
    quantity_within,
    tolerance_for,
)

AGREED = date(2026, 3, 10)


def a_rule(**limits: object) -> ToleranceRule:
    """Return a rule with these limits and conditions."""
    return ToleranceRule(name="a rule", **limits)


def ask(*rules: ToleranceRule, name: str | None = "Kabel Nord", ref: str | None = None) -> ToleranceRule:
    """Ask for a supplier of company 1."""
    return tolerance_for(rules, supplier_name=name, supplier_ref=ref, company_id=1)


def test_without_a_rule_nothing_may_differ() -> None:
    assert ask() is EXACT
    assert date_within(EXACT, agreed=AGREED, proposed=AGREED)
    assert not date_within(EXACT, agreed=AGREED, proposed=AGREED + timedelta(days=1))
    assert not date_within(EXACT, agreed=AGREED, proposed=AGREED - timedelta(days=1))
    assert quantity_within(EXACT, open_quantity=D(5), proposed=D("5.00"))
    assert not quantity_within(EXACT, open_quantity=D(5), proposed=D("4.999"))
    assert not price_within(EXACT, agreed=D("1.25"), proposed=D("1.2500001"))


@pytest.mark.parametrize(
    ("_case", "conditions", "matches"),
    [
        ("everybody", {}, True),
        ("by name", {"supplier": "KABEL NORD"}, True),
        ("by reference", {"supplier": "v-7"}, True),
        ("somebody else", {"supplier": "Kabel Süd"}, False),
        ("this company", {"company_id": 1}, True),
        ("another company", {"company_id": 2, "supplier": "Kabel Nord"}, False),
    ],
)
def test_a_rule_is_for_a_supplier_and_a_company(
    _case: str, conditions: dict[str, object], matches: bool
) -> None:
    rule = a_rule(**conditions)

    assert (ask(rule, ref="V-7") is rule) is matches


def test_the_first_matching_rule_wins() -> None:
    first, second = a_rule(supplier="Kabel Nord", days_late=2), a_rule(days_late=9)

    assert ask(first, second) is first
    assert ask(first, second, name=None) is second


@pytest.mark.parametrize(
    ("days", "within"), [(-4, False), (-3, True), (-1, True), (0, True), (1, True), (2, True), (3, False)]
)
def test_dates_may_be_late_and_early_by_calendar_days(days: int, within: bool) -> None:
    rule = a_rule(days_late=2, days_early=3)

    assert date_within(rule, agreed=AGREED, proposed=AGREED + timedelta(days=days)) is within


@pytest.mark.parametrize(
    ("_case", "limits", "proposed", "within"),
    [
        ("2 % of 500 is 10", {"quantity_percent": D(2)}, "510", True),
        ("and less alike", {"quantity_percent": D(2)}, "490", True),
        ("just more than 2 %", {"quantity_percent": D(2)}, "510.001", False),
        ("absolute alone", {"quantity_absolute": D(5)}, "505", True),
        ("absolute alone, too much", {"quantity_absolute": D(5)}, "505.5", False),
        (
            "both, the absolute is narrower",
            {"quantity_percent": D(2), "quantity_absolute": D(5)},
            "506",
            False,
        ),
        (
            "both, the percent is narrower",
            {"quantity_percent": D(1), "quantity_absolute": D(9)},
            "506",
            False,
        ),
        ("both hold", {"quantity_percent": D(2), "quantity_absolute": D(5)}, "495", True),
    ],
)
def test_quantities_are_compared_with_what_is_open(
    _case: str, limits: dict[str, object], proposed: str, within: bool
) -> None:
    assert quantity_within(a_rule(**limits), open_quantity=D(500), proposed=D(proposed)) is within


@pytest.mark.parametrize(
    ("_case", "limits", "proposed", "within"),
    [
        ("0.5 % of 12.40 is 0.062", {"price_percent": D("0.5")}, "12.462", True),
        ("just more", {"price_percent": D("0.5")}, "12.463", False),
        ("cheaper alike", {"price_percent": D("0.5")}, "12.338", True),
        ("rounded to cents", {"price_absolute": D("0.005")}, "12.405", True),
        ("both", {"price_percent": D("0.5"), "price_absolute": D("0.005")}, "12.41", False),
    ],
)
def test_prices_are_compared_with_the_agreed_one(
    _case: str, limits: dict[str, object], proposed: str, within: bool
) -> None:
    assert price_within(a_rule(**limits), agreed=D("12.40"), proposed=D(proposed)) is within


def test_nothing_open_allows_no_percent_of_nothing() -> None:
    rule = a_rule(quantity_percent=D(100))

    assert quantity_within(rule, open_quantity=D(0), proposed=D(0))
    assert not quantity_within(rule, open_quantity=D(0), proposed=D("0.001"))


@pytest.mark.parametrize("odd", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_never_within(odd: str) -> None:
    rule = a_rule(quantity_percent=D(100), price_absolute=D(10**9))

    assert not quantity_within(rule, open_quantity=D(5), proposed=D(odd))
    assert not price_within(rule, agreed=D(odd), proposed=D(5))


@given(st.decimals(0, 10**6, places=3), st.decimals(0, 100, places=2), st.decimals(0, 10**6, places=3))
def test_a_wider_percent_never_refuses_what_a_narrower_one_accepts(base: D, percent: D, proposed: D) -> None:
    narrow, wide = a_rule(price_percent=percent), a_rule(price_percent=percent + 1)

    assert not price_within(narrow, agreed=base, proposed=proposed) or price_within(
        wide, agreed=base, proposed=proposed
    )


def test_a_broader_rule_hides_a_narrower_one_behind_it() -> None:
    assert hides(a_rule(), a_rule(supplier="Kabel Nord"))
    assert not hides(a_rule(supplier="Kabel Nord"), a_rule())
    assert not hides(a_rule(company_id=2), a_rule(supplier="Kabel Nord"))
