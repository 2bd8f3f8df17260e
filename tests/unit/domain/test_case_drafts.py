"""Which cases a decision opens, and what stands in them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from crossdock.domain.acknowledgement import acknowledge
from crossdock.domain.case_drafts import draft_cases
from crossdock.domain.decision import MailOutcome
from crossdock.domain.policy import Mode
from crossdock.domain.reading import Alert, ChangeKind, Part, Problem
from crossdock.domain.wording import LONGEST_TITLE
from tests.builders import (
    AGREED,
    NOW,
    SUPPLIER,
    a_baseline,
    a_change,
    a_given,
    a_line,
    a_reading,
    a_sender,
    a_snapshot,
    an_alert,
    an_order,
    an_origin,
    confirmed,
    day,
    drafts_of,
)
from tests.strategies import GIVENS

if TYPE_CHECKING:
    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.reading import Reading


def test_a_delay_case_says_what_was_agreed_what_is_proposed_and_how_far_apart_they_are() -> None:
    [case] = drafts_of(a_given(a_reading(a_change("12-20"))))

    assert (case.category, case.sub_category) == ("supply", "supplier_delay")
    assert (case.expected_date, case.proposed_date, case.date_gap_days) == (AGREED, day("12-20"), 12)
    assert case.evidence == "line 1: 12-20"
    assert case.title == "P00012 line 1: 12 days late (2026-12-08 → 2026-12-20)"
    assert "Apply" in case.recommended_action


def test_a_case_carries_line_order_supplier_value_and_fingerprint() -> None:
    line = a_line(received=Decimal(40), affected_sale_order_ids=(31, 32))

    [case] = drafts_of(a_given(a_reading(a_change("12-20")), snapshot=a_snapshot(an_order(line))))

    assert (case.purchase_order_id, case.purchase_line_id, case.partner_id) == (12, 101, SUPPLIER.id)
    assert case.value_at_risk == Decimal("150.00")
    assert (case.sale_order_ids, case.affected_order_count) == ((31, 32), 2)
    assert case.fingerprint == "line-1"
    assert (case.unit, case.currency) == ("pcs", "EUR")


@pytest.mark.parametrize(
    ("_case", "change", "sub_category", "field", "value"),
    [
        ("fewer", a_change(Decimal(60), ChangeKind.QUANTITY), "quantity_short", "proposed_quantity", 60),
        ("more", a_change(Decimal(150), ChangeKind.QUANTITY), "quantity_over", "proposed_quantity", 150),
        ("dearer", a_change(Decimal(3), ChangeKind.PRICE), "price_variance", "proposed_price", 3),
        ("earlier", a_change("12-01"), "early_delivery", "date_gap_days", -7),
        (
            "in parts",
            a_change((Part(quantity=Decimal(100), date=day("12-30")),), ChangeKind.SPLIT),
            "phased_delivery",
            "proposed_parts",
            (Part(quantity=Decimal(100), date=day("12-30")),),
        ),
        (
            "another item",
            a_change("B-9", ChangeKind.SUBSTITUTION),
            "substitution_offered",
            "proposed_product_code",
            "B-9",
        ),
        ("cancelled", a_change(None, ChangeKind.CANCELLATION), "line_rejected", "is_cancellation", True),
    ],
)
def test_each_kind_of_deviation_has_its_own_case(
    _case: str, change: object, sub_category: str, field: str, value: object
) -> None:
    [case] = drafts_of(a_given(a_reading(change)))

    assert case.sub_category == sub_category
    assert getattr(case, field) == value


@pytest.mark.parametrize("said", [a_change("12-20"), an_alert(Alert.SUPPLIER_DELAY)], ids=["day", "no day"])
def test_a_case_about_a_line_carries_what_was_requested_first_whatever_is_planned_since(said: object) -> None:
    first = a_baseline(requested_date=day("12-01"))

    [case] = drafts_of(a_given(a_reading(said), baselines={101: first}))

    assert (case.requested_date, case.expected_date) == (day("12-01"), AGREED)


def test_two_statements_of_one_kind_on_one_line_are_one_case() -> None:
    cases = drafts_of(a_given(a_reading(a_change("12-20"), a_change("12-24"))))

    assert [case.proposed_date for case in cases] == [day("12-24")]


def test_two_lines_are_two_cases() -> None:
    snapshot = a_snapshot(an_order(a_line(1), a_line(2)))

    cases = drafts_of(
        a_given(a_reading(a_change("12-20", line=1), a_change("12-20", line=2)), snapshot=snapshot)
    )

    assert [case.purchase_line_id for case in cases] == [101, 102]


def test_an_alert_that_a_change_explains_opens_no_second_case() -> None:
    cases = drafts_of(a_given(a_reading(a_change("12-20"), an_alert(Alert.SUPPLIER_DELAY))))

    assert len(cases) == 1


def test_a_delay_without_a_day_is_a_case_on_its_line() -> None:
    [case] = drafts_of(a_given(a_reading(an_alert(Alert.SUPPLIER_DELAY))))

    assert (case.purchase_line_id, case.sub_category) == (101, "supplier_delay")
    assert (case.expected_date, case.proposed_date) == (AGREED, None)
    assert case.recommended_action.startswith("Ask the supplier for a date.")


@pytest.mark.parametrize("value", [None, Decimal(3)])
def test_a_delay_whose_day_cannot_be_used_is_a_case_all_the_same(value: object) -> None:
    [case] = drafts_of(a_given(a_reading(a_change(value), an_alert(Alert.SUPPLIER_DELAY))))

    assert case.sub_category == "supplier_delay"


def test_a_statement_about_a_line_not_known_here_is_a_case_that_names_it() -> None:
    [case] = drafts_of(a_given(a_reading(a_change("12-20", line=9))))

    assert case.sub_category == "needs_clarification"
    assert "line 9" in case.title


@pytest.mark.parametrize(
    ("_case", "codes", "sub_category"),
    [
        ("nothing to read", ("too_large",), "unreadable_message"),
        ("not clear", ("ambiguous_date",), "needs_clarification"),
    ],
)
def test_a_doubt_that_nothing_else_tells_is_a_case_of_its_own(
    _case: str, codes: tuple[str, ...], sub_category: str
) -> None:
    problems = tuple(Problem(code=code, text="What went wrong") for code in codes)

    [case] = drafts_of(a_given(a_reading(needs_review=True, problems=problems)))

    assert case.sub_category == sub_category
    assert "What went wrong" in case.title


def test_a_doubt_beside_a_deviation_opens_no_case_of_its_own() -> None:
    [case] = drafts_of(a_given(a_reading(a_change("12-20"), needs_review=True)))

    assert case.sub_category == "supplier_delay"


def test_a_confirmation_by_an_unverified_sender_is_a_case_of_its_order() -> None:
    [case] = drafts_of(a_given(a_reading(confirmed(), sender=a_sender(authenticated=False))))

    assert case.sub_category == "unverified_sender"
    assert (case.purchase_order_id, case.purchase_line_id) == (12, None)


def test_a_confirmation_of_a_closed_order_does_not_blame_its_sender() -> None:
    snapshot = a_snapshot(an_order(is_open=False))

    [case] = drafts_of(a_given(a_reading(confirmed()), snapshot=snapshot))

    assert case.sub_category == "needs_clarification"


def test_a_deviation_of_an_unverified_sender_warns_first() -> None:
    [case] = drafts_of(a_given(a_reading(a_change("12-20"), sender=a_sender(authenticated=False))))

    assert case.recommended_action.startswith("First make sure that the supplier really wrote this.")


def test_in_mode_propose_a_confirmation_is_a_case_with_the_promise_to_apply() -> None:
    [case] = drafts_of(a_given(a_reading(a_change("12-09")), mode=Mode.PROPOSE))

    assert case.proposed_date == day("12-09")
    assert case.recommended_action.startswith("Within tolerance.")


def test_a_suspicious_message_is_a_case_without_any_value() -> None:
    [case] = drafts_of(
        a_given(a_reading(a_change("12-09"), an_alert(Alert.SUSPICIOUS_MESSAGE, po=None, line=None)))
    )

    assert case.sub_category == "suspicious_message"
    assert (case.proposed_date, case.purchase_line_id) == (None, None)


def _suspicious(**changes: object) -> ExceptionRecord:
    sign = Problem(code="sender_forged", text="Our mail server says that the From address did not send this.")
    alert = an_alert(Alert.SUSPICIOUS_MESSAGE, po=None, line=None)
    delay = an_alert(Alert.SUPPLIER_DELAY)
    said = a_reading(a_change(Decimal(60), ChangeKind.QUANTITY), alert, delay, problems=(sign,), **changes)
    [case] = drafts_of(a_given(said))
    return case


def test_a_suspicious_message_is_looked_at_first_and_today() -> None:
    case = _suspicious()

    assert (case.priority, case.urgency) == (3, 3)


def test_a_suspicious_message_names_its_author_as_a_claim_only() -> None:
    case = _suspicious()

    assert case.title == "Suspicious: claims to be Lindenau GmbH"
    assert case.partner_id is None
    assert case.claims.splitlines() == [
        "It claims to be from Lindenau GmbH (sales@lindenau.example).",
        "Subject: Your order",
        "It names P00012.",
        "P00012 line 1: quantity 60",
    ]


def test_a_suspicious_message_of_a_stranger_claims_the_address_it_bears() -> None:
    stranger = a_sender(address="uwe@elsewhere.example", supplier_id=None, authenticated=None)

    case = _suspicious(sender=stranger)

    assert case.title == "Suspicious: claims to be uwe@elsewhere.example"
    assert case.claims.startswith("It claims to be from uwe@elsewhere.example.\n")


def test_a_suspicious_message_says_what_gave_it_away() -> None:
    assert _suspicious().recommended_action.startswith("Our mail server says that the From address did not")


@pytest.mark.parametrize(
    ("_case", "said", "urgency"), [("soon and late", "12-30", 3), ("some days", "12-11", 1)]
)
def test_a_case_weighs_by_time_and_gap(_case: str, said: str, urgency: int) -> None:
    [case] = drafts_of(a_given(a_reading(a_change(said))))

    assert case.urgency == urgency


def test_an_accepted_confirmation_opens_nothing() -> None:
    assert drafts_of(a_given(a_reading(confirmed()))) == ()


def test_a_case_remembers_where_it_comes_from() -> None:
    [case] = drafts_of(a_given(a_reading(a_change("12-20"))))

    assert (case.source, case.source_ref, case.correlation_id) == ("email", "<1@lindenau.example>", "corr-1")
    assert (case.first_seen_at, case.last_seen_at, case.occurrence_count) == (NOW, NOW, 1)


@given(facts=GIVENS)
def test_whatever_asks_for_a_human_opens_a_case_and_no_key_twice(facts: object) -> None:
    decision = acknowledge(facts)

    cases = draft_cases(facts, decision, an_origin())

    assert bool(cases) is (decision.outcome in (MailOutcome.EXCEPTION, MailOutcome.REVIEW))
    assert len({case.dedup_key for case in cases}) == len(cases)
    assert all(case.user_id is not None for case in cases)


@pytest.mark.parametrize(
    "reading",
    [
        a_reading(an_alert(Alert.UNMATCHED_MESSAGE, po=None, line=None)),
        a_reading(needs_review=True, purchase_orders=()),
    ],
)
def test_a_mails_subject_of_any_length_leaves_a_title_that_a_list_can_show(reading: Reading) -> None:
    facts = a_given(reading)
    origin = replace(an_origin(), subject="long " * 4_000)

    [case] = draft_cases(facts, acknowledge(facts), origin)

    assert "long long" in case.title
    assert len(case.title) <= LONGEST_TITLE
