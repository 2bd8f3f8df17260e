"""A port that breaks once: what a kill, a bug or a full disk does at that very call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.domain.effect import Receipt, ReceiptStatus
from crossdock.domain.errors import ErpRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossdock.adapters.memory.erp import MemoryErp
    from crossdock.domain.effect import PlannedEffect
    from crossdock.domain.orders import OrderQuery, PurchaseSnapshot


class Killed(BaseException):
    """The process is gone; nothing of it runs any more."""


class Breaking:
    """A port whose method `name` raises `error` for its first `times` calls, before or after its work."""

    def __init__(
        self, port: Any, name: str, error: BaseException, *, after: bool = False, times: int = 1
    ) -> None:
        self._port, self._name, self._error, self._after, self._left = port, name, error, after, times

    def __getattr__(self, name: str) -> Any:
        """Return the port's own, or the breaking method."""
        return self._broken if name == self._name else getattr(self._port, name)

    def _broken(self, *args: Any, **named: Any) -> Any:
        method = getattr(self._port, self._name)
        if self._left <= 0:
            return method(*args, **named)
        self._left -= 1
        if self._after:
            method(*args, **named)
        raise self._error


class Losing:
    """A ledger that has lost one blob (method `blob`) or one entry (`inbox_entry`)."""

    def __init__(self, ledger: Any, name: str, *lost: Any) -> None:
        self._ledger, self._name, self._lost = ledger, name, lost

    def __getattr__(self, name: str) -> Any:
        """Return the ledger's own, or the method that finds nothing for what is lost."""
        method = getattr(self._ledger, name)
        return method if name != self._name else lambda key: None if key in self._lost else method(key)


class RefusingReads:
    """An ERP that refuses to be asked about one order (None: about anything)."""

    def __init__(self, erp: MemoryErp, order: str | None) -> None:
        self._erp, self._order = erp, order

    def __getattr__(self, name: str) -> Any:
        """Return what the ERP has."""
        return getattr(self._erp, name)

    def read_any_order(self) -> None:
        """Refuse where everything is refused."""
        if self._order is None:
            raise ErpRefused("no access")

    def purchase_snapshot(self, query: OrderQuery) -> PurchaseSnapshot:
        """Refuse, or read."""
        self.read_any_order()
        if self._order in query.references:
            raise ErpRefused(f"Invalid domain leaf 'name = {self._order}'\nwith more to it")
        return self._erp.purchase_snapshot(query)


class Refusing:
    """An ERP that refuses every effect of one kind by its content."""

    def __init__(self, erp: MemoryErp, kind: str, error: str = "no rights") -> None:
        self._erp, self._kind, self._error = erp, kind, error

    def __getattr__(self, name: str) -> Any:
        """Return what the ERP has."""
        return getattr(self._erp, name)

    def deliver(self, effects: Sequence[PlannedEffect], blobs: Mapping[str, bytes]) -> list[Receipt]:
        """Carry out the others, and of a stream only what comes before the refused one."""
        stopped: set[str] = set()
        receipts = []
        for effect in effects:
            if effect.stream in stopped:
                receipts.append(Receipt(key=effect.key, status=ReceiptStatus.RETRY))
            elif effect.body.kind == self._kind:
                stopped.add(effect.stream)
                receipts.append(Receipt(key=effect.key, status=ReceiptStatus.REFUSED, error=self._error))
            else:
                receipts += self._erp.deliver([effect], blobs)
        return receipts
