"""Read cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.errors import NotFound
from crossdock.flows.answers import ExceptionAnswer, ExceptionPage

if TYPE_CHECKING:
    from crossdock.flows.services import Services


def get_exception(services: Services, case_key: str, *, correlation_id: str) -> ExceptionAnswer:
    """Return one case by its key. Raises `NotFound`."""
    found = services.ledger.case(case_key)
    if found is None:
        raise NotFound(f"There is no exception {case_key!r}.")
    return ExceptionAnswer(outcome="found", correlation_id=correlation_id, case=found.case)


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
    cases = services.ledger.cases(
        company_id=company_id, state=state, category=category, before_id=before_id, limit=limit + 1
    )
    page = tuple(cases[:limit])
    return ExceptionPage(
        correlation_id=correlation_id,
        cases=page,
        next_before_id=page[-1].id if len(cases) > limit else None,
    )
