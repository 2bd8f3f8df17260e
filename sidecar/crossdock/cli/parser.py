"""The command line's words and options."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crossdock import __version__
from crossdock.entrypoints.http.auth import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Runs = Mapping[str, Callable[[argparse.Namespace], int]]

_EPILOG = (
    "Settings come from CROSSDOCK_ variables, and from .env below them; .env.example describes each. "
    "Exit codes: 0 done, 1 it did not work, 2 usage or a setting is wrong, 3 the ledger is busy or away."
)
_GROUPS = {
    "keys": "API keys of callers",
    "policy": "the rules that operations people own",
    "odoo": "what Crossdock needs inside Odoo",
    "db": "the ledger",
}


def build_parser(runs: Runs) -> argparse.ArgumentParser:
    """Return the parser of all commands; each is explained by the docstring of its function."""
    parser = argparse.ArgumentParser(
        prog="crossdock", description="Crossdock's sidecar: serve it, and look after it.", epilog=_EPILOG
    )
    parser.add_argument("--version", action="version", version=f"crossdock {__version__}")
    _add_env_file(parser, default=None)
    top = parser.add_subparsers(required=True, metavar="COMMAND")
    groups = {}
    for name, text in _GROUPS.items():
        groups[name] = top.add_parser(name, help=text, description=text).add_subparsers(
            required=True, metavar="COMMAND"
        )
    parsers = {}
    for path, run in runs.items():
        group, _, name = path.rpartition(" ")
        text = (run.__doc__ or "").rstrip(".")
        parsers[path] = (groups[group] if group else top).add_parser(name, help=text, description=text)
        parsers[path].set_defaults(command=path)
        _add_env_file(parsers[path], default=argparse.SUPPRESS)
    _add_options(parsers)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-03-01") from None


def _add_env_file(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    """Add the option that may stand before or behind the command."""
    parser.add_argument(
        "--env-file",
        type=Path,
        default=default,
        metavar="FILE",
        help="settings that the environment does not set (default: CROSSDOCK_ENV_FILE, else ./.env)",
    )


def _add_options(parsers: Mapping[str, argparse.ArgumentParser]) -> None:
    parsers["serve"].add_argument("gunicorn", nargs="*", help="further gunicorn arguments, after --")
    create = parsers["keys create"]
    create.add_argument("--name", required=True, help="whose key it is, as n8n")
    create.add_argument("--scopes", required=True, help=f"all, or some of: {', '.join(Scope)}")
    create.add_argument("--expires", default="365d", help="90d, 12h, a date, or never (default 365d)")
    parsers["keys revoke"].add_argument("id", type=int)
    for path in ("policy check", "policy activate", "policy diff"):
        parsers[path].add_argument("--folder", type=Path, help="by default CROSSDOCK_POLICIES_DIR")
    explain = parsers["policy explain"]
    explain.add_argument("--flow", default="read_supplier_mail")
    explain.add_argument("--company", type=int, default=1)
    explain.add_argument("--supplier", help="its name in Odoo")
    explain.add_argument("--supplier-ref", help="its reference in Odoo")
    explain.add_argument("--said-on", type=_day, help="date of the mail (default today)")
    parsers["odoo plan"].add_argument("--code", action="store_true", help="show all code and each change")
    parsers["odoo apply"].add_argument(
        "--create-user", action="store_true", help="make CROSSDOCK_ODOO_LOGIN with the least rights too"
    )
    parsers["db purge"].add_argument("--yes", action="store_true", help="remove it; without, only tell")
    parsers["odoo remove"].add_argument("--yes", action="store_true", help="exception records go with it")
