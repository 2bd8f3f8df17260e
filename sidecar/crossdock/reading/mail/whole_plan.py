"""A supplier who tells the whole plan again after its first part came: what counts is still to come."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from crossdock.domain.parts import parts_to_come
from crossdock.reading.mail.line_view import LineView
from crossdock.reading.mail.said import Said, SaidPart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crossdock.domain.reading import Part
    from crossdock.reading.mail.lines import LineKey

_CONFIDENCE = 0.85


def whole_views(views: Mapping[LineKey, LineView]) -> dict[LineKey, LineView]:
    """Return an empty view of each line that came in part, as if nothing had come yet."""
    return {
        key: LineView(key=key, line=replace(view.line, received=Decimal(0)), currency=view.currency)
        for key, view in views.items()
        if 0 < view.line.received < view.line.quantity
    }


def still_to_come(view: LineView, whole: LineView | None) -> LineView:
    """Return the view to judge: the whole plan without what came, where the mail tells the whole plan.

    That it does is known by its sum: parts of the open quantity cannot add up to the ordered one.
    """
    parts = whole.split() if whole is not None else None
    if whole is None or parts is None or sum(part.quantity for part in parts) != view.line.quantity:
        return view
    dated = sorted(parts, key=lambda part: (part.date is None, part.date))
    if any(part.date is None for part in dated):
        return view
    rest = parts_to_come(dated, quantity=view.line.quantity, received=view.line.received)
    return _of_rest(whole, view, rest)


def _of_rest(whole: LineView, view: LineView, rest: tuple[Part, ...]) -> LineView:
    evidence = (whole.parts or whole.dated_quantities)[-1].evidence
    judged = replace(whole, line=view.line, parts=[], dated_quantities=[], quantities=[])
    if len(rest) == 1:
        day = Said(value=rest[0].date, evidence=evidence, confidence=_CONFIDENCE, basis=rest[0].basis)
        judged.dates = [day]
        judged.restated = [day] if rest[0].date == view.agreed_date else []
    else:
        judged.parts = [
            SaidPart(quantity=p.quantity, day=p.date, is_now=False, evidence=evidence, basis=p.basis)
            for p in rest
        ]
    return judged
