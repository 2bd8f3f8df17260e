"""Server actions, window actions and menus."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from crossdock.adapters.odoo.names import (
    EVENT,
    EXCEPTION,
    SETTING,
    SETTING_NAME,
    SETTING_VALUE,
    TEAM,
    xml_id,
)
from crossdock.adapters.odoo.provision.items import (
    ActionRef,
    Code,
    FieldRefs,
    IdText,
    Item,
    ModelRef,
    Ref,
    Refs,
)

if TYPE_CHECKING:
    from crossdock.adapters.odoo.versions import Dialect

_LINE: Final = "purchase.order.line"
_USERS: Final = ("group_user",)
_TECHNICAL: Final = ("group_technical",)
# name, label, model, parts of the code, who may run it
_SERVER_ACTIONS: Final = (
    ("action_apply", "Apply", EXCEPTION, "shared telling applying apply", _USERS),
    (
        "action_apply_message",
        "Apply All of This Message",
        EXCEPTION,
        "shared telling applying apply_message",
        _USERS,
    ),
    ("action_reject", "Reject", EXCEPTION, "shared reject", _USERS),
    ("action_recheck", "Recheck", EXCEPTION, "shared recheck", _USERS),
    ("action_open_purchase_order", "Open Purchase Order", EXCEPTION, "open_purchase_order", _USERS),
    ("action_open_sale_orders", "Open Customer Orders", EXCEPTION, "open_sale_orders", _USERS),
    ("action_write_promise", "Write Promises", _LINE, "shared write_promise", _TECHNICAL),
    ("action_update_exception", "Update Exceptions", EXCEPTION, "shared update_exception", _TECHNICAL),
    ("action_close_exception", "Close Exceptions", EXCEPTION, "shared close_exception", _TECHNICAL),
)
# name, label, model, watched fields, parts of the code
_RULES: Final = (
    ("line_edited", "order line edited", _LINE, ("date_planned", "product_qty", "price_unit"), "line_edited"),
    ("state_changed", "exception moved", EXCEPTION, ("x_state",), "state_changed"),
)
_OPEN_HELP: Final = (
    '<p class="o_view_nocontent_smiling_face">No exceptions</p>'
    "<p>When a supplier's message differs from what was agreed, it appears here.</p>"
)


def code_text(parts: str, dialect: Dialect) -> str:
    """Return an action's code: its files joined, with the version's field names."""
    folder = files("crossdock.adapters.odoo.provision") / "code"
    texts = [(folder / f"{part}.action").read_text(encoding="utf-8").strip() for part in parts.split()]
    joined = "\n\n".join(texts)
    words = {
        "line_unit": dialect.line_unit,
        "list": dialect.list_tag,
        "tracked_field": dialect.tracked_field,
        "is_locked": dialect.is_locked,
    }
    for name, word in words.items():
        joined = joined.replace(f"@{name}@", word)
    return joined


def server_actions(dialect: Dialect) -> tuple[Item, ...]:
    """Return the buttons' and the service's actions; views name them by external id."""
    return tuple(
        Item(
            name=name,
            model="ir.actions.server",
            values={
                "name": f"Crossdock: {label}",
                "model_id": ModelRef(model),
                "state": "code",
                "code": Code(code_text(parts, dialect)),
                dialect.groups_field: Refs(group),
            },
            what=f"server action {label}",
            adopt=("name",),
        )
        for name, label, model, parts, group in _SERVER_ACTIONS
    )


def settings(dialect: Dialect) -> tuple[Item, ...]:
    """Return where our logins find the actions: users may run them, but not look them up."""
    return tuple(
        Item(
            name=f"setting_{action.name}",
            model=SETTING,
            values={SETTING_NAME: xml_id(action.name), SETTING_VALUE: IdText(action.name)},
            what=f"setting: where to find {action.what}",
            adopt=(SETTING_NAME,),
        )
        for action in server_actions(dialect)
    )


def automations(dialect: Dialect) -> tuple[Item, ...]:
    """Return the rules that note what people change by hand, each with its action."""
    rules: list[Item] = []
    their_actions: list[Item] = []
    for name, label, model, watched, parts in _RULES:
        rule: dict[str, Any] = {
            "name": f"Crossdock: {label}",
            "model_id": ModelRef(model),
            "trigger": "on_create_or_write",
            "trigger_field_ids": FieldRefs(model, watched),
        }
        action: dict[str, Any] = {
            "name": f"Crossdock: note {label}",
            "model_id": ModelRef(model),
            "state": "code",
            "code": Code(code_text(f"shared {parts}", dialect)),
            "usage": "base_automation",
            "base_automation_id": Ref(f"automation_{name}"),
        }
        rules.append(
            Item(
                name=f"automation_{name}",
                model="base.automation",
                values=rule,
                what=f"automation rule: {label}",
                adopt=("name",),
            )
        )
        their_actions.append(
            Item(
                name=f"action_{name}",
                model="ir.actions.server",
                values=action,
                what=f"server action of the rule: {label}",
                adopt=("name",),
            )
        )
    return (*rules, *their_actions)


def _window(
    name: str, label: str, model: str, modes: str, dialect: Dialect, group: str, **extra: Any
) -> Item:
    words = [dialect.list_tag if word == "list" else word for word in modes.split(",")]
    values = {
        "name": label,
        "res_model": model,
        "view_mode": ",".join(words),
        dialect.groups_field: Refs((group,)),
        **extra,
    }
    return Item(
        name=name,
        model="ir.actions.act_window",
        values=values,
        what=f"window {label}",
        adopt=("name", "res_model"),
    )


def windows(dialect: Dialect) -> tuple[Item, ...]:
    """Return the window actions."""
    all_modes = "list,kanban,form,pivot,graph"
    search = {"search_view_id": Ref("view_exception_search"), "help": _OPEN_HELP}
    return (
        _window(
            "window_exceptions",
            "Exceptions",
            EXCEPTION,
            all_modes,
            dialect,
            "group_user",
            context="{'search_default_open': 1}",
            **search,
        ),
        _window(
            "window_order_exceptions",
            "Exceptions of the Order",
            EXCEPTION,
            all_modes,
            dialect,
            "group_user",
            domain="[('x_purchase_order_id', '=', active_id)]",
            context="{'search_default_open': 1}",
            **search,
        ),
        _window("window_teams", "Teams", TEAM, "list,form", dialect, "group_manager"),
        _window("window_events", "Decision Log", EVENT, "list,form", dialect, "group_manager"),
    )


def menus(dialect: Dialect) -> tuple[Item, ...]:
    """Return the menus."""
    rows: tuple[tuple[str, str, str | None, str | None, int, str], ...] = (
        ("menu_root", "Crossdock", None, "window_exceptions", 56, "group_user"),
        ("menu_exceptions", "Exceptions", "menu_root", "window_exceptions", 10, "group_user"),
        ("menu_log", "Decision Log", "menu_root", "window_events", 20, "group_manager"),
        ("menu_configuration", "Configuration", "menu_root", None, 90, "group_manager"),
        ("menu_teams", "Teams", "menu_configuration", "window_teams", 10, "group_manager"),
    )
    return tuple(
        Item(
            name=name,
            model="ir.ui.menu",
            values={
                "name": label,
                "parent_id": Ref(parent) if parent else False,
                "action": ActionRef(window) if window else False,
                "sequence": sequence,
                dialect.groups_field: Refs((group,)),
            },
            what=f"menu {label}",
            adopt=("name", "parent_id"),
        )
        for name, label, parent, window, sequence, group in rows
    )
