"""A stale promise is decided anew: its own line only, against the order as it stands, never by guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.domain.acknowledgement import acknowledge
from crossdock.domain.decision import MailOutcome
from crossdock.domain.reading import Alert, ChangeKind, Evidence, Problem, Provenance
from crossdock.domain.second_look import FirstLook, look_again
from tests.builders import (
    AGREED,
    NOW,
    PO,
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
    drafts_of,
)

if TYPE_CHECKING:
    from crossdock.domain.supplier_word import Given

OTHER = "P00099"


def first_look(**changes: Any) -> FirstLook:
    """Return what the promise of line 1 was decided from: 100 at 2.50 for the agreed day."""
    look = FirstLook(
        purchase_line_id=101,
        po=PO,
        line=1,
        was_confirmed=False,
        agreed_date=AGREED,
        agreed_quantity=Decimal(100),
        agreed_price=Decimal("2.50"),
    )
    return replace(look, **changes)


def titles(given: Given) -> list[str]:
    return [draft.title for draft in drafts_of(given)]


def test_a_date_within_tolerance_of_what_is_agreed_now_is_promised() -> None:
    moved = {101: a_baseline(agreed_date=day("12-11"))}

    decision = acknowledge(look_again(a_given(a_reading(a_change("12-10")), baselines=moved), first_look()))

    assert [promise.promised_date for promise in decision.promises] == [day("12-10")]


def test_a_date_that_deviates_now_becomes_a_case_of_the_line() -> None:
    moved = {101: a_baseline(agreed_date=day("12-20"))}

    again = look_again(a_given(a_reading(a_change("12-10")), baselines=moved), first_look())

    assert acknowledge(again).promises == ()
    assert [(draft.sub_category, draft.purchase_line_id) for draft in drafts_of(again)] == [
        ("early_delivery", 101)
    ]


def test_nothing_else_of_the_message_comes_out_again() -> None:
    reading = a_reading(
        a_change("12-10"),
        a_change("12-24", line=2),
        confirmed(3),
        an_alert(Alert.QUALITY_ISSUE, line=2),
        an_alert(Alert.SUPPLIER_QUESTION, line=None),
        an_alert(Alert.SUPPLIER_DELAY, po=OTHER, line=None),
        purchase_orders=(PO, OTHER),
    )
    snapshot = a_snapshot(an_order(a_line(1), a_line(2), a_line(3)))

    again = look_again(a_given(reading, snapshot=snapshot), first_look())

    decision = acknowledge(again)
    assert [d.line.line for d in decision.lines] == [1]
    assert len(decision.promises) == 1
    assert drafts_of(again) == ()


def test_what_speaks_against_the_whole_order_speaks_against_the_promise() -> None:
    reading = a_reading(a_change("12-10"), an_alert(Alert.SUPPLIER_CANCELLATION, line=None))

    again = look_again(a_given(reading), first_look())

    assert acknowledge(again).promises == ()
    assert [draft.sub_category for draft in drafts_of(again)] == ["line_rejected"]


def test_evidence_goes_with_what_is_kept() -> None:
    said = [Evidence(part="body", text=f"line {number} confirmed") for number in (2, 1)]
    provenance = (
        Provenance(pointer="/intent", confidence=0.9, source="rules"),
        Provenance(pointer="/confirmed/0", confidence=0.9, source="rules", evidence=said[0]),
        Provenance(pointer="/confirmed/1", confidence=0.9, source="rules", evidence=said[1]),
    )
    reading = a_reading(confirmed(2), confirmed(1), provenance=provenance)

    again = look_again(a_given(reading, snapshot=a_snapshot(an_order(a_line(1), a_line(2)))), first_look())

    assert [entry.pointer for entry in again.reading.provenance] == ["/intent", "/confirmed/0"]
    assert acknowledge(again).lines[0].deviation.evidence == said[1]


@pytest.mark.parametrize(
    ("_case", "changed"),
    [
        ("another day", {"agreed_date": day("12-20")}),
        ("another quantity", {"agreed_quantity": Decimal(150)}),
        ("another price", {"agreed_price": Decimal("2.40")}),
    ],
)
def test_who_confirmed_as_ordered_did_not_confirm_what_was_changed_since(
    _case: str, changed: dict[str, Any]
) -> None:
    given = a_given(a_reading(confirmed()), baselines={101: a_baseline(**changed)})

    again = look_again(given, first_look(was_confirmed=True))

    decision = acknowledge(again)
    assert (decision.outcome, decision.promises) == (MailOutcome.REVIEW, ())
    [draft] = drafts_of(again)
    assert draft.sub_category == "needs_clarification"
    assert "was confirmed as 100 at 2.5 for 2026-12-08, before it was changed to" in draft.title


def test_a_confirmation_holds_where_only_goods_came_in() -> None:
    line = a_line(received=Decimal(40))

    again = look_again(
        a_given(a_reading(confirmed()), snapshot=a_snapshot(an_order(line))), first_look(was_confirmed=True)
    )

    assert [promise.promised_date for promise in acknowledge(again).promises] == [AGREED]


def test_a_day_of_its_own_that_is_now_the_agreed_one_is_promised() -> None:
    given = a_given(a_reading(confirmed()), baselines={101: a_baseline(agreed_date=day("12-10"))})

    again = look_again(given, first_look(was_confirmed=False))

    assert [promise.promised_date for promise in acknowledge(again).promises] == [day("12-10")]


@pytest.mark.parametrize(
    ("_case", "lines"),
    [
        ("an earlier line was deleted", (a_line(1, purchase_line_id=102),)),
        ("the line is gone", (a_line(7),)),
    ],
)
def test_a_line_that_moved_is_never_given_the_words_about_another(_case: str, lines: tuple[Any, ...]) -> None:
    again = look_again(
        a_given(
            a_reading(a_change("12-10"), an_alert(Alert.QUALITY_ISSUE)),
            snapshot=a_snapshot(an_order(*lines)),
        ),
        first_look(),
    )

    decision = acknowledge(again)
    assert (decision.lines, decision.promises) == ((), ())
    assert titles(again) == [f"{PO}: line 1 was changed, and the message cannot be matched with it any more"]


def test_a_message_that_says_nothing_usable_of_the_line_any_more_is_a_humans() -> None:
    again = look_again(a_given(a_reading()), first_look())

    assert acknowledge(again).outcome is MailOutcome.REVIEW
    assert len(drafts_of(again)) == 1


def test_a_later_word_about_the_line_settles_it() -> None:
    heard = {101: a_baseline(agreed_date=day("12-20"), last_said_at=NOW + timedelta(hours=1))}

    again = look_again(a_given(a_reading(confirmed()), baselines=heard), first_look(was_confirmed=True))

    assert acknowledge(again).outcome is MailOutcome.NO_ACTION
    assert drafts_of(again) == ()


def test_a_doubt_of_the_reading_stays_the_only_one() -> None:
    doubt = Problem(code="unclear", text="Which order is meant?")
    reading = a_reading(a_change("12-10", ChangeKind.DATE), needs_review=True, problems=(doubt,))

    again = look_again(a_given(reading), first_look())

    assert again.reading.problems == (doubt,)


def test_a_suspicious_message_stays_closed() -> None:
    reading = a_reading(a_change("12-10"), an_alert(Alert.SUSPICIOUS_MESSAGE, po=None, line=None))

    again = look_again(a_given(reading), first_look())

    assert acknowledge(again).promises == ()
    assert [draft.sub_category for draft in drafts_of(again)] == ["suspicious_message"]
