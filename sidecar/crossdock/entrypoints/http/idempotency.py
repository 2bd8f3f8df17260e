"""Idempotency-Key: the same fact sent twice is answered once (IETF draft, see docs)."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from flask import Response, g, request

from crossdock.domain.errors import InvalidRequest, PayloadMismatch, StillRunning, StorageUnavailable
from crossdock.entrypoints.http.json_text import encode
from crossdock.entrypoints.http.state import state
from crossdock.ports import RequestState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from crossdock.ports import JsonObject, RequestSlot

    Work = Callable[[], JsonObject]

_View = TypeVar("_View", bound="Callable[..., object]")
log = logging.getLogger(__name__)

HEADER = "Idempotency-Key"
_KEY = re.compile(r'"?([\x21\x23-\x7e]{1,255})"?')
_KEY_IS = (
    "a stable name of this fact (1 to 255 visible ASCII characters), the same when you repeat the request"
)
_LEASE_BEYOND_S = 60
"""A crashed request frees its key this long after its own time limit."""


def keyed(*, unless: str | None = None, note: str = "") -> Callable[[_View], _View]:
    """Mark a view: it needs an Idempotency-Key, `unless` its body has that media type.

    `note` says of such a body what a key does there.
    """

    def mark(view: _View) -> _View:
        view.__dict__.update(key_note=note, key_unless=unless)
        return view

    return mark


def key_told(view: object) -> str:
    """Return a sentence that asks for the key that a view needs, empty where it needs none."""
    if not hasattr(view, "key_note"):
        return ""
    unless = getattr(view, "key_unless", None)
    exempt = f" (with {unless} it may be left out)" if unless else ""
    return f"The header {HEADER} is needed too{exempt}: {_KEY_IS}."


def require_key() -> str:
    """Return the caller's key. Raises `InvalidRequest` where none is sent, or no key."""
    key = sent_key()
    if key is None:
        raise InvalidRequest(f"Send {HEADER}: {_KEY_IS}.", code="idempotency_key_missing")
    return key


def sent_key() -> str | None:
    """Return the caller's key, if any; a quoted one (structured header) is the same."""
    sent = request.headers.get(HEADER)
    if not sent:
        return None
    match = _KEY.fullmatch(sent)
    if match is None:
        raise InvalidRequest(
            f"{HEADER} must have 1 to 255 visible ASCII characters.", code="idempotency_key_invalid"
        )
    return match[1]


def claimed_key() -> str:
    """Return the caller's key as the ledger knows it: it belongs to a caller and a route."""
    return f"{g.caller.key_id}:{request.method} {request.path}:{require_key()}"


def once(payload: bytes, work: Work, *, present: Callable[[JsonObject], JsonObject]) -> Response:
    """Do `work` once per key and payload; a repeat is answered from store.

    A failed request frees its key, and the repeat does the work as if it were the first: what `work` has
    stored already must answer it alike. `present` gives the present state of a fact that was only `stored`
    when it was answered.
    """
    key = claimed_key()
    now = state().services.clock.now()
    running_s = state().options.request_timeout_s + _LEASE_BEYOND_S
    until = now + timedelta(seconds=running_s)
    slot = state().services.ledger.begin_request(
        key, hashlib.sha256(payload).hexdigest(), now=now, running_until=until
    )
    match slot.state:
        case RequestState.MISMATCH:
            raise PayloadMismatch
        case RequestState.RUNNING:
            raise StillRunning
        case RequestState.DONE:
            return _replayed(slot, present)
        case RequestState.NEW:
            return _first(key, until, work)


def _first(key: str, until: datetime, work: Work) -> Response:
    ledger = state().services.ledger
    try:
        body = work()
    except BaseException:
        _drop(key, until)
        raise
    text = encode(body)
    try:
        ledger.finish_request(key, status=200, body={"text": text}, now=state().services.clock.now())
    except StorageUnavailable:
        # The fact is stored and de-duplicated by itself; only this key's answer is not kept.
        log.warning("answer of an idempotency key not kept")
    return json_response(text)


def _drop(key: str, until: datetime) -> None:
    try:
        state().services.ledger.drop_request(key, running_until=until)
    except StorageUnavailable:
        log.warning("idempotency key not freed; its lease will expire")


def _replayed(slot: RequestSlot, present: Callable[[JsonObject], JsonObject]) -> Response:
    text = str((slot.body or {}).get("text", "{}"))
    body = json.loads(text)
    if body.get("outcome") == "stored":
        text = encode(present(body))
    response = json_response(text, slot.status)
    response.headers["Idempotent-Replay"] = "true"
    return response


def json_response(text: str, status: int = 200) -> Response:
    """Return JSON text as an answer."""
    return Response(text, status=status, content_type="application/json")
