"""Ids, limits and headers around every request."""

from __future__ import annotations

import logging
import re
import time
import uuid
from typing import TYPE_CHECKING, TypeVar

from flask import current_app, g, request

from crossdock.domain.errors import InvalidRequest, TooLarge
from crossdock.entrypoints.http.auth import authorize
from crossdock.entrypoints.http.idempotency import key_told
from crossdock.entrypoints.http.json_text import encode
from crossdock.entrypoints.http.problems import UnsupportedMediaType
from crossdock.entrypoints.http.state import state
from crossdock.telemetry.logs import log_context
from crossdock.telemetry.trace import continue_trace, passed_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask, Response

_View = TypeVar("_View", bound="Callable[..., object]")

log = logging.getLogger(__name__)

MAIL = "message/rfc822"
JSON = "application/json"
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def takes(*media_types: str, example: Mapping[str, object]) -> Callable[[_View], _View]:
    """Mark a view: its body must have one of these media types; `example` is one in JSON."""

    def mark(view: _View) -> _View:
        view.__dict__["media_types"] = media_types
        view.__dict__["json_example"] = encode(example)
        return view

    return mark


def register(app: Flask) -> None:
    """Run these around every request of `app`."""
    app.before_request(_begin)
    app.before_request(authorize)
    app.before_request(_check_body)
    app.after_request(_finish)
    app.teardown_request(_forget)


def _begin() -> None:
    g.began = time.perf_counter()
    g.trace = continue_trace(request.headers.get("traceparent"))
    g.correlation_id = g.trace.trace_id
    asked = request.headers.get("X-Request-Id", "")
    g.request_id = asked if _REQUEST_ID.fullmatch(asked) else uuid.uuid4().hex
    passed_on.set({"traceparent": g.trace.header, "X-Request-Id": g.request_id})
    log_context.set(
        {
            "request_id": g.request_id,
            "trace_id": g.trace.trace_id,
            "span_id": g.trace.span_id,
            "correlation_id": g.correlation_id,
            "flow": request.endpoint or "",
        }
    )


def _check_body() -> None:
    """Refuse a body that the route cannot take, and read no more of it than the limit."""
    is_mail = request.mimetype == MAIL
    limits = state().services.limits
    limit = limits.max_mail_bytes if is_mail else state().options.max_json_bytes
    # One byte more: a chunked body that is too long is not refused by werkzeug but cut there.
    request.max_content_length = limit + 1
    view = current_app.view_functions.get(request.endpoint or "")
    media_types: tuple[str, ...] = getattr(view, "media_types", ())
    if not media_types:
        return
    if request.mimetype not in media_types:
        raise UnsupportedMediaType(_what_to_send(view))
    if len(request.get_data()) > limit:
        raise TooLarge(f"This route takes at most {limit} bytes; nothing was stored.")
    if request.mimetype == JSON:
        _require_json_object(view)


def _what_to_send(view: object) -> str:
    media_types: tuple[str, ...] = getattr(view, "media_types", ())
    body = f"Send this as {' or '.join(media_types)}; in JSON for example {getattr(view, 'json_example', '')}"
    return f"{body}. {key_told(view)}".rstrip()


def _require_json_object(view: object) -> None:
    """Refuse what is no JSON before fields are looked at; flask-openapi3 would only miss all of them."""
    if not request.get_data().strip():
        raise InvalidRequest(f"The body is empty. {_what_to_send(view)}", code="invalid_json")
    try:
        value = current_app.json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(f"The body is no JSON: {error}.", code="invalid_json") from error
    if not isinstance(value, dict):
        raise InvalidRequest("The body must be a JSON object.")


def _finish(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.request_id
    response.headers["traceparent"] = g.trace.header
    route = request.url_rule.rule if request.url_rule else "unknown"
    seconds = time.perf_counter() - g.began
    metrics = state().metrics
    method = request.method if request.method in _METHODS else "other"  # a caller can invent methods
    metrics.requests.labels(route, method, response.status_code).inc()
    metrics.latency.labels(route).observe(seconds)
    is_probe = route in ("/healthz", "/readyz", "/metrics")
    log.log(
        logging.DEBUG if is_probe else logging.INFO,
        "request answered",
        extra={
            "route": route,
            "method": request.method,
            "status": response.status_code,
            "duration_ms": round(seconds * 1000, 1),
            "caller": g.caller.name if "caller" in g else None,
        },
    )
    return response


def _forget(_error: BaseException | None) -> None:
    log_context.set({})
    passed_on.set({})
