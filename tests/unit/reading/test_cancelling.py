"""What is cancelled, and what only sounds like it: not before spring, not at all, a part, something else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading_builders import a_line, alerts, an_order, changes, read

ORDER = an_order("P00020", a_line(1, description="Steel hinge 60 mm", quantity=Decimal(100)), currency="EUR")
CANCELLED = [(1, "cancellation", None)]


@pytest.mark.parametrize(
    "text",
    [
        "P00020 is cancelled, we cannot supply it any more.",
        "P00020: this article has been discontinued.",
        "We have cancelled P00020 because our supplier went bankrupt.",
        "P00020 had to be cancelled as the mould is broken.",
        "We are unable to supply the BC-001-X of P00020 any more.",
        "P00020 ist leider nicht mehr lieferbar.",
        "Wir müssen P00020 stornieren, da unser Vorlieferant insolvent ist.",
        "P00020: der Artikel ist ausgelaufen und wird nicht mehr produziert.",
        "P00020: das Produkt wurde aus dem Sortiment genommen.",
    ],
)
def test_what_will_not_come_at_all_is_cancelled(text: str) -> None:
    reading = read(text, ORDER)

    assert changes(reading) == CANCELLED
    assert not reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "P00020: we cannot supply it before February.",
        "We are not able to supply P00020 until mid January.",
        "P00020 is no longer available before spring.",
        "Unfortunately we can no longer supply P00020 this year.",
        "P00020 ist vor Januar nicht lieferbar.",
        "Wir können P00020 vor Februar nicht liefern.",
        "P00020 ist derzeit nicht lieferbar.",
        "P00020: vor dem 15.01.2027 ist das nicht lieferbar.",
    ],
)
def test_what_can_not_be_had_for_a_time_is_late_without_a_day(text: str) -> None:
    reading = read(text, ORDER)

    assert alerts(reading) == {("supplier_delay", 1)}
    assert changes(reading) == []
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        # not cancelled, or not by them
        "P00020 cannot be cancelled.",
        "We cannot accept a cancellation of P00020.",
        "P00020: cancellation is not possible any more.",
        "P00020: no cancellation on our side, rumours are wrong.",
        "Please do not cancel P00020.",
        "It is too late to cancel P00020.",
        "We refuse to cancel P00020.",
        "We confirm your cancellation of P00020.",
        "P00020 kann nicht mehr storniert werden.",
        "P00020: Ihre Stornierung können wir leider nicht annehmen.",
        "Eine Stornierung von P00020 ist leider nicht mehr möglich.",
        "Ihre Stornierung von P00020 haben wir erhalten.",
        "P00020: cancellation of the delay, all is on track.",
        # perhaps, or on a condition
        "We might have to cancel P00020.",
        "If the steel does not arrive, P00020 will be cancelled.",
        "Wenn wir nichts hören, stornieren wir P00020.",
        "P00020 muss eventuell storniert werden.",
        # a part
        "P00020: 30 Stück können wir nicht liefern.",
        "P00020: 30 of the hinges are cancelled.",
        "P00020: half of the order is cancelled.",
        "P00020: die Hälfte wird storniert.",
        "P00020: the rest is cancelled.",
        # not like this
        "We cannot supply P00020 at the old price.",
        "We cannot supply P00020 from stock.",
        "We cannot supply P00020 without prepayment.",
        # something else
        "The finish of P00020 has been discontinued.",
        "P00020: our carrier cancelled the pickup.",
        "P00020: der Spediteur hat die Abholung storniert.",
    ],
)
def test_what_only_sounds_like_a_cancellation_is_asked_back(text: str) -> None:
    reading = read(text, ORDER)

    assert "cancellation" not in {kind for _, kind, _ in changes(reading)}
    assert reading.needs_review
    assert reading.confirmed == ()
