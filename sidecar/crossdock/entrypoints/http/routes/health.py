"""`/healthz`, `/readyz`, `/metrics`: for orchestrators and Prometheus."""

from __future__ import annotations

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from crossdock import __version__
from crossdock.entrypoints.http.api_keys import Scope
from crossdock.entrypoints.http.auth import needs, open_to_all
from crossdock.entrypoints.http.idempotency import json_response
from crossdock.entrypoints.http.json_text import encode
from crossdock.entrypoints.http.problems import problem
from crossdock.entrypoints.http.schemas.operations import Alive, Ready
from crossdock.entrypoints.http.state import correlation_id, state

bp = APIBlueprint("health", __name__, abp_tags=[Tag(name="Health")])

_NEEDED = ("ledger", "policies")
"""Without these nothing can be stored or decided rightly; Odoo and mailboxes may be away for a while."""


@bp.get("/healthz", responses={200: Alive})
@open_to_all
def is_alive() -> Response:
    """Answer while the process lives; asks nothing else."""
    body = Alive(outcome="alive", correlation_id=correlation_id(), reasons=[], version=__version__)
    return json_response(encode(body.model_dump()))


@bp.get("/readyz", responses={200: Ready})
@open_to_all
def is_ready() -> Response:
    """Ping every adapter. 503 only when facts cannot be stored: intake works without Odoo."""
    adapters = state().readiness.states()
    away = sorted(name for name, is_up in adapters.items() if is_up != "up")
    if any(name in _NEEDED for name in away):
        detail = f"Facts cannot be taken now: {', '.join(away)} not up; the log says why."
        return problem(503, "not_ready", detail, retry_after=5, adapters=adapters)
    reasons = [
        {"code": adapters[name], "text": f"{name} is away; what needs it follows later.", "evidence": None}
        for name in away
    ]
    body = Ready.model_validate(
        {
            "outcome": "degraded" if away else "ready",
            "correlation_id": correlation_id(),
            "reasons": reasons,
            "adapters": adapters,
        }
    )
    return json_response(encode(body.model_dump()))


@bp.get(
    "/metrics",
    responses={200: {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}}},
)
@needs(Scope.METRICS_READ)
def get_metrics() -> Response:
    """Return the metrics in Prometheus' text format (no key with `CROSSDOCK_METRICS_OPEN=true`)."""
    return Response(state().metrics.exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4)
