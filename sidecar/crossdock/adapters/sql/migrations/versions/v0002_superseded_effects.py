"""An effect may be superseded: its row then waits for nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leave superseded rows out of the index of those that wait."""
    op.drop_index("ix_outbox_unsent", "outbox")
    waits = sa.text("state NOT IN ('sent', 'superseded')")
    op.create_index(
        "ix_outbox_unsent", "outbox", ["stream", "seq"], sqlite_where=waits, postgresql_where=waits
    )
