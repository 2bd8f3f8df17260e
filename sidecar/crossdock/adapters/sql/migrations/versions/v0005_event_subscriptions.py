"""Who is told what happens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table of subscriptions; nobody is subscribed yet."""
    op.create_table(
        "event_subscriptions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("event_types", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Integer()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("disabled_at", MOMENT),
        sa.Column("disabled_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event_subscriptions"),
        sa.UniqueConstraint("url", name="uq_event_subscriptions_url"),
        sqlite_autoincrement=True,
    )
