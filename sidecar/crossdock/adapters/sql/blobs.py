"""Blobs: raw facts and snapshots by SHA-256, compressed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import zstandard
from sqlalchemy import select

from crossdock.adapters.sql.engine import Database, insert_into
from crossdock.adapters.sql.tables import blobs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

INBOUND = "inbound"
"""Retention class of the facts' own bytes."""

_LEVEL = 3


@dataclass(frozen=True, slots=True)
class PackedBlob:
    """Content made ready before the transaction that stores it."""

    digest: str
    retention: str
    size: int
    content: bytes


def pack(retention: str, content: bytes) -> PackedBlob:
    """Return the content compressed, with its SHA-256."""
    packed = zstandard.ZstdCompressor(level=_LEVEL).compress(content)
    return PackedBlob(hashlib.sha256(content).hexdigest(), retention, len(content), packed)


def put_blobs(
    connection: Connection, packed: Iterable[PackedBlob], correlation_id: str, now: datetime
) -> None:
    """Store blobs, each once. Always in the order of digests, so that two writers never wait crosswise.

    One that is there is young again, so that a purge at the same time does not remove it.
    """
    fresh = {"correlation_id": correlation_id, "created_at": now}
    for blob in sorted(packed, key=lambda blob: blob.digest):
        row = {
            "digest": blob.digest,
            "retention": blob.retention,
            "size": blob.size,
            "content": blob.content,
        }
        connection.execute(
            insert_into(connection, blobs)
            .values(row | fresh)
            .on_conflict_do_update(index_elements=["digest"], set_=fresh)
        )


class Blobs:
    """The blob part of the ledger."""

    _database: Database

    def blob(self, digest: str) -> bytes | None:
        """Return a blob's bytes by SHA-256."""
        query = select(blobs.c.content).where(blobs.c.digest == digest)
        packed = self._database.read(lambda connection: connection.execute(query).scalar_one_or_none())
        return None if packed is None else zstandard.ZstdDecompressor().decompress(packed)
