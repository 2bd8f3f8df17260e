"""What people ask about policies: are the files right, what holds for this supplier, what changed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from crossdock.adapters.policies.yaml_policies import YamlPolicies, build, examine_all, read_folder
from crossdock.domain.mode import ModeDecision, mode_for, names_supplier
from crossdock.domain.tolerance import tolerance_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from crossdock.domain.policy import ModeRule, PolicySet, ToleranceRule


def check(folder: Path | None = None) -> list[str]:
    """Return every problem of the policy files in `folder`, one sentence each; none means all is well."""
    content, problems = read_folder(folder or YamlPolicies().folder)
    _, more = examine_all(content, run_examples=True)
    return problems + [problem for problem in more if problem not in problems]


def explain(
    policies: PolicySet,
    *,
    flow: str,
    company_id: int,
    said_on: date,
    supplier: str | None = None,
    supplier_ref: str | None = None,
) -> list[str]:
    """Return in sentences which rules hold for these facts, and why the ones before them do not."""
    decision = mode_for(
        policies.modes,
        flow=flow,
        company_id=company_id,
        supplier=supplier,
        supplier_ref=supplier_ref,
        said_on=said_on,
    )
    tolerance = tolerance_for(
        policies.tolerances, supplier_name=supplier, supplier_ref=supplier_ref, company_id=company_id
    )
    who = (supplier, supplier_ref)
    return [
        f"policy version {policies.version}",
        _mode_sentence(decision),
        *_passed_over(policies.modes, decision.rule, flow, company_id, who),
        f"tolerances: {_limits(tolerance)} (rule {tolerance.name!r})",
        *_passed_over(policies.tolerances, tolerance.name, None, company_id, who),
    ]


def diff(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Return in sentences which rules differ between two sets of files; raises `PolicyInvalid`."""
    before, after = build(old, run_examples=False), build(new, run_examples=False)
    if before.version == after.version:
        return []
    lines = _diff_rules("modes", before.modes, after.modes)
    lines += _diff_rules("tolerances", before.tolerances, after.tolerances)
    return lines or ["only examples or files without rules differ; every decision stays as it is"]


def _mode_sentence(decision: ModeDecision) -> str:
    """Return what the mode decision means."""
    text = f"mode: {decision.mode.value} (rule {decision.rule!r})"
    if decision.before_cut_over:
        text += f", but said before the cut-over of {decision.cut_over}: stored with outcome no_action"
    return text


def _limits(rule: ToleranceRule) -> str:
    """Return a rule's limits as a sentence."""
    return (
        f"{rule.days_late} days late, {rule.days_early} days early, "
        f"quantity {_limit(rule.quantity_percent, rule.quantity_absolute)}, "
        f"price {_limit(rule.price_percent, rule.price_absolute)}"
    )


def _limit(percent: object, absolute: object) -> str:
    """Return one limit; a percent of 0 beside an absolute does not count."""
    if absolute is None:
        return f"{percent} %"
    return f"{percent} % and at most {absolute}" if percent else f"at most {absolute}"


def _passed_over(
    rules: Sequence[ModeRule] | Sequence[ToleranceRule],
    winner: str,
    flow: str | None,
    company_id: int,
    who: tuple[str | None, str | None],
) -> list[str]:
    """Return for each rule before the winning one why it does not match."""
    lines = []
    for rule in rules:
        if rule.name == winner:
            break
        why = []
        rule_flow = getattr(rule, "flow", None)
        if rule_flow not in (None, flow):
            why.append(f"flow {rule_flow}")
        if rule.company_id not in (None, company_id):
            why.append(f"company {rule.company_id}")
        if not names_supplier(rule.supplier, *who):
            why.append(f"supplier {rule.supplier}")
        lines.append(f"  not rule {rule.name!r}: it is for {', '.join(why)}")
    return lines


def _diff_rules(
    kind: str,
    before: Sequence[ModeRule] | Sequence[ToleranceRule],
    after: Sequence[ModeRule] | Sequence[ToleranceRule],
) -> list[str]:
    """Return which rules came, went, changed or moved."""
    old, new = {rule.name: rule for rule in before}, {rule.name: rule for rule in after}
    lines = [f"{kind}: rule {name!r} is gone" for name in old if name not in new]
    for name, rule in new.items():
        if name not in old:
            lines.append(f"{kind}: rule {name!r} is new: {_settings(rule)}")
        elif rule != old[name]:
            lines += [f"{kind}: rule {name!r}: {change}" for change in _changes(old[name], rule)]
    stayed = [name for name in old if name in new]
    if stayed != [name for name in new if name in old]:
        lines.append(f"{kind}: the order is now {', '.join(repr(name) for name in new)}")
    return lines


def _settings(rule: ModeRule | ToleranceRule) -> str:
    """Return what a rule sets, leaving out what it does not."""
    values = {item.name: getattr(rule, item.name) for item in fields(rule) if item.name != "name"}
    return ", ".join(f"{name} {value}" for name, value in values.items() if value is not None)


def _changes(old: ModeRule | ToleranceRule, new: ModeRule | ToleranceRule) -> list[str]:
    """Return each field that differs, old and new."""
    pairs = [(item.name, getattr(old, item.name), getattr(new, item.name)) for item in fields(new)]
    return [f"{name} {_none(was)} → {_none(now)}" for name, was, now in pairs if was != now]


def _none(value: object) -> object:
    """Return a value as a sentence says it."""
    return "(not set)" if value is None else value
