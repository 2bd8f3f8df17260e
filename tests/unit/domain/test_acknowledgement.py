"""The supplier's answer to an order: accepted within tolerance, else a human's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from crossdock.domain.acknowledgement import acknowledge
from crossdock.domain.decision import MailOutcome
from crossdock.domain.policy import Mode
from crossdock.domain.reading import (
    Alert,
    ChangeKind,
    DateBasis,
    Evidence,
    Part,
    Provenance,
)
from tests.builders import (
    AGREED,
    SUPPLIER,
    TWO_DAYS,
    a_baseline,
    a_change,
    a_given,
    a_line,
    a_reading,
    a_snapshot,
    an_alert,
    an_order,
    confirmed,
    day,
)
from tests.strategies import GIVENS


def codes(decision: object) -> set[str]:
    return {reason.code for reason in decision.reasons}


def test_a_line_confirmed_as_agreed_is_accepted_and_promised_for_the_agreed_day() -> None:
    decision = acknowledge(a_given(a_reading(confirmed())))

    assert decision.outcome is MailOutcome.ACCEPTED
    assert [promise.promised_date for promise in decision.promises] == [AGREED]


@pytest.mark.parametrize(
    ("_case", "change", "is_named"),
    [
        ("a day", a_change("12-10"), True),
        ("a quantity", a_change(Decimal(30), kind=ChangeKind.QUANTITY), True),
        ("a cancellation", a_change(None, kind=ChangeKind.CANCELLATION), False),
        ("another item", a_change("B-2", kind=ChangeKind.SUBSTITUTION), False),
        ("as agreed", confirmed(), False),
    ],
)
def test_a_tolerance_rule_is_named_only_where_it_was_held_against_something(
    _case: str, change: object, is_named: bool
) -> None:
    [reason] = acknowledge(a_given(a_reading(change))).reasons

    assert ("tolerance rule 'two days'" in reason.text) is is_named


def test_a_date_within_tolerance_is_accepted_and_promised() -> None:
    decision = acknowledge(a_given(a_reading(a_change("12-10"))))

    assert decision.outcome is MailOutcome.ACCEPTED
    [promise] = decision.promises
    assert (promise.promised_date, promise.requested_date) == (day("12-10"), AGREED)


def test_a_date_outside_tolerance_is_an_exception_without_a_promise() -> None:
    decision = acknowledge(a_given(a_reading(a_change("12-11"))))

    assert decision.outcome is MailOutcome.EXCEPTION
    assert decision.promises == ()


def test_a_promise_names_what_was_requested_first_not_what_is_agreed_now() -> None:
    baseline = a_baseline(agreed_date=day("12-15"))

    decision = acknowledge(a_given(a_reading(a_change("12-15")), baselines={101: baseline}))

    assert decision.promises[0].requested_date == AGREED


def test_a_promise_keeps_what_the_date_is_about() -> None:
    decision = acknowledge(a_given(a_reading(a_change("12-09", basis=DateBasis.SHIP))))

    assert decision.promises[0].basis is DateBasis.SHIP


@pytest.mark.parametrize(
    ("transit_days", "outcome", "arrival"),
    [(2, MailOutcome.ACCEPTED, "12-10"), (3, MailOutcome.EXCEPTION, None)],
)
def test_the_agreed_day_confirmed_as_the_day_of_shipping_is_no_plain_confirmation(
    transit_days: int, outcome: MailOutcome, arrival: str | None
) -> None:
    ref = replace(confirmed(), basis=DateBasis.SHIP)

    decision = acknowledge(a_given(a_reading(ref), rule=replace(TWO_DAYS, transit_days=transit_days)))

    told = [(p.promised_date, p.basis, p.arrival_date) for p in decision.promises]
    assert decision.outcome is outcome
    assert told == ([(AGREED, DateBasis.SHIP, day(arrival))] if arrival else [])


def test_a_confirmed_line_is_told_with_its_evidence() -> None:
    reading = a_reading(
        confirmed(),
        provenance=(
            Provenance(
                pointer="/confirmed/0",
                confidence=1,
                source="rules",
                evidence=Evidence(part="body", text="all as ordered"),
            ),
        ),
    )

    [reason] = acknowledge(a_given(reading)).reasons

    assert reason.evidence == "all as ordered"


def test_in_mode_propose_what_is_within_tolerance_is_put_before_a_human() -> None:
    decision = acknowledge(a_given(a_reading(a_change("12-09")), mode=Mode.PROPOSE))

    assert decision.outcome is MailOutcome.EXCEPTION
    assert decision.promises == ()


def test_a_message_that_says_nothing_of_a_line_needs_no_action() -> None:
    assert acknowledge(a_given(a_reading())).outcome is MailOutcome.NO_ACTION


def test_an_alert_that_no_change_explains_is_an_exception() -> None:
    decision = acknowledge(a_given(a_reading(an_alert(Alert.QUALITY_ISSUE))))

    assert decision.outcome is MailOutcome.EXCEPTION
    assert "quality_issue" in codes(decision)


def test_an_alert_that_a_change_within_tolerance_explains_is_no_exception() -> None:
    decision = acknowledge(a_given(a_reading(a_change("12-09"), an_alert(Alert.SUPPLIER_DELAY))))

    assert decision.outcome is MailOutcome.ACCEPTED


def test_a_delay_without_a_day_is_not_explained_by_a_change_without_a_value() -> None:
    decision = acknowledge(a_given(a_reading(a_change(None), an_alert(Alert.SUPPLIER_DELAY))))

    assert "supplier_delay" in codes(decision)
    assert decision.outcome is MailOutcome.REVIEW


@pytest.mark.parametrize(
    ("_case", "other", "is_promised"),
    [
        ("another price", a_change(Decimal(3), ChangeKind.PRICE), True),
        ("fewer pieces", a_change(Decimal(50), ChangeKind.QUANTITY), True),
        ("the line is cancelled", a_change(None, ChangeKind.CANCELLATION), False),
        ("another item is offered", a_change("B-9", ChangeKind.SUBSTITUTION), False),
        ("parts without dates", a_change((Part(quantity=Decimal(100)),), ChangeKind.SPLIT), False),
        ("a delay without a day", an_alert(Alert.SUPPLIER_DELAY), False),
        ("the whole order is late", an_alert(Alert.SUPPLIER_DELAY, line=None), False),
        ("a question", an_alert(Alert.SUPPLIER_QUESTION), True),
    ],
)
def test_a_day_is_promised_only_where_nothing_in_the_message_speaks_against_it(
    _case: str, other: object, is_promised: bool
) -> None:
    decision = acknowledge(a_given(a_reading(confirmed(), other)))

    assert bool(decision.promises) is is_promised


def test_one_line_gets_one_promise_and_the_change_outdoes_the_plain_confirmation() -> None:
    decision = acknowledge(a_given(a_reading(confirmed(), a_change("12-09"))))

    assert [promise.promised_date for promise in decision.promises] == [day("12-09")]


def test_each_line_is_decided_for_itself() -> None:
    order = an_order(a_line(1), a_line(2))

    decision = acknowledge(
        a_given(a_reading(confirmed(1), a_change("12-20", line=2)), snapshot=a_snapshot(order))
    )

    assert decision.outcome is MailOutcome.EXCEPTION
    assert [promise.line.line for promise in decision.promises] == [1]


@given(facts=GIVENS)
def test_nothing_is_promised_outside_tolerance_or_to_a_sender_who_is_not_trusted(facts: object) -> None:
    decision = acknowledge(facts)

    rule = facts.policies.tolerances[0]
    sender = facts.reading.sender
    for promise in decision.promises:
        assert -rule.days_early <= (promise.promised_date - AGREED).days <= rule.days_late
        assert sender.supplier_id == SUPPLIER.id
        assert facts.trust_unauthenticated or sender.authenticated is True


@given(facts=GIVENS)
def test_a_mail_is_accepted_only_when_all_that_it_says_is(facts: object) -> None:
    decision = acknowledge(facts)

    if decision.outcome is MailOutcome.ACCEPTED:
        assert all(line.deviation.within and line.may_accept for line in decision.lines)
        assert not facts.reading.needs_review


@given(facts=GIVENS)
def test_every_decision_ends_in_one_of_four_outcomes_and_says_why(facts: object) -> None:
    decision = acknowledge(facts)

    assert decision.outcome not in (MailOutcome.STORED, MailOutcome.DUPLICATE)
    assert len([reason for reason in decision.reasons if reason.code.startswith("line_")]) == len(
        decision.lines
    )
    if decision.outcome is MailOutcome.EXCEPTION:
        assert decision.reasons


@given(facts=GIVENS)
def test_the_same_facts_always_give_the_same_decision(facts: object) -> None:
    assert acknowledge(facts) == acknowledge(facts)


@given(facts=GIVENS)
def test_at_most_one_promise_is_made_for_a_line(facts: object) -> None:
    lines = [promise.line.purchase_line_id for promise in acknowledge(facts).promises]

    assert len(lines) == len(set(lines))


@given(facts=GIVENS)
def test_no_quantity_or_price_is_a_float(facts: object) -> None:
    decision = acknowledge(facts)

    for line in decision.lines:
        amounts = (
            line.deviation.expected_quantity,
            line.deviation.proposed_quantity,
            line.deviation.proposed_price,
        )
        assert all(amount is None or isinstance(amount, Decimal) for amount in amounts)


def test_a_suppliers_own_tolerance_goes_before_the_general_one() -> None:
    strict = replace(TWO_DAYS, name="strict", supplier="S7", days_late=0)
    facts = a_given(a_reading(a_change("12-09")))
    facts = replace(facts, policies=replace(facts.policies, tolerances=(strict, TWO_DAYS)))

    decision = acknowledge(facts)

    assert decision.outcome is MailOutcome.EXCEPTION
    assert decision.lines[0].rule == "strict"
