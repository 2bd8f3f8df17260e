"""`crossdock policy …`: check, compare, activate and explain the rules; asks neither Odoo nor a mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.adapters.clock import SystemClock
from crossdock.adapters.policies import YamlPolicies
from crossdock.adapters.policies import check as check_files
from crossdock.adapters.policies import diff as diff_files
from crossdock.adapters.policies import explain as explain_rules
from crossdock.cli.told import FAILED, OK, ledger
from crossdock.settings import Settings

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def _folder(arguments: argparse.Namespace) -> Path | None:
    folder: Path | None = arguments.folder
    return folder or Settings().policies_dir


def check(arguments: argparse.Namespace) -> int:
    """Validate the policy files and run their examples."""
    problems = check_files(_folder(arguments))
    print("\n".join(problems) or "the policy files are valid, and all their examples pass")
    return FAILED if problems else OK


def activate(arguments: argparse.Namespace) -> int:
    """Validate the policy files and make them the version in force."""
    found, content = YamlPolicies(_folder(arguments)).load()
    with ledger(Settings()) as opened:
        opened.activate_policy(found.version, content, SystemClock().now())
    print(f"policy version {found.version} is in force; running processes follow within seconds")
    return OK


def diff(arguments: argparse.Namespace) -> int:
    """Tell what the policy files would change against the version in force."""
    _, content = YamlPolicies(_folder(arguments)).load()
    with ledger(Settings()) as opened:
        active = opened.active_policy()
    none_yet = (
        "no version is in force yet; the first start, or `crossdock policy activate`, takes these files"
    )
    changes = diff_files(active.content, content) if active else [none_yet]
    print("\n".join(changes) or "no difference")
    return OK


def explain(arguments: argparse.Namespace) -> int:
    """Tell which rules hold for a supplier, and why."""
    settings = Settings()
    files = YamlPolicies(settings.policies_dir)
    with ledger(settings) as opened:
        active = opened.active_policy()
    lines = explain_rules(
        files.parse(active.content) if active else files.load()[0],
        flow=arguments.flow,
        company_id=arguments.company,
        said_on=arguments.said_on or SystemClock().now().date(),
        supplier=arguments.supplier,
        supplier_ref=arguments.supplier_ref,
    )
    print("\n".join(lines if active else ["no version is in force yet; so say the files:", *lines]))
    return OK
