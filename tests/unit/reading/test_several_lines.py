"""A sentence about several lines or orders: each gets what is said of it, or the sentence is asked back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import a_line, an_order, changes, confirmed, problems, read

from crossdock.domain.reading import Alert, ChangeKind

THREE = an_order(
    "P00012",
    a_line(1, supplier_sku="LIN-100", description="Hex bolt M8x40 zinc", quantity=Decimal(100)),
    a_line(2, supplier_sku="LIN-200", description="Kabelkanal 40x60 grau", quantity=Decimal(500)),
    a_line(3, supplier_sku="LIN-300", description="Brass washer 20 mm", quantity=Decimal(80)),
    currency="EUR",
)
OTHER = an_order("P00020", a_line(1, supplier_sku="LIN-777", description="Steel hinge 60 mm"))
OK, GONE, LATE = "ok", "cancelled", "late"


def told(text: str) -> tuple[dict[str, object], bool]:
    """Return what is said by line ("20" is the other order's), and whether a human reads it."""
    reading = read(text, THREE, OTHER)
    found: dict[str, object] = {
        _name(a.po, a.line): LATE for a in reading.exceptions if a.line and _is_late(a)
    }
    found |= {_name(ref.po, ref.line): OK for ref in reading.confirmed}
    for change in reading.changes:
        value = change.to_value
        shown = f"{value:%d.%m.}" if isinstance(value, date) else value
        found[_name(change.po, change.line)] = GONE if change.kind is ChangeKind.CANCELLATION else shown
    return found, reading.needs_review


def _is_late(alert: object) -> bool:
    return alert.category is Alert.SUPPLIER_DELAY


def _name(po: str, line: int) -> str:
    return "20" if po == "P00020" else str(line)


APART = [
    ("P00012: line 1 is on time, line 2 will be delayed until 20 December.", {"1": OK, "2": "20.12."}),
    ("P00012: LIN-100 as ordered, LIN-200 delayed to 20 December.", {"1": OK, "2": "20.12."}),
    ("P00012: line 1 will be delivered on 8 December, line 2 on time.", {"1": "08.12.", "2": OK}),
    (
        "P00012: lines 1 and 3 are fine, line 2 will be delayed until 20 December.",
        {"1": OK, "2": "20.12.", "3": OK},
    ),
    (
        "P00012: LIN-100 confirmed, LIN-200 delayed to 20 December, LIN-300 confirmed.",
        {"1": OK, "2": "20.12.", "3": OK},
    ),
    ("P00012: LIN-100 and LIN-300 confirmed, LIN-200 cancelled.", {"1": OK, "2": GONE, "3": OK}),
    ("P00012: we confirm lines 1 and 3, line 2 has been discontinued.", {"1": OK, "2": GONE, "3": OK}),
    ("P00012: LIN-200 only 450 pcs, LIN-100 complete.", {"2": Decimal(450)}),
    ("P00012: Pos. 1 ok, Pos. 2 am 17.12., Pos. 3 ok", {"1": OK, "2": "17.12.", "3": OK}),
    ("P00012: line 1 ok, line 2 on 17 December, line 3 as ordered.", {"1": OK, "2": "17.12.", "3": OK}),
    ("P00012: LIN-100 ok, LIN-200 450 pcs, LIN-300 ok", {"1": OK, "2": Decimal(450), "3": OK}),
    ("P00012: Pos. 1 bestätigt, Pos. 2 und 3 am 17.12.", {"1": OK, "2": "17.12.", "3": "17.12."}),
    (
        "P00012: price of LIN-200 is now 1.30 EUR, LIN-100 and LIN-300 unchanged.",
        {"1": OK, "2": Decimal("1.30"), "3": OK},
    ),
    (
        "Order P00012 is delayed to 22 December, P00020 is on time.",
        {"1": "22.12.", "2": "22.12.", "3": "22.12.", "20": OK},
    ),
    ("P00012 confirmed, P00020 cancelled.", {"1": OK, "2": OK, "3": OK, "20": GONE}),
    ("Order P00012 has been shipped, order P00020 is delayed until 22 December.", {"20": "22.12."}),
    (
        "P00012: LIN-100 on 8 December, LIN-200 on 20 December, LIN-300 on 9 December.",
        {"1": "08.12.", "2": "20.12.", "3": OK},
    ),
    (
        "P00012: LIN-200 - delayed until 20 December, LIN-100 - confirmed, LIN-300 (ok)",
        {"1": OK, "2": "20.12.", "3": OK},
    ),
    ("P00012 line 2: 450 pcs instead of 500, line 1: 100 pcs confirmed.", {"1": OK, "2": Decimal(450)}),
    ("P00012: We confirm LIN-100 and LIN-200, LIN-300 is cancelled.", {"1": OK, "2": OK, "3": GONE}),
    ("P00012: We confirm LIN-100, LIN-200 and cancel LIN-300.", {"1": OK, "2": OK, "3": GONE}),
    (
        "P00012: Due to a shortage of zinc, the bolts move to 22 December, the washers are on time.",
        {"1": "22.12.", "3": OK},
    ),
    (
        "zu P00012: Pos. 1 und 3 wie bestellt, die Pos. 2 kommt erst am 20.12.",
        {"1": OK, "2": "20.12.", "3": OK},
    ),
    ("P00012: Pos. 1 und 3 lieferbar, Pos. 2 ist leider nicht mehr lieferbar.", {"2": GONE}),
    (
        "P00012: Pos. 1 und 2 sind in Ordnung und Pos. 3 kommt erst am 22.12.",
        {"1": OK, "2": OK, "3": "22.12."},
    ),
    (
        "P00012 verschiebt sich auf den 21.12., P00020 kommt pünktlich.",
        {"1": "21.12.", "2": "21.12.", "3": "21.12.", "20": OK},
    ),
    (
        "P00012: LIN-200 kostet jetzt 1,30 EUR, LIN-100 und LIN-300 bleiben unverändert.",
        {"2": Decimal("1.30")},
    ),
    (
        "P00012: LIN-100 wird am 08.12. geliefert, LIN-200 am 20.12. und LIN-300 am 09.12.",
        {"1": "08.12.", "2": "20.12.", "3": OK},
    ),
    (
        "P00012: wir bestätigen, dass LIN-100 pünktlich kommt und LIN-200 am 22.12. geliefert wird.",
        {"1": OK, "2": "22.12."},
    ),
]

TOGETHER = [
    ("P00012 line 1 and line 2 are both delayed until 21 December.", {"1": "21.12.", "2": "21.12."}),
    ("P00012: LIN-100, LIN-200 are cancelled.", {"1": GONE, "2": GONE}),
    ("P00012: We will ship LIN-100 and LIN-200 on 20 December.", {"1": "20.12.", "2": "20.12."}),
    ("P00012: LIN-200 is delayed until 22 December, LIN-300 too.", {"2": "22.12.", "3": "22.12."}),
    ("P00012: LIN-200 verschiebt sich auf den 22.12., ebenso LIN-300.", {"2": "22.12.", "3": "22.12."}),
    ("P00012: LIN-100 (100 pcs), LIN-200 (500 pcs) are cancelled.", {"1": GONE, "2": GONE}),
    ("P00012 line 2, P00020 line 1: both delayed until 22 December.", {"2": "22.12.", "20": "22.12."}),
    (
        "P00012: The delivery of LIN-100 and of LIN-200 is delayed until 22 December.",
        {"1": "22.12.", "2": "22.12."},
    ),
    ("P00012: Pos. 1, Pos. 2 verschieben sich auf den 22.12.", {"1": "22.12.", "2": "22.12."}),
]

NOT_SURE = [
    "P00012: LIN-100, due 8 December, and LIN-200, due 8 December, are cancelled.",
    "P00012: LIN-100 (due 8 December), LIN-200 (due 9 December) are cancelled.",
    "P00012: we confirm LIN-100 and LIN-200 only in part.",
    "P00012: We cannot confirm LIN-100 for 8 December, LIN-200 for 9 December.",
    "P00012: LIN-100 will not be ready on 8 December, LIN-200 on 9 December.",
    "P00012: If you agree, LIN-100 ships on 8 December, LIN-200 ships on 20 December.",
    "P00012: LIN-100 is ready and LIN-200 is ready, both will be delivered on 22 December.",
    "P00012: line 1 confirmed except that line 2 is late.",
    "P00012: line 1 and 2 on time, 3 delayed to 22 December.",
    "P00012: Wir bestätigen LIN-100 und LIN-200 nur teilweise.",
    "P00012: Falls Sie zustimmen, kommt LIN-100 am 08.12., LIN-200 kommt am 20.12.",
]


@pytest.mark.parametrize(("text", "expected"), APART)
def test_each_line_gets_what_is_said_of_it(text: str, expected: dict[str, object]) -> None:
    found, is_reviewed = told(text)

    assert (expected.items() <= found.items(), is_reviewed) == (True, False), found
    assert set(found) - set(expected) <= {"1", "3"}


@pytest.mark.parametrize(("text", "expected"), TOGETHER)
def test_names_in_a_list_share_what_is_said(text: str, expected: dict[str, object]) -> None:
    assert told(text) == (expected, False)


@pytest.mark.parametrize("text", NOT_SURE)
def test_nothing_is_handed_out_where_it_is_not_sure_to_whom(text: str) -> None:
    assert told(text) == ({}, True)


def test_the_question_quotes_the_sentence() -> None:
    reading = read("P00012: we confirm LIN-100 and LIN-200 with a delay until 20 December.", THREE)

    assert problems(reading) == {"lines_mixed"}
    assert "several lines" in (reading.question or "")


@pytest.mark.parametrize(
    "text",
    [
        "P00012: line 2 will come on 17 December, the others are unchanged.",
        "P00012: the others are fine, line 2 will come on 17 December.",
        "P00012: Pos. 2 kommt erst am 17.12., die anderen Positionen sind pünktlich.",
    ],
)
def test_the_others_are_told_of_in_the_same_sentence(text: str) -> None:
    order = an_order("P00012", *(a_line(n, date_planned=date(2026, 12, 8)) for n in (1, 2, 3)))

    reading = read(text, order)

    assert (changes(reading), confirmed(reading)) == ([(2, "date", date(2026, 12, 17))], [1, 3])
    assert problems(reading) == set()
