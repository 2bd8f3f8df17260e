"""`tolerances.yaml`: how far a confirmation may differ from what was agreed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossdock.adapters.policies.policy_file import PolicyFile
from crossdock.domain.policy import ToleranceRule
from crossdock.domain.tolerance import date_within, hides, price_within, quantity_within, tolerance_for

if TYPE_CHECKING:
    from collections.abc import Sequence


def _build(raw: dict[str, Any]) -> ToleranceRule:
    """Return a rule from its validated form."""
    amounts = {
        name: Decimal(raw[name])
        for name in ("quantity_percent", "quantity_absolute", "price_percent", "price_absolute")
        if name in raw
    }
    return ToleranceRule(
        name=raw["name"],
        supplier=raw.get("supplier"),
        company_id=raw.get("company_id"),
        days_late=raw.get("days_late", 0),
        days_early=raw.get("days_early", 0),
        transit_days=raw.get("transit_days", 0),
        **amounts,
    )


def _outcome(rules: Sequence[ToleranceRule], given: dict[str, Any]) -> dict[str, Any]:
    """Return what the rules say for an example's facts; only what its facts allow to ask."""
    rule = tolerance_for(
        rules,
        supplier_name=given.get("supplier_name"),
        supplier_ref=given.get("supplier_ref"),
        company_id=given["company_id"],
    )
    found: dict[str, Any] = {"rule": rule.name}
    if "agreed_date" in given and "proposed_date" in given:
        agreed, proposed = (date.fromisoformat(given[name]) for name in ("agreed_date", "proposed_date"))
        found["date_within"] = date_within(rule, agreed=agreed, proposed=proposed)
    if "open_quantity" in given and "proposed_quantity" in given:
        open_quantity, quantity = Decimal(given["open_quantity"]), Decimal(given["proposed_quantity"])
        found["quantity_within"] = quantity_within(rule, open_quantity=open_quantity, proposed=quantity)
    if "agreed_price" in given and "proposed_price" in given:
        agreed_price, price = Decimal(given["agreed_price"]), Decimal(given["proposed_price"])
        found["price_within"] = price_within(rule, agreed=agreed_price, proposed=price)
    return found


TOLERANCES = PolicyFile(
    name="tolerances.yaml", schema="tolerances.schema.json", build=_build, hides=hides, outcome=_outcome
)
