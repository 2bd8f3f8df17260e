"""What the flows need: ports filled with adapters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crossdock.adapters.active_policies import ActivePolicies, activate_first
from crossdock.adapters.clock import SystemClock
from crossdock.adapters.policies import YamlPolicies
from crossdock.app.ledger import open_ledger
from crossdock.domain.errors import CrossdockError
from crossdock.flows.services import EventsOff, Limits, Retention, Services, nobody_to_wake
from crossdock.samples import load_orders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crossdock.ports import Clock, Erp, EventSender, JsonObject, Mailbox
    from crossdock.settings import MailboxSettings, Settings


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
        events=_events(settings, clock),
        policies=ActivePolicies(files, ledger, reload_s=settings.policy_reload_s),
        mailboxes={name: _mailbox(name, box, settings, clock) for name, box in settings.mailbox.items()},
        limits=_limits(settings),
        retention=retention_of(settings),
        wake=wake,
        company_id=settings.company_id,
        authserv_id=settings.authserv_id,
        trust_unauthenticated=settings.trust_unauthenticated,
    )


def _erp(settings: Settings, clock: Clock) -> Erp:
    if settings.erp == "memory":
        from crossdock.adapters.memory.erp import MemoryErp

        path = settings.memory_orders
        orders = _orders(path) if path else load_orders(clock.now().date())
        return MemoryErp.from_orders(orders, clock=clock)
    from crossdock.adapters.odoo.erp import OdooErp
    from crossdock.app.odoo import odoo_session

    return OdooErp(odoo_session(settings.odoo_access, timeout_s=settings.odoo_timeout_s))


def _events(settings: Settings, clock: Clock) -> EventSender:
    if settings.events_signing_secret is None or not settings.events_allowed_urls:
        return EventsOff()
    from crossdock.adapters.webhooks import AllowedUrls, WebhookSender

    secret = settings.events_signing_secret.get_secret_value()
    return WebhookSender(AllowedUrls(settings.events_allowed_urls), secret, clock)


def _orders(path: Path) -> JsonObject:
    try:
        orders: JsonObject = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CrossdockError(f"CROSSDOCK_MEMORY_ORDERS: {path} cannot be read: {error}") from error
    return orders


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
