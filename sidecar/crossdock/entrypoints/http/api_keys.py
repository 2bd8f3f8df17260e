"""API keys: high-entropy, stored as a hash, with scopes and an end."""

from __future__ import annotations

import hashlib
import secrets
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from crossdock.ports import ApiKey

PREFIX = "cdk_"


class Scope(StrEnum):
    """What a key may do. There is no scope for everything: name what is needed."""

    MAILBOXES_FETCH = "mailboxes:fetch"
    MAILS_WRITE = "mails:write"
    EXCEPTIONS_READ = "exceptions:read"
    EXCEPTIONS_WRITE = "exceptions:write"
    SWEEPS_RUN = "sweeps:run"
    OUTBOX_DELIVER = "outbox:deliver"
    DEAD_LETTERS_READ = "dead_letters:read"
    DEAD_LETTERS_REPLAY = "dead_letters:replay"
    JOURNAL_READ = "journal:read"
    EVENTS_SUBSCRIBE = "events:subscribe"
    METRICS_READ = "metrics:read"


def new_key() -> str:
    """Return a new key of 256 random bits; it is shown once and never stored."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """Return what is stored of a key. A plain hash is enough: such a key cannot be guessed or listed."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_live(key: ApiKey, now: datetime) -> bool:
    """Return whether a key may be used now."""
    return key.revoked_at is None and (key.expires_at is None or key.expires_at > now)
