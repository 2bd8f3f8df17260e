"""The ledger on SQLite and PostgreSQL. The only package that imports SQLAlchemy and Alembic."""

from __future__ import annotations

from crossdock.adapters.sql.ledger import SqlLedger, create_ledger
from crossdock.adapters.sql.migrate import migrate

__all__ = ["SqlLedger", "create_ledger", "migrate"]
