"""The ERP in memory: the demo's and the unit tests' Odoo, seeded from a file of purchase orders."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from threading import RLock
from typing import TYPE_CHECKING

from crossdock.adapters.memory import erp_people
from crossdock.adapters.memory.erp_book import BUYER, COMPANY_ID, seed
from crossdock.adapters.memory.erp_effects import Outdated, carry_out
from crossdock.domain.effect import Receipt, ReceiptStatus
from crossdock.domain.errors import ErpRefused, ErpUnavailable
from crossdock.ports.erp import CaseStanding, ChangePage, ErpChange, ErpChangeKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from crossdock.adapters.memory.erp_book import Book, HeldException, HeldPromise
    from crossdock.domain.effect import PlannedEffect
    from crossdock.domain.exception_case import CaseState
    from crossdock.domain.orders import Buyer, OrderQuery, PurchaseSnapshot
    from crossdock.ports.clock import Clock
    from crossdock.ports.json_types import JsonObject

NULL = "\x00"
"""What no database takes as a part of a text, so what every Odoo refuses to look for."""
OVERLAP = 3
"""Changes told again on every call, as Odoo's adapter does by time: callers must de-duplicate by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """A trouble laid in for one coming effect; `committed` = it is carried out all the same."""

    status: ReceiptStatus
    committed: bool


class MemoryErp:
    """An `Erp` without Odoo. Thread-safe; nothing survives the process."""

    def __init__(self, book: Book, *, clock: Clock | None = None) -> None:
        self.away = False
        """Settable: an ERP that does not answer."""
        self._book = book
        self._clock = clock
        self._lock = RLock()
        self._faults: deque[_Fault] = deque()

    @classmethod
    def from_orders(cls, data: JsonObject, *, clock: Clock | None = None) -> MemoryErp:
        """Return an ERP with the suppliers and orders of a `purchase_orders.json`."""
        return cls(seed(data), clock=clock)

    # the port
    def ping(self) -> None:
        """Return unless set away."""
        if self.away:
            raise ErpUnavailable("the memory ERP is set away")

    def has_company(self, company_id: int) -> bool:
        """Return whether it is the first company, or one with an order."""
        self.ping()
        with self._lock:
            return company_id in {COMPANY_ID, *(order.company_id for order in self._book.orders.values())}

    def purchase_snapshot(self, query: OrderQuery) -> PurchaseSnapshot:
        """Return the named orders, else the open orders of the sender's supplier."""
        self.ping()
        if NULL in "".join((*query.references, query.sender)):
            raise ErpRefused("a text cannot contain null characters")
        with self._lock:
            known = [
                o
                for o in self._book.orders.values()
                if query.company_id is None or o.company_id == query.company_id
            ]
            senders = self._book.suppliers_of(query.sender)
            orders = [order for order in known if order.name in query.references]
            if not orders:
                orders = [order for order in known if order.is_open and order.supplier_id in senders]
            return self._book.snapshot(orders, senders, as_of=self._now())

    def read_any_order(self) -> None:
        """Return unless set away."""
        self.ping()

    def open_orders(self) -> PurchaseSnapshot:
        """Return all open orders."""
        self.ping()
        with self._lock:
            is_open = [order for order in self._book.orders.values() if order.is_open]
            return self._book.snapshot(is_open, as_of=self._now())

    def orders_of_lines(self, purchase_line_ids: Sequence[int]) -> PurchaseSnapshot:
        """Return the orders that hold these lines."""
        self.ping()
        with self._lock:
            return self._book.snapshot(self._book.orders_of(purchase_line_ids), as_of=self._now())

    def case_standing(self, case_key: str) -> CaseStanding | None:
        """Return how an exception stands now."""
        self.ping()
        with self._lock:
            return self._book.standing(case_key)

    def case_owners(self, case_keys: Sequence[str]) -> Mapping[str, Buyer | None]:
        """Return who owns these cases' exceptions now."""
        self.ping()
        with self._lock:
            return self._book.owners(case_keys)

    def deliver(self, effects: Sequence[PlannedEffect], blobs: Mapping[str, bytes]) -> list[Receipt]:
        """Carry out effects in order, each once by its key; a failure stops its stream."""
        receipts: list[Receipt] = []
        stopped: set[str] = set()
        with self._lock:
            for effect in effects:
                receipt = self._deliver_one(effect, blobs, stopped=effect.stream in stopped)
                if receipt.status is not ReceiptStatus.SENT:
                    stopped.add(effect.stream)
                receipts.append(receipt)
        return receipts

    def changes(self, cursor: str | None, *, limit: int = 200) -> ChangePage:
        """Return what people did since `cursor`, the last few again."""
        self.ping()
        with self._lock:
            told = len(self._book.changes) if cursor is None else int(cursor)
            if cursor is None:
                return ChangePage(changes=(), cursor=str(told))
            end = min(told + limit, len(self._book.changes))
            page = tuple(self._book.changes[max(told - OVERLAP, 0) : end])
            return ChangePage(changes=page, cursor=str(end), more=end < len(self._book.changes))

    # faults, for tests and for showing recovery
    def fail_next(
        self, status: ReceiptStatus = ReceiptStatus.RETRY, *, count: int = 1, committed: bool = False
    ) -> None:
        """Answer the next `count` effects with `status`; `committed`: carry them out all the same.

        A timeout after which Odoo went on is `fail_next(ReceiptStatus.UNKNOWN, committed=True)`.
        """
        with self._lock:
            self._faults.extend([_Fault(status=status, committed=committed)] * count)

    # what people do
    def apply(
        self,
        case_key: str,
        user_id: int = BUYER.id,
        *,
        user_name: str = "",
        change_requested_date: bool = False,
    ) -> None:
        """Press *Apply*: the proposal becomes the order line's, the exception is resolved."""
        with self._lock:
            values = erp_people.apply_proposal(
                self._book, case_key, user_id, change_requested_date=change_requested_date
            )
            self._tell(ErpChangeKind.APPLIED, user_id, user_name, case_key=case_key, values=values)

    def reject(self, case_key: str, user_id: int = BUYER.id, *, user_name: str = "") -> None:
        """Press *Reject*: the exception is resolved, the order line stays."""
        with self._lock:
            erp_people.reject_proposal(self._book, case_key, user_id)
            self._tell(ErpChangeKind.REJECTED, user_id, user_name, case_key=case_key)

    def set_state(
        self, case_key: str, state: CaseState, user_id: int = BUYER.id, *, user_name: str = ""
    ) -> None:
        """Move an exception to another state by hand."""
        with self._lock:
            moved = erp_people.move_state(self._book, case_key, state, user_id)
            values: JsonObject = {"new": state.value}
            if moved.resolution_code:
                values["resolution_code"] = moved.resolution_code
            self._tell(ErpChangeKind.STATE_CHANGED, user_id, user_name, case_key=case_key, values=values)

    def hand_over(self, case_key: str, user_id: int | None) -> None:
        """Make another user the owner of an exception, as in its form."""
        with self._lock:
            erp_people.hand_over(self._book, case_key, user_id)

    def edit_line(
        self,
        purchase_line_id: int,
        user_id: int = BUYER.id,
        *,
        date_planned: date | None = None,
        quantity: Decimal | None = None,
        unit_price: Decimal | None = None,
        user_name: str = "",
    ) -> None:
        """Change a purchase line by hand, as a buyer does in the order."""
        with self._lock:
            _, line = self._book.line(purchase_line_id)
            if date_planned not in (None, line.date_planned):
                # what was agreed for another plan no longer stands
                line = replace(line, agreed_date=None, agreed_parts=())
            changed = replace(
                line,
                date_planned=date_planned or line.date_planned,
                quantity=line.quantity if quantity is None else quantity,
                unit_price=line.unit_price if unit_price is None else unit_price,
            )
            self._book.put_line(changed)
            values: JsonObject = {
                "date": changed.date_planned.isoformat(),
                "quantity": str(changed.quantity),
                "price": str(changed.unit_price),
            }
            self._tell(ErpChangeKind.LINE_EDITED, user_id, user_name, line_id=purchase_line_id, values=values)

    def receive(self, purchase_line_id: int, quantity: Decimal) -> None:
        """Receive goods on a line; an order with nothing left to come is no longer open."""
        with self._lock:
            erp_people.receive(self._book, purchase_line_id, quantity)

    # looks, for tests and the demo's table
    def exception(self, case_key: str) -> HeldException:
        """Return one held exception."""
        with self._lock:
            return self._book.exception(case_key)

    def exceptions(self) -> list[HeldException]:
        """Return all held exceptions, oldest first."""
        with self._lock:
            return list(self._book.exceptions.values())

    def promise(self, purchase_line_id: int) -> HeldPromise | None:
        """Return the promise kept on a line."""
        with self._lock:
            return self._book.promises.get(purchase_line_id)

    def move_days(self, purchase_line_id: int) -> list[date]:
        """Return the days on which the forecast expects a line's open quantity, earliest first."""
        with self._lock:
            return list(self._book.move_days[purchase_line_id])

    def _deliver_one(self, effect: PlannedEffect, blobs: Mapping[str, bytes], *, stopped: bool) -> Receipt:
        if self.away:
            return Receipt(
                key=effect.key, status=ReceiptStatus.UNREACHABLE, error="the memory ERP is set away"
            )
        if stopped:
            text = "not tried: an earlier effect of this stream failed"
            return Receipt(key=effect.key, status=ReceiptStatus.RETRY, error=text)
        fault = self._faults.popleft() if self._faults else None
        if fault is not None and not fault.committed:
            return Receipt(key=effect.key, status=fault.status, error="a fault was laid in")
        try:
            if effect.key not in self._book.delivered:
                self._book.delivered[effect.key] = carry_out(self._book, effect.body, blobs)
        except ErpRefused as error:
            is_stale = isinstance(error, Outdated)
            status = ReceiptStatus.STALE if is_stale else ReceiptStatus.REFUSED
            return Receipt(key=effect.key, status=status, error=error.message)
        remote_id = self._book.delivered[effect.key]
        if fault is not None:
            return Receipt(key=effect.key, status=fault.status, error="a fault was laid in")
        return Receipt(key=effect.key, status=ReceiptStatus.SENT, remote_id=remote_id)

    def _tell(
        self,
        kind: ErpChangeKind,
        user_id: int,
        user_name: str,
        *,
        case_key: str | None = None,
        line_id: int | None = None,
        values: JsonObject | None = None,
    ) -> None:
        """Append a change, as Odoo's buttons append their event row."""
        record = self._book.exception(case_key).record if case_key is not None else None
        if record is not None:
            line_id = record.purchase_line_id
        company = record.company_id if record is not None else self._book.line(line_id)[0].company_id
        self._book.changes.append(
            ErpChange(
                key=f"event:{len(self._book.changes) + 1}",
                kind=kind,
                company_id=company,
                at=self._now(),
                user_id=user_id,
                user_name=user_name,
                case_key=case_key,
                purchase_line_id=line_id,
                values=values or {},
            )
        )

    def _now(self) -> datetime:
        return self._clock.now() if self._clock is not None else datetime.now(UTC)
