"""Which mode holds for a fact."""

from __future__ import annotations

from datetime import date

import pytest

from crossdock.domain.mode import ModeDecision, hides, mode_for
from crossdock.domain.policy import Mode, ModeRule

MAIL = "read_supplier_mail"
DAY = date(2026, 3, 10)


def a_rule(name: str = "a rule", mode: Mode = Mode.ACT, **conditions: object) -> ModeRule:
    """Return a rule that matches everything but what `conditions` say."""
    return ModeRule(name=name, mode=mode, **conditions)


def decide(
    *rules: ModeRule, supplier: str | None = "Nordic AS", said_on: date = DAY, **more: str
) -> ModeDecision:
    """Ask for a mail of company 1."""
    return mode_for(rules, flow=MAIL, company_id=1, supplier=supplier, said_on=said_on, **more)


def test_without_a_rule_everything_is_observed() -> None:
    assert decide() == ModeDecision(mode=Mode.OBSERVE, rule="default", before_cut_over=False)


def test_the_first_matching_rule_wins() -> None:
    found = decide(a_rule("first", Mode.PROPOSE), a_rule("second", Mode.ACT))

    assert (found.mode, found.rule) == (Mode.PROPOSE, "first")


@pytest.mark.parametrize(
    "conditions",
    [
        {"flow": "track_shipment"},
        {"company_id": 2},
        {"supplier": "Somebody else"},
        {"flow": MAIL, "company_id": 1, "supplier": "Somebody else"},
    ],
)
def test_a_rule_with_a_condition_that_does_not_hold_is_passed_over(conditions: dict[str, object]) -> None:
    assert decide(a_rule(**conditions)).rule == "default"


@pytest.mark.parametrize(
    ("_case", "wanted", "name", "ref"),
    [
        ("the name", "Nordic AS", "Nordic AS", None),
        ("the reference", "V-100", "Nordic AS", "V-100"),
        ("case does not matter", "nordic as", "NORDIC AS", None),
        ("nor do spaces", " Nordic  AS ", "Nordic AS", None),
        ("a sharp s in capitals", "STRASSE GMBH", "Straße GmbH", None),
        ("an umlaut of two characters", "Müller", "Mu\u0308ller", None),
        ("wide letters", "ＡＢＣ", "abc", None),
    ],
)
def test_a_supplier_is_named_by_name_or_reference(
    _case: str, wanted: str, name: str, ref: str | None
) -> None:
    found = mode_for(
        [a_rule(supplier=wanted)], flow=MAIL, company_id=1, supplier=name, supplier_ref=ref, said_on=DAY
    )

    assert found.rule == "a rule"


def test_a_rule_for_a_supplier_matches_no_part_of_a_name_and_nobody_unknown() -> None:
    assert decide(a_rule(supplier="Nordic")).rule == "default"
    assert decide(a_rule(supplier="Nordic AS"), supplier=None).rule == "default"


@pytest.mark.parametrize(
    ("said_on", "early"), [(date(2026, 3, 9), True), (DAY, False), (date(2026, 3, 11), False)]
)
def test_the_cut_over_day_itself_counts(said_on: date, early: bool) -> None:
    found = decide(a_rule(cut_over=DAY), said_on=said_on)

    assert (found.before_cut_over, found.cut_over) == (early, DAY)


@pytest.mark.parametrize(
    ("_case", "earlier", "later", "hidden"),
    [
        ("everything hides all", {}, {"supplier": "A"}, True),
        ("the same twice", {"supplier": "A"}, {"supplier": "a "}, True),
        ("another supplier", {"supplier": "A"}, {"supplier": "B"}, False),
        ("specific before broad", {"supplier": "A"}, {}, False),
        ("one condition less", {"company_id": 1}, {"company_id": 1, "flow": MAIL}, True),
        ("conditions that cross", {"company_id": 1}, {"flow": MAIL}, False),
        ("another flow", {"flow": MAIL}, {"flow": "track_shipment", "company_id": 1}, False),
    ],
)
def test_a_rule_is_hidden_by_one_that_takes_all_that_it_could_match(
    _case: str, earlier: dict[str, object], later: dict[str, object], hidden: bool
) -> None:
    assert hides(a_rule(**earlier), a_rule(**later)) is hidden
