"""`make stack`: PostgreSQL, Odoo 19, Dovecot and the sidecar on this machine, seeded and followed."""

from __future__ import annotations

import datetime
import email
import email.utils
import os
import secrets
import signal
import threading
import time
from typing import TYPE_CHECKING

from crossdock.adapters.odoo.provision import apply, create_technical_user
from crossdock.adapters.odoo.session import OdooSession
from crossdock.samples import load_mails, load_orders
from stack import dovecot as imap
from stack.demo import POLICIES, SCOPES, crossdock, make_key
from stack.dovecot import install_dovecot
from stack.errors import StackError
from stack.follow import follow
from stack.odoo_install import odoo19
from stack.odoo_template import ensure_dump
from stack.postgres import install_postgres
from stack.seed import PEOPLE, Seeder
from stack.serve import Stack, default_home, stop, write_state
from stack.shell import say
from stack.sidecar import Sidecar

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from stack.odoo import Odoo
    from stack.process import Process

LEDGER = "crossdock"
TECHNICAL = "crossdock"
AUTHSERV_ID = "mx.demo.example"
MAILBOX = "purchasing"


def up(options: argparse.Namespace) -> int:
    """Start everything, print where it is, follow events until Ctrl-C, stop everything."""
    began = time.monotonic()
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    install_postgres()
    install_dovecot()
    ensure_dump(19, odoo19().version)
    home = options.home or default_home()
    stack = Stack(home, durable=True)
    started: list[Process] = []
    try:
        started += stack.start(["postgres", "odoo19", "dovecot"])
        sidecar, key = _start_sidecar(stack)
        started.append(sidecar)
        _print_places(stack, sidecar, key, time.monotonic() - began)
        follow(sidecar.log_path, done)
    finally:
        say("stopping …")
        stop(started)
    return 0


def _start_sidecar(stack: Stack) -> tuple[Sidecar, str]:
    odoo = stack.odoo(19)
    admin = OdooSession(odoo.url, odoo.db, odoo.admin_login, odoo.admin_password, timeout_s=300)
    secret = _technical_password(stack)
    provision_and_seed(admin, secret)
    postgres = stack.postgres()
    if LEDGER not in postgres.databases():
        postgres.create_database(LEDGER)
    variables = sidecar_variables(
        state_dir=stack.home / "sidecar",
        ledger_url=postgres.url(LEDGER),
        odoo=odoo,
        password=secret,
        imap_port=stack.state.ports["dovecot"],
    )
    environment = {**os.environ, **variables}
    crossdock(environment, "db", "migrate")
    key = make_key(environment, name="stack", scopes=f"{SCOPES},mailboxes:fetch,dead_letters:replay")
    baseline = crossdock(environment, "odoo", "baseline")
    say(baseline.strip().splitlines()[-1])
    sidecar = Sidecar(variables, home=stack.home / "sidecar", port=stack.state.ports["sidecar"])
    sidecar.start()
    say(f"sidecar answers on {sidecar.url}, log {sidecar.log_path}")
    return sidecar, key


def provision_and_seed(admin: OdooSession, password: str) -> None:
    """Provision Odoo, make the technical user, and seed the sample distributor; repeating changes nothing."""
    changes = apply(admin)
    say(f"Odoo {admin.version} is provisioned ({len(changes)} changes)")
    create_technical_user(admin, TECHNICAL, password)
    today = datetime.datetime.now(datetime.UTC).date()
    Seeder(admin).seed(load_orders(today))


def sidecar_variables(
    *, state_dir: Path, ledger_url: str, odoo: Odoo, password: str, imap_port: int
) -> dict[str, str]:
    """Return the sidecar's settings for components on loopback."""
    state_dir.mkdir(parents=True, exist_ok=True)
    mailbox = f"CROSSDOCK_MAILBOX__{MAILBOX.upper()}__"
    return {
        "CROSSDOCK_STATE_DIR": str(state_dir),
        "CROSSDOCK_DATABASE_URL": ledger_url,
        "CROSSDOCK_ERP": "odoo",
        "CROSSDOCK_ODOO_URL": odoo.url,
        "CROSSDOCK_ODOO_DATABASE": odoo.db,
        "CROSSDOCK_ODOO_LOGIN": TECHNICAL,
        "CROSSDOCK_ODOO_PASSWORD": password,
        "CROSSDOCK_POLICIES_DIR": str(POLICIES),
        "CROSSDOCK_CLOCK_FETCH": "true",
        "CROSSDOCK_CLOCK_FETCH_S": "2",
        "CROSSDOCK_AUTHSERV_ID": AUTHSERV_ID,
        f"{mailbox}HOST": "127.0.0.1",
        f"{mailbox}PORT": str(imap_port),
        f"{mailbox}TLS": "none",
        f"{mailbox}LOGIN": "purchasing",
        f"{mailbox}PASSWORD": imap.USERS["purchasing"],
        f"{mailbox}AUTHSERV_ID": AUTHSERV_ID,
    }


def _technical_password(stack: Stack) -> str:
    """Return the technical user's password: made up at the first start, kept in the stack's state file."""
    if not stack.state.technical_password:
        stack.state.technical_password = secrets.token_urlsafe(18)
        write_state(stack.home, stack.state)
    return stack.state.technical_password


def _print_places(stack: Stack, sidecar: Sidecar, key: str, seconds: float) -> None:
    odoo = stack.odoo(19)
    people = "  ".join(f"{person.login}/{person.login}" for person in PEOPLE)
    print(
        f"\nThe stack is up after {seconds:.0f} s.\n"
        f"  Odoo 19    {odoo.url}/odoo   menu Crossdock → Exceptions\n"
        f"             logins: {odoo.admin_login}/{odoo.admin_password}  {people}\n"
        f"  Sidecar    {sidecar.url}/docs   API key: {key}\n"
        f"  Inbox      IMAP 127.0.0.1:{stack.state.ports['dovecot']}   "
        f"purchasing/{imap.USERS['purchasing']}\n"
        f"  Send one   make stack-send MAIL=file.eml, or a sample: .venv/bin/python -m stack send --sample\n"
        f"Events follow; Ctrl-C stops everything.\n",
        flush=True,
    )


def send(options: argparse.Namespace) -> int:
    """Drop a mail (or all samples) into the inbox, with our mail server's verdict on the sender."""
    stack = Stack(options.home or default_home())
    dovecot = stack.dovecot()
    if not dovecot.is_ready():
        raise StackError("the inbox does not answer; is `make stack` running in another terminal?")
    mails = []
    if options.sample:
        mails = load_mails(datetime.datetime.now(datetime.UTC).date())
    if options.file is not None:
        mails.append((options.file.name, options.file.read_bytes()))
    if not mails:
        raise StackError("name a file, or use --sample")
    for name, raw in mails:
        dovecot.append(raw if options.as_is else _vouched(raw))
        say(f"{name} lies in the inbox of purchasing")
    return 0


def _vouched(raw: bytes) -> bytes:
    """Return the mail with our server's Authentication-Results on top, unless it has one of ours already."""
    message = email.message_from_bytes(raw)
    if any(AUTHSERV_ID in value for value in message.get_all("Authentication-Results", [])):
        return raw
    domain = email.utils.parseaddr(str(message.get("From", "")))[1].rpartition("@")[2] or "unknown.invalid"
    return f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n".encode() + raw
