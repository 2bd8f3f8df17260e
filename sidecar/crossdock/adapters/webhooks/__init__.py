"""Events to subscribers over HTTP, signed by Standard Webhooks."""

from __future__ import annotations

from crossdock.adapters.webhooks.allowed import AllowedUrls
from crossdock.adapters.webhooks.sender import WebhookSender

__all__ = ["AllowedUrls", "WebhookSender"]
