"""A day on which more is told, one that is refused and a lower bound are no days of delivery."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from reading_builders import THREE_LINES, a_line, an_order, changes, problems, read

ORDER = an_order(
    "P00101",
    a_line(1, quantity=Decimal(100), date_planned=date(2026, 12, 8), description="Steel hinge 60 mm"),
    currency="EUR",
)


@pytest.mark.parametrize(
    "text",
    [
        "P00101 is delayed. We will tell you the new date by 7 December.",
        "P00101 is late. Our supplier lets us know on 7 December.",
        "Unfortunately P00101 will be delayed. I will update you on Monday.",
        "P00101 is running late and we expect to know more on 9 December.",
        "There is a delay on P00101; our planner will come back to you by 9 December.",
        "P00101 is late, sorry. The new date will be communicated on 7 December.",
        "P00101 is delayed; an update follows on Wednesday 9 December.",
        "P00101 is behind schedule. Next status on 9 December.",
        "P00101 is delayed. By 9 December I can give you a firm date.",
        "P00101 is delayed, the new ETA will follow by 9 December.",
        "P00101 verzögert sich. Am 07.12. wissen wir mehr.",
        "Leider verzögert sich P00101. Einen neuen Termin nennen wir Ihnen am 07.12.",
        "P00101 verspätet sich leider. Wir melden uns bis 09.12. mit einem neuen Termin.",
        "P00101 ist in Verzug. Bis zum 09.12. erhalten Sie von uns Bescheid.",
        "Wir haben Lieferverzug bei P00101 und informieren Sie am Mittwoch, 09.12., über den neuen Termin.",
        "P00101 verspätet sich; am 09.12. können wir Genaueres sagen.",
        "P00101 is delayed. Our factory reports on 9 December.",
        "P00101 is delayed, please ask again on 9 December.",
        "Leider ist P00101 verspätet. Am 09.12. erfahren wir den neuen Termin.",
        "P00101 cannot be delivered on 8 December.",
        "P00101 wird am 08.12. nicht geliefert.",
        # the day of what causes the delay
        "P00101 is late, the material arrives on 9 December.",
        "P00101 is delayed. The machine is under repair until 10 December.",
        "P00101 is delayed. Our supplier delivers the steel on 9 December.",
        "P00101 is late: the goods arrive at our factory on 9 December.",
        "Leider verspätet sich P00101. Das Vormaterial trifft am 09.12. bei unserem Werk ein.",
        "P00101 verspätet sich, wir erhalten die Ware am 09.12.",
        "P00101 verspätet sich, am 09.12. kommt das Material.",
    ],
)
def test_goods_are_late_without_a_day_where_the_one_named_is_about_something_else(text: str) -> None:
    reading = read(text, ORDER)

    assert changes(reading) == []
    assert "late_without_date" in problems(reading)


@pytest.mark.parametrize(
    "text",
    [
        "P00101 will not be delivered on 9 December.",
        "P00101 won't arrive on 9 December.",
        "We won't manage to deliver P00101 on 9 December.",
        "We are unable to deliver P00101 on 9 December.",
        "Delivery of P00101 on 9 December is out of the question.",
        "P00101 is late and will not be delivered on 10 December either.",
        "P00101 cannot arrive before 10 December.",
        "P00101 wird am 09.12. nicht geliefert.",
        "P00101 verzögert sich und kommt nicht am 09.12.",
        "Eine Lieferung von P00101 am 09.12. ist nicht möglich.",
    ],
)
def test_a_refused_day_is_asked_back(text: str) -> None:
    reading = read(text, ORDER)

    assert changes(reading) == []
    assert reading.needs_review


@pytest.mark.parametrize(
    "text",
    [
        "P00101 will be delayed until at least 10 December.",
        "P00101 will be delayed beyond 10 December.",
        "P00101 will be delayed until after 10 December.",
        "P00101 will be delayed until 10 December or later.",
        "P00101 will be delivered by 10 December at the earliest.",
        "P00101 will be late, 10 December or even later.",
        "P00101 is delayed to the week after 10 December.",
        "P00101 verschiebt sich mindestens auf den 10.12.",
        "P00101 verschiebt sich auf den 10.12. oder später.",
        "P00101 verzögert sich bis nach dem 10.12.",
        "P00101 verzögert sich über den 10.12. hinaus.",
    ],
)
def test_a_lower_bound_is_asked_back(text: str) -> None:
    reading = read(text, ORDER)

    assert changes(reading) == []
    assert "uncertain" in problems(reading)


@pytest.mark.parametrize(
    "text",
    [
        "P00101 will not be delivered until 10 December.",
        "P00101 will not be ready on time and will be delivered on 10 December.",
        "P00101 cannot be delivered on 8 December, the new date is 10 December.",
        "P00101 will not be delivered on 8 December but on 10 December.",
        "P00101 will be delivered on 10 December at the latest.",
        "P00101 will be delivered no later than 10 December.",
        "P00101 is delayed to 10 December, we will keep you informed.",
        "I have to inform you that P00101 is delayed to 10 December.",
        "We can confirm the new delivery date 10 December for P00101 and will tell you when it ships.",
        "P00101 kann nicht rechtzeitig geliefert werden, neuer Termin ist der 10.12.",
        "Wir können P00101 nicht am 08.12. liefern, sondern am 10.12.",
        "P00101 verschiebt sich auf den 10.12., wir halten Sie auf dem Laufenden.",
        "Wir müssen Ihnen mitteilen, dass P00101 erst am 10.12. kommt.",
        "P00101 kommt spätestens am 10.12.",
    ],
)
def test_a_day_beside_such_words_is_still_the_day(text: str) -> None:
    assert changes(read(text, ORDER)) == [(1, "date", date(2026, 12, 10))]


@pytest.mark.parametrize(
    "text",
    [
        "We confirm P00325. Prices are valid from 1 December.",
        "We confirm P00325. The price list applies from 1 December.",
        "Wir bestätigen P00325. Die Preise gelten ab 1.12.2026.",
        "Wir bestätigen P00325. Die Preisliste gilt ab 1.12.2026.",
        "Wir bestätigen P00325, Preise ab 1.12.",
        "P00325: Preise ab 1.12., Termin bestätigt",
    ],
)
def test_a_day_that_prices_hold_from_is_no_day_of_delivery(text: str) -> None:
    reading = read(text, THREE_LINES)

    assert problems(reading)
    assert changes(reading) == []


@pytest.mark.parametrize(
    "text",
    ["P00325 line 1 at 2.50 GBP, delivery from 17 December.", "P00325 Position 1, Lieferung ab 17.12."],
)
def test_a_day_from_which_goods_come_stays_one_of_delivery(text: str) -> None:
    assert changes(read(text, THREE_LINES)) == [(1, "date", date(2026, 12, 17))]
