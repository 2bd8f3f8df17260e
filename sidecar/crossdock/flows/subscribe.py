"""Subscribe to events, and end it. The URL names a subscription: asking twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.errors import NotFound
from crossdock.flows.answers import SubscriptionAnswer, SubscriptionPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.domain.events import EventType
    from crossdock.flows.services import Services


def subscribe(
    services: Services,
    *,
    url: str,
    event_types: Sequence[EventType],
    company_id: int | None,
    correlation_id: str,
) -> SubscriptionAnswer:
    """Have events sent to `url` from now on, and what waits since its end. Raises `UrlRefused`.

    A disabled subscription is enabled.
    """
    services.events.check(url)
    found, is_new = services.ledger.put_event_subscription(
        url=url, event_types=event_types, company_id=company_id, now=services.clock.now()
    )
    return SubscriptionAnswer(
        outcome="subscribed" if is_new else "already_subscribed",
        correlation_id=correlation_id,
        subscription=found,
    )


def unsubscribe(services: Services, *, url: str, correlation_id: str) -> SubscriptionAnswer:
    """Send nothing to `url` any more. Raises `NotFound` where nothing was sent there.

    What waits for it waits on for a while: n8n ends a subscription also where it makes it anew at once.
    """
    if not services.ledger.end_event_subscription(url, services.clock.now()):
        raise NotFound("There is no subscription of this URL.")
    return SubscriptionAnswer(outcome="unsubscribed", correlation_id=correlation_id)


def list_subscriptions(services: Services, *, url: str | None, correlation_id: str) -> SubscriptionPage:
    """Return the subscriptions, or the one of `url`, without ended ones."""
    every = [found for found in services.ledger.event_subscriptions() if found.ended_at is None]
    return SubscriptionPage(
        correlation_id=correlation_id,
        subscriptions=tuple(found for found in every if url is None or found.url == url),
    )
