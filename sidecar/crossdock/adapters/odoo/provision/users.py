"""Users with just the rights that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo.names import GROUP_TECHNICAL
from crossdock.adapters.odoo.provision.items import Link, Ref
from crossdock.adapters.odoo.provision.server import Server
from crossdock.domain.errors import ErpRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.adapters.odoo.session import OdooSession

TECHNICAL_NAME: Final = "Crossdock"
TECHNICAL_GROUPS: Final = (
    "base.group_user",
    "purchase.group_purchase_user",
    GROUP_TECHNICAL,
)
"""The least rights that work: orders and stock to read, promises and our own models to write.

Customers' orders are read by a right of our own group (see `access`).
"""
RETIRED_GROUPS: Final = (
    "sales_team.group_sale_salesman_all_leads",
    "sales_team.group_sale_salesman",  # up to Odoo 18 what a group implies is the user's own, and stays
    "stock.group_stock_user",
)
"""What a former version gave besides: these may write customers' orders."""


def create_technical_user(session: OdooSession, login: str, password: str) -> int:
    """Make (or refresh) the login of the Crossdock service, in all companies; return its id.

    Raises `ErpRefused` for the login of somebody else: that person would lose name, password and rights.
    """
    found = Server(session).search_read("res.users", [("login", "=", login)], ["name"])
    if found and found[0]["name"] != TECHNICAL_NAME:
        raise ErpRefused(
            f"the login {login!r} is that of {found[0]['name']!r}; choose another for the service "
            "(CROSSDOCK_ODOO_LOGIN)"
        )
    return create_user(session, login, password, TECHNICAL_NAME, TECHNICAL_GROUPS)


def retired_links(server: Server) -> tuple[Link, ...]:
    """Return the groups that logins of the service have of a former version, as links to take out."""
    server.know_ours([GROUP_TECHNICAL.partition(".")[2]])
    technical, field = server.id_of(GROUP_TECHNICAL), server.dialect.groups_field
    if technical is None:
        return ()
    ours = [("name", "=", TECHNICAL_NAME), (field, "in", [technical])]
    return tuple(
        Link(
            owner=login["id"],
            owner_model="res.users",
            field=field,
            target=Ref(group),
            what=f"the service's login {login['login']} leaves {group}: it may write customers' orders",
            is_wanted=False,
        )
        for login in server.search_read("res.users", ours, ["login", field])
        for group in RETIRED_GROUPS
        if server.id_of(group) in login[field]
    )


def create_user(
    session: OdooSession, login: str, password: str, name: str, groups: Sequence[str] = ("base.group_user",)
) -> int:
    """Make (or refresh) a user with exactly these groups, in all companies; return its id."""
    server = Server(session)
    server.know_ours(group.partition(".")[2] for group in groups if group.startswith("crossdock."))
    group_ids = [server.id_of(group) for group in groups]
    if None in group_ids:
        missing = [group for group, found in zip(groups, group_ids, strict=True) if found is None]
        raise ErpRefused(f"Odoo has no group {', '.join(missing)}; run `crossdock odoo apply` first.")
    companies = [row["id"] for row in server.search_read("res.company", [], ["id"])]
    values = {
        "name": name,
        "login": login,
        "password": password,
        "email": login if "@" in login else f"{login}@crossdock.invalid",
        "active": True,
        "company_ids": [(6, 0, companies)],
        server.dialect.groups_field: [(6, 0, group_ids)],
    }
    found = server.search_read("res.users", [("login", "=", login)], ["id"])
    context = {"no_reset_password": True}
    if found:
        server.call("res.users", "write", [found[0]["id"]], values, context=context)
        return int(found[0]["id"])
    made = server.call("res.users", "create", [values], context=context)
    return made if isinstance(made, int) else int(made[0])
