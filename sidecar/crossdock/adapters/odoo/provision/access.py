"""Groups, access rights and record rules: who may do what, and companies kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo.names import EVENT, EXCEPTION, PART, SETTING, TEAM
from crossdock.adapters.odoo.provision.items import Item, Link, ModelRef, Ref, Refs

if TYPE_CHECKING:
    from crossdock.adapters.odoo.versions import Dialect

_GROUPS: Final = (
    ("group_user", "User", ("base.group_user",), "Sees and works exceptions."),
    (
        "group_manager",
        "Manager",
        ("crossdock.group_user",),
        "Also keeps teams, deletes exceptions, reads the log.",
    ),
    (
        "group_technical",
        "Integration",
        ("base.group_user",),
        "The login of the Crossdock service; not for people.",
    ),
)
# read, write, create, delete. Nobody writes events: our actions do, in the name of who pressed. Who may
# create exceptions may change what they are (see guard_fields): people may not.
_ACCESS: Final = (
    (EXCEPTION, "group_user", "rw--"),
    (EXCEPTION, "group_manager", "rw-d"),
    (EXCEPTION, "group_technical", "rwc-"),
    (PART, "group_user", "rwcd"),
    (PART, "group_technical", "rwcd"),
    (EVENT, "group_user", "----"),  # named still: what it once gave is taken away
    (EVENT, "group_manager", "r---"),
    (EVENT, "group_technical", "r---"),
    (TEAM, "group_user", "r---"),
    (TEAM, "group_manager", "rwcd"),
    (TEAM, "group_technical", "r---"),
    (SETTING, "base.group_system", "rwcd"),  # who provisions
    (SETTING, "group_user", "r---"),
    (SETTING, "group_technical", "r---"),
    # the screens name the order; whoever has no purchase rights of their own sees it, and changes nothing
    ("purchase.order", "group_user", "r---"),
    ("purchase.order.line", "group_user", "r---"),
    # who waits for the goods: Sales and Inventory groups could write these orders too
    ("sale.order", "group_technical", "r---"),
    ("sale.order.line", "group_technical", "r---"),
)
_COMPANY_FIELD: Final = {
    EXCEPTION: "x_company_id",
    PART: "x_exception_id.x_company_id",
    EVENT: "x_company_id",
    TEAM: "x_company_id",
}


def groups(dialect: Dialect) -> tuple[Item, ...]:
    """Return the groups (19 hangs them under a privilege)."""
    made: list[Item] = []
    if dialect.has_privileges:
        made.append(
            Item(
                name="privilege_crossdock",
                model="res.groups.privilege",
                values={"name": "Crossdock"},
                what="privilege Crossdock, the heading of the groups",
                adopt=("name",),
            )
        )
    for name, label, implied, comment in _GROUPS:
        values = {
            "name": label if dialect.has_privileges else f"Crossdock / {label}",
            "implied_ids": Refs(implied),
            "comment": comment,
        }
        if dialect.has_privileges:
            values["privilege_id"] = Ref("privilege_crossdock")
        adopt = ("name", "privilege_id") if dialect.has_privileges else ("name",)
        made.append(Item(name=name, model="res.groups", values=values, what=f"group {label}", adopt=adopt))
    return tuple(made)


def rights() -> tuple[Item, ...]:
    """Return the access rights and the record rules."""
    made: list[Item] = []
    for model, group, letters in _ACCESS:
        name = f"access_{model.removeprefix('x_crossdock_')}_{group}".replace(".", "_")
        values = {
            "name": f"crossdock.{name}",
            "model_id": ModelRef(model),
            "group_id": Ref(group),
            "perm_read": "r" in letters,
            "perm_write": "w" in letters,
            "perm_create": "c" in letters,
            "perm_unlink": "d" in letters,
        }
        what = f"right {letters} on {model} for {group}"
        made.append(Item(name=name, model="ir.model.access", values=values, what=what, adopt=("name",)))
    for model, field in _COMPANY_FIELD.items():
        name = f"rule_{model.removeprefix('x_crossdock_')}_company"
        domain = f"['|', ('{field}', '=', False), ('{field}', 'in', company_ids)]"
        made.append(
            Item(
                name=name,
                model="ir.rule",
                values={
                    "name": f"crossdock.{name}",
                    "model_id": ModelRef(model),
                    "domain_force": domain,
                    "groups": Refs(),
                },
                what=f"rule: {model} only of the reader's companies",
                adopt=("name",),
            )
        )
    return tuple(made)


def links(administrator: int, dialect: Dialect) -> tuple[Link, ...]:
    """Return who gets rights: who runs this, and every buyer (nobody is told of what they cannot open)."""
    return (
        Link(
            owner=administrator,
            owner_model="res.users",
            field=dialect.groups_field,
            target=Ref("group_manager"),
            what="whoever runs this is a Crossdock manager",
        ),
        Link(
            owner=Ref("purchase.group_purchase_user"),
            owner_model="res.groups",
            field="implied_ids",
            target=Ref("group_user"),
            what="every Purchase user is a Crossdock user",
        ),
    )
