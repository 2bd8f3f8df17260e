"""`crossdock db …`: the ledger's schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.cli.told import OK, ledger
from crossdock.settings import Settings

if TYPE_CHECKING:
    import argparse


def migrate(_: argparse.Namespace) -> int:
    """Bring the ledger's schema up to date (starting the service does so too)."""
    with ledger(Settings()):
        print("the ledger's schema is up to date")
    return OK
