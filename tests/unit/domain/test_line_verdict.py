"""One statement on one line, measured against what was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.domain.line_verdict import measure, measure_confirmation, whole_line_quantity
from crossdock.domain.policy import ToleranceRule
from crossdock.domain.reading import ChangeKind, DateBasis, Part
from crossdock.domain.tolerance import EXACT
from tests.builders import AGREED, a_baseline, a_change, a_line, confirmed, day

RULE = ToleranceRule(
    name="some", days_late=2, days_early=3, quantity_percent=Decimal(5), price_percent=Decimal(1)
)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=3)


def test_a_confirmation_proposes_nothing_new() -> None:
    baseline = a_baseline(agreed_date=day("12-10"))

    deviation = measure_confirmation(confirmed(), baseline, RULE, evidence=None)

    assert deviation.within
    assert deviation.promised_date == day("12-10")
    assert deviation.gap_days == 0


@pytest.mark.parametrize(("transit_days", "within"), [(0, True), (2, True), (3, False)])
def test_the_agreed_day_confirmed_as_the_day_of_shipping_is_measured_with_the_transit_time(
    transit_days: int, within: bool
) -> None:
    rule = replace(RULE, transit_days=transit_days)
    ref = replace(confirmed(), basis=DateBasis.SHIP)

    deviation = measure_confirmation(ref, a_baseline(), rule, evidence=None)

    assert (deviation.within, deviation.gap_days) == (within, transit_days)
    assert (deviation.promised_date, deviation.basis) == (AGREED, DateBasis.SHIP)
    assert deviation.arrival_date == deviation.proposed_date == AGREED + timedelta(days=transit_days)


@pytest.mark.parametrize(
    ("_case", "said", "within", "sub_category", "gap"),
    [
        ("the agreed day itself", "12-08", True, "early_delivery", 0),
        ("as late as is allowed", "12-10", True, "supplier_delay", 2),
        ("a day later than allowed", "12-11", False, "supplier_delay", 3),
        ("as early as is allowed", "12-05", True, "early_delivery", -3),
        ("a day earlier than allowed", "12-04", False, "early_delivery", -4),
    ],
)
def test_a_date_is_measured_in_days_from_the_agreed_one(
    _case: str, said: str, within: bool, sub_category: str, gap: int
) -> None:
    deviation = measure(a_change(said), a_line(), a_baseline(), RULE)

    assert deviation is not None
    assert (deviation.within, deviation.sub_category, deviation.gap_days) == (within, sub_category, gap)
    assert (deviation.expected_date, deviation.proposed_date) == (AGREED, day(said))


@pytest.mark.parametrize(
    ("_case", "ordered", "received", "said", "whole_line", "within"),
    [
        ("all of it", 100, 0, 100, 100, True),
        ("five percent less is allowed", 100, 0, 95, 95, True),
        ("a piece less than that is not", 100, 0, 94, 94, False),
        ("more counts like less", 100, 0, 106, 106, False),
        ("the rest, where part was received", 100, 40, 60, 100, True),
        ("less than the rest: 5 % of the open 60 are 3", 100, 40, 56, 96, False),
        ("the whole line, named again after a part was received", 100, 40, 100, 100, True),
        ("nothing at all", 100, 0, 0, 0, False),
    ],
)
def test_a_quantity_is_measured_against_what_is_still_open(
    _case: str, ordered: int, received: int, said: int, whole_line: int, within: bool
) -> None:
    line = a_line(quantity=Decimal(ordered), received=Decimal(received))

    deviation = measure(a_change(Decimal(said), ChangeKind.QUANTITY), line, a_baseline(line), RULE)

    assert deviation is not None
    assert (deviation.proposed_quantity, deviation.within) == (whole_line, within)
    assert deviation.expected_quantity == ordered


@pytest.mark.parametrize(
    ("said", "within"),
    [("2.50", True), ("2.525", True), ("2.526", False), ("2.475", True), ("2.474", False)],
)
def test_a_price_is_measured_in_percent_of_the_agreed_one(said: str, within: bool) -> None:
    deviation = measure(a_change(Decimal(said), ChangeKind.PRICE), a_line(), a_baseline(), RULE)

    assert deviation is not None
    assert deviation.within is within
    assert (deviation.expected_price, deviation.proposed_price) == (Decimal("2.50"), Decimal(said))


def test_a_price_for_what_was_free_is_a_deviation() -> None:
    line = a_line(unit_price=Decimal(0))

    deviation = measure(a_change(Decimal(1), ChangeKind.PRICE), line, a_baseline(line), RULE)

    assert deviation is not None
    assert not deviation.within


@pytest.mark.parametrize(
    ("_case", "parts", "within", "promised"),
    [
        ("all in time and whole", [(60, "12-08"), (40, "12-10")], True, "12-10"),
        ("the last part too late", [(60, "12-08"), (40, "12-11")], False, "12-11"),
        ("a part is missing", [(60, "12-08"), (20, "12-09")], False, "12-09"),
        ("a part has no date", [(60, "12-08"), (40, None)], False, "12-08"),
    ],
)
def test_a_split_is_within_only_when_every_part_is_dated_in_time_and_nothing_is_missing(
    _case: str, parts: list[tuple[int, str | None]], within: bool, promised: str
) -> None:
    told = tuple(Part(quantity=Decimal(q), date=day(d) if d else None) for q, d in parts)

    deviation = measure(a_change(told, ChangeKind.SPLIT), a_line(), a_baseline(), RULE)

    assert deviation is not None
    assert deviation.within is within
    assert deviation.parts == told
    assert deviation.promised_date == day(promised)


def test_a_split_of_the_rest_leaves_what_was_received() -> None:
    line = a_line(received=Decimal(30))
    parts = (Part(quantity=Decimal(50), date=AGREED), Part(quantity=Decimal(20), date=AGREED))

    deviation = measure(a_change(parts, ChangeKind.SPLIT), line, a_baseline(line), RULE)

    assert deviation is not None
    assert deviation.within
    assert deviation.proposed_quantity == 100


def test_parts_that_are_said_as_days_of_shipping_arrive_after_the_transit_time() -> None:
    rule = replace(RULE, transit_days=4)
    said = (
        Part(quantity=Decimal(60), date=day("12-07")),
        Part(quantity=Decimal(40), date=day("12-06"), basis=DateBasis.SHIP),
    )

    deviation = measure(a_change(said, ChangeKind.SPLIT), a_line(), a_baseline(), rule)

    assert deviation is not None
    assert deviation.parts == (
        Part(quantity=Decimal(60), date=day("12-07")),
        Part(quantity=Decimal(40), date=day("12-10")),
    )
    assert (deviation.proposed_date, deviation.arrival_date, deviation.gap_days) == (
        day("12-10"),
        day("12-10"),
        2,
    )
    assert (deviation.promised_date, deviation.basis) == (day("12-06"), DateBasis.SHIP)
    assert deviation.within


AGREED_PARTS = (Part(quantity=Decimal(60), date=day("12-08")), Part(quantity=Decimal(40), date=day("12-20")))


@pytest.mark.parametrize(
    ("_case", "received", "parts", "within"),
    [
        ("said again", 0, [(60, "12-08"), (40, "12-20")], True),
        ("each two days later", 0, [(60, "12-10"), (40, "12-22")], True),
        ("the first three days later", 0, [(60, "12-11"), (40, "12-20")], False),
        ("the first with the last, on the agreed day", 0, [(60, "12-19"), (40, "12-20")], False),
        ("five percent of a part moved to the other one", 0, [(58, "12-08"), (42, "12-20")], True),
        ("more of a part moved", 0, [(55, "12-08"), (45, "12-20")], False),
        ("in three parts", 0, [(60, "12-08"), (20, "12-20"), (20, "12-21")], False),
        ("a day told in two", 0, [(60, "12-08"), (20, "12-20"), (20, "12-20")], True),
        ("a part without a day", 0, [(60, "12-08"), (40, None)], False),
        ("what is left of both after a partial receipt", 50, [(10, "12-08"), (40, "12-20")], True),
        ("the received part said again", 50, [(60, "12-08"), (40, "12-20")], False),
        ("after the first part came, the rest near its day", 60, [(20, "12-20"), (20, "12-22")], True),
        ("after the first part came, the rest too late", 60, [(20, "12-20"), (20, "12-23")], False),
    ],
)
def test_a_split_is_measured_part_by_part_where_parts_are_agreed(
    _case: str, received: int, parts: list[tuple[int, str | None]], within: bool
) -> None:
    line = a_line(agreed_date=day("12-20"), agreed_parts=AGREED_PARTS, received=Decimal(received))
    said = tuple(Part(quantity=Decimal(q), date=day(d) if d else None) for q, d in parts)

    deviation = measure(a_change(said, ChangeKind.SPLIT), line, a_baseline(line), RULE)

    assert deviation is not None
    assert deviation.within is within


def test_another_split_tells_the_agreed_parts_and_the_new_ones() -> None:
    line = a_line(agreed_date=day("12-20"), agreed_parts=AGREED_PARTS, received=Decimal(50))
    said = (Part(quantity=Decimal(10), date=day("12-09")), Part(quantity=Decimal(40), date=day("12-30")))

    deviation = measure(a_change(said, ChangeKind.SPLIT), line, a_baseline(line), RULE)

    assert deviation is not None
    assert deviation.text == (
        "in parts: 10 on 2026-12-08, 40 on 2026-12-20 → 10 on 2026-12-09, 40 on 2026-12-30"
    )
    assert (deviation.expected_date, deviation.gap_days) == (day("12-20"), 10)


def test_a_cancellation_is_never_within_and_keeps_what_was_received() -> None:
    everything = ToleranceRule(name="everything", quantity_percent=Decimal(100))
    line = a_line(received=Decimal(40))

    deviation = measure(a_change(None, ChangeKind.CANCELLATION), line, a_baseline(line), everything)

    assert deviation is not None
    assert not deviation.within
    assert deviation.is_cancellation
    assert deviation.proposed_quantity == 40


@pytest.mark.parametrize("offered", ["B-9", None])
def test_a_substitution_is_never_within(offered: str | None) -> None:
    deviation = measure(a_change(offered, ChangeKind.SUBSTITUTION), a_line(), a_baseline(), RULE)

    assert deviation is not None
    assert not deviation.within
    assert deviation.product_code == offered


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ChangeKind.DATE, None),
        (ChangeKind.DATE, Decimal(3)),
        (ChangeKind.QUANTITY, "some"),
        (ChangeKind.PRICE, None),
        (ChangeKind.SPLIT, None),
    ],
)
def test_a_value_of_another_kind_is_not_guessed_at(kind: ChangeKind, value: object) -> None:
    assert measure(a_change(value, kind), a_line(), a_baseline(), RULE) is None


@given(said=AMOUNTS, ordered=AMOUNTS, received=AMOUNTS)
def test_a_quantity_stands_for_the_rest_or_for_the_line_and_for_nothing_else(
    said: Decimal, ordered: Decimal, received: Decimal
) -> None:
    line = a_line(quantity=ordered, received=received)

    assert whole_line_quantity(said, line) in {said, said + received}


@given(said=st.dates(min_value=day("2020-01-01"), max_value=day("2035-12-31")))
def test_without_a_tolerance_nothing_but_the_agreed_day_is_within(said: object) -> None:
    deviation = measure(a_change(said), a_line(), a_baseline(), EXACT)

    assert deviation is not None
    assert deviation.within is (said == AGREED)
