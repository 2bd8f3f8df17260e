"""The composition root: the only place where adapters meet ports, for HTTP and the command line alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crossdock.adapters.active_policies import ActivePolicies, activate_first
from crossdock.adapters.clock import SystemClock
from crossdock.adapters.policies import YamlPolicies
from crossdock.adapters.sql import LedgerInvalid, create_ledger, migrate
from crossdock.domain.errors import CrossdockError, StorageUnavailable
from crossdock.entrypoints.clock import Intervals, ProcessClock, Waker
from crossdock.entrypoints.http.application import create_app
from crossdock.entrypoints.http.patience import Patience
from crossdock.entrypoints.http.readiness import Readiness
from crossdock.entrypoints.http.state import HttpOptions, HttpState
from crossdock.flows.services import Limits, Retention, Services, nobody_to_wake
from crossdock.samples import load_orders
from crossdock.settings import Settings
from crossdock.telemetry import Figures, Metrics, configure_logging

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

    from crossdock.adapters.odoo.session import OdooSession
    from crossdock.adapters.sql import SqlLedger
    from crossdock.ports import Clock, Erp, JsonObject, Mailbox
    from crossdock.settings import MailboxSettings, OdooAccess

CLOCK = "crossdock.clock"
"""Where gunicorn finds the clock of its worker, to stop it."""


def build(settings: Settings, *, wake: Callable[[], None] = nobody_to_wake) -> Services:
    """Wire ports to adapters. Brings the ledger's schema up to date; asks neither Odoo nor a mailbox."""
    clock = SystemClock()
    ledger = open_ledger(settings)
    files = YamlPolicies(settings.policies_dir)
    activate_first(files, ledger, clock)
    return Services(
        clock=clock,
        ledger=ledger,
        erp=_erp(settings, clock),
        policies=ActivePolicies(files, ledger, reload_s=settings.policy_reload_s),
        mailboxes={name: _mailbox(name, box, settings, clock) for name, box in settings.mailbox.items()},
        limits=_limits(settings),
        retention=retention_of(settings),
        wake=wake,
        company_id=settings.company_id,
        authserv_id=settings.authserv_id,
        trust_unauthenticated=settings.trust_unauthenticated,
    )


def open_ledger(settings: Settings) -> SqlLedger:
    """Return the ledger, its schema brought up to date. Raises `LedgerInvalid`, `StorageUnavailable`."""
    if settings.database_url is None:
        _make_state_folder(settings.state_dir)
    migrate(settings.ledger_url)
    return create_ledger(settings.ledger_url)


def _make_state_folder(folder: Path) -> None:
    """Make the folder for this user only."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerInvalid(f"the folder cannot be made ({error.strerror})") from error


def create_wsgi(settings: Settings | None = None) -> Flask:
    """Return the application of one gunicorn worker, its clock running."""
    settings = settings or Settings()
    configure_logging(settings.log_level)
    waker = Waker()
    services = build(settings, wake=waker.wake)
    metrics = Metrics(settings.shared_metrics_dir)
    metrics.watch_ledger(lambda: _figures(services))
    app = create_app(
        HttpState(
            services=services,
            metrics=metrics,
            readiness=Readiness(_pings(services)),
            patience=Patience(seats=max(1, settings.threads - 2), wait_s=settings.decision_wait_s),
            options=HttpOptions(
                max_json_bytes=settings.max_json_bytes,
                request_timeout_s=settings.request_timeout_s,
                metrics_open=settings.metrics_open,
            ),
        )
    )
    if settings.clock:
        owner = "the only process" if settings.is_sqlite else None
        process_clock = ProcessClock(services, metrics, waker, _intervals(settings), owner=owner)
        app.extensions[CLOCK] = process_clock
        process_clock.start()
    return app


def _erp(settings: Settings, clock: Clock) -> Erp:
    if settings.erp == "memory":
        from crossdock.adapters.memory.erp import MemoryErp

        path = settings.memory_orders
        orders = _orders(path) if path else load_orders(clock.now().date())
        return MemoryErp.from_orders(orders, clock=clock)
    from crossdock.adapters.odoo.erp import OdooErp

    return OdooErp(odoo_session(settings.odoo_access, timeout_s=settings.odoo_timeout_s))


def _orders(path: Path) -> JsonObject:
    try:
        orders: JsonObject = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CrossdockError(f"CROSSDOCK_MEMORY_ORDERS: {path} cannot be read: {error}") from error
    return orders


def odoo_session(access: OdooAccess, *, timeout_s: float) -> OdooSession:
    """Return a session for one login; it logs in when it is used."""
    from crossdock.adapters.odoo.session import OdooSession

    secret = access.password.get_secret_value()
    return OdooSession(access.url, access.database, access.login, secret, timeout_s=timeout_s)


def _mailbox(name: str, box: MailboxSettings, settings: Settings, clock: Clock) -> Mailbox:
    from crossdock.adapters.imap import ImapAccount, ImapMailbox, Marking

    account = ImapAccount(
        host=box.host,
        port=box.port,
        tls=box.tls,
        login=box.login,
        password=box.password.get_secret_value(),
        ca_file=box.ca_file,
        timeout_s=box.timeout_s,
    )
    return ImapMailbox(
        name,
        account,
        clock=clock,
        folders=box.folders,
        company_id=box.company_id or settings.company_id,
        authserv_id=box.authserv_id,
        trust_without_authentication=box.trust_without_authentication,
        marking=Marking(kind=box.mark, target=box.mark_target),
    )


def _limits(settings: Settings) -> Limits:
    return Limits(
        max_mail_bytes=settings.max_mail_bytes,
        inbox_lease_s=settings.inbox_lease_s,
        max_attempts=settings.max_attempts,
        outbox_batch=settings.outbox_batch,
        outbox_lease_s=settings.outbox_lease_s,
        reopen_days=settings.reopen_days,
    )


def retention_of(settings: Settings) -> Retention:
    """Return how long the ledger keeps things."""
    return Retention(
        mails_days=settings.keep_mails_days,
        answers_days=settings.keep_answers_days,
        effects_days=settings.keep_effects_days,
    )


def _intervals(settings: Settings) -> Intervals:
    return Intervals(
        outbox_s=settings.clock_outbox_s,
        inbox_s=settings.clock_inbox_s,
        odoo_s=settings.clock_odoo_s,
        fetch_s=settings.clock_fetch_s if settings.clock_fetch else None,
    )


def _pings(services: Services) -> dict[str, Callable[[], object]]:
    pings: dict[str, Callable[[], object]] = {
        "ledger": services.ledger.ping,
        "policies": services.policies.active,
        "erp": services.erp.ping,
    }
    pings.update({f"mailbox:{name}": box.ping for name, box in services.mailboxes.items()})
    return pings


_COUNTED = 1000


def _figures(services: Services) -> Figures | None:
    try:
        waiting = services.ledger.undecided(limit=_COUNTED, now=services.clock.now())
        return Figures(outbox=services.ledger.outbox_figures(), inbox_undecided=len(waiting))
    except StorageUnavailable:
        return None
