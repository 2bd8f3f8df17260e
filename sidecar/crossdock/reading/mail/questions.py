"""What the supplier asks: which order, and which line where one is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.reading import Alert, Intent, RaisedAlert
from crossdock.reading.mail.statement import Scope
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.statement import Statement

_LINE_SCOPES = (Scope.NAMED, Scope.CARRIED, Scope.SOLE)


def question_alerts(
    statements: Iterable[Statement], orders: tuple[PurchaseOrder, ...], intent: Intent
) -> list[RaisedAlert]:
    """Return one alert per line asked about, or per order where the question is about all of it."""
    if intent in (Intent.AUTO_REPLY, Intent.BOUNCE) or not orders:
        return []
    by_key: dict[tuple[str, int | None], RaisedAlert] = {}
    for statement in statements:
        is_full = statement.clause.is_question and len(statement.clause.text.split()) > 3
        if not statement.says(Signal.QUESTION) and not (is_full and intent is Intent.INQUIRY):
            continue
        targets: list[tuple[str, int | None]] = [(name, None) for name in statement.orders[:1]]
        if statement.scope in _LINE_SCOPES:
            targets = [(po, line) for po, line in statement.lines]
        for po, line in targets:
            alert = _alert(po, line, orders, statement)
            by_key.setdefault((po, line), alert)
    with_line = {po for po, line in by_key if line is not None}
    return [alert for (po, line), alert in by_key.items() if line is not None or po not in with_line]


def _alert(po: str, line: int | None, orders: tuple[PurchaseOrder, ...], statement: Statement) -> RaisedAlert:
    order = next((order for order in orders if order.name == po), None)
    row = order.line(line) if order and line is not None else None
    return RaisedAlert(
        category=Alert.SUPPLIER_QUESTION,
        po=po,
        line=line,
        purchase_line_id=row.purchase_line_id if row else None,
        evidence=statement.evidence,
    )
