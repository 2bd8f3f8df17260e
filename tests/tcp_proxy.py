"""A small TCP proxy on loopback whose line can be held, cut, slowed or closed: what networks do to Odoo."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from types import TracebackType

_HEAD_BYTES = 64 * 1024
_LONGEST_HOLD_S = 120


class Line(Enum):
    """What happens to an answer on its way back."""

    CLEAR = "clear"
    HELD = "held"
    """The request arrives, the answer never comes back: a timeout after which the server went on."""
    CUT = "cut"
    """The request arrives, then the connection breaks."""
    SLOW = "slow"
    """The answer comes `delay_s` late, or as soon as the line is clear again."""


class TcpProxy:
    """Forwards to one server, one request per connection.

    `line` holds for every answer; `strike` troubles the answers to single requests, which `struck` lists.
    `answered` counts the troubled answers that the server gave.
    """

    def __init__(self, url: str, *, delay_s: float = 0) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.line = Line.CLEAR
        self.delay_s = delay_s
        self.answered = threading.Semaphore(0)
        self.struck: list[Line] = []
        self._needle = b""
        self._strikes: list[Line] = []
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> TcpProxy:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.line = Line.CLEAR
        self.close()

    def close(self) -> None:
        """Stop listening: the next connection is refused."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def strike(self, needle: bytes, *lines: Line) -> None:
        """Let the answers to the next requests that hold `needle` meet these lines, one each."""
        with self._lock:
            self._needle, self._strikes, self.struck = needle, list(lines), []

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._forward, args=(client,), daemon=True).start()

    def _forward(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError), socket.create_connection(self._target) as server:
            asked = bytearray()
            asking = threading.Thread(target=_copy, args=(client, server, asked), daemon=True)
            asking.start()
            data = server.recv(65536)
            line = self._line_of(bytes(asked))
            if line is Line.SLOW:
                self._wait()
            while data:
                if line in (Line.HELD, Line.CUT):
                    self.answered.release()
                if line is Line.CUT:
                    client.shutdown(socket.SHUT_RDWR)
                    return
                if line is not Line.HELD:
                    client.sendall(data)
                data = server.recv(65536)
            if line is Line.HELD:
                asking.join(_LONGEST_HOLD_S)  # until the client hangs up

    def _line_of(self, asked: bytes) -> Line:
        """Return what happens to the answer to this request."""
        with self._lock:
            if not (self._strikes and self._needle in asked):
                return self.line
            line = self._strikes.pop(0)
            self.struck.append(line)
            return line

    def _wait(self) -> None:
        end = time.monotonic() + self.delay_s
        while self.line is Line.SLOW and time.monotonic() < end:
            time.sleep(0.02)


def _copy(source: socket.socket, target: socket.socket, head: bytearray) -> None:
    """Copy until the source hangs up; `head` takes the beginning."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            head += data[: max(0, _HEAD_BYTES - len(head))]
            target.sendall(data)
