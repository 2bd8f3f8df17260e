"""One event to one address: signed, once, without detours."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from crossdock.adapters.webhooks import AllowedUrls, WebhookSender
from crossdock.adapters.webhooks import sender as sending
from crossdock.domain.effect import PlannedEffect, ReceiptStatus, SendEvent, Target
from crossdock.domain.errors import UrlRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSB0ZXN0cyBvZiBldmVudHM="
EVENT = SendEvent(
    subscription_id=1, event_id="evt_1", event_type="exception.opened", at="2026-03-02T09:00:00+00:00",
    data={"id": "c1", "name": "Bröt"},
)  # fmt: skip
EFFECT = PlannedEffect(key="event:1:evt_1", stream="s", target=Target.SUBSCRIBER, company_id=3, body=EVENT)


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class Receiver(HTTPServer):
    """Answers `status` and `body`, and keeps what came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.body, self.got = 200, b"", list[tuple[dict[str, str], bytes]]()
        self.url = f"http://127.0.0.1:{self.server_port}/webhook/x"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Location", f"{self.server.url}/elsewhere")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@contextmanager
def dripping(begun: bytes, drips: bytes) -> Iterator[int]:
    """Give the port of a server that answers each request with `begun` at once and then a byte at a time."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError), listening.accept()[0] as connection:
                connection.recv(65536)
                connection.sendall(begun)
                for at in range(len(drips)):
                    if done.wait(0.05):
                        return
                    connection.sendall(drips[at : at + 1])

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield int(listening.getsockname()[1])
        done.set()
        server.join(timeout=5)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def sender(receiver: Receiver) -> WebhookSender:
    return WebhookSender(AllowedUrls([f"http://127.0.0.1:{receiver.server_port}/"]), SECRET, SystemClock())


def test_what_arrives_is_signed_as_standard_webhooks_say(receiver: Receiver) -> None:
    receipt = sender(receiver).send(receiver.url, EFFECT, EVENT)

    [(headers, body)] = receiver.got
    assert receipt.status is ReceiptStatus.SENT
    assert Webhook(SECRET).verify(body, headers) == {
        "id": "evt_1",
        "type": "exception.opened",
        "timestamp": "2026-03-02T09:00:00+00:00",
        "company_id": 3,
        "data": {"id": "c1", "name": "Bröt"},
    }
    assert headers["webhook-id"] == "evt_1"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b"c1", b"c2"), headers)


def test_a_repeat_has_the_same_id_and_body(receiver: Receiver) -> None:
    for _ in range(2):
        sender(receiver).send(receiver.url, EFFECT, EVENT)

    first, second = receiver.got
    assert first[1] == second[1]
    assert first[0]["webhook-id"] == second[0]["webhook-id"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (202, ReceiptStatus.SENT),
        (301, ReceiptStatus.RETRY),
        (400, ReceiptStatus.RETRY),
        (401, ReceiptStatus.RETRY),
        (404, ReceiptStatus.BUSY),
        (410, ReceiptStatus.REFUSED),
        (429, ReceiptStatus.BUSY),
        (500, ReceiptStatus.RETRY),
        (502, ReceiptStatus.BUSY),
        (503, ReceiptStatus.BUSY),
        (504, ReceiptStatus.BUSY),
    ],
)
def test_what_the_receiver_answers_decides_how_it_goes_on(
    receiver: Receiver, status: int, expected: ReceiptStatus
) -> None:
    receiver.status = status

    receipt = sender(receiver).send(receiver.url, EFFECT, EVENT)

    assert receipt.status is expected
    assert len(receiver.got) == 1  # no redirect was followed
    assert receiver.url not in receipt.error


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", ReceiptStatus.SENT),
        (b'{"outcome":"accepted"}', ReceiptStatus.SENT),
        (b'{"message":"Workflow was started"}', ReceiptStatus.SENT),
        (b"n8n is starting up. Please wait", ReceiptStatus.BUSY),
        (b"<!DOCTYPE html><title>Back soon</title>", ReceiptStatus.BUSY),
        (b'{"outcome":', ReceiptStatus.BUSY),
        (b"[" * 50_000, ReceiptStatus.BUSY),
        (b"\xff\xfe", ReceiptStatus.BUSY),
    ],
)
def test_a_2xx_counts_where_the_receiver_itself_answers_with_json_or_nothing(
    receiver: Receiver, body: bytes, expected: ReceiptStatus
) -> None:
    receiver.body = body

    receipt = sender(receiver).send(receiver.url, EFFECT, EVENT)

    assert receipt.status is expected
    assert ("not JSON" in receipt.error) is (expected is ReceiptStatus.BUSY)


@pytest.mark.parametrize("slow", ["headers", "body"])
def test_a_receiver_that_answers_a_byte_at_a_time_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    monkeypatch.setattr(sending, "_DEADLINE_S", 0.4)
    head, body = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b" " * 100
    begun, drips = (head, body) if slow == "body" else (b"", head + body)
    with dripping(begun, drips) as port:
        url, began = f"http://127.0.0.1:{port}/", time.monotonic()

        receipt = WebhookSender(AllowedUrls([url]), SECRET, SystemClock()).send(url, EFFECT, EVENT)

    assert receipt.status is ReceiptStatus.UNKNOWN
    assert time.monotonic() - began < 3


def test_of_an_answer_without_end_no_more_is_read_than_any_receiver_needs() -> None:
    begun = b'HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{"text":"' + b"x" * 100_000
    with dripping(begun, b"x" * 1000) as port:
        url, began = f"http://127.0.0.1:{port}/", time.monotonic()

        receipt = WebhookSender(AllowedUrls([url]), SECRET, SystemClock()).send(url, EFFECT, EVENT)

    assert receipt.status is ReceiptStatus.BUSY
    assert time.monotonic() - began < 3


def test_a_receiver_that_is_away_costs_no_attempt(receiver: Receiver) -> None:
    receiver.shutdown()
    receiver.server_close()

    assert sender(receiver).send(receiver.url, EFFECT, EVENT).status is ReceiptStatus.UNREACHABLE


def test_nothing_is_sent_to_an_address_that_is_not_allowed_any_more(receiver: Receiver) -> None:
    elsewhere = WebhookSender(AllowedUrls(["https://n8n.example.com/"]), SECRET, SystemClock())

    with pytest.raises(UrlRefused, match="CROSSDOCK_EVENTS_ALLOWED_URLS"):
        elsewhere.check(receiver.url)
    receipt = elsewhere.send(receiver.url, EFFECT, EVENT)

    assert receipt.status is ReceiptStatus.RETRY
    assert receiver.got == []


def test_what_is_signed_is_plain_json(receiver: Receiver) -> None:
    sender(receiver).send(receiver.url, EFFECT, EVENT)

    assert json.loads(receiver.got[0][1])["data"] == EVENT.data
