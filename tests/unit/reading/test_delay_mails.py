"""A supplier writes that goods come later."""

from __future__ import annotations

from datetime import date

import pytest
from reading_builders import PLANNED, THREE_LINES, alerts, an_order, changes, confirmed, problems, read

from crossdock.domain.reading import DateBasis, Intent


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        ("plain", "P00325 is delayed, new delivery date 18 December 2026.", date(2026, 12, 18)),
        ("no year", "P00325 is delayed. New date: 12 January.", date(2027, 1, 12)),
        ("ordinal", "Delivery of P00325 is delayed until the 18th of December.", date(2026, 12, 18)),
        ("from to", "The delivery of P00325 moves from 9 December to 18 December.", date(2026, 12, 18)),
        ("instead of", "P00325 will arrive on 18 December instead of 9 December.", date(2026, 12, 18)),
        ("in brackets", "P00325 will be delivered on 18 Dec (original date 9 Dec).", date(2026, 12, 18)),
        ("won't make", "P00325 won't make the 9th. New ETA is 18 Dec.", date(2026, 12, 18)),
        ("week", "Delivery of P00325 slips to week 51.", date(2026, 12, 18)),
        ("calendar week and year", "P00325: delivery delayed to CW 2/2027.", date(2027, 1, 15)),
        ("week commencing", "P00325 is late, expected w/c 14 Dec.", date(2026, 12, 18)),
        ("end of month", "P00325 is late and will be delivered at the end of January.", date(2027, 1, 29)),
        ("weeks from the mail", "P00325 is late, it will be with you in four weeks.", date(2026, 12, 18)),
        ("by days", "Unfortunately P00325 is delayed by 5 days.", date(2026, 12, 14)),
        ("by working days", "Unfortunately P00325 is delayed by 5 working days.", date(2026, 12, 16)),
        ("weeks later", "P00325 will be delivered two weeks later than planned.", date(2026, 12, 23)),
        ("a week late", "P00325 will be a week late, sorry: our plant was flooded.", date(2026, 12, 16)),
        ("weeks behind", "P00325 is two weeks behind, a machine broke at our mill.", date(2026, 12, 23)),
        ("iso", "P00325 delayed, new date 2026-12-18.", date(2026, 12, 18)),
        ("weekday beside it", "P00325 will be late and arrive on Friday 18 December.", date(2026, 12, 18)),
    ],
)
def test_an_english_delay_moves_the_line_to_the_date_that_is_meant(
    _case: str, text: str, expected: date
) -> None:
    reading = read(text)

    assert changes(reading) == [(1, "date", expected)]
    assert alerts(reading) == {("supplier_delay", 1)}
    assert reading.intent is Intent.DELAY
    assert not reading.needs_review


@pytest.mark.parametrize(
    ("_case", "text", "expected"),
    [
        (
            "vom auf",
            "die Lieferung zu P00325 verschiebt sich vom 09.12. auf den 18.12.2026.",
            date(2026, 12, 18),
        ),
        ("statt", "wir liefern P00325 leider erst am 18.12. statt am 09.12.", date(2026, 12, 18)),
        ("kw", "leider verschiebt sich Ihre Bestellung P00325 auf KW 51.", date(2026, 12, 18)),
        ("kw mit jahr", "P00325 kommt leider erst in KW 02/2027 bei Ihnen an.", date(2027, 1, 15)),
        ("ordinal week", "P00325 wird leider erst in der 51. KW geliefert.", date(2026, 12, 18)),
        ("um wochen", "die Lieferung von P00325 verzögert sich um zwei Wochen.", date(2026, 12, 23)),
        ("um tage", "Ihre Bestellung P00325 verspätet sich um 5 Tage.", date(2026, 12, 14)),
        ("um werktage", "Ihre Bestellung P00325 verspätet sich um 5 Werktage.", date(2026, 12, 16)),
        ("ende monat", "P00325 verzögert sich, Lieferung bei Ihnen Ende Januar.", date(2027, 1, 29)),
        ("in wochen", "wir sind in Verzug, P00325 wird in vier Wochen bei Ihnen sein.", date(2026, 12, 18)),
        ("monatsname", "neuer Liefertermin für P00325 ist der 18. Dezember 2026.", date(2026, 12, 18)),
        ("zweistelliges jahr", "P00325 verspätet sich, neuer Termin 18.12.26.", date(2026, 12, 18)),
    ],
)
def test_a_german_delay_moves_the_line_to_the_date_that_is_meant(
    _case: str, text: str, expected: date
) -> None:
    reading = read(f"Guten Tag,\n\n{text}\n\nMit freundlichen Grüßen\nA. Meier")

    assert reading.language == "de"
    assert changes(reading) == [(1, "date", expected)]
    assert alerts(reading) == {("supplier_delay", 1)}
    assert not reading.needs_review


@pytest.mark.parametrize(
    ("_case", "text", "lines"),
    [
        ("supplier's code", "On P00325 the BC-002-X is delayed to 18 December.", [2]),
        ("buyer's code", "On P00325 item INT-002 is delayed to 18 December.", [2]),
        ("line number", "P00325 line 2 is delayed to 18 December.", [2]),
        ("two line numbers", "P00325 lines 1 and 3 are delayed to 18 December.", [1, 3]),
        ("positions in tens", "P00325 pos. 20 and pos. 30 are delayed to 18 December.", [2, 3]),
        ("words", "The brass washers of P00325 are delayed to 18 December.", [2]),
        ("size", "P00325: the 40x60 is delayed to 18 December.", [3]),
        ("whole order", "Your complete order P00325 is delayed to 18 December.", [1, 2, 3]),
        ("order without line", "Your order P00325 is delayed to 18 December.", [1, 2, 3]),
        (
            "carried over",
            "The washers of P00325 are stuck in production. They will be delivered on 18 December.",
            [2],
        ),
    ],
)
def test_the_line_is_found_as_a_buyer_would_find_it(_case: str, text: str, lines: list[int]) -> None:
    reading = read(text, THREE_LINES)

    assert [line for line, _, _ in changes(reading)] == lines
    assert not reading.needs_review


def test_other_lines_confirmed_in_the_same_mail_stay_confirmed() -> None:
    reading = read(
        "P00325: the washers are delayed to 18 December. All other lines are confirmed as ordered.",
        THREE_LINES,
    )

    assert changes(reading) == [(2, "date", date(2026, 12, 18))]
    assert confirmed(reading) == [1, 3]
    assert Intent.CONFIRMATION_WITH_CHANGES in reading.also


def test_a_line_is_not_confirmed_only_because_another_is_late() -> None:
    assert confirmed(read("The washers of P00325 are delayed to 18 December.", THREE_LINES)) == []


@pytest.mark.parametrize(
    ("_case", "text", "problem"),
    [
        ("no date", "P00325 is delayed, we have no new date yet.", "late_without_date"),
        ("vague month", "P00325 is delayed until early January.", "date_vague"),
        ("range", "P00325 is late, it will arrive in 2-3 weeks.", "date_vague"),
        ("weekday of another day", "P00325 is late and arrives on Monday 18 December 2026.", "weekday_clash"),
        (
            "two dates",
            "P00325 is late, it arrives on 18 December. Delivery of P00325 is 22 December.",
            "contradiction",
        ),
        ("not sure", "P00325 is late, maybe it will arrive on 18 December.", "uncertain"),
    ],
)
def test_a_delay_that_cannot_be_told_exactly_is_asked_back(_case: str, text: str, problem: str) -> None:
    reading = read(text)

    assert problem in problems(reading)
    assert reading.needs_review
    assert reading.question


def test_a_date_that_reads_both_ways_is_never_guessed() -> None:
    reading = read(
        "P00325 is delayed, new delivery date 04/12/2027.",
        an_order(currency="USD"),
        date="Fri, 20 Nov 2026 09:00:00 +0800",
    )

    assert changes(reading) == []
    assert "date_ambiguous" in problems(reading)
    assert reading.needs_review


@pytest.mark.parametrize(
    ("_case", "zone", "expected"),
    [("american", "-0600", date(2027, 4, 12)), ("british", "+0000", date(2027, 12, 4))],
)
def test_day_and_month_stand_in_the_order_of_the_senders_country(
    _case: str, zone: str, expected: date
) -> None:
    reading = read(
        "P00325 is delayed, new delivery date 04/12/2027.",
        an_order(currency="USD" if zone == "-0600" else "GBP"),
        date=f"Fri, 20 Nov 2026 09:00:00 {zone}",
    )

    assert changes(reading) == [(1, "date", expected)]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("P00325 is late, it ships on 18 December.", DateBasis.SHIP),
        ("P00325 is late, it leaves our factory on 18 December.", DateBasis.SHIP),
        ("P00325 is late, it will be delivered to you on 18 December.", DateBasis.ARRIVAL),
        ("P00325 ist verspätet, Versand am 18.12.", DateBasis.SHIP),
        ("P00325 ist verspätet, Anlieferung bei Ihnen am 18.12.", DateBasis.ARRIVAL),
    ],
)
def test_a_promise_knows_whether_it_is_about_leaving_or_arriving(text: str, basis: DateBasis) -> None:
    assert [change.basis for change in read(text).changes] == [basis]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("P00325 is delayed to 18 December because of a machine breakdown in our factory.", "production"),
        ("P00325 is delayed to 18 December, our raw material supplier is late.", "material"),
        ("P00325 is delayed to 18 December, the container is stuck at the port.", "logistics"),
        ("P00325 is delayed to 18 December, customs clearance takes longer.", "customs"),
        ("P00325 is delayed to 18 December due to heavy snow.", "weather"),
        ("P00325 is delayed to 18 December, half our staff is off sick.", "labour"),
        ("P00325 verspätet sich wegen Streik auf den 18.12.", "labour"),
        ("P00325 verspätet sich mangels Rohmaterial auf den 18.12.", "material"),
        ("P00325 verspätet sich wegen hoher Auslastung auf den 18.12.", "capacity"),
        ("P00325 is delayed to 18 December.", None),
    ],
)
def test_the_reason_of_a_delay_is_named(text: str, reason: str | None) -> None:
    assert read(text).delay_reason == reason


def test_an_earlier_date_is_a_change_and_nothing_to_worry_about() -> None:
    reading = read("We can deliver P00325 earlier, on 4 December.")

    assert changes(reading) == [(1, "date", date(2026, 12, 4))]
    assert alerts(reading) == set()
    assert reading.intent is Intent.CONFIRMATION_WITH_CHANGES


def test_the_agreed_date_counts_and_not_the_one_first_requested() -> None:
    from reading_builders import a_line

    order = an_order("P00325", a_line(agreed_date=date(2026, 12, 18)))

    assert changes(read("P00325 will be delivered on 18 December.", order)) == []
    assert changes(read("P00325 is delayed by 5 days.", order)) == [(1, "date", date(2026, 12, 23))]
    assert date(2026, 12, 18) > PLANNED


@pytest.mark.parametrize("sent", ["Tue, 23 Nov 2027 08:00:00 +0000", "Fri, 31 Dec 9999 23:59:59 -1400"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We confirm P00325 for 2027-01-20.", date(2027, 1, 20)),
        ("P00325 is late and arrives in two weeks.", date(2026, 12, 7)),
        ("P00325 is late and arrives at the end of next month.", date(2026, 12, 31)),
    ],
)
def test_a_sender_whose_clock_runs_ahead_wrote_when_the_mail_came(
    sent: str, text: str, expected: date
) -> None:
    assert changes(read(text, date=sent)) == [(1, "date", expected)]


def test_a_sender_east_of_us_counts_from_their_own_day() -> None:
    reading = read("P00325 will arrive tomorrow.", date="Tue, 24 Nov 2026 07:00:00 +0800")

    assert changes(reading) == [(1, "date", date(2026, 11, 25))]
