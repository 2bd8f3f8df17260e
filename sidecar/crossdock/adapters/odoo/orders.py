"""From Odoo's rows to the domain's purchase orders."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.agreed import agreed_date, agreed_parts
from crossdock.adapters.odoo.fingerprint import line_fingerprint
from crossdock.adapters.odoo.owners import buyer_of
from crossdock.adapters.odoo.senders import addresses, company_domains
from crossdock.adapters.odoo.snapshot import CONFIRMED
from crossdock.adapters.odoo.values import label, one, text, to_decimal, to_local_day, to_optional_day
from crossdock.domain.orders import Buyer, PurchaseOrder, PurchaseOrderLine, PurchaseSnapshot, Supplier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.adapters.odoo.snapshot import Row, Rows
    from crossdock.adapters.odoo.versions import Dialect

MOST_AFFECTED = 20
"""Sale orders named per line: a product that half the company waits for must not flood a case."""


def snapshot_of(rows: Rows, dialect: Dialect, *, only_open: bool = False) -> PurchaseSnapshot:
    """Return the snapshot that these rows are."""
    builder = _Builder(rows, dialect)
    orders = [builder.order(row) for row in rows.orders]
    if only_open:
        orders = [order for order in orders if order.is_open]
    asked = {rows.company_id} if rows.company_id is not None else set()
    team = _default_team(rows.teams, asked or {order.company_id for order in orders})
    return PurchaseSnapshot(
        as_of=rows.as_of,
        orders=tuple(orders),
        suppliers=_suppliers(rows, {order.supplier_id for order in orders} | set(rows.senders), dialect),
        default_owner_id=one(team[names.TEAM_LEAD]) if team else None,
        default_team_id=team["id"] if team else None,
        buyers=_buyers(rows),
    )


class _Builder:
    """Looks up what belongs to an order among the rows."""

    def __init__(self, rows: Rows, dialect: Dialect) -> None:
        self._dialect = dialect
        self._lines: dict[int | None, list[Row]] = defaultdict(list)
        for line in rows.lines:
            self._lines[one(line["order_id"])].append(line)
        self._partners = {row["id"]: row for row in rows.partners}
        self._products = {row["id"]: row for row in rows.products}
        self._user_zones = {row["id"]: row["tz"] for row in rows.users}
        self._company_zones = {
            company: row["tz"] for row in rows.partners for company in row["ref_company_ids"]
        }
        self._codes = _VendorCodes(rows, dialect)
        self._demand = _Demand(rows)

    def order(self, row: Row) -> PurchaseOrder:
        """Return one order with its product lines."""
        company = one(row["company_id"]) or 0
        buyer = one(row["user_id"])
        zone = self._user_zones.get(buyer) or self._company_zones.get(company)
        supplier = self._commercial(one(row["partner_id"]))
        lines = tuple(
            self._line(line, number, zone=zone, supplier=supplier, company=company)
            for number, line in enumerate(self._lines[row["id"]], start=1)
        )
        return PurchaseOrder(
            id=row["id"],
            name=row["name"],
            company_id=company,
            supplier_id=supplier,
            currency=label(row["currency_id"]),
            order_date=to_local_day(row["date_approve"] or row["date_order"], zone),
            lines=lines,
            supplier_reference=text(row["partner_ref"]),
            buyer_id=buyer,
            is_open=row["state"] in CONFIRMED and any(line.open_quantity > 0 for line in lines),
        )

    def _line(
        self, row: Row, number: int, *, zone: str | None, supplier: int, company: int
    ) -> PurchaseOrderLine:
        product_id = one(row["product_id"])
        product = self._products.get(product_id) if product_id is not None else None
        return PurchaseOrderLine(
            line=number,
            purchase_line_id=row["id"],
            sku=text(product["default_code"]) or "" if product else "",
            description=row["name"] or "",
            quantity=to_decimal(row["product_qty"]),
            unit=label(row[self._dialect.line_unit]),
            unit_price=to_decimal(row["price_unit"]),
            date_planned=to_local_day(row["date_planned"], zone),
            supplier_sku=self._codes.of(supplier, product),
            received=to_decimal(row["qty_received"]),
            product_id=product_id,
            agreed_date=agreed_date(row),
            agreed_parts=agreed_parts(row),
            promised_date=to_optional_day(row[names.LINE_PROMISED_DATE]),
            fingerprint=line_fingerprint(row),
            affected_sale_order_ids=self._demand.of(row["id"], product_id, company),
        )

    def _commercial(self, partner_id: int | None) -> int:
        partner = self._partners.get(partner_id) if partner_id is not None else None
        return (one(partner["commercial_partner_id"]) if partner else None) or partner_id or 0


class _VendorCodes:
    """The vendors' own product codes; a variant's code goes before its template's."""

    def __init__(self, rows: Rows, dialect: Dialect) -> None:
        commercial = {row["id"]: one(row["commercial_partner_id"]) for row in rows.partners}
        self._codes: dict[tuple[int | None, str, int | None], str] = {}
        for row in rows.vendor_codes:
            vendor = commercial.get(one(row[dialect.supplierinfo_partner]) or 0)
            variant = one(row["product_id"])
            kind, number = ("variant", variant) if variant else ("template", one(row["product_tmpl_id"]))
            self._codes.setdefault((vendor, kind, number), row["product_code"])

    def of(self, supplier: int, product: Row | None) -> str | None:
        """Return the supplier's code for a product."""
        if product is None:
            return None
        template = one(product["product_tmpl_id"])
        return self._codes.get((supplier, "variant", product["id"])) or self._codes.get(
            (supplier, "template", template)
        )


class _Demand:
    """Which sale orders wait for a purchase line."""

    def __init__(self, rows: Rows) -> None:
        self._orders = {row["id"]: one(row["order_id"]) for row in rows.sale_lines}
        fed_by: dict[int, set[int | None]] = defaultdict(set)
        for receipt in rows.receipts:
            for move in receipt["move_dest_ids"]:
                fed_by[move].add(one(receipt["purchase_line_id"]))
        self._by_line: dict[int | None, list[Row]] = defaultdict(list)
        self._by_product: dict[tuple[int | None, int | None], list[Row]] = defaultdict(list)
        for move in rows.demand:
            lines = {
                line for origin in (move["id"], *move["move_orig_ids"]) for line in fed_by.get(origin, ())
            }
            for line in lines:
                self._by_line[line].append(move)
            if not lines:
                self._by_product[one(move["product_id"]), one(move["company_id"])].append(move)

    def of(self, line_id: int, product_id: int | None, company_id: int) -> tuple[int, ...]:
        """Return the orders that this line was bought for, else those that wait for its product."""
        moves = self._by_line.get(line_id) or self._by_product.get((product_id, company_id), [])
        found = {self._orders.get(one(move["sale_line_id"]) or 0): None for move in moves}
        return tuple([number for number in found if number is not None][:MOST_AFFECTED])


def _suppliers(rows: Rows, wanted: set[int], dialect: Dialect) -> tuple[Supplier, ...]:
    """Return the commercial entities with all addresses of their active contacts."""
    contacts: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows.partners:
        if row["active"] or row["id"] in wanted:
            contacts[one(row["commercial_partner_id"])].append(row)
    entities = [row for row in rows.partners if row["id"] in wanted]
    entities.sort(key=lambda row: row["id"])
    return tuple(_supplier(row, contacts[row["id"]], dialect) for row in entities)


def _supplier(row: Row, contacts: Sequence[Row], dialect: Dialect) -> Supplier:
    emails = {address: None for contact in contacts for address in addresses(contact["email"])}
    return Supplier(
        id=row["id"],
        name=row["name"] or "",
        emails=tuple(emails),
        domains=company_domains(contacts),
        language=str(row["lang"])[:2] if row["lang"] else None,
        ref=text(row["ref"]),
        buyer_id=one(row[dialect.partner_buyer]) if dialect.partner_buyer else None,
    )


def _default_team(teams: Sequence[Row], companies: set[int]) -> Row | None:
    """Return the default team of the orders' company, else one that serves every company."""

    own = [team for team in teams if one(team[names.TEAM_COMPANY]) in companies]
    common = [team for team in teams if not team[names.TEAM_COMPANY]]
    candidates = [*own, *common] if companies else list(teams)
    return candidates[0] if candidates else None


def _buyers(rows: Rows) -> dict[int, Buyer]:
    """Return the users asked for; who lacks rights on the company or on that of their orders is unusable."""
    asked = {rows.company_id} - {None}
    companies: dict[Any, set[int | None]] = defaultdict(asked.copy)
    for order in rows.orders:
        companies[one(order["user_id"])].add(one(order["company_id"]))
    read = [(buyer_of(row), set(row["company_ids"])) for row in rows.users]
    return {
        user.id: replace(user, usable=user.usable and companies[user.id] <= allowed) for user, allowed in read
    }
