"""The whole description for one server: what Crossdock is to have there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo.names import EVENT, EXCEPTION, PART, SETTING, TEAM
from crossdock.adapters.odoo.provision import (
    access,
    actions,
    computed_fields,
    exception_fields,
    guard_fields,
    other_fields,
    users,
    views,
)
from crossdock.adapters.odoo.provision.items import Description, FieldRef, Item
from crossdock.domain.errors import ErpRefused

if TYPE_CHECKING:
    from crossdock.adapters.odoo.provision.server import Server

# a model behind those that its fields name: such fields then come with it
_MODELS: Final = (
    (TEAM, "Crossdock Team", False),
    (EXCEPTION, "Crossdock Exception", True),
    (PART, "Crossdock Split Part", False),
    (EVENT, "Crossdock Event", False),
    (SETTING, "Crossdock Setting", False),
)
_DEFAULTS: Final = (
    (EXCEPTION, "x_state", '"new"'),
    (EXCEPTION, "x_priority", '"1"'),
    (EXCEPTION, "x_occurrence_count", "1"),
)
_NEEDED: Final = (
    ("purchase.order.line", "move_ids", "Purchase with Inventory (module purchase_stock)"),
    ("sale.order", "name", "Sales (module sale)"),
    ("stock.move", "purchase_line_id", "Inventory (module stock)"),
)
_NO_AUTOMATION: Final = (
    "On this version no automation rules are made: on Odoo 14 they turn concurrent saves into errors. The "
    "buttons write their own events; edits of order lines and moves of exceptions by hand are found by "
    "polling purchase.order.line and x_crossdock_exception by write_date, with overlap."
)
_NO_AUTOMATION_MODULE: Final = (
    "The module base_automation is not installed, so no automation rules are made: edits by hand are found "
    "by polling. Install it and run apply again to be told at once."
)
# Without a lead: who provisions is an administrator, and would own the cases of unknown senders unasked.
_DEFAULT_TEAM: Final = Item(
    name="team_default",
    model=TEAM,
    values={"x_name": "Purchasing", "x_is_default": True},
    adopt=("x_name",),
    what="team Purchasing, the default; choose its lead in Crossdock → Configuration → Teams",
    once=True,
)


def describe(server: Server) -> Description:
    """Return the description for that server. Refused where Odoo's own modules are missing."""
    for model, field, module in _NEEDED:
        if server.field_id(model, field) is None:
            raise ErpRefused(f"Odoo has no {model}.{field}: install {module} first.")
    dialect = server.dialect
    may_automate = server.model_id("base.automation") is not None
    has_carriers = server.model_id("delivery.carrier") is not None
    automated = dialect.has_automation and may_automate
    notes = () if automated else ((_NO_AUTOMATION if not dialect.has_automation else _NO_AUTOMATION_MODULE),)
    records = (
        *access.groups(dialect),
        *access.rights(),
        *_defaults(),
        *actions.server_actions(dialect),
        *_search_before_windows(server, has_carriers=has_carriers),
        *actions.menus(dialect),
        *(actions.automations(dialect) if automated else ()),
    )
    return Description(
        models=tuple(_model(*row) for row in _MODELS),
        field_batches=(
            (
                *exception_fields.model_fields(),
                *other_fields.part_fields(),
                *other_fields.event_fields(),
                *other_fields.team_fields(),
                *other_fields.setting_fields(),
                *other_fields.order_fields(),
            ),
            (*other_fields.relations(), *exception_fields.relations(has_carriers=has_carriers)),
            (*computed_fields.computed(), *guard_fields.guards(), *other_fields.order_computed()),
        ),
        records=records,
        links=(*access.links(server.session.uid, dialect), *users.retired_links(server)),
        data=(*actions.settings(dialect), _DEFAULT_TEAM),
        notes=notes,
    )


def _search_before_windows(server: Server, *, has_carriers: bool) -> tuple[Item, ...]:
    # windows name the search view; the order's form names a window: its view comes after both
    made = views.views(server.dialect, has_carriers=has_carriers)
    ours = tuple(item for item in made if "inherit_id" not in item.values)
    inherited = tuple(item for item in made if "inherit_id" in item.values)
    return (*ours, *actions.windows(server.dialect), *inherited)


def _model(model: str, label: str, has_chatter: bool) -> Item:
    return Item(
        name=f"model_{model.removeprefix('x_')}",
        model="ir.model",
        values={
            "name": label,
            "model": model,
            "state": "manual",
            "is_mail_thread": has_chatter,
            "is_mail_activity": has_chatter,
        },
        what=f"model {model} ({label})",
        adopt=("model",),
    )


def _defaults() -> tuple[Item, ...]:
    return tuple(
        Item(
            name=f"default_{model.removeprefix('x_crossdock_')}__{field}",
            model="ir.default",
            values={"field_id": FieldRef(model, field), "json_value": value},
            what=f"default {field} = {value}",
            adopt=("field_id",),
        )
        for model, field, value in _DEFAULTS
    )
