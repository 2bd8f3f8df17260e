"""`modes.yaml`: how far each flow may go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crossdock.adapters.policies.policy_file import PolicyFile
from crossdock.domain.mode import hides, mode_for
from crossdock.domain.policy import Mode, ModeRule

if TYPE_CHECKING:
    from collections.abc import Sequence


def _build(raw: dict[str, Any]) -> ModeRule:
    """Return a rule from its validated form."""
    cut_over = raw.get("cut_over")
    return ModeRule(
        name=raw["name"],
        mode=Mode(raw["mode"]),
        flow=raw.get("flow"),
        company_id=raw.get("company_id"),
        supplier=raw.get("supplier"),
        cut_over=date.fromisoformat(cut_over) if cut_over else None,
    )


def _outcome(rules: Sequence[ModeRule], given: dict[str, Any]) -> dict[str, Any]:
    """Return what the rules say for an example's facts."""
    decision = mode_for(
        rules,
        flow=given["flow"],
        company_id=given["company_id"],
        supplier=given.get("supplier"),
        supplier_ref=given.get("supplier_ref"),
        said_on=date.fromisoformat(given["said_on"]),
    )
    return {
        "rule": decision.rule,
        "mode": decision.mode.value,
        "before_cut_over": decision.before_cut_over,
    }


MODES = PolicyFile(name="modes.yaml", schema="modes.schema.json", build=_build, hides=hides, outcome=_outcome)
