"""A subscription knows since when it refuses: a number of refusals alone does not disable it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when the refusals in a row began; those counted already begin with the next one."""
    op.add_column("event_subscriptions", sa.Column("refused_since", sa.DateTime(timezone=True)))
