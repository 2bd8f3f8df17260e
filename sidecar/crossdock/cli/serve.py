"""`crossdock serve` and `crossdock version`."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crossdock import __version__
from crossdock.cli.told import OK, ledger_told
from crossdock.domain.errors import CrossdockError
from crossdock.settings import Settings

if TYPE_CHECKING:
    import argparse


def version(_: argparse.Namespace) -> int:
    """Print the version."""
    print(f"crossdock {__version__}")
    return OK


def serve(arguments: argparse.Namespace) -> int:
    """Serve the API with gunicorn."""
    settings = Settings()
    settings.require_service()  # a missing variable is told before all this is imported
    from crossdock.app.services import build

    with ledger_told(settings):
        build(settings)  # what is wrong is told in a line here, not by a worker that cannot boot
    _require_free(settings.bind_host, settings.bind_port)
    command = [sys.executable, "-m", "gunicorn", "-c", str(_gunicorn_config()), *arguments.gunicorn]
    # on stdout: what stands on stderr from now on is JSON
    print(f"Crossdock answers at {_url(settings)} (docs at /docs); Ctrl-C ends it")
    sys.stdout.flush()
    os.execv(sys.executable, command)
    return OK


def _url(settings: Settings) -> str:
    """Return where it answers; an IPv6 address in brackets, as in every URL."""
    host = f"[{settings.bind_host}]" if ":" in settings.bind_host else settings.bind_host
    return f"http://{host}:{settings.bind_port}"


def _require_free(host: str, port: int) -> None:
    """Tell of a port that somebody has in one line, where gunicorn would repeat itself and go."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        cause = str(error.strerror).partition(" (")[0]  # Python repeats the address there
        raise CrossdockError(
            f"cannot listen on {host}:{port} ({cause}): choose another CROSSDOCK_BIND_PORT or "
            "CROSSDOCK_BIND_HOST, or stop what listens there"
        ) from error


def _gunicorn_config() -> Path:
    """Return the checkout's configuration, or the one that the image brings."""
    places = (Path(__file__).parents[2] / "gunicorn.conf.py", Path("/etc/crossdock/gunicorn.conf.py"))
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise CrossdockError(f"gunicorn.conf.py is missing; looked at {', '.join(map(str, places))}")
    return found
