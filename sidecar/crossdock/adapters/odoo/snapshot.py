"""Purchase snapshots: every question is one call for all orders, so the number of calls is fixed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names, senders
from crossdock.adapters.odoo.fingerprint import FINGERPRINT_FIELDS
from crossdock.adapters.odoo.values import from_time, one, unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossdock.adapters.odoo.session import OdooSession
    from crossdock.adapters.odoo.versions import Dialect
    from crossdock.domain.orders import OrderQuery

Row = dict[str, Any]

ORDER_FIELDS = (
    "name",
    "state",
    "company_id",
    "partner_id",
    "partner_ref",
    "currency_id",
    "date_order",
    "date_approve",
    "user_id",
)
LINE_FIELDS = (
    "order_id",
    "product_id",
    "name",
    names.LINE_PROMISED_DATE,
)
RECEIPT_FIELDS = ("purchase_line_id", "move_dest_ids")
DEMAND_FIELDS = ("product_id", "company_id", "sale_line_id", "move_orig_ids")
SALE_LINE_FIELDS = ("order_id",)
PARTNER_FIELDS = (
    "name",
    "email",
    "is_company",
    "lang",
    "ref",
    "tz",
    "active",
    "commercial_partner_id",
    "ref_company_ids",
)
PRODUCT_FIELDS = ("default_code", "product_tmpl_id")
TEAM_FIELDS = (names.TEAM_LEAD, names.TEAM_COMPANY)
USER_FIELDS = ("name", "email", "active", "share", "company_ids", "tz")

CONFIRMED = ("purchase", "done")
COMING = ("draft", "waiting", "confirmed", "partially_available", "assigned")
WITHOUT_STOCK = ("waiting", "confirmed", "partially_available")
MOST_DEMAND = 2000
_UNSTOCKED_DAYS = 365
_ARCHIVED_TOO = {"active_test": False}


@dataclass(slots=True, kw_only=True)
class Rows:
    """The answers of Odoo for one snapshot, as they came."""

    as_of: datetime
    company_id: int | None = None
    orders: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)
    demand: list[Row] = field(default_factory=list)
    sale_lines: list[Row] = field(default_factory=list)
    partners: list[Row] = field(default_factory=list)
    products: list[Row] = field(default_factory=list)
    vendor_codes: list[Row] = field(default_factory=list)
    users: list[Row] = field(default_factory=list)
    teams: list[Row] = field(default_factory=list)
    senders: list[int] = field(default_factory=list)


class SnapshotReader:
    """Asks Odoo for everything that a decision needs."""

    def __init__(self, session: OdooSession, dialect: Dialect) -> None:
        self._session = session
        self._dialect = dialect

    def for_query(self, query: OrderQuery) -> Rows:
        """Return the named orders, else the open ones of the sender's supplier, and what is around them."""
        rows = Rows(as_of=datetime.now(UTC), company_id=query.company_id)
        rows.senders = senders.commercial_entities(self._session, query.sender)
        company = [("company_id", "=", query.company_id)] if query.company_id is not None else []
        if query.references:
            rows.orders = self._orders([("name", "in", list(query.references)), *company])
        if not rows.orders and rows.senders:
            supplier = ("partner_id.commercial_partner_id", "in", rows.senders)
            rows.orders = self._orders([supplier, *company, *open_domain(rows.as_of)])
        return self._around(rows)

    def open_orders(self) -> Rows:
        """Return all orders from which something may still come."""
        rows = Rows(as_of=datetime.now(UTC))
        rows.orders = self._orders(open_domain(rows.as_of))
        return self._around(rows)

    def newest_order(self) -> Rows:
        """Return the newest confirmed order, of whatever company."""
        rows = Rows(as_of=datetime.now(UTC))
        domain = [("state", "in", CONFIRMED)]
        rows.orders = self._session.search_read(
            "purchase.order", domain, ORDER_FIELDS, limit=1, order="id desc"
        )
        return self._around(rows)

    def of_lines(self, purchase_line_ids: Sequence[int]) -> Rows:
        """Return the orders of these lines."""
        rows = Rows(as_of=datetime.now(UTC))
        if purchase_line_ids:
            rows.orders = self._orders([("order_line", "in", list(purchase_line_ids))])
        return self._around(rows)

    def _orders(self, domain: Sequence[Any]) -> list[Row]:
        return self._session.search_read("purchase.order", domain, ORDER_FIELDS, order="id")

    def _around(self, rows: Rows) -> Rows:
        """Read suppliers, lines, demand, products and people of the orders: one call each."""
        self._read_partners(rows)
        if rows.orders:
            self._read_lines(rows)
            self._read_demand(rows)
            self._read_products(rows)
        self._read_people(rows)
        return rows

    def _read_partners(self, rows: Rows) -> None:
        """Read the suppliers with all their contacts, and the companies' own partners for their zones."""
        suppliers = unique([*(one(order["partner_id"]) for order in rows.orders), *rows.senders])
        companies = unique(one(order["company_id"]) for order in rows.orders)
        buyer = self._dialect.partner_buyer
        rows.partners = self._session.search_read(
            "res.partner",
            [
                *["|"] * 4,
                ("ref_company_ids", "in", companies),
                ("id", "in", suppliers),
                ("commercial_partner_id", "in", suppliers),
                # an order's partner may be a contact, or a contact's contact, of the entity
                ("commercial_partner_id.child_ids", "in", suppliers),
                ("commercial_partner_id.child_ids.child_ids", "in", suppliers),
            ],
            (*PARTNER_FIELDS, buyer) if buyer else PARTNER_FIELDS,
            context=_ARCHIVED_TOO,
        )

    def _read_lines(self, rows: Rows) -> None:
        rows.lines = self._session.search_read(
            "purchase.order.line",
            [("order_id", "in", _ids(rows.orders)), ("display_type", "=", False)],
            (*LINE_FIELDS, *FINGERPRINT_FIELDS, self._dialect.line_unit),
            order="order_id, sequence, id",
        )

    def _read_demand(self, rows: Rows) -> None:
        """Read who waits: moves fed by the receipts, and moves of the products that have no stock yet."""
        rows.receipts = self._session.search_read(
            "stock.move", [("purchase_line_id", "in", _ids(rows.lines))], RECEIPT_FIELDS
        )
        fed = unique(move for receipt in rows.receipts for move in receipt["move_dest_ids"])
        rows.demand = self._session.search_read(
            "stock.move",
            [
                ("sale_line_id", "!=", False),
                ("state", "in", COMING),
                "|",
                "|",
                ("id", "in", fed),
                ("move_orig_ids", "in", fed),
                "&",
                ("product_id", "in", unique(one(line["product_id"]) for line in rows.lines)),
                ("state", "in", WITHOUT_STOCK),
            ],
            DEMAND_FIELDS,
            order="date, id",
            limit=MOST_DEMAND,
        )
        sale_lines = unique(one(move["sale_line_id"]) for move in rows.demand)
        rows.sale_lines = self._session.search_read(
            "sale.order.line", [("id", "in", sale_lines)], SALE_LINE_FIELDS
        )

    def _read_products(self, rows: Rows) -> None:
        products = unique(one(line["product_id"]) for line in rows.lines)
        rows.products = self._session.search_read(
            "product.product", [("id", "in", products)], PRODUCT_FIELDS, context=_ARCHIVED_TOO
        )
        vendor = self._dialect.supplierinfo_partner
        rows.vendor_codes = self._session.search_read(
            "product.supplierinfo",
            [
                ("product_code", "!=", False),
                (vendor, "in", _ids(rows.partners)),
                ("product_tmpl_id.product_variant_ids", "in", products),
            ],
            (vendor, "product_id", "product_tmpl_id", "product_code"),
            order="sequence, id",
        )

    def _read_people(self, rows: Rows) -> None:
        """Read the default teams, and the users who may own a case: of orders, of suppliers, and leads."""
        rows.teams = self._session.search_read(
            names.TEAM, [(names.TEAM_IS_DEFAULT, "=", True)], TEAM_FIELDS, order="id"
        )
        buyers = [one(order["user_id"]) for order in rows.orders]
        if self._dialect.partner_buyer:
            buyers += [one(partner[self._dialect.partner_buyer]) for partner in rows.partners]
        leads = [one(team[names.TEAM_LEAD]) for team in rows.teams]
        rows.users = self._session.search_read(
            "res.users", [("id", "in", unique([*buyers, *leads]))], USER_FIELDS, context=_ARCHIVED_TOO
        )


def open_domain(now: datetime) -> list[Any]:
    """Return the domain of orders from which goods may still come.

    Odoo 14 has no receipt status: a confirmed order counts while a receipt move is open, or, where none
    was ever made (services, consumables), for a year.
    """
    since = from_time(now - timedelta(days=_UNSTOCKED_DAYS))
    return [
        ("state", "in", CONFIRMED),
        "|",
        ("order_line.move_ids.state", "in", COMING),
        "&",
        ("picking_ids", "=", False),
        ("date_order", ">=", since),
    ]


def _ids(rows: Iterable[Row]) -> list[int]:
    return [row["id"] for row in rows]
