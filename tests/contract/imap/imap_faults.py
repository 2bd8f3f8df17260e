"""A proxy before a real IMAP server that makes it older, narrower or ill, one fault at a time."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

HANG_UP = b"HANG UP"


@dataclass(slots=True)
class Faults:
    """What the proxy does.

    `answers` maps a pattern of a client's command (without its tag) to what the client gets instead of the
    server's answer: `{tag}` is filled in; `HANG_UP` closes the connection. `rewrites` change the server's
    words. `before` is called with each command, before it goes to the server.
    """

    answers: list[tuple[str, bytes]] = field(default_factory=list)
    rewrites: list[tuple[bytes, bytes]] = field(default_factory=list)
    before: Callable[[bytes], None] | None = None
    commands: list[bytes] = field(default_factory=list)
    connections: int = 0
    closed: int = 0

    def answer(self, tag: bytes, command: bytes) -> bytes | None:
        """Return what the client gets instead of the server's answer, if anything."""
        for pattern, text in self.answers:
            if re.match(pattern, command.decode("latin-1"), re.IGNORECASE):
                return text.replace(b"{tag}", tag)
        return None


class FaultyImap:
    """Listens on loopback and passes lines to a real server. With `tls`, it is spoken to the client."""

    def __init__(
        self, port: int, faults: Faults, *, tls: ssl.SSLContext | None = None, starttls: bool = False
    ):
        self._target = port
        self._faults = faults
        self._tls = tls
        self._starttls = starttls
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._spawn(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening and wait for every connection to end: a leak in the client would hang here."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=60)
            assert not thread.is_alive(), "a connection was left open"

    def _spawn(self, work: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._faults.connections += 1
                self._spawn(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(self._count_closed)
            server = stack.enter_context(socket.create_connection(("127.0.0.1", self._target)))
            if self._tls is not None and not self._starttls:
                client = self._tls.wrap_socket(client, server_side=True)
            stack.callback(lambda: client.close())
            greeting = server.recv(65536)
            client.sendall(self._rewrite(greeting))
            if self._starttls and self._tls is not None:
                client = self._negotiate(client, server)
            down = self._spawn(self._pass_down, server, client)
            self._pass_up(client, server)
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            down.join(timeout=10)

    def _negotiate(self, client: socket.socket, server: socket.socket) -> socket.socket:
        """Speak in clear until STARTTLS, then wrap."""
        while True:
            line = _line(client)
            tag, _, command = line.partition(b" ")
            if command.strip().upper() == b"STARTTLS":
                client.sendall(tag + b" OK begin\r\n")
                assert self._tls is not None
                return self._tls.wrap_socket(client, server_side=True)
            self._faults.commands.append(command.strip())
            server.sendall(line)
            client.sendall(self._rewrite(server.recv(65536)))

    def _pass_up(self, client: socket.socket, server: socket.socket) -> None:
        while line := _line(client):
            tag, _, command = line.partition(b" ")
            self._faults.commands.append(command.strip())
            if self._faults.before is not None:
                self._faults.before(command.strip())
            instead = self._faults.answer(tag, command)
            if instead == HANG_UP:
                with contextlib.suppress(OSError):
                    client.shutdown(socket.SHUT_RDWR)
                return
            if instead is not None:
                client.sendall(instead)
            else:
                server.sendall(line)

    def _pass_down(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := server.recv(1 << 20):
                client.sendall(self._rewrite(chunk))

    def _rewrite(self, chunk: bytes) -> bytes:
        for pattern, replacement in self._faults.rewrites:
            chunk = re.sub(pattern, replacement, chunk)
        return chunk

    def _count_closed(self) -> None:
        self._faults.closed += 1


def _line(connection: socket.socket) -> bytes:
    """Return one line; empty at the end of the stream."""
    line = b""
    while not line.endswith(b"\n"):
        byte = connection.recv(1)
        if not byte:
            return b""
        line += byte
    return line
