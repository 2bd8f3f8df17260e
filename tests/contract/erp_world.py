"""What the ERP contract suite needs of an ERP besides the port: orders to work on, and a look inside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from crossdock.adapters.memory.erp import MemoryErp
from crossdock.adapters.memory.erp_book import BUYER, HeldActivity, seed

if TYPE_CHECKING:
    from crossdock.domain.exception_case import CaseState
    from crossdock.domain.orders import PurchaseOrder
    from crossdock.ports.erp import Erp

SUPPLIER_ADDRESS = "sales@lindenau.example"
COLLEAGUE_ADDRESS = "Somebody.Else@Lindenau.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenActivity:
    """A to-do as the ERP holds it."""

    user_id: int
    deadline: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenException:
    """An exception as the ERP holds it. `notes` are the texts that people read in the chatter."""

    id: int
    state: str
    name: str
    evidence: str
    occurrence_count: int
    proposed_date: date | None
    parts: tuple[tuple[Decimal, date | None], ...]
    resolution_code: str
    resolved_by: int | None
    notes: tuple[str, ...]
    attachments: tuple[tuple[str, bytes], ...]
    open_activities: tuple[SeenActivity, ...]


class World(Protocol):
    """One ERP under test."""

    erp: Erp
    buyer_id: int

    def another(self) -> Erp:
        """Return the ERP over a connection of its own, for another thread."""

    def new_order(self) -> PurchaseOrder:
        """Return a fresh open order of the supplier: 40 at 12.35 and 15 at 3.10, both for 2026-12-10."""

    def seen(self, case_key: str) -> list[SeenException]:
        """Return all exceptions with that case key."""

    def owner_in(self, zone: str) -> int:
        """Return a colleague of the buyer who lives in that time zone, "" for one who told none."""

    def move_days(self, purchase_line_id: int) -> list[date]:
        """Return the days for which the forecast expects the line's open quantity, earliest first."""

    def first_requested(self, purchase_line_id: int) -> date | None:
        """Return the day that the line keeps as asked for at first, if anything was noted."""

    def press_apply(self, case_key: str) -> None:
        """Press *Apply* as the buyer."""

    def press_reject(self, case_key: str) -> None:
        """Press *Reject* as the buyer."""

    def set_state(self, case_key: str, state: CaseState) -> None:
        """Move an exception to another state as the buyer."""

    def hand_over(self, case_key: str, user_id: int | None) -> None:
        """Write another owner, or none, into an exception as the buyer."""

    def leave_to_do(self, case_key: str) -> None:
        """Leave a to-do of ours on an exception, whatever its state: it was made while somebody pressed."""

    def edit_quantity(self, purchase_line_id: int, quantity: Decimal) -> None:
        """Change the ordered quantity as the buyer."""

    def edit_date(self, purchase_line_id: int, day: date) -> None:
        """Plan the line for another day as the buyer."""


class MemoryWorld:
    """The memory ERP with a store of orders to hand out."""

    buyer_id = BUYER.id

    def __init__(self) -> None:
        self._book = seed(_orders(count=40))
        self.erp = MemoryErp(self._book)
        self._names = iter([f"P{number:05}" for number in range(1, 41)])

    def another(self) -> Erp:
        """Return the same ERP: it is thread-safe."""
        return self.erp

    def new_order(self) -> PurchaseOrder:
        """Hand out the next order."""
        order = self.erp.open_orders().order(next(self._names))
        assert order is not None
        return order

    def seen(self, case_key: str) -> list[SeenException]:
        """Return the exceptions with that key."""
        return [
            SeenException(
                id=held.id,
                state=held.record.state.value,
                name=held.record.name,
                evidence=held.record.evidence,
                occurrence_count=held.record.occurrence_count,
                proposed_date=held.record.proposed_date,
                parts=tuple((part.quantity, part.date) for part in held.record.proposed_parts),
                resolution_code=held.resolution_code or "",
                resolved_by=held.resolved_by,
                notes=held.notes,
                attachments=held.attachments,
                open_activities=tuple(
                    SeenActivity(user_id=a.user_id, deadline=a.deadline) for a in held.activities if a.is_open
                ),
            )
            for held in self.erp.exceptions()
            if held.record.case_key == case_key
        ]

    def owner_in(self, zone: str) -> int:
        """Return a user with that zone."""
        user_id = self._book.next_id()
        if zone:
            self._book.zones[user_id] = zone
        return user_id

    def move_days(self, purchase_line_id: int) -> list[date]:
        """Return the forecast's days."""
        return self.erp.move_days(purchase_line_id)

    def first_requested(self, purchase_line_id: int) -> date | None:
        """Return what stands with the line's promise."""
        promise = self.erp.promise(purchase_line_id)
        return promise.requested_date if promise else None

    def press_apply(self, case_key: str) -> None:
        """Press *Apply*."""
        self.erp.apply(case_key, self.buyer_id)

    def press_reject(self, case_key: str) -> None:
        """Press *Reject*."""
        self.erp.reject(case_key, self.buyer_id)

    def set_state(self, case_key: str, state: CaseState) -> None:
        """Move the state."""
        self.erp.set_state(case_key, state, self.buyer_id)

    def hand_over(self, case_key: str, user_id: int | None) -> None:
        """Write another owner."""
        self.erp.hand_over(case_key, user_id)

    def leave_to_do(self, case_key: str) -> None:
        """Leave a to-do."""
        held = self._book.exception(case_key)
        day = held.record.last_seen_at.date()
        late = HeldActivity(id=self._book.next_id(), user_id=BUYER.id, deadline=day, summary="Decide")
        self._book.exceptions[case_key] = replace(held, activities=(*held.activities, late))

    def edit_quantity(self, purchase_line_id: int, quantity: Decimal) -> None:
        """Edit the order."""
        self.erp.edit_line(purchase_line_id, self.buyer_id, quantity=quantity)

    def edit_date(self, purchase_line_id: int, day: date) -> None:
        """Edit the order."""
        self.erp.edit_line(purchase_line_id, self.buyer_id, date_planned=day)


def _orders(*, count: int) -> dict[str, object]:
    """Return a `purchase_orders.json` with one supplier and equal orders."""
    bolts = {"line": 1, "sku": "A-1", "supplier_sku": "LIN-1", "description": "Bolt"}
    nuts = {"line": 2, "sku": "B-2", "supplier_sku": None, "description": "Nut"}
    lines = [{**bolts, "quantity": 40, "unit_price": 12.35}, {**nuts, "quantity": 15, "unit_price": 3.1}]
    common = {"unit": "Units", "date_planned": "2026-12-10"}
    return {
        "today": "2026-11-23",
        "suppliers": [
            {"id": "S1", "name": "Lindenau", "emails": [SUPPLIER_ADDRESS], "domains": ["lindenau.example"]}
        ],
        "orders": [
            {
                "name": f"P{number:05}",
                "supplier": "S1",
                "order_date": "2026-11-02",
                "currency": "EUR",
                "lines": [{**line, **common} for line in lines],
            }
            for number in range(1, count + 1)
        ],
    }
