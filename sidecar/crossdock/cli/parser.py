"""The command line's words and options."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from crossdock import __version__
from crossdock.entrypoints.http.api_keys import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Runs = Mapping[str, Callable[[argparse.Namespace], int]]
    """What each command runs, by its words."""

_EPILOG = (
    "Settings come from CROSSDOCK_ variables, and from .env below them; .env.example describes each. "
    "Exit codes: 0 done, 1 it did not work, 2 usage or a setting is wrong, 3 the ledger is busy or away."
)
SHIPPED_WORKFLOWS = Path(__file__).parents[3] / "n8n-workflows"
GROUPS = {
    "keys": "API keys of callers",
    "policy": "the rules that operations people own",
    "odoo": "what Crossdock needs inside Odoo",
    "workflows": "the workflows in n8n",
    "db": "the ledger",
}


def build_parser(runs: Runs) -> argparse.ArgumentParser:
    """Return the parser of these commands; each is explained by the docstring of its function."""
    parser = argparse.ArgumentParser(
        prog="crossdock", description="Crossdock's sidecar: serve it, and look after it.", epilog=_EPILOG
    )
    parser.add_argument("--version", action="version", version=f"crossdock {__version__}")
    _add_env_file(parser, default=None)
    top = parser.add_subparsers(required=True, metavar="COMMAND")
    groups = {}
    for name, text in GROUPS.items():
        groups[name] = top.add_parser(name, help=text, description=text).add_subparsers(
            required=True, metavar="COMMAND"
        )
    for path, run in runs.items():
        group, _, name = path.rpartition(" ")
        text = (run.__doc__ or "").rstrip(".")
        command = (groups[group] if group else top).add_parser(name, help=text, description=text)
        command.set_defaults(command=path)
        _add_env_file(command, default=argparse.SUPPRESS)
        _add_options(path, command)
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


def _add_options(path: str, command: argparse.ArgumentParser) -> None:
    match path:
        case "serve":
            command.add_argument("gunicorn", nargs="*", help="further gunicorn arguments, after --")
        case "keys create":
            command.add_argument("--name", required=True, help="whose key it is, as n8n")
            command.add_argument("--scopes", required=True, help=f"all, or some of: {', '.join(Scope)}")
            command.add_argument(
                "--expires", default="365d", help="90d, 12h, a date, or never (default 365d)"
            )
        case "keys revoke":
            command.add_argument("id", type=int)
        case "policy check" | "policy activate" | "policy diff":
            command.add_argument("--folder", type=Path, help="by default CROSSDOCK_POLICIES_DIR")
        case "policy explain":
            _add_explain_options(command)
        case "odoo plan":
            command.add_argument("--code", action="store_true", help="show all code and each change")
        case "odoo apply":
            command.add_argument(
                "--create-user",
                action="store_true",
                help="make CROSSDOCK_ODOO_LOGIN with the least rights too",
            )
        case "odoo remove" | "db purge":
            text = (
                "exception records go with it" if path == "odoo remove" else "remove it; without, only tell"
            )
            command.add_argument("--yes", action="store_true", help=text)
        case "workflows deploy":
            _add_deploy_options(command)


def _add_explain_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--flow", default="read_supplier_mail")
    command.add_argument("--company", type=int, default=1)
    command.add_argument("--supplier", help="its name in Odoo")
    command.add_argument("--supplier-ref", help="its reference in Odoo")
    command.add_argument("--said-on", type=_day, help="date of the mail (default today)")


def _add_deploy_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help="only tell what would change")
    command.add_argument(
        "--folder", type=Path, default=SHIPPED_WORKFLOWS, help="their files (default: the checkout's)"
    )
    command.add_argument(
        "--http", action="store_true", help="the twins that need no package in n8n, from FOLDER/http"
    )
    command.add_argument(
        "--credential", default="Crossdock", metavar="NAME", help="its name in n8n (default Crossdock)"
    )
    command.add_argument(
        "--create-credential",
        action="store_true",
        help="where n8n has none of that name: make an API key here and the credential there",
    )
    command.add_argument(
        "--mailbox",
        metavar="NAME",
        help="the one that is fetched (default: as chosen in n8n; at first the only one of the settings)",
    )
    command.add_argument(
        "--replace", action="store_true", help="also replace workflows that people changed in n8n"
    )
    command.add_argument(
        "--publish",
        action="store_true",
        help="also publish what people unpublished, or set and did not publish",
    )
