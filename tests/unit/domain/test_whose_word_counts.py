"""Whose word counts, and which: senders that are not trusted, older words, readings in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from crossdock.domain.acknowledgement import acknowledge
from crossdock.domain.decision import MailOutcome
from crossdock.domain.line_verdict import Verdict
from crossdock.domain.reading import (
    Alert,
    Change,
    LineRef,
    Problem,
)
from crossdock.domain.wording import NOT_AUTHENTICATED, NOT_AUTHENTICATED_TEXT
from tests.builders import (
    NOW,
    a_baseline,
    a_change,
    a_given,
    a_reading,
    a_sender,
    a_snapshot,
    an_alert,
    an_order,
    confirmed,
    drafts_of,
)

if TYPE_CHECKING:
    from crossdock.domain.supplier_word import Given


def codes(decision: object) -> set[str]:
    return {reason.code for reason in decision.reasons}


@pytest.mark.parametrize(
    ("_case", "sender", "code"),
    [
        ("nobody knows who wrote", None, "sender_not_supplier"),
        ("another supplier", a_sender(supplier_id=8), "sender_not_supplier"),
        ("an unknown address", a_sender(supplier_id=None), "sender_not_supplier"),
        ("a forged sender", a_sender(authenticated=False), "sender_not_authenticated"),
        ("our server says nothing", a_sender(authenticated=None), "sender_not_authenticated"),
    ],
)
def test_who_is_not_this_orders_authenticated_supplier_is_never_accepted(
    _case: str, sender: object, code: str
) -> None:
    decision = acknowledge(a_given(a_reading(confirmed(), sender=sender)))

    assert decision.outcome is MailOutcome.REVIEW
    assert decision.promises == ()
    assert code in codes(decision)


def test_what_reading_and_decision_say_alike_of_a_sender_is_told_once() -> None:
    problem = Problem(code=NOT_AUTHENTICATED, text=NOT_AUTHENTICATED_TEXT)
    reading = a_reading(confirmed(), sender=a_sender(authenticated=False), problems=(problem,))

    told = [reason.text for reason in acknowledge(a_given(reading)).reasons]

    assert told.count(NOT_AUTHENTICATED_TEXT) == 1


def test_authentication_can_be_waived_but_being_the_supplier_cannot() -> None:
    waived = a_given(a_reading(confirmed(), sender=a_sender(authenticated=None)), trust_unauthenticated=True)
    stranger = a_given(a_reading(confirmed(), sender=a_sender(supplier_id=8)), trust_unauthenticated=True)

    assert acknowledge(waived).outcome is MailOutcome.ACCEPTED
    assert acknowledge(stranger).outcome is MailOutcome.REVIEW


def test_a_deviation_of_an_unverified_sender_is_an_exception_all_the_same() -> None:
    decision = acknowledge(a_given(a_reading(a_change("12-20"), sender=a_sender(authenticated=False))))

    assert decision.outcome is MailOutcome.EXCEPTION


@pytest.mark.parametrize(
    ("_case", "said_at", "verdict", "outcome"),
    [
        ("earlier than the last word", NOW - timedelta(seconds=1), Verdict.SUPERSEDED, MailOutcome.NO_ACTION),
        ("at the same time", NOW, Verdict.ACCEPTED, MailOutcome.ACCEPTED),
        ("later", NOW + timedelta(seconds=1), Verdict.ACCEPTED, MailOutcome.ACCEPTED),
    ],
)
def test_what_was_said_earlier_never_overrides_what_was_said_later(
    _case: str, said_at: object, verdict: Verdict, outcome: MailOutcome
) -> None:
    facts = a_given(
        a_reading(a_change("12-09")), baselines={101: a_baseline(last_said_at=NOW)}, said_at=said_at
    )

    decision = acknowledge(facts)

    assert decision.lines[0].verdict is verdict
    assert decision.outcome is outcome


def a_word_before_the_last(*statements: Change | LineRef, **before: float) -> Given:
    """Return a mail that was written before the last word about line 1, and is decided after it."""
    said_at = NOW - timedelta(**before)
    return a_given(a_reading(*statements), baselines={101: a_baseline(last_said_at=NOW)}, said_at=said_at)


@pytest.mark.parametrize("hours", [0.2, 24])
def test_a_deviation_that_crossed_the_last_word_goes_to_a_human_and_proposes_nothing(hours: float) -> None:
    facts = a_word_before_the_last(a_change("12-24"), hours=hours)

    decision = acknowledge(facts)
    [case] = drafts_of(facts)

    assert (decision.outcome, decision.promises) == (MailOutcome.REVIEW, ())
    [why] = [reason.text for reason in decision.reasons if reason.code == "crossed_last_word"]
    assert "before the supplier's last word of 2026-11-23 09:00 (UTC), but received after it" in why
    assert (case.sub_category, case.purchase_line_id) == ("needs_clarification", 101)
    assert (case.proposed_date, case.proposed_quantity) == (None, None)
    assert "16 days late" in case.title


@pytest.mark.parametrize(
    ("statement", "hours"), [(a_change("12-24"), 25), (confirmed(), 1), (a_change("12-09"), 1)]
)
def test_what_is_plainly_older_or_within_tolerance_gives_way_to_the_last_word(
    statement: Change | LineRef, hours: float
) -> None:
    facts = a_word_before_the_last(statement, hours=hours)

    assert acknowledge(facts).outcome is MailOutcome.NO_ACTION
    assert drafts_of(facts) == ()


def test_a_second_look_at_an_older_word_asks_nobody_which_one_holds() -> None:
    facts = replace(a_word_before_the_last(a_change("12-24"), hours=1), is_second_look=True)

    assert acknowledge(facts).outcome is MailOutcome.NO_ACTION


def test_a_reading_in_doubt_is_reviewed_and_promises_nothing() -> None:
    decision = acknowledge(a_given(a_reading(a_change("12-09"), needs_review=True)))

    assert decision.outcome is MailOutcome.REVIEW
    assert decision.promises == ()


@pytest.mark.parametrize("alert", [Alert.SUSPICIOUS_MESSAGE, Alert.UNMATCHED_MESSAGE])
def test_no_value_of_a_suspicious_or_unmatched_message_is_used(alert: Alert) -> None:
    reading = a_reading(confirmed(), a_change("12-09", line=1), an_alert(alert, po=None, line=None))

    decision = acknowledge(a_given(reading))

    assert decision.outcome is MailOutcome.REVIEW
    assert (decision.lines, decision.promises) == ((), ())


def test_an_order_on_which_nothing_is_open_promises_nothing() -> None:
    decision = acknowledge(a_given(a_reading(confirmed()), snapshot=a_snapshot(an_order(is_open=False))))

    assert decision.outcome is MailOutcome.REVIEW
    assert decision.promises == ()
    assert "order_not_open" in codes(decision)


@pytest.mark.parametrize(
    ("_case", "statement"),
    [
        ("a change of an order not known here", a_change("12-09", po="P99999")),
        ("a change of a line that is not there", a_change("12-09", line=9)),
        ("a change without a value", a_change(None)),
        ("a confirmed line that is not there", confirmed(9)),
    ],
)
def test_a_statement_that_has_no_place_is_reviewed_never_dropped(_case: str, statement: object) -> None:
    decision = acknowledge(a_given(a_reading(statement)))

    assert decision.outcome is MailOutcome.REVIEW
    assert "statement_not_placed" in codes(decision)


def test_every_problem_of_the_reading_is_told() -> None:
    reading = a_reading(needs_review=True, problems=(Problem(code="no_text", text="No text."),))

    assert "no_text" in codes(acknowledge(a_given(reading)))
