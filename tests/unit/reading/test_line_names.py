"""Lines that are named by number, by their place or by their count; a name that fits no line names none."""

from __future__ import annotations

import pytest
from reading_builders import THREE_LINES, changes, problems, read

ALL = [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Positions 1 and 3", [1, 3]),
        ("Positions 1 & 2", [1, 2]),
        ("Positions 2 to 3", [2, 3]),
        ("Positions: 1 and 3", [1, 3]),
        ("Positions 10 and 30", [1, 3]),
        ("Position numbers 1 and 3", [1, 3]),
        ("Line numbers 2 and 3", [2, 3]),
        ("Lines nos. 2 and 3", [2, 3]),
        ("Article 2", [2]),
        ("Row 3", [3]),
        ("The first line", [1]),
        ("The 2nd position", [2]),
        ("The last item", [3]),
        ("The first two lines", [1, 2]),
        ("The last two of your lines", [2, 3]),
        ("All three lines", ALL),
        ("Both lines", []),
        ("Two lines", []),
        ("One of the items", []),
        ("Some of your order lines", []),
        ("Line 7", []),
        ("The fifth line", []),
    ],
)
def test_english_names(name: str, lines: list[int]) -> None:
    reading = read(f"{name} of P00325 must be cancelled.", THREE_LINES)

    assert [line for line, kind, _ in changes(reading) if kind == "cancellation"] == lines
    assert reading.needs_review == (not lines)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Positionen 1 und 3", [1, 3]),
        ("Position Nr. 2", [2]),
        ("Pos.-Nr. 2", [2]),
        ("Positionsnummern 2 und 3", [2, 3]),
        ("Die zweite Position", [2]),
        ("Die 2. Position", [2]),
        ("Die letzte Position", [3]),
        ("Die ersten beiden Positionen", [1, 2]),
        ("Alle drei Positionen", ALL),
        ("Beide Positionen", []),
        ("Zwei Artikel", []),
        ("Einige der Positionen", []),
        ("Zeile 8", []),
    ],
)
def test_german_names(name: str, lines: list[int]) -> None:
    reading = read(f"{name} der Bestellung P00325: verzögert sich leider auf den 21.12.", THREE_LINES)

    assert [line for line, kind, _ in changes(reading) if kind == "date"] == lines
    assert reading.needs_review == (not lines)


def test_a_count_of_what_was_named_just_before_means_those() -> None:
    reading = read("Lines 1 and 3 of P00325 were checked. Both items ship on 21 December.", THREE_LINES)

    assert [line for line, kind, _ in changes(reading) if kind == "date"] == [1, 3]


def test_a_line_number_that_only_the_supplier_has_gives_way_to_the_code() -> None:
    reading = read("P00325 line 40, BC-002-X: delayed until 21 December.", THREE_LINES)

    assert [line for line, *_ in changes(reading)] == [2]
    assert problems(reading) == set()


def test_one_number_that_fits_no_line_puts_the_others_in_doubt() -> None:
    assert problems(read("Lines 2 and 9 of P00325 are cancelled.", THREE_LINES)) == {"line_ambiguous"}


def test_a_number_of_pieces_is_no_number_of_lines() -> None:
    reading = read("P00325 line 1: we can deliver only 50 items.", THREE_LINES)

    assert changes(reading) == [(1, "quantity", 50)]
