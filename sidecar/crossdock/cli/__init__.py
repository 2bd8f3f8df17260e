"""The `crossdock` command: keys, policies, Odoo's provisioning, the ledger."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crossdock.cli import serve
from crossdock.cli.parser import GROUPS, build_parser
from crossdock.cli.told import KNOWN, USAGE, told
from crossdock.settings import is_open_to_others, use_env_file
from crossdock.telemetry.logs import configure_logging

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crossdock.cli.parser import Runs


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    runs = commands(words)
    parser = build_parser(runs)
    if not words:
        parser.print_help(sys.stderr)
        return USAGE
    arguments = parser.parse_args(words)
    configure_logging("ERROR")
    _warn(use_env_file(arguments.env_file))
    try:
        return runs[arguments.command](arguments)
    except KNOWN as error:
        text, code = told(error)
    except KeyboardInterrupt:
        text, code = "stopped", 130
    print(f"crossdock: {text}", file=sys.stderr)
    return code


def commands(words: Sequence[str]) -> Runs:
    """Return the commands of the groups that are named: the others' imports would only take time."""
    runs: Runs = {"version": serve.version, "serve": serve.serve}
    for group in GROUPS:
        if group in words:
            runs = {**runs, **_commands_of(group)}
    return runs


def _commands_of(group: str) -> Runs:
    match group:
        case "keys":
            from crossdock.cli import keys

            return {"keys create": keys.create, "keys list": keys.show, "keys revoke": keys.revoke}
        case "policy":
            from crossdock.cli import policies

            return {
                "policy check": policies.check,
                "policy activate": policies.activate,
                "policy diff": policies.diff,
                "policy explain": policies.explain,
            }
        case "odoo":
            from crossdock.cli import odoo

            return {
                "odoo plan": odoo.plan,
                "odoo apply": odoo.apply,
                "odoo remove": odoo.remove,
                "odoo check": odoo.check,
                "odoo baseline": odoo.baseline,
            }
        case "workflows":
            from crossdock.cli import workflows

            return {"workflows deploy": workflows.deploy_all}
        case _:
            from crossdock.cli import ledger

            return {"db migrate": ledger.migrate, "db purge": ledger.purge}


def _warn(env_file: Path | None) -> None:
    if env_file is not None and is_open_to_others(env_file):
        print(
            f"crossdock: warning: every user of this machine may read or change {env_file}, which holds "
            f"secrets; chmod 600 {env_file}",
            file=sys.stderr,
        )
