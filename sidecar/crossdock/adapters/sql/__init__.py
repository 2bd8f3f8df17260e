"""The ledger on SQLite and PostgreSQL. The only package that imports SQLAlchemy and Alembic."""

from __future__ import annotations

from crossdock.adapters.sql.errors import LedgerInvalid
from crossdock.adapters.sql.ledger import SqlLedger, create_ledger
from crossdock.adapters.sql.migrate import migrate

__all__ = ["LedgerInvalid", "SqlLedger", "create_ledger", "migrate"]
