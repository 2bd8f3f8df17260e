"""Who asks, what mailboxes there are, and who is told what happens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from crossdock.domain.events import EventType
from crossdock.entrypoints.http.schemas.common import Answer, CompanyId, Request

Url = Annotated[str, Field(pattern=r"^https?://[\x21-\x7e]{1,1990}$")]
EXAMPLE_URL = "http://127.0.0.1:5678/webhook/9b1c/crossdock"
EXAMPLE: dict[str, JsonValue] = {"url": EXAMPLE_URL, "event_types": ["exception.opened", "exception.closed"]}


class CallerAnswer(Answer):
    """The key that asks."""

    outcome: Literal["found"]
    name: str
    scopes: list[str]
    expires_at: datetime | None


class MailboxPage(Answer):
    """The mailboxes that are configured, by name."""

    outcome: Literal["listed"]
    mailboxes: list[str]


class Subscribe(Request):
    """Where events go, and which."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    url: Url = Field(description="Must be allowed by CROSSDOCK_EVENTS_ALLOWED_URLS.")
    event_types: list[EventType] = Field(min_length=1, max_length=len(EventType))
    company_id: CompanyId | None = Field(default=None, description="Of this company only; else of all.")


class SubscriptionQuery(Request):
    """Of which URL; all without it."""

    url: Url | None = Field(default=None, json_schema_extra={"example": EXAMPLE_URL})


class UnsubscribeQuery(Request):
    """Of which URL."""

    url: Url = Field(json_schema_extra={"example": EXAMPLE_URL})


class EventSubscription(BaseModel):
    """Where events go. A disabled one gets none until it is made anew; what waited is a dead letter."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    url: str
    event_types: list[EventType]
    company_id: int | None
    created_at: datetime
    disabled_at: datetime | None
    disabled_reason: str


class SubscriptionAnswer(Answer):
    """The subscription as it is now; none after its end."""

    outcome: Literal["subscribed", "already_subscribed", "unsubscribed"]
    subscription: EventSubscription | None


class SubscriptionPage(Answer):
    """All subscriptions, oldest first."""

    outcome: Literal["listed"]
    subscriptions: list[EventSubscription]
