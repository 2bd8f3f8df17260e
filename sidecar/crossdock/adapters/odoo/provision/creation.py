"""Create what is missing, in as few reloads of Odoo's registry as can be; adopt what a cut run left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.adapters.odoo.provision.items import Ref, Refs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from crossdock.adapters.odoo.provision.items import Description, Item
    from crossdock.adapters.odoo.provision.server import Server

# Views name groups, actions and windows by external id, and Odoo looks them up when a view is saved.
_LOOKS_UP_NAMES = frozenset({"ir.ui.view"})


def create_models(server: Server, description: Description, missing: Collection[str]) -> None:
    """Create missing models, each with its plain fields in one call."""
    for item in description.models:
        if item.name not in missing or _adopt(server, item):
            continue
        nested = [(0, 0, _without_model(server, field)) for field in _nested(server, description, item)]
        [made] = server.create("ir.model", [{**server.resolve_all(item.values), "field_id": nested}])
        server.register("ir.model", {item.name: made})


def _nested(server: Server, description: Description, model: Item) -> list[Item]:
    """Return the fields that can come with their model: all that wait for no other model or field.

    Choices come last: on Odoo 14 each loads the registry anew, and so does each field behind the first.
    """
    stored, relations, _ = description.field_batches
    own = [
        field for field in (*stored, *relations) if field.values["model_id"].model == model.values["model"]
    ]
    fields = [field for field in own if _waits_for_nothing(server, field)]
    return sorted(fields, key=lambda field: field.values["ttype"] == "selection")


def _waits_for_nothing(server: Server, field: Item) -> bool:
    relation = field.values.get("relation")
    return relation is None or (field.values["ttype"] != "one2many" and server.model_id(relation) is not None)


def create_fields(server: Server, items: Sequence[Item]) -> None:
    """Create missing fields in one call; those that came with their model are only named."""
    if not items:
        return
    models = sorted({item.values["model_id"].model for item in items})
    names = [item.values["name"] for item in items]
    domain = [("model", "in", models), ("name", "in", names), ("state", "=", "manual")]
    rows = server.search_read("ir.model.fields", domain, ["model", "name"])
    present = {(row["model"], row["name"]): row["id"] for row in rows}
    found: dict[str, int] = {}
    wanted: list[Item] = []
    for item in items:
        key = (item.values["model_id"].model, item.values["name"])
        if key in present:
            found[item.name] = present[key]
        else:
            wanted.append(item)
    if wanted:
        ids = server.create("ir.model.fields", [server.resolve_all(item.values) for item in wanted])
        found.update({item.name: new for item, new in zip(wanted, ids, strict=True)})
    server.register("ir.model.fields", found)


def create_records(server: Server, items: Sequence[Item]) -> None:
    """Create missing records, or adopt them; those of one kind in one call.

    Each call empties Odoo's caches, the checked password among them, and the next one hashes it anew.
    """
    for batch in _batches(items):
        if batch[0].model in _LOOKS_UP_NAMES:
            server.flush_names()
        wanted = [item for item in batch if not _adopt(server, item)]
        if wanted:
            ids = server.create(wanted[0].model, [server.resolve_all(item.values) for item in wanted])
            made = {item.name: new for item, new in zip(wanted, ids, strict=True)}
            server.register(wanted[0].model, made)


def _batches(items: Sequence[Item]) -> list[list[Item]]:
    """Return runs of items of one model, none of which refers to another of its run."""
    batches: list[list[Item]] = []
    for item in items:
        last = batches[-1] if batches else []
        refers = _referred(item) & {member.name for member in last}
        if last and last[0].model == item.model and not refers:
            last.append(item)
        else:
            batches.append([item])
    return batches


def _referred(item: Item) -> set[str]:
    names: set[str] = set()
    for value in item.values.values():
        if isinstance(value, Ref):
            names.add(value.name)
        elif isinstance(value, Refs):
            names |= {name.removeprefix("crossdock.") for name in value.names}
    return names


def _adopt(server: Server, item: Item) -> bool:
    """Name a record that a former run made and was cut before it could name it."""
    if not item.adopt:
        return False
    keys = {key: server.resolve(item.values[key]) for key in item.adopt}
    if any(value is None for value in keys.values()):
        return False
    rows = server.search_read(item.model, [(key, "=", value) for key, value in keys.items()], ["id"])
    if rows:
        server.register(item.model, {item.name: int(rows[0]["id"])})
    return bool(rows)


def _without_model(server: Server, item: Item) -> dict[str, object]:
    return server.resolve_all({key: value for key, value in item.values.items() if key != "model_id"})
