"""gunicorn: how the sidecar is served. All values come from `CROSSDOCK_` settings."""

from __future__ import annotations

import importlib
import os
import shutil
from pathlib import Path
from typing import Any

from crossdock.settings import Settings

_settings = Settings()
_settings.require_service()
_metrics_dir = _settings.shared_metrics_dir
if _metrics_dir:
    # prometheus_client looks at this once, when it is imported: so before our own modules are
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _metrics_dir

wsgi_app = "crossdock.app.wsgi:create_wsgi()"
bind = f"{_settings.bind_host}:{_settings.bind_port}"
workers = _settings.workers
worker_class = "gthread"
threads = _settings.threads
timeout = _settings.request_timeout_s
graceful_timeout = _settings.graceful_timeout_s
keepalive = 5
backlog = 512
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# A proxy's headers are believed only on loopback (gunicorn's default); nothing here needs them.
accesslog = None  # the application logs each answer itself, as JSON and without query strings
errorlog = "-"
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "crossdock.telemetry.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}
    },
    "root": {"level": _settings.log_level, "handlers": ["stderr"]},
    "loggers": {
        "gunicorn.error": {"level": _settings.log_level, "handlers": [], "propagate": True},
        "alembic": {"level": "WARNING"},
    },
}
control_socket_disable = True  # nobody needs a way in beside the API
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


def on_starting(_server: Any) -> None:
    """Start with empty shared metrics, as those of dead processes would count twice; import what workers use.

    Imported before workers are forked, our modules are loaded once and their memory is shared. Each worker
    builds an application of its own: connections and threads do not survive a fork.
    """
    if _metrics_dir:
        shutil.rmtree(_metrics_dir, ignore_errors=True)
        Path(_metrics_dir).mkdir(parents=True, mode=0o700)
    importlib.import_module("crossdock.app.wsgi")


def worker_exit(_server: Any, worker: Any) -> None:
    """Stop the clock of a worker that ends."""
    from crossdock.app.wsgi import CLOCK

    extensions = getattr(getattr(worker, "wsgi", None), "extensions", {})
    if CLOCK in extensions:
        extensions[CLOCK].stop()
