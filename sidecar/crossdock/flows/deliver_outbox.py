"""Deliver effects, retry them, give up on some, replay those."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import DeadLetterPage, DeliveryAnswer, ReplayAnswer
    from crossdock.flows.services import Services


def deliver_outbox(services: Services, *, correlation_id: str, limit: int | None = None) -> DeliveryAnswer:
    """Deliver due effects in batches until none is due, a target is away, or `limit` were tried."""
    raise NotImplementedError


def list_dead_letters(
    services: Services, *, correlation_id: str, before_id: int | None = None, limit: int = 50
) -> DeadLetterPage:
    """Return effects that were given up, newest first."""
    raise NotImplementedError


def replay_dead_letters(
    services: Services, *, correlation_id: str, row_id: int | None = None
) -> ReplayAnswer:
    """Make one dead effect (None: all) pending again. Raises `NotFound` when `row_id` is not a dead one."""
    raise NotImplementedError
