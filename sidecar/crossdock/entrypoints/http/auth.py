"""Who may call what: a live key with the scope that the route names. Whatever has no scope is refused."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from flask import current_app, g, request

from crossdock.domain.errors import Forbidden, Unauthenticated
from crossdock.entrypoints.http.api_keys import PREFIX, Scope, hash_key, is_live
from crossdock.entrypoints.http.state import state

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossdock.ports import Ledger

ANY = "any"
"""In place of a scope, where every live key will do."""
_View = TypeVar("_View", bound="Callable[..., object]")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    key_id: int
    name: str
    scopes: frozenset[str]
    expires_at: datetime | None


def needs(scope: Scope) -> Callable[[_View], _View]:
    """Mark a view: only a key with `scope` may call it."""

    def mark(view: _View) -> _View:
        view.__dict__["scope"] = scope
        return view

    return mark


def any_key(view: _View) -> _View:
    """Mark a view: every live key may call it."""
    view.__dict__["scope"] = ANY
    return view


def open_to_all(view: _View) -> _View:
    """Mark a view that needs no key."""
    view.__dict__["is_open"] = True
    return view


def find_caller(ledger: Ledger, header: str | None, now: datetime) -> Caller:
    """Return who the Authorization header names. Raises `Unauthenticated`."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.startswith(PREFIX):
        raise Unauthenticated
    digest = hash_key(token.strip())
    key = ledger.find_key(digest)
    if key is None or not hmac.compare_digest(key.key_hash, digest):
        raise Unauthenticated("This key is unknown; make one with `crossdock keys create`.")
    if not is_live(key, now):
        raise Unauthenticated("This key has expired or was revoked; make one with `crossdock keys create`.")
    return Caller(key.id, key.name, frozenset(key.scopes), key.expires_at)


def authorize() -> None:
    """Let the request through or raise; runs before its body is read."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "is_open", False):
        return
    scope = getattr(view, "scope", None)
    if scope is Scope.METRICS_READ and state().options.metrics_open:
        return
    services = state().services
    g.caller = find_caller(services.ledger, request.headers.get("Authorization"), services.clock.now())
    if scope == ANY:
        return
    if scope is None or scope not in g.caller.scopes:
        raise Forbidden(
            f"The key {g.caller.name!r} lacks the scope `{scope}`; make one with `crossdock keys create`."
        )
