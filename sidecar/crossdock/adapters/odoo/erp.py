"""The `Erp` port on Odoo 14 to 19."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.adapters.odoo.changes import ChangeReader, standing
from crossdock.adapters.odoo.companies import Companies
from crossdock.adapters.odoo.delivery import Delivery
from crossdock.adapters.odoo.orders import snapshot_of
from crossdock.adapters.odoo.owners import owners
from crossdock.adapters.odoo.snapshot import SnapshotReader
from crossdock.adapters.odoo.versions import Dialect, dialect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crossdock.adapters.odoo.session import OdooSession
    from crossdock.domain.effect import PlannedEffect, Receipt
    from crossdock.domain.orders import Buyer, OrderQuery, PurchaseSnapshot
    from crossdock.ports.erp import CaseStanding, ChangePage


class OdooErp:
    """Odoo as an `Erp`, over the login of the technical user. Thread-safe as the session is."""

    def __init__(self, session: OdooSession, *, zone: str | None = None) -> None:
        self._session = session
        self._zone = zone
        self._companies = Companies(session)

    def ping(self) -> None:
        """Return when Odoo answers and the login works."""
        self._session.ping()

    def has_company(self, company_id: int) -> bool:
        """Return whether our login may work in this company; a known one costs no call for some minutes."""
        return self._companies.has(company_id)

    def purchase_snapshot(self, query: OrderQuery) -> PurchaseSnapshot:
        """Read the named orders, else the open orders of the sender's supplier; at most 13 calls."""
        rows = SnapshotReader(self._session, self._dialect).for_query(query)
        # named orders come open or not; those of the supplier only where something may still come
        named = any(row["name"] in query.references for row in rows.orders)
        return snapshot_of(rows, self._dialect, only_open=not named)

    def read_any_order(self) -> None:
        """Return when Odoo answers all questions about the newest confirmed order."""
        SnapshotReader(self._session, self._dialect).newest_order()

    def open_orders(self) -> PurchaseSnapshot:
        """Read all open purchase orders."""
        rows = SnapshotReader(self._session, self._dialect).open_orders()
        return snapshot_of(rows, self._dialect, only_open=True)

    def orders_of_lines(self, purchase_line_ids: Sequence[int]) -> PurchaseSnapshot:
        """Read the orders that hold these purchase lines."""
        rows = SnapshotReader(self._session, self._dialect).of_lines(purchase_line_ids)
        return snapshot_of(rows, self._dialect)

    def case_standing(self, case_key: str) -> CaseStanding | None:
        """Return how the exception of a case stands now."""
        return standing(self._session, case_key)

    def case_owners(self, case_keys: Sequence[str]) -> Mapping[str, Buyer | None]:
        """Return who owns the exceptions of these cases now; two calls, none where no case is asked about."""
        return owners(self._session, case_keys)

    def deliver(self, effects: Sequence[PlannedEffect], blobs: Mapping[str, bytes]) -> list[Receipt]:
        """Carry out effects in batches, each once by its key; one receipt each. Never raises."""
        return Delivery(self._session, effects, blobs).run()

    def changes(self, cursor: str | None, *, limit: int = 200) -> ChangePage:
        """Return what people did since `cursor`, a quarter of an hour again; None: from now on."""
        reader = ChangeReader(self._session, polls_lines=not self._dialect.has_automation, zone=self._zone)
        return reader.read(cursor, limit=limit)

    @property
    def _dialect(self) -> Dialect:
        # not cached: a cached property holds a lock while it asks a server that may hang
        return dialect(self._session.version)
