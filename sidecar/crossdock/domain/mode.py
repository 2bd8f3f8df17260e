"""How far a flow may go for one fact: the first matching rule of `policies/modes.yaml`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crossdock.domain.decision import Reason
from crossdock.domain.policy import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.domain.policy import ModeRule

DEFAULT_RULE = "default"
NOTHING_WRITTEN = (
    "Nothing is written outside: no exception is opened in Odoo, no promise is kept there, and the mail is "
    "not marked."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeDecision:
    """The mode that holds, and which rule said so (`default` where none matched).

    `before_cut_over`: the fact is older than the rule's cut-over date, so it is stored and not acted on.
    """

    mode: Mode
    rule: str = DEFAULT_RULE
    before_cut_over: bool = False
    cut_over: date | None = None


def mode_reason(decided: ModeDecision) -> Reason:
    """Return which mode holds and why, as every answer tells it."""
    mode = decided.mode
    says_it = decided.before_cut_over and mode is not Mode.OFF  # the reason that goes before this one
    left = "" if says_it else what_it_leaves(mode)
    return Reason(code=f"mode_{mode.value}", text=f"Mode {mode.value}: rule {decided.rule!r}.{left}")


def what_it_leaves(mode: Mode) -> str:
    """Return what to add where a mode writes nothing: an outcome as `exception` alone sounds as if it did."""
    match mode:
        case Mode.OFF:
            return f" Nothing is decided. {NOTHING_WRITTEN}"
        case Mode.OBSERVE:
            return f" {NOTHING_WRITTEN}"
        case Mode.PROPOSE | Mode.ACT:
            return ""


def mode_for(
    rules: Sequence[ModeRule],
    *,
    flow: str,
    company_id: int,
    supplier: str | None,
    said_on: date,
    supplier_ref: str | None = None,
) -> ModeDecision:
    """Return the mode of the first matching rule; without one, `observe`.

    `supplier` is the supplier's name and `supplier_ref` its reference, None where nobody knows who wrote:
    a rule for a named supplier then does not match. `said_on` is the day on which the fact was said.
    """
    for rule in rules:
        if (
            rule.flow in (None, flow)
            and rule.company_id in (None, company_id)
            and names_supplier(rule.supplier, supplier, supplier_ref)
        ):
            early = rule.cut_over is not None and said_on < rule.cut_over
            return ModeDecision(mode=rule.mode, rule=rule.name, before_cut_over=early, cut_over=rule.cut_over)
    return ModeDecision(mode=Mode.OBSERVE)


def mode_for_any(rules: Sequence[ModeRule], *, flow: str, company_id: int) -> ModeDecision | None:
    """Return the mode that holds in a company whoever wrote; None where that depends on the supplier."""
    matching = [r for r in rules if r.flow in (None, flow) and r.company_id in (None, company_id)]
    if not matching:
        return ModeDecision(mode=Mode.OBSERVE)
    first = matching[0]
    return ModeDecision(mode=first.mode, rule=first.name) if first.supplier is None else None


FURTHEST_FIRST = (Mode.ACT, Mode.PROPOSE, Mode.OBSERVE, Mode.OFF)


def furthest_mode(rules: Sequence[ModeRule], *, flow: str, company_id: int) -> Mode:
    """Return how far any rule lets a flow go in a company, for a fact that nobody knows the author of."""
    modes = {
        rule.mode for rule in rules if rule.flow in (None, flow) and rule.company_id in (None, company_id)
    }
    return next((mode for mode in FURTHEST_FIRST if mode in modes), Mode.OBSERVE)


def names_supplier(wanted: str | None, name: str | None, ref: str | None) -> bool:
    """Return whether a rule's `supplier` is this supplier's name or reference; None means every supplier."""
    if wanted is None:
        return True
    key = supplier_key(wanted)
    return any(known is not None and supplier_key(known) == key for known in (name, ref))


def supplier_key(text: str) -> str:
    """Return a name as it is compared: case, width, coding of accents and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def hides(earlier: ModeRule, later: ModeRule) -> bool:
    """Return whether `later` can never match, since `earlier` takes every fact that it could match."""
    return (
        earlier.flow in (None, later.flow)
        and earlier.company_id in (None, later.company_id)
        and hides_supplier(earlier.supplier, later.supplier)
    )


def hides_supplier(earlier: str | None, later: str | None) -> bool:
    """Return whether a rule for supplier `earlier` takes all that one for `later` could match."""
    if earlier is None:
        return True
    return later is not None and supplier_key(earlier) == supplier_key(later)
