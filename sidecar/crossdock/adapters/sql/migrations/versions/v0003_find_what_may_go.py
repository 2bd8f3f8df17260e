"""What a purge looks for: old blobs with whose they are, and the effects that one fact led to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Note on blobs which correlation they belong to, and index what is looked up."""
    op.add_column("blobs", sa.Column("correlation_id", sa.Text()))
    # of snapshots that are there already only the journal knows whose they are: those go by their age alone
    op.execute(
        "UPDATE blobs SET correlation_id ="
        " (SELECT min(inbox.correlation_id) FROM inbox WHERE inbox.blob_digest = blobs.digest)"
    )
    op.create_index("ix_blobs_created_at", "blobs", ["created_at"])
    op.create_index("ix_inbox_blob_digest", "inbox", ["blob_digest"])
    op.create_index("ix_outbox_correlation_id", "outbox", ["correlation_id"])
