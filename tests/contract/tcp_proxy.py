"""A small TCP proxy on loopback whose line can be held, cut or closed: what networks do to Odoo."""

from __future__ import annotations

import contextlib
import socket
import threading
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from types import TracebackType


class Line(Enum):
    """What happens to an answer on its way back."""

    CLEAR = "clear"
    HELD = "held"
    """The request arrives, the answer never comes back: a timeout after which the server went on."""
    CUT = "cut"
    """The request arrives, then the connection breaks."""


class TcpProxy:
    """Forwards to one server; `answered` counts the answers that the server gave."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.line = Line.CLEAR
        self.answered = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> TcpProxy:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening: the next connection is refused."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._forward, args=(client,), daemon=True).start()

    def _forward(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._target) as server:
            threading.Thread(target=_copy, args=(client, server), daemon=True).start()
            with contextlib.suppress(OSError):
                while data := server.recv(65536):
                    if self.line is Line.CLEAR:
                        client.sendall(data)
                        continue
                    self.answered.release()
                    if self.line is Line.CUT:
                        client.shutdown(socket.SHUT_RDWR)
                        return


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
