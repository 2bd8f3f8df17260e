"""The `crossdock` command: keys, policies, Odoo's provisioning, the ledger."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crossdock.cli import keys, ledger, odoo, policies, serve
from crossdock.cli.parser import build_parser
from crossdock.cli.told import KNOWN, told
from crossdock.settings import is_open_to_others, use_env_file
from crossdock.telemetry import configure_logging

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path

_RUNS: dict[str, Callable[[argparse.Namespace], int]] = {
    "version": serve.version,
    "serve": serve.serve,
    "keys create": keys.create,
    "keys list": keys.show,
    "keys revoke": keys.revoke,
    "policy check": policies.check,
    "policy activate": policies.activate,
    "policy diff": policies.diff,
    "policy explain": policies.explain,
    "odoo plan": odoo.plan,
    "odoo apply": odoo.apply,
    "odoo remove": odoo.remove,
    "odoo check": odoo.check,
    "odoo baseline": odoo.baseline,
    "db migrate": ledger.migrate,
    "db purge": ledger.purge,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    arguments = build_parser(_RUNS).parse_args(argv)
    configure_logging("ERROR")
    _warn(use_env_file(arguments.env_file))
    try:
        return _RUNS[arguments.command](arguments)
    except KNOWN as error:
        text, code = told(error)
    except KeyboardInterrupt:
        text, code = "stopped", 130
    print(f"crossdock: {text}", file=sys.stderr)
    return code


def _warn(env_file: Path | None) -> None:
    if env_file is not None and is_open_to_others(env_file):
        print(
            f"crossdock: warning: every user of this machine may read or change {env_file}, which holds "
            f"secrets; chmod 600 {env_file}",
            file=sys.stderr,
        )
