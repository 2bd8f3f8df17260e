"""The reading as JSON: the label's shape, numbers that stay what they were."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_builders import THREE_LINES, a_line, a_mail, a_snapshot, an_order, read

from crossdock.reading.label import number, to_label
from crossdock.reading.mail.interpret import interpret
from crossdock.reading.mail.parse import parse
from crossdock.samples import AUTHSERV_ID, load_mails, load_orders

LABEL_KEYS = {
    "intent", "also", "language", "purchase_orders", "unknown_references", "confirmed", "changes",
    "exceptions", "tracking_numbers", "delay_reason", "needs_review",
}  # fmt: skip


def test_the_label_holds_every_key_and_is_json() -> None:
    label = to_label(read("P00325: washers delayed to 18 December, all other lines confirmed.", THREE_LINES))

    again = json.loads(json.dumps(label))

    assert set(again) > LABEL_KEYS
    assert again["changes"][0]["from"] == "2026-12-09"
    assert again["changes"][0]["to"] == "2026-12-18"
    assert again["changes"][0]["purchase_line_id"] == 102


def test_every_value_has_a_provenance_with_its_place() -> None:
    label = to_label(read("P00325: washers delayed to 18 December, all other lines confirmed.", THREE_LINES))

    entries = {entry["pointer"]: entry for entry in label["provenance"]}

    assert set(entries) == {"/intent", "/changes/0", "/confirmed/0", "/confirmed/1"}
    assert "18 December" in entries["/changes/0"]["evidence"]["text"]
    assert all(entry["source"] == "rules" and 0 < entry["confidence"] <= 1 for entry in entries.values())


@pytest.mark.parametrize(
    ("value", "expected"), [("0.168", 0.168), ("300.00", 300), ("1E+3", 1000), ("-0.5", -0.5)]
)
def test_a_decimal_becomes_the_same_number(value: str, expected: float) -> None:
    assert number(Decimal(value)) == expected


@given(st.text(max_size=400))
def test_no_text_makes_interpret_or_label_fail(text: str) -> None:
    content = parse(a_mail(f"P00325 {text}", subject="P00325"))

    json.dumps(to_label(interpret(content, a_snapshot(THREE_LINES), today=date(2026, 11, 23))))


JUMBLE = """
(rest) Teillieferung shipped only short by if ok 100 of 300
P00325 delayed until 18 December the rest 200 pcs now KW 51 in two weeks line 2 washers price £2.75
per 100 we confirm cancel instead of BC-009-Z not from to 9/12 31.02.2027 verschiebt sich um Tage
statt nur Stück bestätigen wir Pos. 20 0 99999999999 end of Februar week 99 next month tomorrow - , . ; ? ( )
"""
WORDS = st.sampled_from(JUMBLE.split())
EDGES = (
    "Fri, 31 Dec 9999 23:59:59 -1400",
    "Mon, 01 Jan 0001 00:00:00 +1400",
    "Tue, 23 Nov 2027 08:00:00 +0000",
)
SENT = st.sampled_from(EDGES) | st.datetimes().map(
    lambda day: f"{day:%a, %d %b} {day.year:04} 08:00:00 +0000"
)


@given(st.lists(WORDS, max_size=40), st.dates(date(2020, 1, 1), date(2040, 1, 1)), SENT)
def test_no_jumble_of_order_words_makes_interpret_fail(words: list[str], today: date, sent: str) -> None:
    content = parse(a_mail(" ".join(words), date=sent))

    reading = interpret(content, a_snapshot(THREE_LINES), today=today)

    assert not {(r.po, r.line) for r in reading.confirmed} & {(c.po, c.line) for c in reading.changes}
    assert all(
        reading.needs_review
        for a in reading.exceptions
        if a.category in ("unmatched_message", "suspicious_message")
    )


@pytest.mark.parametrize("offset", range(0, 400, 13))
def test_the_samples_are_sensible_on_any_day(offset: int) -> None:
    today = date(2026, 1, 1) + timedelta(days=offset)

    orders, mails = load_orders(today), load_mails(today)

    assert orders["today"] == today.isoformat()
    assert all(
        line["date_planned"] > orders["today"] for order in orders["orders"] for line in order["lines"]
    )
    for _, raw in mails:
        content = parse(raw, authserv_id=AUTHSERV_ID)
        assert b"{" not in raw.split(b"<style>")[0]
        assert content.date is not None
        assert content.date.date() <= today


def test_the_samples_are_the_same_each_time() -> None:
    assert load_mails(date(2026, 11, 24)) == load_mails(date(2026, 11, 24))


@pytest.mark.parametrize(
    "body",
    [
        "The widget of P00325 is delayed to 18 December. " * 3_000,
        "P00325 the widget kind is delayed to 18 December and " * 20_000,
        "1 2 3 4 5 pcs " * 50_000,
        "wir bestätigen nicht " * 50_000,
        "on 1, " * 100_000,
    ],
)
@pytest.mark.timeout(120)  # unbounded work would take hours
def test_a_hostile_text_costs_bounded_work_and_is_left_to_a_human(body: str) -> None:
    lines = [a_line(n, description=f"Widget kind {n} size {n * 3} mm steel zinc") for n in range(1, 201)]

    reading = interpret(parse(a_mail(body)), a_snapshot(an_order("P00325", *lines)), today=date(2026, 11, 23))

    assert "text_cut" in {problem.code for problem in reading.problems}
    assert reading.needs_review
