"""`/v1/event-subscriptions`: who is told what happens. The URL is the key, so no request needs another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response  # noqa: TC002  # flask-openapi3 reads the views' hints at run time
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from crossdock.entrypoints.http.api_keys import Scope
from crossdock.entrypoints.http.auth import needs
from crossdock.entrypoints.http.context import JSON, takes
from crossdock.entrypoints.http.idempotency import json_response
from crossdock.entrypoints.http.json_text import encode
from crossdock.entrypoints.http.schemas.common import present
from crossdock.entrypoints.http.schemas.events import (
    EXAMPLE,
    Subscribe,
    SubscriptionAnswer,
    SubscriptionPage,
    SubscriptionQuery,
    UnsubscribeQuery,
)
from crossdock.entrypoints.http.state import correlation_id, services
from crossdock.flows.subscribe import list_subscriptions, subscribe, unsubscribe

if TYPE_CHECKING:
    from crossdock.flows import answers

bp = APIBlueprint("events", __name__, abp_tags=[Tag(name="Events")])
_PATH = "/v1/event-subscriptions"


@bp.get(_PATH, responses={200: SubscriptionPage})
@needs(Scope.EVENTS_SUBSCRIBE)
def get_event_subscriptions(query: SubscriptionQuery) -> Response:
    """List who is told what happens, or look for one URL."""
    page = list_subscriptions(services(), url=query.url, correlation_id=correlation_id())
    return json_response(encode(present(SubscriptionPage, page)))


@bp.post(_PATH, responses={200: SubscriptionAnswer})
@takes(JSON, example=EXAMPLE)
@needs(Scope.EVENTS_SUBSCRIBE)
def subscribe_to_events(body: Subscribe) -> Response:
    """Have events sent to a URL, signed by Standard Webhooks; the same URL again changes what is sent.

    Within an hour of its end the same URL gets what waits for it, as far as it still asks for that.
    A receiver takes an event by 2xx with JSON or without a body, all within seven seconds. Any other body is
    not its own, as a proxy's page or the line of a server that starts: the event is sent again.
    """
    answer = subscribe(
        services(),
        url=body.url,
        event_types=body.event_types,
        company_id=body.company_id,
        correlation_id=correlation_id(),
    )
    return _shown(answer)


@bp.delete(_PATH, responses={200: SubscriptionAnswer})
@needs(Scope.EVENTS_SUBSCRIBE)
def unsubscribe_from_events(query: UnsubscribeQuery) -> Response:
    """Send nothing to that URL any more; what waits for it is dropped an hour later."""
    return _shown(unsubscribe(services(), url=query.url, correlation_id=correlation_id()))


def _shown(answer: answers.SubscriptionAnswer) -> Response:
    return json_response(encode(present(SubscriptionAnswer, answer)))
