"""Open a case for a human, asked for by a workflow or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.flows.answers import ExceptionAnswer, OpenExceptionCommand
    from crossdock.flows.services import Services


def open_exception(
    services: Services, command: OpenExceptionCommand, *, correlation_id: str
) -> ExceptionAnswer:
    """Open the case, or update the open one of the same subject and category. Needs no Odoo to answer."""
    raise NotImplementedError
