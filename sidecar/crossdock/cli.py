"""The `crossdock` command: keys, policies, Odoo's provisioning, the ledger's schema."""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_settings import SettingsError

from crossdock import __version__
from crossdock.adapters.odoo import provision
from crossdock.adapters.policies import YamlPolicies, check, diff, explain
from crossdock.adapters.sql import migrate
from crossdock.app import build, odoo_session, prepare_state
from crossdock.domain.errors import CrossdockError, RetryLater
from crossdock.entrypoints.cli.keys import create_key, key_lines, revoke_key
from crossdock.entrypoints.cli.parser import build_parser
from crossdock.flows.capture_baseline import capture_baseline
from crossdock.settings import ENV_PREFIX, EnvironmentInvalid, Settings
from crossdock.telemetry import configure_logging

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from crossdock.flows.services import Services

OK, FAILED, TRY_LATER = 0, 1, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    arguments = build_parser(_RUNS).parse_args(argv)
    configure_logging("WARNING")
    try:
        return _RUNS[arguments.command](arguments)
    except RetryLater as error:
        return _fail(error.message, TRY_LATER)
    except (CrossdockError, EnvironmentInvalid, SettingsError) as error:
        return _fail(str(error), FAILED)
    except ValidationError as error:
        return _fail("\n".join(_setting_problem(item["loc"], item["msg"]) for item in error.errors()), FAILED)
    except KeyboardInterrupt:
        return _fail("stopped", 130)


def _fail(text: str, code: int) -> int:
    print(f"crossdock: {text}", file=sys.stderr)
    return code


def _setting_problem(place: tuple[int | str, ...], message: str) -> str:
    name = "__".join(map(str, place)).upper()
    text = message.removeprefix("Value error, ")
    return f"{ENV_PREFIX.upper()}{name}: {text}" if name else text


def _services() -> Services:
    return build(Settings())


def _version(_: argparse.Namespace) -> int:
    """Print the version."""
    print(f"crossdock {__version__}")
    return OK


def _serve(arguments: argparse.Namespace) -> int:
    """Serve the API with gunicorn."""
    Settings()  # a wrong setting is told before gunicorn starts
    config = _gunicorn_config()
    command = [sys.executable, "-m", "gunicorn", "-c", str(config), *arguments.gunicorn]
    sys.stdout.flush()
    os.execv(sys.executable, command)
    return OK


def _gunicorn_config() -> Path:
    """Return the checkout's configuration, or the one that the image brings."""
    places = (Path(__file__).parents[1] / "gunicorn.conf.py", Path("/etc/crossdock/gunicorn.conf.py"))
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise CrossdockError(f"gunicorn.conf.py is missing; looked at {', '.join(map(str, places))}")
    return found


def _create_key(arguments: argparse.Namespace) -> int:
    """Make a key; it is printed once and stored only as a hash."""
    services = _services()
    key = create_key(
        services.ledger,
        name=arguments.name,
        scopes=arguments.scopes,
        expires=arguments.expires,
        now=services.clock.now(),
    )
    print("Keep this key now; it cannot be shown again:", file=sys.stderr)
    print(key)
    return OK


def _list_keys(_: argparse.Namespace) -> int:
    """List all keys with their scopes and ends."""
    services = _services()
    print("\n".join(key_lines(services.ledger, services.clock.now())))
    return OK


def _revoke_key(arguments: argparse.Namespace) -> int:
    """Revoke a key at once."""
    services = _services()
    revoke_key(services.ledger, arguments.id, services.clock.now())
    print(f"key {arguments.id} is revoked")
    return OK


def _folder(arguments: argparse.Namespace) -> Path | None:
    folder: Path | None = arguments.folder
    return folder or Settings().policies_dir


def _check_policy(arguments: argparse.Namespace) -> int:
    """Validate the policy files and run their examples."""
    problems = check(_folder(arguments))
    print("\n".join(problems) or "the policy files are valid, and all their examples pass")
    return FAILED if problems else OK


def _activate_policy(arguments: argparse.Namespace) -> int:
    """Validate the policy files and make them the version in force."""
    found, content = YamlPolicies(_folder(arguments)).load()
    services = _services()
    services.ledger.activate_policy(found.version, content, services.clock.now())
    print(f"policy version {found.version} is in force; running processes follow within seconds")
    return OK


def _diff_policy(arguments: argparse.Namespace) -> int:
    """Tell what the policy files would change against the version in force."""
    _, content = YamlPolicies(_folder(arguments)).load()
    active = _services().ledger.active_policy()
    changes = diff(active.content, content) if active else ["no version is active yet"]
    print("\n".join(changes) or "no difference")
    return OK


def _explain_policy(arguments: argparse.Namespace) -> int:
    """Tell which rules hold for a supplier, and why."""
    services = _services()
    lines = explain(
        services.policies.active(),
        flow=arguments.flow,
        company_id=arguments.company,
        said_on=arguments.said_on or services.clock.now().date(),
        supplier=arguments.supplier,
        supplier_ref=arguments.supplier_ref,
    )
    print("\n".join(lines))
    return OK


def _plan_odoo(arguments: argparse.Namespace) -> int:
    """Show what `apply` would make or change in Odoo; changes nothing."""
    _print_steps(provision.plan(odoo_session(Settings(), admin=True)), with_code=arguments.code)
    return OK


def _apply_odoo(arguments: argparse.Namespace) -> int:
    """Make models, fields, views, groups and actions in Odoo; a repeat changes nothing."""
    settings = Settings()
    session = odoo_session(settings, admin=True)
    _say_wait(f"provisioning {session.database} at {session.url}")
    _print_steps(provision.apply(session), with_code=False)
    if arguments.create_user and settings.odoo_login and settings.odoo_password:
        provision.create_technical_user(
            session, settings.odoo_login, settings.odoo_password.get_secret_value()
        )
        print(f"user {settings.odoo_login} has the rights that the service needs, and no more")
    return OK


def _remove_odoo(arguments: argparse.Namespace) -> int:
    """Remove everything of Crossdock from Odoo, exception records included."""
    if not arguments.yes:
        return _fail("this removes all exception records from Odoo; repeat it with --yes", FAILED)
    session = odoo_session(Settings(), admin=True)
    _say_wait(f"removing everything of Crossdock from {session.database} at {session.url}")
    _print_steps(provision.remove(session), with_code=False)
    return OK


def _check_odoo(_: argparse.Namespace) -> int:
    """Check what was provisioned, and the rights of the service's own login."""
    settings = Settings()
    findings = provision.check(odoo_session(settings, admin=True), odoo_session(settings))
    print("\n".join(f"{finding.code}: {finding.text}" for finding in findings) or "all is well")
    return FAILED if findings else OK


def _print_steps(steps: Sequence[provision.Step], *, with_code: bool) -> None:
    kept = sum(step.kind is provision.StepKind.KEEP for step in steps)
    for step in steps:
        if step.kind is not provision.StepKind.KEEP:
            print(f"{step.kind.value:6} {step.what}")
            if with_code and step.detail:
                print("       " + step.detail.replace("\n", "\n       "))
    print(f"{kept} of {len(steps)} are as they should be")


def _say_wait(text: str) -> None:
    print(f"{text} (up to a minute) …", file=sys.stderr)


def _baseline(_: argparse.Namespace) -> int:
    """Capture what open orders say now: requested and agreed values."""
    answer = capture_baseline(_services(), correlation_id=uuid.uuid4().hex)
    print(f"{answer.captured} order lines captured, {answer.known} were known")
    return OK


def _migrate(_: argparse.Namespace) -> int:
    """Bring the ledger's schema up to date (starting the service does so too)."""
    settings = Settings()
    prepare_state(settings)
    migrate(settings.ledger_url)
    print("the ledger's schema is up to date")
    return OK


_RUNS: dict[str, Callable[[argparse.Namespace], int]] = {
    "version": _version,
    "serve": _serve,
    "keys create": _create_key,
    "keys list": _list_keys,
    "keys revoke": _revoke_key,
    "policy check": _check_policy,
    "policy activate": _activate_policy,
    "policy diff": _diff_policy,
    "policy explain": _explain_policy,
    "odoo plan": _plan_odoo,
    "odoo apply": _apply_odoo,
    "odoo remove": _remove_odoo,
    "odoo check": _check_odoo,
    "odoo baseline": _baseline,
    "db migrate": _migrate,
}
