"""Capture what open orders say at install: requested and agreed values, kept for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.agreement import BaselineOrigin, capture
from crossdock.flows.answers import BaselineAnswer
from crossdock.ports import JournalDraft, Recording

if TYPE_CHECKING:
    from crossdock.flows.services import Services


def capture_baseline(services: Services, *, correlation_id: str) -> BaselineAnswer:
    """Capture all open order lines that have no baseline yet. Raises `ErpUnavailable`."""
    now = services.clock.now()
    snapshot = services.erp.open_orders()
    lines = [(order, line) for order in snapshot.orders for line in order.lines]
    known = services.ledger.baselines([line.purchase_line_id for _, line in lines])
    new = tuple(
        capture(line, company_id=order.company_id, origin=BaselineOrigin.INSTALL, now=now)
        for order, line in lines
        if line.purchase_line_id not in known
    )
    if new:
        journal = JournalDraft(
            kind="baseline_captured",
            company_id=services.company_id,
            correlation_id=correlation_id,
            body={"lines": len(new)},
        )
        services.ledger.record(
            Recording(journal=(journal,), baselines=new, correlation_id=correlation_id), now
        )
    return BaselineAnswer(
        outcome="captured" if new else "nothing_new",
        correlation_id=correlation_id,
        captured=len(new),
        known=len(known),
        at=now,
    )
