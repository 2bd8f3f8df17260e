"""Is everything there, and may the service's login do what it must?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo.names import (
    ACTION_CLOSE_EXCEPTION,
    ACTION_UPDATE_EXCEPTION,
    ACTION_WRITE_PROMISE,
    EVENT,
    EXCEPTION,
    PART,
    TEAM,
    TEAM_IS_DEFAULT,
    TEAM_LEAD,
)
from crossdock.adapters.odoo.provision.engine import StepKind, plan
from crossdock.domain.errors import CrossdockError

if TYPE_CHECKING:
    from crossdock.adapters.odoo.session import OdooSession

_NEEDED_RIGHTS: Final = (
    ("read", "purchase.order"),
    ("read", "purchase.order.line"),
    ("write", "purchase.order.line"),
    ("read", "sale.order"),
    ("read", "sale.order.line"),
    ("read", "stock.move"),
    ("read", "stock.picking"),
    ("read", "res.partner"),
    ("read", "product.product"),
    ("read", "product.supplierinfo"),
    ("read", EVENT),
    ("read", TEAM),
    ("create", EXCEPTION),
    ("write", EXCEPTION),
    ("create", PART),
    ("unlink", PART),
    ("create", "mail.message"),
    ("create", "mail.activity"),
    ("create", "ir.attachment"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be, and what to do about it."""

    code: str
    text: str


def may_provision(session: OdooSession) -> bool:
    """Return whether this login may make models: an administrator with Administration / Settings."""
    return bool(session.call("ir.model", "check_access_rights", "create", raise_exception=False))


def check(session: OdooSession, technical: OdooSession | None = None) -> list[Finding]:
    """Return what is missing: nothing is well. `technical` is the service's own login."""
    steps = plan(session)
    findings = [
        Finding(code=f"not_{step.kind}d", text=f"{step.what}: run `crossdock odoo apply`")
        for step in steps
        if step.kind in (StepKind.CREATE, StepKind.CHANGE)
    ]
    if not any(step.kind is StepKind.CREATE for step in steps):
        findings += _without_lead(session)
    return findings + (check_rights(technical) if technical is not None else [])


def _without_lead(session: OdooSession) -> list[Finding]:
    """Return the default teams whose cases of unknown senders nobody would be told of."""
    teams = session.search_read(TEAM, [(TEAM_IS_DEFAULT, "=", True), (TEAM_LEAD, "=", False)], ["x_name"])
    return [
        Finding(
            code="team_without_lead",
            text=f"team {team['x_name']}: nobody is told of cases that belong to no buyer; choose a lead in "
            "Crossdock → Configuration → Teams",
        )
        for team in teams
    ]


def check_rights(technical: OdooSession) -> list[Finding]:
    """Return which rights the service's login lacks."""
    findings: list[Finding] = []
    for mode, model in _NEEDED_RIGHTS:
        if not _may(technical, model, mode):
            text = f"{technical.login_name} may not {mode} {model}: give the user the groups of the runbook"
            findings.append(Finding(code="right_missing", text=text))
    for action in (ACTION_WRITE_PROMISE, ACTION_CLOSE_EXCEPTION, ACTION_UPDATE_EXCEPTION):
        try:
            technical.run_action(action, crossdock_items=[])
        except CrossdockError as error:
            findings.append(Finding(code="action_refused", text=f"{action}: {error.message}"))
    return findings


def _may(session: OdooSession, model: str, mode: str) -> bool:
    try:
        return bool(session.call(model, "check_access_rights", mode, raise_exception=False))
    except CrossdockError:
        return False
