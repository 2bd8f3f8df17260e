"""The ledger that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.adapters.sql import LedgerInvalid, create_ledger, migrate

if TYPE_CHECKING:
    from pathlib import Path

    from crossdock.adapters.sql import SqlLedger
    from crossdock.settings import Settings


def open_ledger(settings: Settings) -> SqlLedger:
    """Return the ledger, its schema brought up to date. Raises `LedgerInvalid`, `StorageUnavailable`."""
    settings.require_ledger()
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
