"""Which open cases of an order line a newer word of its supplier replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.case_drafts import DATE_SUB_CATEGORIES
from crossdock.domain.line_verdict import Verdict

if TYPE_CHECKING:
    from crossdock.domain.acknowledgement import LineDecision

_CANCELLED = "line_rejected"
_QUANTITY = ("quantity_short", "quantity_over")
_REPLACED: dict[str, tuple[str, ...]] = {
    "confirmation": DATE_SUB_CATEGORIES,
    "supplier_delay": DATE_SUB_CATEGORIES,
    "early_delivery": DATE_SUB_CATEGORIES,
    "quantity_short": _QUANTITY,
    "quantity_over": _QUANTITY,
    "phased_delivery": (*DATE_SUB_CATEGORIES, *_QUANTITY),
    _CANCELLED: (*DATE_SUB_CATEGORIES, *_QUANTITY, "price_variance", "substitution_offered"),
}


def replaced_by(decision: LineDecision) -> tuple[str, ...]:
    """Return the sub-categories of this line's older cases that the statement stands in place of.

    Only a trusted word that is the supplier's newest replaces anything, and never what a human must read. A
    cancellation ends by a word that goes to a human itself: none is taken back by what is accepted unseen.
    """
    if decision.verdict is Verdict.SUPERSEDED or not decision.may_accept:
        return ()
    replaced = _REPLACED.get(decision.deviation.sub_category, ())
    ends_cancellation = bool(replaced) and decision.verdict is Verdict.EXCEPTION
    return (*replaced, _CANCELLED) if ends_cancellation else replaced
