"""Read cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import ExceptionAnswer, ExceptionPage
    from crossdock.flows.services import Services


def get_exception(services: Services, case_key: str, *, correlation_id: str) -> ExceptionAnswer:
    """Return one case by its key. Raises `NotFound`."""
    raise NotImplementedError


def list_exceptions(
    services: Services,
    *,
    correlation_id: str,
    company_id: int | None = None,
    state: str | None = None,
    category: str | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> ExceptionPage:
    """Return cases, newest first. `state` may also be `open`."""
    raise NotImplementedError
