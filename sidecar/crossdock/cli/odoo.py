"""`crossdock odoo …`: what Crossdock needs inside Odoo, made by an administrator."""

from __future__ import annotations

import getpass
import sys
import uuid
from collections import Counter
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from pydantic import SecretStr

from crossdock.adapters.odoo import provision
from crossdock.app.odoo import odoo_session
from crossdock.cli.told import FAILED, OK, OdooTrouble, ledger_told, odoo_told
from crossdock.domain.errors import InvalidRequest
from crossdock.settings import EnvironmentInvalid, Settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from crossdock.adapters.odoo.session import OdooSession

_PROVISIONING_TIMEOUT_S = 300.0
"""Making a model makes Odoo load its registry anew, which takes far longer than any daily call."""
_PLANNED = "{changes} to make or change, {kept} as they should be already"
_APPLIED = "{changes} made or changed, {kept} were as they should be already"
_REMOVED = "{changes} removed"


def plan(arguments: argparse.Namespace) -> int:
    """Show what `apply` would make or change in Odoo; changes nothing."""
    with _administrator(Settings()) as session:
        _print_steps(provision.plan(session), _PLANNED, with_code=arguments.code)
    return OK


def apply(arguments: argparse.Namespace) -> int:
    """Make models, fields, views, groups and actions in Odoo; a repeat changes nothing."""
    settings = Settings()
    technical = settings.odoo_access if arguments.create_user else None
    with _administrator(settings) as session:
        _say_wait(f"provisioning {session.database} at {session.url}")
        _print_steps(provision.apply(session), _APPLIED)
        if technical is not None:
            secret = technical.password.get_secret_value()
            provision.create_technical_user(session, technical.login, secret)
            print(f"user {technical.login} has the rights that the service needs, and no more")
    return OK


def remove(arguments: argparse.Namespace) -> int:
    """Remove everything of Crossdock from Odoo, exception records included."""
    if not arguments.yes:
        raise InvalidRequest("this removes all exception records from Odoo; repeat it with --yes")
    with _administrator(Settings()) as session:
        _say_wait(f"removing everything of Crossdock from {session.database} at {session.url}")
        _print_steps(provision.remove(session), _REMOVED)
    return OK


def check(_: argparse.Namespace) -> int:
    """Check what was provisioned (as administrator), and the rights of the service's own login."""
    settings = Settings()
    if settings.odoo_admin_login is None and settings.odoo_login is None:
        raise EnvironmentInvalid(
            "CROSSDOCK_ODOO_LOGIN (checks the service's rights) and CROSSDOCK_ODOO_ADMIN_LOGIN (checks what "
            "was provisioned) are not set; set one or both, .env.example describes them"
        )
    findings: list[provision.Finding] = []
    if settings.odoo_admin_login is None:
        print("not checked: what was provisioned (CROSSDOCK_ODOO_ADMIN_LOGIN is not set)", file=sys.stderr)
    else:
        with _administrator(settings) as session:
            findings += provision.check(session)
    if settings.odoo_login is None:
        print("not checked: the service's rights (CROSSDOCK_ODOO_LOGIN is not set)", file=sys.stderr)
    else:
        with odoo_told(settings.odoo_access):
            session = odoo_session(settings.odoo_access, timeout_s=settings.odoo_timeout_s)
            session.ping()
            findings += provision.check_rights(session)
    print("\n".join(f"{finding.code}: {finding.text}" for finding in findings) or "all is well")
    return FAILED if findings else OK


def baseline(_: argparse.Namespace) -> int:
    """Capture what open orders say now: requested and agreed values."""
    settings = Settings()
    settings.require_erp()  # a missing variable is told before all this is imported
    from crossdock.app.services import build
    from crossdock.flows.capture_baseline import capture_baseline

    with ledger_told(settings), odoo_told(settings.odoo_access) if settings.erp == "odoo" else nullcontext():
        answer = capture_baseline(build(settings), correlation_id=uuid.uuid4().hex)
    print(f"{answer.captured} order lines captured, {answer.known} were known")
    return OK


@contextmanager
def _administrator(settings: Settings) -> Iterator[OdooSession]:
    """Give a session of the administrator; asks for the password on a terminal where it is not set."""
    access = _with_password(settings).odoo_admin_access
    with odoo_told(access):
        session = odoo_session(access, timeout_s=max(settings.odoo_timeout_s, _PROVISIONING_TIMEOUT_S))
        if not provision.may_provision(session):
            raise OdooTrouble(
                f"{access.login!r} may not make models in database {access.database!r} of Odoo at "
                f"{access.url}: {access.variable} must name a user with the right Administration / Settings"
            )
        yield session


def _with_password(settings: Settings) -> Settings:
    settings.require("odoo_url", "odoo_database", "odoo_admin_login")
    if settings.odoo_admin_password is not None or not sys.stdin.isatty():
        return settings
    question = f"Password or API key of {settings.odoo_admin_login} at {settings.odoo_url}: "
    try:
        password = getpass.getpass(question)
    except EOFError:  # Ctrl-D
        raise KeyboardInterrupt from None
    return settings.model_copy(update={"odoo_admin_password": SecretStr(password)})


def _print_steps(steps: Sequence[provision.Step], summary: str, *, with_code: bool = False) -> None:
    kinds = Counter(step.kind for step in steps)
    for step in steps:
        if step.kind is not provision.StepKind.KEEP:
            print(f"{step.kind.value:6} {step.what}")
            if with_code and step.detail:
                print("       " + step.detail.replace("\n", "\n       "))
    changes = kinds[provision.StepKind.CREATE] + kinds[provision.StepKind.CHANGE]
    print(summary.format(changes=changes, kept=kinds[provision.StepKind.KEEP]))


def _say_wait(text: str) -> None:
    print(f"{text} (up to a minute) …", file=sys.stderr)
