"""Whose is a new day that is named by itself? That of the line last told of as troubled."""

from __future__ import annotations

from datetime import date

import pytest
from reading_builders import THREE_LINES, changes, confirmed, problems, read

NEW_DAY = date(2026, 12, 17)


@pytest.mark.parametrize(
    "text",
    [
        "Pos. 1 und 3 sind im Plan, bei Pos. 2 kommt es zu einer Verzögerung. Neuer Termin ist der 17.12.",
        "Pos. 1 und 3 sind im Plan, bei Pos. 2 hakt es. Neuer Termin ist der 17.12.",
        "Pos. 1 und 3 sind im Plan, bei Pos. 2 warten wir auf Material. Neuer Termin ist der 17.12.",
        "Pos. 1 und 3 sind im Plan, bei Pos. 2 gibt es Probleme. Neuer Termin ist der 17.12.",
        "Pos. 1 und 3 im Plan, Pos. 2 später. Neuer Termin: 17.12.",
        "Wir bestätigen Pos. 1 und 3, bei Pos. 2 gibt es leider Probleme. Neuer Termin ist der 17.12.",
        "Pos. 2 ist verspätet, Pos. 1 und 3 sind im Plan. Neuer Termin ist der 17.12.",
        "Pos. 2 verzögert sich. Pos. 1 und 3 kommen wie geplant. Der neue Liefertermin ist der 17.12.",
        "Lines 1 and 3 are on schedule, with line 2 we have a problem. The new date is 17 December.",
        "Line 2 is late, lines 1 and 3 are on schedule. The new date is 17 December.",
        "Line 2 is delayed. Lines 1 and 3 are fine. The new delivery date is 17 December.",
    ],
)
def test_a_new_day_is_that_of_the_line_in_trouble(text: str) -> None:
    reading = read(f"P00325: {text}", THREE_LINES)

    assert changes(reading) == [(2, "date", NEW_DAY)]
    assert confirmed(reading) == [1, 3]


def test_a_day_of_lines_named_last_stays_theirs() -> None:
    reading = read(
        "P00325: Line 2 is late. Lines 1 and 3 are delayed too. New date is 17 December.", THREE_LINES
    )

    assert changes(reading) == [(1, "date", NEW_DAY), (3, "date", NEW_DAY)]


def test_a_day_beside_trouble_in_another_paragraph_is_not_that_lines() -> None:
    text = "P00325: Line 2 is delayed.\n\nThank you.\n\nLine 1 is on schedule. It is now due on 17 December."

    assert changes(read(text, THREE_LINES)) == [(1, "date", NEW_DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Pos. 1 und 3 sind im Plan, bei Pos. 2 spinnen sie. Neuer Termin ist der 17.12.",
        "Lines 1, 2 and 3 are on schedule. The new date is 17 December.",
    ],
)
def test_a_new_day_of_lines_that_come_as_ordered_is_asked_back(text: str) -> None:
    reading = read(f"P00325: {text}", THREE_LINES)

    assert "lines_mixed" in problems(reading)
    assert changes(reading) == []
