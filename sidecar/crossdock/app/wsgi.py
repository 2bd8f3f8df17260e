"""The application of a gunicorn worker: the HTTP API and its clock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crossdock.app.services import build
from crossdock.domain.errors import StorageUnavailable
from crossdock.entrypoints.clock import Intervals, ProcessClock, Waker
from crossdock.entrypoints.http.application import create_app
from crossdock.entrypoints.http.patience import Patience
from crossdock.entrypoints.http.readiness import Readiness
from crossdock.entrypoints.http.state import HttpOptions, HttpState
from crossdock.settings import Settings
from crossdock.telemetry.logs import configure_logging
from crossdock.telemetry.metrics import Figures, Metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from crossdock.flows.services import Services

log = logging.getLogger(__name__)

CLOCK = "crossdock.clock"
"""Where gunicorn finds the clock of its worker, to stop it."""


def create_wsgi(settings: Settings | None = None) -> Flask:
    """Return the application of one gunicorn worker, its clock running."""
    settings = settings or Settings()
    configure_logging(settings.log_level)
    for short in settings.short_leases():
        log.warning("a lease is short: %s", short)
    waker = Waker()
    services = build(settings, wake=waker.wake)
    metrics = Metrics(settings.shared_metrics_dir)
    metrics.watch_ledger(lambda: _figures(services))
    app = create_app(
        HttpState(
            services=services,
            metrics=metrics,
            readiness=Readiness(pings_of(services)),
            patience=Patience(seats=max(1, settings.threads - 2), wait_s=settings.decision_wait_s),
            options=HttpOptions(
                max_json_bytes=settings.max_json_bytes,
                request_timeout_s=settings.request_timeout_s,
                metrics_open=settings.metrics_open,
            ),
        )
    )
    if settings.clock:
        owner = "the only process" if settings.is_sqlite else None
        process_clock = ProcessClock(services, metrics, waker, _intervals(settings), owner=owner)
        app.extensions[CLOCK] = process_clock
        process_clock.start()
    return app


def _intervals(settings: Settings) -> Intervals:
    return Intervals(
        outbox_s=settings.clock_outbox_s,
        inbox_s=settings.clock_inbox_s,
        odoo_s=settings.clock_odoo_s,
        fetch_s=settings.clock_fetch_s if settings.clock_fetch else None,
    )


def pings_of(services: Services) -> dict[str, Callable[[], object]]:
    """Return what readiness asks, by the name under which it is told: each mailbox too."""
    pings: dict[str, Callable[[], object]] = {
        "ledger": services.ledger.ping,
        "policies": services.policies.active,
        "erp": services.erp.ping,
    }
    pings.update({f"mailbox:{name}": box.ping for name, box in services.mailboxes.items()})
    return pings


_COUNTED = 1000


def _figures(services: Services) -> Figures | None:
    try:
        waiting = services.ledger.undecided(limit=_COUNTED, now=services.clock.now())
        return Figures(outbox=services.ledger.outbox_figures(), inbox_undecided=len(waiting))
    except StorageUnavailable:
        return None
