"""`make stack`: PostgreSQL, Odoo 19, Dovecot, the sidecar and n8n on this machine, seeded and followed."""

from __future__ import annotations

import datetime
import os
import secrets
import signal
import time
from contextlib import closing
from http import HTTPStatus
from typing import TYPE_CHECKING

from crossdock.adapters.odoo.provision import StepKind, apply, create_technical_user
from crossdock.adapters.odoo.session import OdooSession
from crossdock.samples import AUTHSERV_ID, load_orders
from stack import cache
from stack import dovecot as imap
from stack.client import Client, ClientError
from stack.demo import POLICIES, SCOPES, crossdock, make_key
from stack.dovecot import install_dovecot
from stack.errors import StackError
from stack.flows import bring_workflows, event_variables, new_signing_secret
from stack.follow import Follower
from stack.n8n import OWNER, PASSWORD
from stack.n8n_install import install_n8n, pack_nodes
from stack.odoo_install import odoo19
from stack.odoo_template import ensure_dump
from stack.postgres import install_postgres
from stack.seed import PEOPLE, Seeder
from stack.serve import HOME_VARIABLE, Stack, default_home, stop, until_stopped, write_state
from stack.shell import say
from stack.sidecar import Sidecar
from stack.telling import Teller

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from stack.odoo import Odoo
    from stack.process import Process

LEDGER = "crossdock"
TECHNICAL = "crossdock"
MAILBOX = "purchasing"
INSTALL_MINUTES = 9
SEED_MINUTES = 3
"""On two busy cores; twice that where many others share them."""
KEY_SCOPES = f"{SCOPES},mailboxes:fetch,dead_letters:replay"


def up(options: argparse.Namespace) -> int:
    """Start everything, print where it is, follow events until Ctrl-C, stop everything."""
    began = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends a start as Ctrl-C does
    stack = Stack(options.home or default_home(), durable=True)
    started: list[Process] = []
    with stack.hold():
        for text in waits_to_expect(
            stack.home,
            is_new=not stack.state.api_key,
            is_installed=all(cache.versions(name) for name in ("odoo19-template", "n8n")),
        ):
            say(text)
        install_postgres()
        install_dovecot()
        install_n8n()
        pack_nodes()
        ensure_dump(19, odoo19().version)
        try:
            started += stack.start(["postgres", "odoo19", "dovecot"])
            sidecar, key = _start_sidecar(stack)
            started.append(sidecar)
            started += stack.start(["n8n"])
            bring_workflows(stack.n8n(), sidecar.url, {**os.environ, **sidecar.variables})
            _print_places(stack, sidecar, key, time.monotonic() - began)
            with closing(Follower(sidecar.log_path, Teller(Client(sidecar.url, key)).readable)) as log:
                until_stopped(started, log.tell_new)
        finally:
            say("stopping …")
            stop(started)
            say("everything is stopped")
    return 0


def waits_to_expect(home: Path, *, is_new: bool, is_installed: bool) -> list[str]:
    """Return what takes minutes in this start, so that nobody takes it for a hang."""
    told = []
    if not is_installed:
        told.append(
            f"first start on this machine: about {INSTALL_MINUTES} minutes to install into {cache.root()}"
        )
    if is_new:
        told.append(
            f"first start with this home ({home}): about {SEED_MINUTES} minutes to provision and seed Odoo; "
            "later starts take about one"
        )
    return told


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
    variables |= event_variables(stack.n8n().url, _signing_secret(stack))
    environment = {**os.environ, **variables}
    crossdock(environment, "db", "migrate")
    say(crossdock(environment, "odoo", "baseline").strip().splitlines()[-1])
    sidecar = Sidecar(variables, home=stack.home / "sidecar", port=stack.state.ports["sidecar"])
    sidecar.start()
    try:
        key = _api_key(stack, sidecar, environment)
    except BaseException:
        sidecar.stop()
        raise
    say(f"sidecar answers on {sidecar.url}, log {sidecar.log_path}")
    return sidecar, key


def _api_key(stack: Stack, sidecar: Sidecar, environment: Mapping[str, str]) -> str:
    """Return the key of the last start, kept in the stack's state file; a new one where it serves no more."""
    state = stack.state
    if state.api_key_scopes != KEY_SCOPES or not _is_taken(sidecar, state.api_key):
        state.api_key = make_key(environment, name="stack", scopes=KEY_SCOPES)
        state.api_key_scopes = KEY_SCOPES
        write_state(stack.home, state)
    return state.api_key


def _is_taken(sidecar: Sidecar, key: str) -> bool:
    """Tell whether the sidecar still takes a key: it may have expired, or been revoked."""
    try:
        Client(sidecar.url, key).get("/v1/exceptions?limit=1")
    except ClientError as error:
        if error.status == HTTPStatus.UNAUTHORIZED:
            return False
        raise StackError(f"the sidecar refuses its key: {error}") from error
    return True


def provision_and_seed(admin: OdooSession, password: str) -> None:
    """Provision Odoo, make the technical user, and seed the sample distributor; repeating changes nothing."""
    done = [step for step in apply(admin) if step.kind in (StepKind.CREATE, StepKind.CHANGE)]
    told = f"{len(done)} parts made or changed" if done else "unchanged"
    say(f"Odoo {admin.version} is provisioned: {told}")
    create_technical_user(admin, TECHNICAL, password)
    say("seeding suppliers, products, purchase and sale orders …")
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


def _signing_secret(stack: Stack) -> str:
    """Return what signs events to n8n: made up at the first start, kept in the stack's state file."""
    if not stack.state.signing_secret:
        stack.state.signing_secret = new_signing_secret()
        write_state(stack.home, stack.state)
    return stack.state.signing_secret


def _orders() -> str:
    """Return a line for each order of the seed, with the address that its supplier writes from."""
    book = load_orders(datetime.datetime.now(datetime.UTC).date())
    address_of = {supplier["id"]: supplier["emails"][0] for supplier in book["suppliers"]}
    return "".join(
        f"               {order['name']}  {address_of[order['supplier']]}\n" for order in book["orders"]
    )


def _print_places(stack: Stack, sidecar: Sidecar, key: str, seconds: float) -> None:
    odoo = stack.odoo(19)
    people = "  ".join(f"{person.login}/{person.login}" for person in PEOPLE)
    is_elsewhere = bool(os.environ.get(HOME_VARIABLE)) or stack.home != default_home()
    elsewhere = f"{HOME_VARIABLE}={stack.home} " if is_elsewhere else ""
    print(
        f"\nThe stack is up after {seconds:.0f} s.\n"
        f"  Odoo 19    {odoo.url}/odoo   database {odoo.db}, menu Crossdock → Exceptions\n"
        f"             logins: {odoo.admin_login}/{odoo.admin_password}  {people}\n"
        f"  n8n        {stack.n8n().url}   owner: {OWNER['email']} / {PASSWORD}\n"
        f"             *Executions* lists failed runs; all of them: a workflow's *Settings* (docs/N8N.md)\n"
        f"  Sidecar    {sidecar.url}/docs   API key: {key}\n"
        f"  Inbox      IMAP 127.0.0.1:{stack.state.ports['dovecot']}   "
        f"purchasing/{imap.USERS['purchasing']}\n"
        f"  Send one   {elsewhere}make stack-send MAIL=file.eml\n"
        f"             about one of these orders, From: its supplier's address\n{_orders()}"
        f"             (mails to edit: sidecar/crossdock/samples/mails; their {{…}} become dates when sent)\n"
        f"             or all samples: {elsewhere}.venv/bin/python -m stack send --sample\n"
        f"Events follow; Ctrl-C stops everything.\n",
        flush=True,
    )
