"""A subscription that ended is kept for a while: what waits for it may be taken over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when a subscription ended; those that there are have not."""
    op.add_column("event_subscriptions", sa.Column("ended_at", sa.DateTime(timezone=True)))
