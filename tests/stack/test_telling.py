"""A line of the sidecar's log becomes one that people understand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from stack.client import Client, ClientError
from stack.follow import Follower
from stack.telling import Teller

if TYPE_CHECKING:
    from pathlib import Path

DELAY: dict[str, Any] = {
    "outcome": "exception",
    "inbox_id": 7,
    "subject": "Delay of your order P00106",
    "reasons": [
        {"code": "line_exception", "text": "P00106 line 1: 14 days late", "evidence": "arrives on 5 January"},
        {"code": "mode_act", "text": "Mode act: rule 'all'."},
    ],
    "exceptions": [{"name": "EXC-GQO5-RFVX", "is_new": True}],
}
CASE = {"name": "EXC-1", "title": "P00106 line 1: late", "state": "resolved", "resolution_code": "applied"}


class Answering(Client):
    """A sidecar that knows one mail and one case."""

    def __init__(self, mail: dict[str, Any] = DELAY) -> None:
        super().__init__("http://127.0.0.1:1", "key")
        self.mail = mail

    def call(self, method: str, path: str, *_: Any) -> dict[str, Any]:
        return {"/v1/supplier-mails": self.mail, "/v1/exceptions/c1": {"exception": CASE}}[path]


def told(event: str, *, mail: dict[str, Any] = DELAY, **values: Any) -> str | None:
    entry = {"at": "2026-11-27T21:03:11.250+00:00", "level": "info", "logger": "x", "event": event, **values}
    return Teller(Answering(mail)).readable(json.dumps(entry))


def test_a_decided_mail_is_told_by_subject_order_outcome_and_exception() -> None:
    assert told("mail decided", inbox_id=7, outcome="exception") == (
        "21:03:11  mail “Delay of your order P00106”: needs a human: P00106 line 1: 14 days late"
        " → exception EXC-GQO5-RFVX opened"
    )


def test_reasons_are_cut_before_the_exception_that_is_looked_up() -> None:
    wordy = {**DELAY, "reasons": [{"code": "line_exception", "text": "very " * 100, "evidence": ""}]}

    line = told("mail decided", mail=wordy, inbox_id=7)

    assert line is not None
    assert line.endswith("… → exception EXC-GQO5-RFVX opened")


def test_a_suppliers_question_is_quoted_in_the_log() -> None:
    text, asked = "P00103 line 2: the supplier asks something", "arrow left\nor arrow down?"
    reason = {"code": "supplier_question", "text": text, "evidence": asked}

    line = told("mail decided", mail={**DELAY, "reasons": [reason]}, inbox_id=7)

    assert line is not None
    assert ": P00103 line 2: the supplier asks: “arrow left or arrow down?” → exception" in line


def test_a_mode_that_writes_nothing_is_told() -> None:
    observed = {
        **DELAY,
        "exceptions": [],
        "reasons": [{"code": "mode_observe", "text": "Nothing is written."}],
    }

    assert str(told("mail decided", mail=observed, inbox_id=7)).endswith(
        ": needs a human: Nothing is written."
    )


def test_an_accepted_mail_names_no_exception() -> None:
    accepted = {**DELAY, "outcome": "accepted", "exceptions": [], "reasons": []}

    assert told("mail decided", mail=accepted, inbox_id=7) == (
        "21:03:11  mail “Delay of your order P00106”: accepted"
    )


@pytest.mark.parametrize(
    ("reading", "which"),
    [
        ({"sender": {"address": "jo@kabel.example"}}, "mail without subject from jo@kabel.example"),
        ({"sender": {"address": ""}}, "mail number 7"),
        ({"sender": None}, "mail number 7"),
        (None, "mail number 7"),
    ],
)
def test_a_mail_without_subject_is_told_by_who_wrote_it(reading: dict[str, Any] | None, which: str) -> None:
    unnamed = {**DELAY, "subject": " ", "reading": reading, "exceptions": [], "reasons": []}

    assert told("mail decided", mail=unnamed, inbox_id=7) == f"21:03:11  {which}: needs a human"


@pytest.mark.parametrize(
    ("event", "values", "text"),
    [
        ("mailbox fetched", {"mailbox": "purchasing", "new": 1}, "inbox purchasing: 1 new mail"),
        (
            "mailbox fetched",
            {"mailbox": "purchasing", "new": 0, "known": 1},
            "inbox purchasing: 0 new mails, 1 mail known already: nothing is doubled",
        ),
        ("outbox delivered", {"sent": 3, "failed": 0, "dead": 0}, "delivered 3 effects"),
        ("outbox delivered", {"sent": 0, "failed": 2, "dead": 1},
         "delivered 0 effects, 2 to be repeated, 1 given up (dead letters)"),
        ("inbox swept", {"outcome": "erp_unavailable", "done": 1, "left": 2}, "2 facts waiting for Odoo"),
        ("odoo change followed", {"kind": "applied", "case_key": "c1"},
         "Odoo: exception EXC-1 “P00106 line 1: late” is resolved (applied)"),
        ("odoo change followed", {"kind": "line_edited", "case_key": None},
         "Odoo: an order line was changed (line_edited)"),
        ("clock job waits", {"flow": "follow_odoo", "code": "erp_unavailable"},
         "follow_odoo waits: erp_unavailable"),
        ("request answered", {"status": 404, "method": "GET", "route": "/v1/exceptions/<id>"},
         "GET /v1/exceptions/<id> was answered 404"),
        ("something new", {"code": "x", "request_id": "r"}, "something new code=x"),
    ],
)  # fmt: skip
def test_each_event_is_told_in_words(event: str, values: dict[str, Any], text: str) -> None:
    assert told(event, **values) == f"21:03:11  {text}"


def test_a_fact_that_another_request_has_in_hand_is_no_waiting_one() -> None:
    assert told("inbox swept", outcome="swept", done=0, left=1) is None


def test_a_standing_is_told_once_however_often_odoo_wrote_it() -> None:
    teller = Teller(Answering())
    entry = {"at": "2026-11-27T21:03:11.250+00:00", "level": "info", "event": "odoo change followed"}
    line = json.dumps({**entry, "kind": "applied", "case_key": "c1"})

    assert [teller.readable(line) is None for _ in range(2)] == [False, True]


@pytest.mark.parametrize("event", ["inbox swept", "odoo followed", "request answered"])
def test_what_says_nothing_new_is_left_out(event: str) -> None:
    assert told(event, done=1, left=0, status=200) is None


def test_a_subject_cannot_send_commands_to_the_terminal() -> None:
    hostile = {**DELAY, "subject": "\x1b]0;owned\x07late\n21:03:12  mail “x”: accepted"}

    line = told("mail decided", mail=hostile, inbox_id=7)

    assert line is not None
    assert line.isprintable()


def test_no_evidence_of_a_mail_is_printed() -> None:
    assert "arrives on" not in str(told("mail decided", inbox_id=7))


def test_a_sidecar_that_does_not_answer_leaves_the_ids() -> None:
    class Busy(Answering):
        def call(self, *_: Any) -> dict[str, Any]:
            raise ClientError(503, {"code": "storage_unavailable"})

    line = Teller(Busy()).readable(json.dumps({"at": "", "event": "mail decided", "inbox_id": 7}))

    assert line == "  mail decided inbox_id=7"


def test_only_new_whole_lines_are_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log"
    path.write_text("before\n")
    follower = Follower(path, lambda line: line.strip().upper())

    with path.open("a") as log:
        log.write("one\ntw")
        log.flush()
        follower.tell_new()
        assert capsys.readouterr().out == "ONE\n"
        log.write("o\n")
    follower.tell_new()
    follower.close()

    assert capsys.readouterr().out == "TWO\n"
