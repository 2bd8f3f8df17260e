"""A second look at a message, for one line only: its promise was stale before it could be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from crossdock.domain.reading import Problem, Provenance, Reading
from crossdock.domain.supplier_word import (
    AGAINST_PROMISES,
    CLOSING,
    find_line,
    is_closed_to_values,
    is_superseded,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.agreement import LineBaseline
    from crossdock.domain.reading import RaisedAlert
    from crossdock.domain.supplier_word import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """What a promise was decided from: its line's place in the order, and what was agreed then.

    `was_confirmed`: the message confirmed the line as it stood, without a value of its own.
    """

    purchase_line_id: int
    po: str
    line: int
    was_confirmed: bool
    agreed_date: date
    agreed_quantity: Decimal
    agreed_price: Decimal


def look_again(given: Given, first: FirstLook) -> Given:
    """Return `given` with what the message says of that one line; where a human must look, with why.

    Nothing else of the message comes out of it a second time. Lines are known by their position, so one that
    moved is another line; and who confirmed "as ordered" confirmed what stood then.
    """
    reading = _about_line(given.reading, first, _place(given, first))
    now = given.baselines.get(first.purchase_line_id)
    if not (
        is_closed_to_values(reading)
        or reading.needs_review
        or (now is not None and is_superseded(given, now))
    ):
        reading = _doubted(reading, first, now)
    return replace(given, reading=reading, is_second_look=True)


def _place(given: Given, first: FirstLook) -> tuple[str, int] | None:
    """Return where the message speaks of the line; None where another line stands there now, or none."""
    found = find_line(given, first.po, first.line)
    is_same = found is not None and found[1].purchase_line_id == first.purchase_line_id
    return (first.po, first.line) if is_same else None


def _doubted(reading: Reading, first: FirstLook, now: LineBaseline | None) -> Reading:
    """Return the reading, for review where what it says can no longer be taken for an answer to the line."""
    if now is None or not (reading.confirmed or reading.changes):
        text = f"line {first.line} was changed, and the message cannot be matched with it any more"
        return _for_review(replace(reading, exceptions=()), Problem(code="line_not_found", text=text))
    if first.was_confirmed and reading.confirmed and _agreed(now) != _agreed(first):
        text = f"line {first.line} was confirmed as {_told(first)}, before it was changed to {_told(now)}"
        return _for_review(reading, Problem(code="confirmed_before_change", text=text))
    return reading


def _for_review(reading: Reading, why: Problem) -> Reading:
    return replace(reading, needs_review=True, question=None, problems=(why, *reading.problems))


def _agreed(values: FirstLook | LineBaseline) -> tuple[date, Decimal, Decimal]:
    return values.agreed_date, values.agreed_quantity, values.agreed_price


def _told(values: FirstLook | LineBaseline) -> str:
    day, quantity, price = _agreed(values)
    return f"{quantity.normalize():f} at {price.normalize():f} for {day}"


def _about_line(reading: Reading, first: FirstLook, place: tuple[str, int] | None) -> Reading:
    """Return the reading without what it says of other lines."""
    kept = {
        "confirmed": [i for i, ref in enumerate(reading.confirmed) if (ref.po, ref.line) == place],
        "changes": [i for i, change in enumerate(reading.changes) if (change.po, change.line) == place],
        "exceptions": [i for i, alert in enumerate(reading.exceptions) if _concerns(alert, place)],
    }
    return replace(
        reading,
        purchase_orders=(first.po,),
        confirmed=tuple(reading.confirmed[i] for i in kept["confirmed"]),
        changes=tuple(reading.changes[i] for i in kept["changes"]),
        exceptions=tuple(reading.exceptions[i] for i in kept["exceptions"]),
        provenance=tuple(_moved(reading.provenance, kept)),
    )


def _concerns(alert: RaisedAlert, place: tuple[str, int] | None) -> bool:
    """Return whether an alert is about the line, or about its order and speaks against any promise."""
    if alert.category in CLOSING or place is None:
        return alert.category in CLOSING
    against_all = alert.category in AGAINST_PROMISES and (alert.po, alert.line) == (place[0], None)
    return against_all or (alert.po, alert.line) == place


def _moved(provenance: tuple[Provenance, ...], kept: dict[str, list[int]]) -> Iterator[Provenance]:
    """Yield the provenance of what was kept, pointing to where it stands now."""
    for entry in provenance:
        _, name, *rest = entry.pointer.split("/")
        if name not in kept:
            yield entry
        elif int(rest[0]) in kept[name]:
            index = kept[name].index(int(rest[0]))
            yield replace(entry, pointer="/".join(["", name, str(index), *rest[1:]]))
