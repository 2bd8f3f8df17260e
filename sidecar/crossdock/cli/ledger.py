"""`crossdock db …`: the ledger's schema, and what it may forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.adapters.clock import SystemClock
from crossdock.app.services import retention_of
from crossdock.cli.told import OK, ledger
from crossdock.flows.purge_ledger import purge_ledger, purgeable
from crossdock.settings import Settings

if TYPE_CHECKING:
    import argparse


def migrate(_: argparse.Namespace) -> int:
    """Bring the ledger's schema up to date (starting the service does so too)."""
    with ledger(Settings()):
        print("the ledger's schema is up to date")
    return OK


def purge(arguments: argparse.Namespace) -> int:
    """Tell what the ledger may forget; with --yes forget it (the running service does so daily)."""
    settings = Settings()
    retention, now = retention_of(settings), SystemClock().now()
    with ledger(settings) as opened:
        found = (purge_ledger if arguments.yes else purgeable)(opened, retention, now=now)
    verb = "removed" if arguments.yes else "would remove"
    print(f"{verb} {found.mails:7} mails and other facts' bytes   {_kept(retention.mails_days)}")
    print(f"{verb} {found.snapshots:7} snapshots of Odoo               {_kept(retention.mails_days)}")
    print(f"{verb} {found.answers:7} answers of idempotency keys     {_kept(retention.answers_days)}")
    print(f"{verb} {found.effects:7} delivered effects               {_kept(retention.effects_days)}")
    if found and not arguments.yes:
        print("nothing was removed; repeat it with --yes")
    return OK


def _kept(days: int) -> str:
    return f"(kept {days} days)" if days else "(kept for ever)"
