"""`crossdock keys …`: make, list and revoke API keys."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crossdock.adapters.clock import SystemClock
from crossdock.cli.told import OK, ledger
from crossdock.domain.errors import InvalidRequest, NotFound
from crossdock.entrypoints.http.api_keys import Scope, hash_key, is_live, new_key
from crossdock.settings import Settings

if TYPE_CHECKING:
    import argparse

    from crossdock.ports import Ledger

_SPAN = re.compile(r"(\d{1,5})([hd])")


def create(arguments: argparse.Namespace) -> int:
    """Make a key; it is printed once and stored only as a hash."""
    with ledger(Settings()) as opened:
        key = create_key(
            opened,
            name=arguments.name,
            scopes=arguments.scopes,
            expires=arguments.expires,
            now=SystemClock().now(),
        )
    print("Keep this key now; it cannot be shown again:", file=sys.stderr)
    print(key)
    return OK


def show(_: argparse.Namespace) -> int:
    """List all keys with their scopes and ends."""
    with ledger(Settings()) as opened:
        print("\n".join(key_lines(opened, SystemClock().now())))
    return OK


def revoke(arguments: argparse.Namespace) -> int:
    """Revoke a key at once."""
    with ledger(Settings()) as opened:
        revoke_key(opened, arguments.id, SystemClock().now())
    print(f"key {arguments.id} is revoked")
    return OK


def create_key(ledger: Ledger, *, name: str, scopes: str, expires: str, now: datetime) -> str:
    """Store a new key and print what it may do to whoever made it; return the key itself, once."""
    wanted = parse_scopes(scopes)
    key = new_key()
    ledger.add_key(
        name=name, key_hash=hash_key(key), scopes=wanted, now=now, expires_at=parse_expiry(expires, now)
    )
    return key


def key_lines(ledger: Ledger, now: datetime) -> list[str]:
    """Return all keys as lines of a table; the keys themselves are not known to anyone."""
    rows = [("ID", "NAME", "STATE", "EXPIRES", "SCOPES")]
    for key in ledger.api_keys():
        state = "live" if is_live(key, now) else "revoked" if key.revoked_at else "expired"
        expires = key.expires_at.strftime("%Y-%m-%d %H:%M") if key.expires_at else "never"
        rows.append((str(key.id), key.name, state, expires, ",".join(key.scopes)))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return [
        "  ".join([*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[4]]) for row in rows
    ]


def revoke_key(ledger: Ledger, key_id: int, now: datetime) -> None:
    """Revoke a key at once. Raises `NotFound`."""
    if not ledger.revoke_key(key_id, now):
        raise NotFound(f"There is no key {key_id}; `crossdock keys list` shows all.")


def parse_scopes(text: str) -> list[str]:
    """Return the scopes of `a,b`; `all` is every scope there is now. Raises `InvalidRequest`."""
    if text == "all":
        return [scope.value for scope in Scope]
    names = [part for part in re.split(r"[,\s]+", text) if part]
    known = {scope.value for scope in Scope}
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise InvalidRequest(
            f"Unknown scope {', '.join(unknown) or '(none)'}; there are: {', '.join(sorted(known))}."
        )
    return sorted(set(names))


def parse_expiry(text: str, now: datetime) -> datetime | None:
    """Return when `90d`, `12h`, `2027-01-31` or `never` is. Raises `InvalidRequest`."""
    if text == "never":
        return None
    span = _SPAN.fullmatch(text)
    if span is not None:
        hours = int(span[1]) * (24 if span[2] == "d" else 1)
        return now + timedelta(hours=hours)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidRequest(
            f"--expires {text!r}: give 90d, 12h, a date like 2027-01-31, or never."
        ) from None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    if at <= now:
        raise InvalidRequest(f"--expires {text!r} is over already.")
    return at
