"""What the demo prints, and that two do not share a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stack import demo
from stack.errors import StackError
from stack.hold import hold

if TYPE_CHECKING:
    from pathlib import Path


def an_answer(**values: Any) -> dict[str, Any]:
    return {"outcome": "review", "reasons": [], "reading": None, "exceptions": [], **values}


def test_a_second_demo_beside_a_running_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "HOME", tmp_path)

    with hold(tmp_path, "a demo", ""), pytest.raises(StackError, match="a demo is running here already"):
        demo.main()


def test_a_suppliers_question_is_quoted() -> None:
    reason = {
        "code": "supplier_question",
        "text": "P00103 line 2: the supplier asks something",
        "evidence": "arrow left\nor arrow down?",
    }

    told = demo._decided(an_answer(reasons=[reason]))

    assert told == "REVIEW\nP00103 line 2: the supplier asks: “arrow left or arrow down?”"


def test_what_to_ask_the_supplier_is_told() -> None:
    told = demo._decided(an_answer(reading={"question": "Which of our orders?"}))

    assert told == "REVIEW\nTo ask the supplier: Which of our orders?"


def test_a_mode_that_writes_is_no_reason_for_the_reader() -> None:
    reason = {"code": "mode_act", "text": "Mode act: rule 'the demo acts'.", "evidence": None}

    assert demo._decided(an_answer(outcome="no_action", reasons=[reason])) == "NO ACTION"


def test_how_long_it_took_is_told_at_the_end() -> None:
    assert demo._summary(14, 11, 12.4).startswith("14 mails in 12 s: 11 exceptions are open for a human;")
