"""No content of a mail makes an attempt fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossdock.domain.decision import MailOutcome
from crossdock.domain.errors import InvalidRequest
from tests.mails import a_mail, delay
from tests.unit.flows.flow_world import codes

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

DECIDED = {MailOutcome.ACCEPTED, MailOutcome.EXCEPTION, MailOutcome.REVIEW, MailOutcome.NO_ACTION}
HEAD = b"From: sales@lindenau.example\r\nMessage-ID: <odd@lindenau.example>\r\n"


def said(text: str) -> bytes:
    return a_mail(f"Dear team,\n\n{text}\n\nRegards\n")


@pytest.mark.parametrize(
    ("_case", "raw"),
    [
        ("a date before all time", HEAD + b"Date: Mon, 1 Jan 0001 00:00:00 +1400\r\nSubject: a\r\n\r\nHello"),
        ("a date after all time", HEAD + b"Date: Fri, 31 Dec 9999 23:59:59 -1200\r\nSubject: a\r\n\r\nHello"),
        (
            "no date",
            HEAD + b"Subject: PO P00012\r\n\r\nPO P00012 line 1 will be delayed until 15 December 2026.",
        ),
        ("a date that is none", HEAD + b"Date: soon\r\nSubject: a\r\n\r\nHello"),
        ("nothing but headers", HEAD + b"Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n\r\n"),
        (
            "a NUL in the subject",
            HEAD + b"Subject: PO P00012\x00\r\n\r\nPO P00012 line 1 comes on 15 December 2026.",
        ),
        ("bytes of no charset", HEAD + b"Subject: \xff\xfe\r\n\r\nPO P00012 \xff\xfe line 1"),
        ("a lone surrogate", HEAD + b"Subject: =?utf-16?b?2AA=?=\r\n\r\nPO P00012 line 1"),
        ("a quantity of no stock", said(f"PO P00012 line 1: we can only deliver {10**17} pcs.")),
        ("a price of no market", said(f"PO P00012 line 1: the new price is {10**17}.55 EUR per piece.")),
        (
            "a quantity with many digits",
            said("PO P00012 line 1: we can only deliver 0.00000000000000000001 pcs."),
        ),
        ("a date that is in no calendar", delay("31 February 2026")),
        ("a date in another age", delay("15 December 9999")),
        ("line 0", delay("15 December 2026", line=0)),
        ("a line that is not there", delay("15 December 2026", line=999)),
        ("a line with many digits", delay("15 December 2026", line=10**30)),
    ],
)
def test_an_odd_mail_is_decided_at_the_first_attempt(world: World, _case: str, raw: bytes) -> None:
    answer = world.receive(raw)
    world.deliver()

    assert answer.outcome in DECIDED, codes(answer)
    assert world.ledger.outbox_figures()["dead"] == 0


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "PO P00012",
                "line 1",
                "line 2",
                "delayed until",
                "15 December 2026",
                "confirm",
                "60 pcs",
                "cancelled",
                "EUR 3.00",
                "instead of",
                "P99999",
                "on 2026-12-09",
                "\n",
                "60 pcs on",
                "?",
                "not",
            ]
        ),
        max_size=14,
    )
)
def test_no_order_of_words_makes_an_attempt_fail(world: World, words: list[str]) -> None:
    answer = world.receive(said(" ".join(words)))

    assert answer.outcome in DECIDED, codes(answer)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(tail=st.binary(max_size=300))
def test_no_bytes_make_an_attempt_fail(world: World, tail: bytes) -> None:
    try:
        answer = world.receive(HEAD + tail)
    except InvalidRequest:
        return

    assert answer.outcome in {*DECIDED, MailOutcome.DUPLICATE}, codes(answer)
