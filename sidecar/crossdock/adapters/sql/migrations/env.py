"""Run migrations on the connection that `crossdock.adapters.sql.migrate` hands over."""

from __future__ import annotations

from alembic import context

from crossdock.adapters.sql.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # on SQLite too: its transaction was begun by hand
)
with context.begin_transaction():
    context.run_migrations()
