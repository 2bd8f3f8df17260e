"""What the routes are given by the composition root."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

from flask import current_app, g

from crossdock.entrypoints.http.patience import Patience
from crossdock.entrypoints.http.readiness import Readiness
from crossdock.flows.services import Services
from crossdock.telemetry.metrics import Metrics

_NAME = "crossdock"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpOptions:
    """Bounds of the HTTP service."""

    max_json_bytes: int = 1024 * 1024
    request_timeout_s: int = 60
    metrics_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpState:
    """The services and helpers of one Flask application."""

    services: Services
    metrics: Metrics
    readiness: Readiness
    options: HttpOptions = field(default_factory=HttpOptions)
    patience: Patience = field(default_factory=Patience)


def keep(extensions: dict[str, object], state: HttpState) -> None:
    """Give the application its state."""
    extensions[_NAME] = state


def state() -> HttpState:
    """Return the state of the application that answers this request."""
    return cast("HttpState", current_app.extensions[_NAME])


def services() -> Services:
    """Return the flows' ports."""
    return state().services


def services_in_time() -> Services:
    """Return the flows' ports for a caller who waits for a decision, but not for ever."""
    return replace(state().services, in_time=state().patience.of_one_request())


def correlation_id() -> str:
    """Return the id that joins this request with everything that follows from it."""
    return cast("str", g.correlation_id)
