"""How often somebody asked for a dead effect once more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count replays per effect, from now on."""
    op.add_column("outbox", sa.Column("replays", sa.Integer(), nullable=False, server_default="0"))
