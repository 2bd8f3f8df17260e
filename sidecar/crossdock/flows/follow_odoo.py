"""Read what people did in Odoo and let the ledger follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import SweepAnswer
    from crossdock.flows.services import Services


def follow_odoo(services: Services, *, correlation_id: str) -> SweepAnswer:
    """Take changes since the saved cursor as facts, each once. Raises `ErpUnavailable` when Odoo is away."""
    raise NotImplementedError
