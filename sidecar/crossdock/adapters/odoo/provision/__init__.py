"""What Crossdock needs inside Odoo, made over RPC without an addon: `plan`, `apply`, `remove`, `check`."""

from __future__ import annotations

from crossdock.adapters.odoo.provision.check import Finding, check, check_rights, may_provision
from crossdock.adapters.odoo.provision.engine import Step, StepKind, apply, plan
from crossdock.adapters.odoo.provision.removal import remove
from crossdock.adapters.odoo.provision.users import create_technical_user, create_user

__all__ = [
    "Finding",
    "Step",
    "StepKind",
    "apply",
    "check",
    "check_rights",
    "create_technical_user",
    "create_user",
    "may_provision",
    "plan",
    "remove",
]
