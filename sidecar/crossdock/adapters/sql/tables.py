"""The ledger's tables. Unique constraints de-duplicate, never look-ups."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from crossdock.adapters.sql.types import JsonText, PlainText, RowId, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The conditions of partial indexes; queries repeat them literally, so that both planners use the index.
STORED = "state = 'stored'"
OPEN_CASE = "state IN ('new', 'in_progress', 'on_hold')"
UNSENT = "state NOT IN ('sent', 'superseded')"
DUE_HEAD = "is_head AND state != 'dead'"


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index over the rows that fulfil `where`."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


def _id() -> Column[int]:
    """Return a primary key that the database counts up and never uses twice."""
    return Column("id", RowId, primary_key=True)


inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("company_id", Integer, nullable=False),
    Column("channel", PlainText, nullable=False),
    Column("source", PlainText, nullable=False),
    Column("fact_key", PlainText, nullable=False),
    Column("blob_digest", PlainText, nullable=False, index=True),
    Column("media_type", PlainText, nullable=False),
    Column("correlation_id", PlainText, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("leased_until", UtcDateTime),
    Column("decided_at", UtcDateTime),
    Column("outcome", PlainText),
    Column("answer", JsonText),
    Column("meta", JsonText, nullable=False),
    UniqueConstraint("company_id", "channel", "fact_key"),
    _partial("ix_inbox_stored", "id", where=STORED),
    sqlite_autoincrement=True,
)

inbox_places = Table(
    "inbox_places",
    metadata,
    _id(),
    Column("inbox_id", RowId, ForeignKey("inbox.id", ondelete="CASCADE"), nullable=False),
    Column("mailbox", PlainText, nullable=False),
    Column("folder", PlainText, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    UniqueConstraint("inbox_id", "mailbox", "folder", "uidvalidity", "uid", name="uq_inbox_places_place"),
    sqlite_autoincrement=True,
)

journal = Table(
    "journal",
    metadata,
    _id(),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("company_id", Integer, nullable=False),
    Column("correlation_id", PlainText, nullable=False, index=True),
    Column("inbox_id", RowId),
    Column("body", JsonText, nullable=False),
    Column("prev_digest", PlainText, nullable=False, unique=True),
    Column("digest", PlainText, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

blobs = Table(
    "blobs",
    metadata,
    Column("digest", PlainText, primary_key=True),
    Column("retention", PlainText, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False, index=True),  # when it was stored last
    Column("correlation_id", PlainText),
)

cases = Table(
    "cases",
    metadata,
    _id(),
    Column("case_key", PlainText, nullable=False, unique=True),
    Column("company_id", Integer, nullable=False),
    Column("dedup_key", PlainText, nullable=False),
    Column("category", PlainText, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("record", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("resolution_code", PlainText),
    Column("odoo_id", BigInteger),
    _partial("uq_cases_open", "company_id", "dedup_key", where=OPEN_CASE, unique=True),
    Index("ix_cases_dedup", "company_id", "dedup_key", "closed_at"),
    Index("ix_cases_state", "state", "id"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("key", PlainText, nullable=False, unique=True),
    Column("stream", PlainText, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("is_head", Boolean, nullable=False),  # the first unsent row of its stream
    Column("company_id", Integer, nullable=False),
    Column("target", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("effect", JsonText, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("replays", Integer, nullable=False, server_default="0"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    Column("correlation_id", PlainText, nullable=False, index=True),
    Column("last_error", PlainText, nullable=False, default=""),
    Column("sent_at", UtcDateTime),
    Column("remote_id", BigInteger),
    UniqueConstraint("stream", "seq"),
    _partial("ix_outbox_unsent", "stream", "seq", where=UNSENT),
    _partial("uq_outbox_head", "stream", where="is_head", unique=True),
    _partial("ix_outbox_due", "next_at", "id", where=DUE_HEAD),
    Index("ix_outbox_state", "state", "id"),
    sqlite_autoincrement=True,
)

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("version", PlainText, primary_key=True),
    Column("content", JsonText, nullable=False),
    Column("activated_at", UtcDateTime, nullable=False),
    Column("active", Boolean, nullable=False),
    _partial("uq_policy_versions_active", "active", where="active", unique=True),
)

facts = Table(
    "facts",
    metadata,
    _id(),
    Column("company_id", Integer, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("name", PlainText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("value", JsonText, nullable=False),
    UniqueConstraint("company_id", "subject", "name"),
    sqlite_autoincrement=True,
)

baselines = Table(
    "baselines",
    metadata,
    Column("purchase_line_id", BigInteger, primary_key=True, autoincrement=False),
    Column("company_id", Integer, nullable=False),
    Column("baseline", JsonText, nullable=False),
    Column("version", Integer, nullable=False),
)

cursors = Table(
    "cursors",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("value", PlainText, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("owner", PlainText, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("key", PlainText, primary_key=True),
    Column("payload_digest", PlainText, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("running_until", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("status", Integer),
    Column("body", JsonText),
)

api_keys = Table(
    "api_keys",
    metadata,
    _id(),
    Column("name", PlainText, nullable=False),
    Column("key_hash", PlainText, nullable=False, unique=True),
    Column("scopes", JsonText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    sqlite_autoincrement=True,
)

event_subscriptions = Table(
    "event_subscriptions",
    metadata,
    _id(),
    Column("url", PlainText, nullable=False, unique=True),
    Column("event_types", JsonText, nullable=False),
    Column("company_id", Integer),
    Column("created_at", UtcDateTime, nullable=False),
    Column("refusals", Integer, nullable=False, default=0),  # in a row
    Column("refused_since", UtcDateTime),  # the first of them
    Column("disabled_at", UtcDateTime),
    Column("disabled_reason", PlainText, nullable=False, default=""),
    Column("ended_at", UtcDateTime),
    sqlite_autoincrement=True,
)
