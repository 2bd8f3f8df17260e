"""What every flow is given: the ports, filled by the composition root, and the limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from crossdock.domain.effect import PlannedEffect, Receipt, ReceiptStatus, SendEvent
from crossdock.domain.errors import UrlRefused
from crossdock.ports import Clock, Erp, EventSender, Ledger, Mailbox, PolicySource

Result = TypeVar("Result")
EVENTS_OFF = "Events are off; set CROSSDOCK_EVENTS_SIGNING_SECRET and CROSSDOCK_EVENTS_ALLOWED_URLS."


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds that protect the service; times in seconds, sizes in bytes."""

    max_mail_bytes: int = 25 * 1024 * 1024
    inbox_lease_s: int = 400
    max_attempts: int = 3
    outbox_batch: int = 200
    outbox_lease_s: int = 300
    reopen_days: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days the ledger keeps what nothing needs any more; 0: for ever."""

    mails_days: int = 400
    answers_days: int = 7
    effects_days: int = 90


def nobody_to_wake() -> None:
    """Do nothing: without a clock, deliveries are asked for over HTTP."""


class InTime(Protocol):
    """Does work for somebody who waits for it: None where it takes long, and then goes on by itself."""

    def __call__(self, work: Callable[[], Result], /) -> Result | None:
        """Return what `work` returns, or None."""


def at_leisure(work: Callable[[], Result], /) -> Result | None:
    """Do the work however long it takes: nobody waits."""
    return work()


class EventsOff:
    """The `EventSender` where events are not configured: nobody can subscribe, what waits goes on waiting."""

    def check(self, url: str) -> None:
        """Refuse."""
        raise UrlRefused(EVENTS_OFF, code="events_off")

    def send(self, url: str, effect: PlannedEffect, event: SendEvent) -> Receipt:
        """Send nothing."""
        return Receipt(key=effect.key, status=ReceiptStatus.UNREACHABLE, error=EVENTS_OFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The ports of one running sidecar. `wake` tells its clock that effects are waiting.

    `in_time` bounds how long a caller waits for a decision.

    `authserv_id` is the name that our own mail server writes into Authentication-Results, for mails that
    are pushed over HTTP (a fetched mail's mailbox has its own); `trust_unauthenticated` waives the check.
    """

    clock: Clock
    ledger: Ledger
    erp: Erp
    policies: PolicySource
    events: EventSender = field(default_factory=EventsOff)
    mailboxes: Mapping[str, Mailbox] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    retention: Retention = field(default_factory=Retention)
    wake: Callable[[], None] = nobody_to_wake
    in_time: InTime = at_leisure
    company_id: int = 1
    authserv_id: str | None = None
    trust_unauthenticated: bool = False
