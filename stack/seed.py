"""A small distributor in Odoo: people, suppliers, products, purchase orders, and customers who wait for them.

Data is in the shape of `samples` (`suppliers`, `orders`). Repeating it changes nothing: rows are found by
external ids of the module `crossdock_seed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.versions import Dialect, dialect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.adapters.odoo.session import OdooSession

SEED = "crossdock_seed"
ODOO_PIECES = frozenset({"pcs", "Stück"})  # what Odoo's own *Units* stands for
BUYER_GROUPS = (
    "purchase.group_purchase_user",
    "stock.group_stock_user",
    "sales_team.group_sale_salesman_all_leads",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A user of the demonstration; the password is for a loopback server only."""

    login: str
    name: str
    groups: tuple[str, ...]


PEOPLE = (
    Person(login="buyer", name="Bea Buyer", groups=(*BUYER_GROUPS, names.GROUP_USER)),
    Person(
        login="manager",
        name="Max Manager",
        groups=("purchase.group_purchase_manager", *BUYER_GROUPS[1:], names.GROUP_MANAGER),
    ),
    Person(login="viewer", name="Vera Viewer", groups=(names.GROUP_USER,)),
)


class Seeder:
    """Writes the data with an administrator's session."""

    def __init__(self, session: OdooSession) -> None:
        self._session = session
        self._words: Dialect = dialect(session.version)

    def seed(self, data: dict[str, Any], *, with_sales: bool = True) -> dict[str, int]:
        """Write everything; return the ids of people by login and of orders by name."""
        people = {person.login: self._person(person) for person in PEOPLE}
        self._team(people)
        currencies = self._currencies({order["currency"] for order in data["orders"]})
        suppliers = {supplier["id"]: self._supplier(supplier) for supplier in data["suppliers"]}
        products: dict[str, int] = {}
        for order in data["orders"]:
            for line in order["lines"]:
                if line["sku"] not in products:
                    products[line["sku"]] = self._product(line, suppliers[order["supplier"]])
        orders = {
            order["name"]: self._order(order, suppliers, products, currencies, people["buyer"])
            for order in data["orders"]
        }
        if with_sales:
            self._sales(data, products)
        return {**people, **orders}

    def _one(self, key: str) -> int | None:
        found = self._session.search_read(
            "ir.model.data", [("module", "=", SEED), ("name", "=", key)], ["res_id"], limit=1
        )
        return int(found[0]["res_id"]) if found else None

    def _once(self, key: str, model: str, values: dict[str, Any]) -> int:
        """Create a record the first time, and remember it by an external id."""
        known = self._one(key)
        if known is not None:
            return known
        created = self._session.call(model, "create", [values])
        record_id = int(created[0])
        self._session.call(
            "ir.model.data",
            "create",
            [{"module": SEED, "name": key, "model": model, "res_id": record_id, "noupdate": True}],
        )
        return record_id

    def _ref(self, xml_id: str) -> int:
        module, _, name = xml_id.partition(".")
        return int(self._session.call("ir.model.data", "check_object_reference", module, name)[1])

    def _person(self, person: Person) -> int:
        groups = [self._ref(name) for name in ("base.group_user", *person.groups)]
        values = {
            "login": person.login,
            "name": person.name,
            "password": person.login,
            "email": f"{person.login}@weser-handel.example",
            "tz": "Europe/Berlin",
            self._words.groups_field: [(6, 0, groups)],
        }
        return self._once(f"user_{person.login}", "res.users", values)

    def _team(self, people: dict[str, int]) -> None:
        """Give the default team its people, unless somebody did."""
        team = self._ref(f"{names.MODULE}.team_default")
        [row] = self._session.search_read(names.TEAM, [("id", "=", team)], [names.TEAM_LEAD])
        if row[names.TEAM_LEAD]:
            return
        values = {
            names.TEAM_LEAD: people["manager"],
            names.TEAM_MANAGER: people["manager"],
            names.TEAM_MEMBERS: [(6, 0, [people["buyer"], people["manager"]])],
        }
        self._session.call(names.TEAM, "write", [team], values)

    def _currencies(self, codes: set[str]) -> dict[str, int]:
        rows = self._session.search_read(
            "res.currency",
            [("name", "in", sorted(codes))],
            ["name", "active"],
            context={"active_test": False},
        )
        sleeping = [row["id"] for row in rows if not row["active"]]
        if sleeping:
            self._session.call("res.currency", "write", sleeping, {"active": True})
        return {row["name"]: int(row["id"]) for row in rows}

    def _supplier(self, supplier: dict[str, Any]) -> int:
        emails = [*supplier["emails"], *(f"info@{domain}" for domain in supplier["domains"])]
        values = {"name": supplier["name"], "email": emails[0], "is_company": True, "ref": supplier["id"]}
        supplier_id = self._once(f"supplier_{supplier['id']}", "res.partner", values)
        for number, email in enumerate(dict.fromkeys(emails[1:]), start=2):
            contact = {"name": email.split("@")[0].title(), "email": email, "parent_id": supplier_id}
            self._once(f"supplier_{supplier['id']}_contact_{number}", "res.partner", contact)
        return supplier_id

    def _product(self, line: dict[str, Any], supplier_id: int) -> int:
        values: dict[str, Any] = {
            "name": line["description"],
            "default_code": line["sku"],
            "list_price": round(float(line["unit_price"]) * 1.4, 2),
            "standard_price": line["unit_price"],
            **self._storable(),
            **self._measured_in(line["unit"]),
        }
        product_id = self._once(f"product_{line['sku']}", "product.product", values)
        if line["supplier_sku"]:
            template = self._session.search_read(
                "product.product", [("id", "=", product_id)], ["product_tmpl_id"]
            )
            info = {
                self._words.supplierinfo_partner: supplier_id,
                "product_tmpl_id": template[0]["product_tmpl_id"][0],
                "product_code": line["supplier_sku"],
                "price": line["unit_price"],
            }
            self._once(f"info_{line['sku']}", "product.supplierinfo", info)
        return product_id

    def _storable(self) -> dict[str, Any]:
        if self._words.version >= 18:
            return {"type": "consu", "is_storable": True}
        return {"detailed_type": "product"} if self._words.version >= 16 else {"type": "product"}

    def _measured_in(self, unit: str) -> dict[str, int]:
        """Return the product's fields for its unit of measure: none where it is counted in pieces."""
        if unit in ODOO_PIECES:
            return {}
        values: dict[str, Any] = {"name": unit}
        if self._words.has_unit_categories:
            category_id = self._once(f"unit_category_{unit}", "uom.category", {"name": unit})
            values |= {"category_id": category_id, "uom_type": "reference"}
        unit_id = self._once(f"unit_{unit}", "uom.uom", values)
        return {"uom_id": unit_id, **({"uom_po_id": unit_id} if self._words.has_unit_categories else {})}

    def _order(
        self,
        order: dict[str, Any],
        suppliers: dict[str, int],
        products: dict[str, int],
        currencies: dict[str, int],
        buyer_id: int,
    ) -> int:
        known = self._one(f"order_{order['name']}")
        if known is not None:
            return known
        values = {
            "name": order["name"],
            "partner_id": suppliers[order["supplier"]],
            "user_id": buyer_id,
            "currency_id": currencies.get(order["currency"]),
            "date_order": f"{order['order_date']} 09:00:00",
            "order_line": [(0, 0, _line(line, products)) for line in order["lines"]],
        }
        order_id = self._once(f"order_{order['name']}", "purchase.order", values)
        self._session.call("purchase.order", "button_confirm", [order_id])
        return order_id

    def _sales(self, data: dict[str, Any], products: dict[str, int]) -> None:
        """Let two customers wait for the first line of every second order."""
        customers = [
            self._once(f"customer_{number}", "res.partner", {"name": name, "is_company": True})
            for number, name in enumerate(("Hansen Shipyard", "Bergmann Metalworks"), start=1)
        ]
        for number, (order, line) in enumerate(_wanted(data)):
            key = f"sale_{order['name']}"
            if self._one(key) is not None:
                continue
            quantity = max(1, int(line["quantity"]) // 4)
            values = {
                "partner_id": customers[number % len(customers)],
                "order_line": [(0, 0, {"product_id": products[line["sku"]], "product_uom_qty": quantity})],
            }
            sale_id = self._once(key, "sale.order", values)
            self._session.call("sale.order", "action_confirm", [sale_id])


def _wanted(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for order in data["orders"][::2]:
        yield order, order["lines"][0]


def _line(line: dict[str, Any], products: dict[str, int]) -> dict[str, Any]:
    return {
        "product_id": products[line["sku"]],
        "product_qty": line["quantity"],
        "price_unit": line["unit_price"],
        "date_planned": f"{line['date_planned']} 12:00:00",
    }
