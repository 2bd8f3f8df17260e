"""What holds only under a condition, or is changed beside a confirmation, is asked back, never accepted."""

from __future__ import annotations

import pytest
from reading_builders import THREE_LINES, changes, confirmed, problems, read


@pytest.mark.parametrize(
    "condition",
    [
        "If you pay by Friday, line 2 comes on 5 March.",
        "Provided that you pay by Friday, line 2 comes on 5 March.",
        "Subject to your approval line 2 comes on 9 December 2026.",
        "Unless you object, line 2 comes on 9 December 2026.",
        "Sofern Sie am Freitag zahlen, kommt Position 2 am 5. März.",
        "Falls Sie am Freitag zahlen, kommt Position 2 am 5. März.",
        "Wenn Sie bis Freitag freigeben, liefern wir Position 2 am 9.12.2026.",
    ],
)
def test_what_follows_a_condition_is_no_promise_and_its_line_not_confirmed(condition: str) -> None:
    start = "Wir bestätigen" if "Sie" in condition else "We confirm"
    reading = read(f"{start} P00325. {condition}", THREE_LINES)

    assert "conditional" in problems(reading)
    assert reading.needs_review
    assert changes(reading) == []
    assert confirmed(reading) == [1, 3]


@pytest.mark.parametrize(
    "polite",
    ["If you have any questions, call me on Friday.", "If you need more information, write by 27 November."],
)
def test_a_polite_condition_keeps_a_confirmation_plain(polite: str) -> None:
    reading = read(f"We confirm P00325 as ordered. {polite}", THREE_LINES)

    assert confirmed(reading) == [1, 2, 3]
    assert not reading.needs_review
