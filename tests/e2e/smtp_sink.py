"""A mail server that takes every mail and keeps it: what n8n's *Send Email* sends in tests."""

from __future__ import annotations

import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail and the addresses that it was handed over for."""

    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def text(self) -> str:
        """Its subject and text."""
        return f"{self.message['Subject']}\n{self.message.get_content()}"


@dataclass(slots=True)
class SmtpSink:
    """Listens on loopback while it is entered; `taken` grows."""

    taken: list[Taken] = field(default_factory=list)
    _server: socketserver.ThreadingTCPServer | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        sink = self

        class Session(_Session):
            taken = sink.taken

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a client without extensions needs (RFC 5321, 4.5.1)."""

    taken: list[Taken]

    def handle(self) -> None:
        self._say("220 sink")
        recipients: list[str] = []
        for line in self.rfile:
            verb, _, rest = line.decode().strip().partition(" ")
            if verb.upper() == "RCPT":
                recipients.append(rest.partition("<")[2].partition(">")[0])
            elif verb.upper() == "DATA":
                self._say("354 go on")
                mail = message_from_bytes(self._content(), policy=policy.default)
                self.taken.append(Taken(tuple(recipients), mail))
                recipients = []
            elif verb.upper() == "QUIT":
                self._say("221 bye")
                return
            self._say("250 sink")

    def _content(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line.removeprefix(b".") for line in lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
