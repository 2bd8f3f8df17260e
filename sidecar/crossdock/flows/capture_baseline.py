"""Capture what open orders say at install: requested and agreed values, kept for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import BaselineAnswer
    from crossdock.flows.services import Services


def capture_baseline(services: Services, *, correlation_id: str) -> BaselineAnswer:
    """Capture all open order lines that have no baseline yet. Raises `ErpUnavailable`."""
    raise NotImplementedError
