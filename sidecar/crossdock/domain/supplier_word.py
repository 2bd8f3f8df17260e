"""What a supplier said, held against what is known here: the input of a decision, and look-ups in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crossdock.domain.agreement import LineBaseline
from crossdock.domain.line_verdict import Deviation, measure
from crossdock.domain.orders import PurchaseOrder, PurchaseOrderLine, PurchaseSnapshot
from crossdock.domain.policy import Mode, PolicySet
from crossdock.domain.reading import Alert, ChangeKind, Reading
from crossdock.domain.tolerance import tolerance_for

if TYPE_CHECKING:
    from crossdock.domain.policy import ToleranceRule
    from crossdock.domain.reading import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Everything that a decision about a supplier's mail may look at.

    `baselines` are followed already (see `agreement.follow`). `said_at` is the mail's own date.
    `is_second_look`: the mail was decided before, so what was said since was received since, too.
    `in_question` are the ids of lines confirmed without a day while a case about their day is open.
    `unset_authserv_id` names the setting that says whose verdict on senders counts, where it is not set.
    """

    reading: Reading
    snapshot: PurchaseSnapshot
    baselines: Mapping[int, LineBaseline]
    policies: PolicySet
    mode: Mode
    said_at: datetime
    trust_unauthenticated: bool = False
    is_second_look: bool = False
    in_question: frozenset[int] = frozenset()
    unset_authserv_id: str | None = None


def trusted(given: Given, order: PurchaseOrder) -> bool:
    """Return whether the author is this order's supplier, and authenticated (or that is waived)."""
    sender = given.reading.sender
    if sender is None or sender.supplier_id != order.supplier_id:
        return False
    return given.trust_unauthenticated or sender.authenticated is True


CLOSING = frozenset({Alert.SUSPICIOUS_MESSAGE, Alert.UNMATCHED_MESSAGE})
"""Alerts after which no value of the message may be used."""

AGAINST_PROMISES = frozenset({Alert.SUPPLIER_DELAY, Alert.SUPPLIER_CANCELLATION, Alert.SUBSTITUTION})
"""Alerts that goods come late or not at all: a day that is promised beside them does not stand."""


def is_closed_to_values(reading: Reading) -> bool:
    """Return whether no value of this message may be used: it is suspicious, or about no order of ours."""
    return any(alert.category in CLOSING for alert in reading.exceptions)


def is_superseded(given: Given, baseline: LineBaseline) -> bool:
    """Return whether something that was said later was decided about the line already."""
    return baseline.last_said_at is not None and given.said_at < baseline.last_said_at


CROSSING = timedelta(days=1)
"""Mails written so close to each other may cross on their way: their dates do not tell which one holds."""


def word_crossed(given: Given, baseline: LineBaseline) -> datetime | None:
    """Return when the last word was said, where this one was written shortly before and received after it."""
    last = baseline.last_said_at
    if last is None or given.is_second_look or not is_superseded(given, baseline):
        return None
    return last if last - given.said_at <= CROSSING else None


KnownLine = tuple[PurchaseOrder, PurchaseOrderLine, LineBaseline]


def find_line(given: Given, po: str, number: int) -> KnownLine | None:
    """Return the order line that a statement is about, with its baseline; None where it is not known."""
    order = given.snapshot.order(po)
    line = order.line(number) if order is not None else None
    baseline = given.baselines.get(line.purchase_line_id) if line is not None else None
    if order is None or line is None or baseline is None:
        return None
    return order, line, baseline


def measured_change(given: Given, change: Change) -> Deviation | None:
    """Return the change measured against its line; None where line or value are not known here."""
    found = find_line(given, change.po, change.line)
    if found is None:
        return None
    order, line, baseline = found
    return measure(change, line, baseline, rule_of(given, order))


def rule_of(given: Given, order: PurchaseOrder) -> ToleranceRule:
    """Return the tolerance rule for the supplier of an order."""
    supplier = given.snapshot.supplier(order.supplier_id)
    return tolerance_for(
        given.policies.tolerances,
        supplier_name=supplier.name if supplier else None,
        supplier_ref=supplier.ref if supplier else None,
        company_id=order.company_id,
    )


def lost_statements(given: Given) -> tuple[str, ...]:
    """Return what the message says of lines or values that are not known here: a human has to look."""
    if is_closed_to_values(given.reading):
        return ()
    confirmed = [r for r in given.reading.confirmed if find_line(given, r.po, r.line) is None]
    changes = [c for c in given.reading.changes if measured_change(given, c) is None]
    return (
        *(f"{ref.po} line {ref.line}: confirmed, but not a line known here" for ref in confirmed),
        *(f"{change.po} line {change.line}: a {change.kind.value} that cannot be used" for change in changes),
    )


ALERT_OF_KIND = {
    ChangeKind.DATE: ("supplier_delay",),
    ChangeKind.SPLIT: ("supplier_delay", "quantity_variance"),
    ChangeKind.QUANTITY: ("quantity_variance",),
    ChangeKind.PRICE: ("price_variance",),
    ChangeKind.SUBSTITUTION: ("substitution",),
    ChangeKind.CANCELLATION: ("supplier_cancellation", "quantity_variance"),
}


def uncovered_alerts(given: Given) -> Iterator[int]:
    """Yield the index of each alert that no usable change of its line explains (a delay without a date …)."""
    explained = {
        (change.po, change.line, alert)
        for change in given.reading.changes
        if measured_change(given, change) is not None
        for alert in ALERT_OF_KIND[change.kind]
    }
    for index, alert in enumerate(given.reading.exceptions):
        if (alert.po, alert.line, alert.category.value) not in explained:
            yield index
