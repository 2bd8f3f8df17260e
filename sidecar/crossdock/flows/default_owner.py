"""The owner of a case that belongs to no order."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from crossdock.domain.case_owner import owned
from crossdock.domain.orders import OrderQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crossdock.domain.exception_case import ExceptionRecord
    from crossdock.domain.orders import Buyer
    from crossdock.flows.services import Services

log = logging.getLogger(__name__)


def owned_by_default(services: Services, draft: ExceptionRecord) -> ExceptionRecord:
    """Return the draft with the default team and its lead, if it has one; alone where Odoo cannot be asked.

    It serves where something has failed already, so it never fails itself.
    """
    return owned_and_known(services, draft)[0]


def owned_and_known(
    services: Services, draft: ExceptionRecord
) -> tuple[ExceptionRecord, Mapping[int, Buyer]]:
    """Return the draft `owned_by_default`, and whom Odoo named for that."""
    try:
        snapshot = services.erp.purchase_snapshot(OrderQuery(company_id=draft.company_id))
        return owned(draft, snapshot), snapshot.buyers
    except Exception:
        log.exception("no owner for a case", extra={"case_key": draft.case_key})
        return draft, {}
