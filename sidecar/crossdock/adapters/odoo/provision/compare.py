"""What differs between an item as described and its record on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo.provision.items import Choice, Code, FieldRefs, Refs, Xml
from crossdock.adapters.odoo.provision.render import same_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.adapters.odoo.provision.items import Item
    from crossdock.adapters.odoo.provision.server import Server


# `arch` is what a view is written by; `arch_db` is what was written, before anything is merged into it.
_READ_AS = {"arch": "arch_db"}


def current_values(server: Server, items: Sequence[Item], ids: dict[str, int]) -> dict[str, dict[str, Any]]:
    """Read the records of existing items, one call per model. A record that is gone is left out."""
    found: dict[str, dict[str, Any]] = {}
    by_model: dict[str, list[Item]] = {}
    for item in items:
        by_model.setdefault(item.model, []).append(item)
    for model, members in by_model.items():
        wanted = sorted({_READ_AS.get(key, key) for item in members for key in item.values})
        domain = [("id", "in", sorted({ids[item.name] for item in members}))]
        rows = {row["id"]: row for row in server.search_read(model, domain, wanted)}
        found.update({item.name: rows[ids[item.name]] for item in members if ids[item.name] in rows})
    _read_choices(server, items, found)
    return found


def _read_choices(server: Server, items: Sequence[Item], found: dict[str, dict[str, Any]]) -> None:
    names = [item.name for item in items if "selection_ids" in item.values and item.name in found]
    if not names:
        return
    domain = [("field_id", "in", [found[name]["id"] for name in names])]
    fields = ["field_id", "value", "name"]
    rows = server.search_read("ir.model.fields.selection", domain, fields)
    for name in names:
        mine = [row for row in rows if row["field_id"][0] == found[name]["id"]]
        found[name]["selection_ids"] = {row["value"]: (row["id"], row["name"]) for row in mine}


def changes(server: Server, item: Item, current: dict[str, Any]) -> dict[str, Any]:
    """Return what has to be written, as RPC takes it; empty where nothing differs."""
    changed: dict[str, Any] = {}
    for key, wanted in item.values.items():
        if key in ("model_id", "ttype", "name", "model") and item.model == "ir.model.fields":
            continue
        now = current.get(_READ_AS.get(key, key))
        if isinstance(wanted, Choice):
            commands = _choice_commands(wanted, now or {})
            if commands:
                changed[key] = commands
        elif not _same(server, wanted, now):
            changed[key] = server.resolve(wanted)
    return changed


def _choice_commands(wanted: Choice, now: dict[str, tuple[int, str]]) -> list[Any]:
    commands: list[Any] = []
    for index, (value, label) in enumerate(wanted.values):
        if value not in now:
            commands.append((0, 0, {"value": value, "name": label, "sequence": index}))
        elif now[value][1] != label:
            commands.append((1, now[value][0], {"name": label}))
    return commands


def _same(server: Server, wanted: Any, now: Any) -> bool:
    match wanted:
        case Xml(text=text):
            return bool(now) and same_xml(text, now)
        case Code(text=text):
            return text.strip() == str(now or "").strip()
        case Refs() | FieldRefs():
            return set(server.resolve(wanted)[0][2]) == set(now or ())
    resolved = server.resolve(wanted)
    if isinstance(now, list | tuple) and len(now) == 2:
        now = now[0]
    return bool(_plain(resolved) == _plain(now))


def _plain(value: Any) -> Any:
    if value in (None, False, "", 0):
        return False
    return value.strip() if isinstance(value, str) else value
