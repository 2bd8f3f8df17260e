""" "The rest on time": the lines that nobody has named, unless pieces were told of that may have a rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import THREE_LINES, an_order, changes, confirmed, problems, read

LATER = date(2026, 12, 17)


@pytest.mark.parametrize(
    "text",
    [
        "Pos. 2 kommt am 17.12., Rest pünktlich",
        "Pos. 2 kommt am 17.12., der Rest wie bestellt.",
        "Pos. 2 am 17.12., Rest wie bestellt.",
        "Pos. 2 erst am 17.12. und der Rest pünktlich",
        "Pos. 2 verschiebt sich auf den 17.12. Der Rest ist im Plan.",
        "line 2 will come on 17 December, rest on time",
        "Line 2 is delayed until 17 December. The rest is on schedule.",
        "BC-002-X 17 December, rest ok",
    ],
)
def test_the_rest_are_the_lines_that_nobody_named(text: str) -> None:
    reading = read(f"P00325: {text}", THREE_LINES)

    assert changes(reading) == [(2, "date", LATER)]
    assert confirmed(reading) == [1, 3]
    assert problems(reading) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Pos. 1: 200 Stück am 9.12., Rest pünktlich",
        "Pos. 1: 200 Stück kommen am 9.12. Der Rest pünktlich.",
        "Line 1: 200 pcs come on 9 December, the rest as ordered.",
    ],
)
def test_beside_counted_pieces_the_rest_are_pieces(text: str) -> None:
    reading = read(f"P00325: {text}", THREE_LINES)

    ((line, kind, parts),) = changes(reading)

    assert (line, kind) == (1, "split")
    assert [part.quantity for part in parts] == [Decimal(200), Decimal(100)]
    assert confirmed(reading) == []


@pytest.mark.parametrize(
    "text",
    [
        "Pos. 2 teilweise am 17.12., Rest pünktlich",
        "Ein Teil von Pos. 2 kommt am 17.12., Rest wie bestellt",
        "Pos. 2 erst am 17.12., 3 fehlt, Rest pünktlich",
        "Half of line 2 comes on 17 December, rest on time",
        "Line 2 on 17 December, rest not on time",
        "Rest pünktlich",
        "The rest is on time.",
    ],
)
def test_a_rest_of_which_nobody_knows_of_what_is_asked_back(text: str) -> None:
    reading = read(f"P00325: {text}", THREE_LINES)

    assert problems(reading), text
    assert not {1, 3} <= set(confirmed(reading)) or "sentence_not_understood" in problems(reading)


def test_of_a_single_line_the_rest_is_no_other_line() -> None:
    assert problems(read("P00325 kommt am 17.12., Rest pünktlich", an_order()))
