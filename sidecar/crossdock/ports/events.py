"""The port to those who want to be told what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from crossdock.domain.effect import PlannedEffect, Receipt, SendEvent


class EventSender(Protocol):
    """Sends signed events to subscribers."""

    def check(self, url: str) -> None:
        """Return when events may be sent to `url`. Raises `UrlRefused`, naming the setting to change."""

    def send(self, url: str, effect: PlannedEffect, event: SendEvent) -> Receipt:
        """Send one event; never raises for what the receiver does.

        `SENT` only where the receiver itself took it, `BUSY` where something else answers in its place or it
        asks for patience, and `REFUSED` where it is gone for good.
        """
