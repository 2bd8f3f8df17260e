"""The command line of the stack."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stack import doctor
from stack.browser import install_chromium
from stack.dovecot import install_dovecot
from stack.errors import StackError
from stack.n8n_install import install_n8n, pack_nodes
from stack.odoo_install import odoo14, odoo19
from stack.odoo_template import ensure_dump
from stack.postgres import install_postgres
from stack.serve import COMPONENTS, Stack, default_home
from stack.shell import say

if TYPE_CHECKING:
    from collections.abc import Sequence

DESCRIPTION = """\
Install and start the real components (PostgreSQL 15, Odoo 19 and 14, Dovecot, n8n, Chromium) on loopback.
Everything lies in a cache outside the checkout; nothing listens beyond 127.0.0.1.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except StackError as error:
        print(f"stack: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stack: interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = argparse.ArgumentParser(
        prog="python -m stack", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    install = commands.add_parser("install", help="install every component and make the template databases")
    install.add_argument("--odoo14", action="store_true", help="Odoo 14 too (needs root, about 2 GB)")
    install.set_defaults(run=_install)
    look = commands.add_parser("doctor", help="tell what is installed, in which version, and what is missing")
    look.set_defaults(run=lambda _: doctor.report())
    _add_serve(commands.add_parser("serve", help="start components and keep them until Ctrl-C"))
    start = commands.add_parser(
        "up", help="everything at once, seeded: Odoo 19, PostgreSQL, Dovecot, sidecar, n8n"
    )
    start.set_defaults(run=_up)
    send = commands.add_parser("send", help="drop a mail into the running stack's inbox")
    send.add_argument("file", nargs="?", type=Path, metavar="FILE.eml")
    send.add_argument("--sample", action="store_true", help="drop all shipped sample mails")
    send.add_argument("--as-is", action="store_true", help="without our mail server's verdict on the sender")
    send.set_defaults(run=_send)
    fresh = commands.add_parser("fresh-db", help="make a fresh Odoo database beside a running server")
    fresh.add_argument("name", metavar="NAME")
    fresh.add_argument("--odoo", type=int, choices=(19, 14), default=19, help="the server's series (19)")
    fresh.add_argument("--replace", action="store_true", help="drop a database of that name first")
    fresh.set_defaults(run=_fresh_db)
    drop = commands.add_parser("drop-db", help="drop an Odoo database beside a running server")
    drop.add_argument("name", metavar="NAME")
    drop.add_argument("--odoo", type=int, choices=(19, 14), default=19, help="the server's series (19)")
    drop.set_defaults(run=_drop_db)
    for command in commands.choices.values():
        command.add_argument(
            "--home",
            type=Path,
            default=None,
            help=f"folder of the served components (default {default_home()})",
        )
    return parser


def _add_serve(serve: argparse.ArgumentParser) -> None:
    """Describe `serve`."""
    serve.add_argument(
        "components", nargs="+", choices=COMPONENTS, metavar="COMPONENT", help=", ".join(COMPONENTS)
    )
    serve.add_argument("--port", action="append", default=[], metavar="COMPONENT=PORT", help="a fixed port")
    serve.add_argument("--durable", action="store_true", default=None, help="PostgreSQL survives a power cut")
    serve.add_argument(
        "--postgres-password", help="the superuser's password (default: made up, in stack.json)"
    )
    serve.set_defaults(run=_serve)


def _install(options: argparse.Namespace) -> int:
    """Install everything, with progress on stderr."""
    install_postgres()
    install_dovecot()
    install_chromium()
    install_n8n()
    pack_nodes()
    versions = [odoo19(refresh=True)]
    if options.odoo14:
        versions.append(odoo14())
    for odoo in versions:
        ensure_dump(odoo.series, odoo.version)
        say(f"Odoo {odoo.series} is {odoo.version} in {odoo.folder}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    """Serve components until a signal."""
    ports = {}
    for text in options.port:
        name, _, number = text.partition("=")
        if name not in COMPONENTS or not number.isdigit():
            raise StackError(f"--port {text!r} is not COMPONENT=PORT")
        ports[name] = int(number)
    stack = Stack(
        options.home or default_home(),
        ports=ports,
        durable=options.durable,
        postgres_password=options.postgres_password,
    )
    stack.serve(options.components)
    return 0


def _up(options: argparse.Namespace) -> int:
    """Start the whole stack; the sidecar's package is needed for this command alone."""
    from stack.up import up

    return up(options)


def _send(options: argparse.Namespace) -> int:
    """Drop a mail into the inbox."""
    from stack.send import send

    return send(options)


def _fresh_db(options: argparse.Namespace) -> int:
    """Copy the template beside a running server."""
    odoo = Stack(options.home or default_home()).odoo(options.odoo)
    if options.replace:
        odoo.drop_database(options.name)
    odoo.new_database(options.name)
    print(f"{odoo.url} database {options.name} ({odoo.admin_login} / {odoo.admin_password})")
    return 0


def _drop_db(options: argparse.Namespace) -> int:
    """Drop a database beside a running server."""
    Stack(options.home or default_home()).odoo(options.odoo).drop_database(options.name)
    return 0
