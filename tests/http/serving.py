"""A gunicorn of a test's own, with the sidecar's configuration."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[2] / "sidecar" / "gunicorn.conf.py"


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Served:
    """A gunicorn that serves the demo's settings."""

    def __init__(self, values: dict[str, str], log: Path) -> None:
        self.url = f"http://127.0.0.1:{values['CROSSDOCK_BIND_PORT']}"
        self.log = log
        with log.open("w") as sink:
            command = [sys.executable, "-m", "gunicorn", "-c", str(CONFIG)]
            self.process = subprocess.Popen(command, stderr=sink, stdout=sink, env={**os.environ, **values})

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Return status and text."""
        return self.send(urllib.request.Request(self.url + path, headers=headers))

    def send(self, request: urllib.request.Request) -> tuple[int, str]:
        """Send a request as it is."""
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                self.get("/healthz")
            except OSError:
                time.sleep(0.1)
            else:
                return
        pytest.fail(self.log.read_text())
