"""Decide stored facts that wait, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import SweepAnswer
    from crossdock.flows.services import Services


def sweep_inbox(services: Services, *, correlation_id: str, limit: int = 50) -> SweepAnswer:
    """Decide waiting facts; a poison one never holds up the others; stops early while Odoo is away."""
    raise NotImplementedError
