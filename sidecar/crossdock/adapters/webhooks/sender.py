"""Sends one event to one address, signed, without following redirects."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

import httpx
from standardwebhooks import Webhook

from crossdock.adapters.webhooks.allowed import AllowedUrls, public_address, split
from crossdock.domain.effect import Receipt, ReceiptStatus
from crossdock.domain.errors import UrlRefused

if TYPE_CHECKING:
    from datetime import datetime

    from crossdock.domain.effect import PlannedEffect, SendEvent
    from crossdock.ports import Clock

# httpx logs each request's full address, and n8n's addresses are half a secret.
logging.getLogger("httpx").setLevel(logging.WARNING)

_REFUSALS = {
    410: ReceiptStatus.REFUSED,
    **dict.fromkeys((404, 429, 502, 503, 504), ReceiptStatus.BUSY),  # n8n: 404 until its workflows are active
}
_NOT_JSON = "with a text that is not JSON: it starts, or something else answers in its place"
_CONNECT_S, _DEADLINE_S = 2.0, 7.0  # outbox deliveries take turns: nobody may hold them up for long
_MOST_BYTES = 65_536  # of an answer; what is cut off there is not JSON any more


class WebhookSender:
    """The `EventSender` port. `secret` is as Standard Webhooks write it, `whsec_` and base64."""

    def __init__(self, allowed: AllowedUrls, secret: str, clock: Clock) -> None:
        self._allowed, self._clock, self._signer = allowed, clock, Webhook(secret)
        self._tls = httpx.create_ssl_context(trust_env=False)

    def check(self, url: str) -> None:
        """Return when events may be sent to `url`. Raises `UrlRefused`, naming the setting to change."""
        self._allowed.check(url)

    def send(self, url: str, effect: PlannedEffect, event: SendEvent) -> Receipt:
        """Send one event; nothing that the receiver does raises."""
        try:
            self.check(url)
            status_code, body = asyncio.run(self._post(url, effect, event))
        except UrlRefused as refused:
            return Receipt(key=effect.key, status=ReceiptStatus.RETRY, error=refused.message)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return Receipt(key=effect.key, status=ReceiptStatus.UNREACHABLE, error=_told(error))
        except (httpx.HTTPError, TimeoutError) as error:
            return Receipt(key=effect.key, status=ReceiptStatus.UNKNOWN, error=_told(error))
        except OSError as error:
            return Receipt(key=effect.key, status=ReceiptStatus.UNREACHABLE, error=_told(error))
        return _receipt(effect, status_code, body)

    async def _post(self, url: str, effect: PlannedEffect, event: SendEvent) -> tuple[int, bytes]:
        """Return status and body of the answer. The time limit is one for all of it: a receiver that sends a
        byte now and then would outlast any limit per read."""
        limit = httpx.Timeout(_DEADLINE_S, connect=_CONNECT_S)
        client = httpx.AsyncClient(timeout=limit, follow_redirects=False, trust_env=False, verify=self._tls)
        async with asyncio.timeout(_DEADLINE_S), client:
            answer = await client.send(self._request(client, url, effect, event), stream=True)
            body = bytearray()
            async for part in answer.aiter_raw():
                body += part
                if len(body) >= _MOST_BYTES:
                    break
            return answer.status_code, bytes(body[:_MOST_BYTES])

    def _request(
        self, client: httpx.AsyncClient, url: str, effect: PlannedEffect, event: SendEvent
    ) -> httpx.Request:
        body = _body(effect, event)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "crossdock",
            "Accept-Encoding": "identity",
            **self._signed(event, body, self._clock.now()),
        }
        if not self._allowed.check(url):
            return client.build_request("POST", url, content=body, headers=headers)
        parts = split(url)
        host = parts.hostname or ""
        address = public_address(host, parts.port or 443)
        pinned = httpx.URL(url).copy_with(host=address)  # the name is not asked for a second time
        return client.build_request(
            "POST",
            pinned,
            content=body,
            headers={**headers, "Host": parts.netloc},
            extensions={"sni_hostname": host},
        )

    def _signed(self, event: SendEvent, body: str, now: datetime) -> dict[str, str]:
        """Return the three headers of Standard Webhooks; the time is that of this attempt."""
        return {
            "webhook-id": event.event_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signer.sign(msg_id=event.event_id, timestamp=now, data=body),
        }


def _body(effect: PlannedEffect, event: SendEvent) -> str:
    return json.dumps(
        {
            "id": event.event_id,
            "type": event.event_type,
            "timestamp": event.at,
            "company_id": effect.company_id,
            "data": event.data,
        },
        separators=(",", ":"),
    )


def _receipt(effect: PlannedEffect, status_code: int, body: bytes) -> Receipt:
    """Return what an answer means."""
    said = f"answered HTTP {status_code}"
    if not httpx.codes.is_success(status_code):
        status = _REFUSALS.get(status_code, ReceiptStatus.RETRY)
        return Receipt(key=effect.key, status=status, error=said)
    if not _is_taken(body):
        return Receipt(key=effect.key, status=ReceiptStatus.BUSY, error=f"{said} {_NOT_JSON}")
    return Receipt(key=effect.key, status=ReceiptStatus.SENT)


def _is_taken(body: bytes) -> bool:
    """Return whether a 2xx is the receiver's own: it has JSON or nothing to say.

    While n8n migrates its database it answers every path with 200 and a line of text; proxies have pages.
    """
    try:
        json.loads(body.strip() or b"null")
    except (ValueError, RecursionError):
        return False
    return True


def _told(error: Exception) -> str:
    """Return what went wrong without the address, which may hold a secret part."""
    return type(error).__name__
