"""Who owns exceptions in Odoo now: people hand them over there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.values import one, unique
from crossdock.domain.orders import Buyer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.adapters.odoo.session import OdooSession
    from crossdock.adapters.odoo.snapshot import Row

CASE_KEY, USER = names.RECORD_FIELDS["case_key"], names.RECORD_FIELDS["user_id"]


def owners(session: OdooSession, case_keys: Sequence[str]) -> dict[str, Buyer | None]:
    """Return the owner of each exception, None where it has none."""
    if not case_keys:
        return {}
    held = session.search_read(names.EXCEPTION, [(CASE_KEY, "in", list(case_keys))], (CASE_KEY, USER))
    users = session.search_read(
        "res.users",
        [("id", "in", unique(one(row[USER]) for row in held))],
        ("name", "email", "active", "share"),
        context={"active_test": False},
    )
    people = {row["id"]: buyer_of(row) for row in users}
    return {row[CASE_KEY]: people.get(one(row[USER]) or 0) for row in held}


def buyer_of(row: Row) -> Buyer:
    """Return a user as read; who is archived or a portal's guest is unusable, wherever the case is."""
    usable = bool(row["active"]) and not row["share"]
    return Buyer(id=row["id"], name=row["name"], email=row["email"] or "", usable=usable)
