"""Errors as `application/problem+json` (RFC 9457) with a stable `code`."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn

from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from crossdock.domain import errors
from crossdock.entrypoints.http.json_text import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from pydantic import ValidationError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_STATUS: tuple[tuple[type[errors.CrossdockError], int], ...] = (
    (errors.PayloadMismatch, 422),
    (errors.TooLarge, 413),
    (errors.InvalidRequest, 422),
    (errors.NotFound, 404),
    (errors.Conflict, 409),
    (errors.Unauthenticated, 401),
    (errors.Forbidden, 403),
    (errors.RetryLater, 503),
    (errors.ErpRefused, 502),
)
_CODES_400 = frozenset({"idempotency_key_missing", "invalid_json"})
_ROUTING = {
    400: ("bad_request", "The request cannot be parsed; see /docs for its form."),
    404: ("unknown_route", "There is no such route; /openapi.json lists all of them."),
    405: ("method_not_allowed", "This route has another method; the Allow header names it."),
    413: ("payload_too_large", "The body is larger than this route takes; nothing was stored."),
    415: ("unsupported_media_type", "This route takes another Content-Type; see /docs."),
}


class InvalidFields(errors.InvalidRequest):
    """Some fields are not as the schema says; `errors` names each."""

    def __init__(self, fields: list[dict[str, str]]) -> None:
        super().__init__()
        self.fields = fields


class UnsupportedMediaType(errors.CrossdockError):
    """This route takes another Content-Type."""

    code = "unsupported_media_type"


def refuse_invalid(error: ValidationError) -> NoReturn:
    """Raise what pydantic found, each with the place it is about."""
    is_body = not error.title.endswith(("Query", "Path"))
    raise InvalidFields([_field(item, is_body=is_body) for item in error.errors(include_url=False)])


def _field(item: Mapping[str, Any], *, is_body: bool) -> dict[str, str]:
    place = "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in item["loc"])
    return {("pointer" if is_body else "parameter"): f"/{place}" if is_body else place, "detail": item["msg"]}


def problem(
    status: int, code: str, detail: str, *, retry_after: int | None = None, **members: object
) -> Response:
    """Return a problem; `detail` says how to get on."""
    body: dict[str, object] = {
        "type": f"urn:crossdock:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        "outcome": _outcome(status),
        "correlation_id": g.get("correlation_id", ""),
        "request_id": g.get("request_id", ""),
        "reasons": [{"code": code, "text": detail, "evidence": None}],
    }
    if retry_after is not None:
        body["retry_after"] = retry_after
    body.update(members)
    response = Response(encode(body), status=status, content_type=MEDIA_TYPE)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _outcome(status: int) -> str:
    if status in (502, 503):
        return "unavailable"
    return "refused" if status < 500 else "failed"


def from_error(error: errors.CrossdockError) -> Response:
    """Return the problem of a typed error."""
    status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
    if isinstance(error, UnsupportedMediaType):
        status = 415
    if error.code in _CODES_400:
        status = 400
    if status == 500:
        log.error("request failed", extra={"code": error.code}, exc_info=error)
    members: dict[str, object] = {}
    if isinstance(error, InvalidFields):
        members["errors"] = error.fields
    retry_after = getattr(error, "retry_after", None)
    response = problem(status, error.code, error.message, retry_after=retry_after, **members)
    if isinstance(error, errors.Unauthenticated):
        response.headers["WWW-Authenticate"] = 'Bearer realm="crossdock"'
    return response


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    code, detail = _ROUTING.get(status, (HTTPStatus(status).phrase.lower().replace(" ", "_"), ""))
    response = problem(status, code, detail or error.description or HTTPStatus(status).phrase)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def _from_bug(error: Exception) -> Response:
    """Answer a bug without its stack; the log has it under the request id."""
    log.error("request crashed", exc_info=error)
    return problem(
        500, "internal", "This is our fault; report the request_id. The same request may be repeated."
    )


def register(app: Flask) -> None:
    """Answer every error of `app` as a problem."""
    app.register_error_handler(errors.CrossdockError, from_error)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _from_bug)
