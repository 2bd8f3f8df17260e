"""The ERP port: Odoo as far as the flows know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from crossdock.domain.exception_case import CaseState
from crossdock.ports.json_types import JsonObject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossdock.domain.effect import PlannedEffect, Receipt
    from crossdock.domain.orders import Buyer, OrderQuery, PurchaseSnapshot


class ErpChangeKind(StrEnum):
    """What happened in Odoo that a flow has to know."""

    APPLIED = "applied"
    """*Apply* was pressed: the proposed value is now the order line's; the case is resolved there."""
    REJECTED = "rejected"
    """*Reject* was pressed; the case is resolved there."""
    STATE_CHANGED = "state_changed"
    """A person moved an exception to another state (`new`)."""
    LINE_EDITED = "line_edited"
    """A buyer changed date, quantity or price of a purchase line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErpChange:
    """One change, told by Odoo. `key` is stable: the same change read twice has the same key."""

    key: str
    kind: ErpChangeKind
    company_id: int
    at: datetime
    user_id: int | None = None
    user_name: str = ""
    case_key: str | None = None
    purchase_line_id: int | None = None
    values: JsonObject = field(default_factory=dict)
    was_looked_up: bool = False
    """Odoo was asked how the case stands: it may stand as it did, since something else of it was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStanding:
    """How an exception stands in Odoo now. `occurrence_count` tells which of our updates it has."""

    state: CaseState
    resolution_code: str
    occurrence_count: int
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """Changes, oldest first, and the cursor from which to ask again (it overlaps on purpose)."""

    changes: tuple[ErpChange, ...]
    cursor: str
    more: bool = False


class Erp(Protocol):
    """Odoo, as far as the flows know it. Raises `ErpUnavailable` when away, `ErpRefused` by content."""

    def ping(self) -> None:
        """Return when Odoo answers and the login works."""

    def has_company(self, company_id: int) -> bool:
        """Return whether there is such a company, and we may write in it."""

    def purchase_snapshot(self, query: OrderQuery) -> PurchaseSnapshot:
        """Read the orders that the query names, else the open orders of the sender's supplier.

        Named orders are returned whether open or not (`is_open` tells). The sender's supplier is always in
        `suppliers`, beside the suppliers of the orders. A fixed number of calls, whatever the size.
        """

    def read_any_order(self) -> None:
        """Ask what is asked for a decision, about the newest order there is; return when Odoo answers it.

        Where it does, and refuses the same for one fact, it is that fact's own values that it refuses.
        """

    def open_orders(self) -> PurchaseSnapshot:
        """Read all open purchase orders (for the baseline at install)."""

    def orders_of_lines(self, purchase_line_ids: Sequence[int]) -> PurchaseSnapshot:
        """Read the orders that hold these purchase lines."""

    def case_standing(self, case_key: str) -> CaseStanding | None:
        """Return how the exception of a case stands now; None where there is none."""

    def case_owners(self, case_keys: Sequence[str]) -> Mapping[str, Buyer | None]:
        """Return who owns the exceptions of these cases now, as people may hand them over; None: nobody.

        A case that has no exception there is left out. A fixed number of calls, whatever the size.
        """

    def deliver(self, effects: Sequence[PlannedEffect], blobs: Mapping[str, bytes]) -> list[Receipt]:
        """Carry out effects in order, batched; one receipt each, in the same order. Never raises.

        Each is exactly once by its key. After a failure the later effects of the same stream are
        answered RETRY without being tried. `blobs` holds the bytes that `AttachMail` effects name. STALE: a
        promise whose line changed, or an update whose case people closed without having seen it.
        """

    def changes(self, cursor: str | None, *, limit: int = 200) -> ChangePage:
        """Return what people did in Odoo since `cursor` (None: from now on), with overlap."""
