"""Sends one event to one address, signed, without following redirects."""

from __future__ import annotations

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
_LIMIT = httpx.Timeout(5.0, connect=2.0)  # outbox deliveries take turns: nobody may hold them up for long


class WebhookSender:
    """The `EventSender` port. `secret` is as Standard Webhooks write it, `whsec_` and base64."""

    def __init__(self, allowed: AllowedUrls, secret: str, clock: Clock) -> None:
        self._allowed, self._clock, self._signer = allowed, clock, Webhook(secret)
        self._client = httpx.Client(timeout=_LIMIT, follow_redirects=False, trust_env=False)

    def check(self, url: str) -> None:
        """Return when events may be sent to `url`. Raises `UrlRefused`, naming the setting to change."""
        self._allowed.check(url)

    def send(self, url: str, effect: PlannedEffect, event: SendEvent) -> Receipt:
        """Send one event; nothing that the receiver does raises."""
        try:
            self.check(url)
            answer = self._client.send(self._request(url, effect, event))
        except UrlRefused as refused:
            return Receipt(key=effect.key, status=ReceiptStatus.RETRY, error=refused.message)
        except (httpx.ConnectError, httpx.ConnectTimeout, OSError) as error:
            return Receipt(key=effect.key, status=ReceiptStatus.UNREACHABLE, error=_told(error))
        except httpx.HTTPError as error:
            return Receipt(key=effect.key, status=ReceiptStatus.UNKNOWN, error=_told(error))
        said = f"answered HTTP {answer.status_code}"
        if answer.is_success and not _is_taken(answer.content):
            return Receipt(key=effect.key, status=ReceiptStatus.BUSY, error=f"{said} {_NOT_JSON}")
        if answer.is_success:
            return Receipt(key=effect.key, status=ReceiptStatus.SENT)
        status = _REFUSALS.get(answer.status_code, ReceiptStatus.RETRY)
        return Receipt(key=effect.key, status=status, error=said)

    def _request(self, url: str, effect: PlannedEffect, event: SendEvent) -> httpx.Request:
        body = json.dumps(
            {
                "id": event.event_id,
                "type": event.event_type,
                "timestamp": event.at,
                "company_id": effect.company_id,
                "data": event.data,
            },
            separators=(",", ":"),
        )
        parts, now = split(url), self._clock.now()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "crossdock",
            **self._signed(event, body, now),
        }
        if not self._allowed.check(url):
            return self._client.build_request("POST", url, content=body, headers=headers)
        host = parts.hostname or ""
        address = public_address(host, parts.port or 443)
        pinned = httpx.URL(url).copy_with(host=address)  # the name is not asked for a second time
        return self._client.build_request(
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
