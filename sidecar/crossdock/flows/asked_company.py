"""The company that a caller names: told at once where Odoo has none such, else as soon as that is known."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.decision import Reason
from crossdock.domain.errors import ErpRefused, ErpUnavailable, InvalidRequest

if TYPE_CHECKING:
    from crossdock.flows.answers import OpenExceptionCommand
    from crossdock.flows.services import Services
    from crossdock.ports import NewFact

log = logging.getLogger(__name__)

CODE = "company_not_found"


def refuse_unknown_company(services: Services, fact: NewFact) -> bool:
    """Raise `InvalidRequest` where Odoo lets us write nothing in the fact's company.

    Return whether that was known in time: a caller who has waited for it waits for no more. A fact that is
    stored already is not refused, and one that comes while Odoo cannot be asked is stored like any other.
    """
    if fact.company_id == services.company_id:
        return True
    try:
        has = services.in_time(lambda: services.erp.has_company(fact.company_id))
    except (ErpUnavailable, ErpRefused):
        return True
    if has is False and services.ledger.entry_of(fact.company_id, fact.channel, fact.fact_key) is None:
        raise InvalidRequest(_text(fact.company_id), code=CODE)
    return has is not None


def in_known_company(
    services: Services, command: OpenExceptionCommand
) -> tuple[OpenExceptionCommand, Reason | None]:
    """Return the command, in the configured company and of no order where Odoo has not the named one.

    An order that has the same name there is another one. The configured company is not the caller's to get
    wrong, so it is never looked up.
    """
    company_id = command.company_id
    if company_id == services.company_id or services.erp.has_company(company_id):
        return command, None
    return _moved(services, command), Reason(code=CODE, text=_text(company_id))


def in_company_at_hand(
    services: Services, command: OpenExceptionCommand
) -> tuple[OpenExceptionCommand, Reason | None]:
    """Return the same where looks at Odoo have failed: one that fails again counts as no such company.

    Raises `ErpUnavailable` alone: a case waits for Odoo rather than that another company reads it.
    """
    try:
        return in_known_company(services, command)
    except ErpUnavailable:
        raise
    except Exception:
        log.exception("a company cannot be looked up", extra={"company_id": command.company_id})
        text = f"Company {command.company_id} could not be looked up in Odoo."
        return _moved(services, command), Reason(code=CODE, text=text)


def _moved(services: Services, command: OpenExceptionCommand) -> OpenExceptionCommand:
    return replace(command, company_id=services.company_id, purchase_order=None, line=None)


def _text(company_id: int) -> str:
    return f"Odoo has no company {company_id}, or does not let Crossdock's user into it."
