"""The views: their XML files, rendered for the server's version."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from crossdock.adapters.odoo.names import EVENT, EXCEPTION, TEAM
from crossdock.adapters.odoo.provision.items import Item, Ref, Xml
from crossdock.adapters.odoo.provision.render import render

if TYPE_CHECKING:
    from crossdock.adapters.odoo.versions import Dialect

_VIEWS: Final = (
    ("exception_list", EXCEPTION, None),
    ("exception_kanban", EXCEPTION, None),
    ("exception_form", EXCEPTION, None),
    ("exception_search", EXCEPTION, None),
    ("exception_pivot", EXCEPTION, None),
    ("exception_graph", EXCEPTION, None),
    ("team_list", TEAM, None),
    ("team_form", TEAM, None),
    ("event_list", EVENT, None),
    ("event_form", EVENT, None),
    ("order_form", "purchase.order", "purchase.purchase_order_form"),
)


# The one field that is there only where Odoo's module for carriers is.
_CARRIER: Final = re.compile(r'<field name="x_carrier_id"[^>]*/>')


def views(dialect: Dialect, *, has_carriers: bool = True) -> tuple[Item, ...]:
    """Return the views of our models, and what is added to the purchase order's form."""
    folder = files("crossdock.adapters.odoo.provision") / "views"
    made: list[Item] = []
    for name, model, inherited in _VIEWS:
        text = (folder / f"{name}.xml").read_text(encoding="utf-8")
        text = text if has_carriers else _CARRIER.sub("", text)
        values: dict[str, Any] = {
            "name": f"crossdock.{name}",
            "model": model,
            "arch": Xml(render(text, dialect)),
        }
        if inherited:
            values["inherit_id"] = Ref(inherited)
        made.append(
            Item(name=f"view_{name}", model="ir.ui.view", values=values, what=f"view {name}", adopt=("name",))
        )
    return tuple(made)
