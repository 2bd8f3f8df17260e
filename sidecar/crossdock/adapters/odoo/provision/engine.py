"""Plan and apply: the difference between description and server, shown or made. Twice is no change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo.provision.compare import changes, current_values
from crossdock.adapters.odoo.provision.describe import describe
from crossdock.adapters.odoo.provision.items import Code, Description, Item, Link
from crossdock.adapters.odoo.provision.server import Server

if TYPE_CHECKING:
    from crossdock.adapters.odoo.session import OdooSession


class StepKind(StrEnum):
    """What a step does."""

    CREATE = "create"
    CHANGE = "change"
    KEEP = "keep"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the plan. `what` is for people; `detail` lists what changes, and all code that will run."""

    kind: StepKind
    name: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Survey:
    """What exists: the record of each item, and what has to be written there."""

    ids: dict[str, int]
    writes: dict[str, dict[str, Any]]


def plan(session: OdooSession) -> list[Step]:
    """Return what `apply` would do, without doing it."""
    server = Server(session)
    description = describe(server)
    survey = _survey(server, description.items)
    steps = [Step(kind=StepKind.NOTE, name="", what=note) for note in description.notes]
    steps += [_step(item, survey) for item in description.items]
    for link in description.links:
        kind = StepKind.KEEP if _is_linked(server, link) else StepKind.CHANGE
        steps.append(Step(kind=kind, name=link.target.xml_id, what=link.what))
    return steps


def apply(session: OdooSession) -> list[Step]:
    """Make the server what the description says, and return what was done. A cut run is taken up again."""
    server = Server(session)
    description = describe(server)
    steps = plan(session)
    _apply_models(server, description)
    for batch in description.field_batches:
        _apply_batch(server, batch)
    for item in description.records:
        _apply_batch(server, (item,))
    for link in description.links:
        if not _is_linked(server, link):
            owner, target = _ends(server, link)
            server.call(link.owner_model, "write", [owner], {link.field: [(4, target)]})
    for item in description.data:
        _apply_batch(server, (item,))
    return steps


def _survey(server: Server, items: tuple[Item, ...]) -> _Survey:
    server.know_ours(item.name for item in items)
    ids: dict[str, int] = {}
    for item in items:
        found = server.id_of(f"crossdock.{item.name}")
        if found is not None:
            ids[item.name] = found
    present = [item for item in items if item.name in ids]
    current = current_values(server, present, ids)
    writes: dict[str, dict[str, Any]] = {}
    for item in present:
        if item.name not in current:
            ids.pop(item.name)
        elif not item.once:
            changed = changes(server, item, current[item.name])
            if changed:
                writes[item.name] = changed
    return _Survey(ids, writes)


def _step(item: Item, survey: _Survey) -> Step:
    codes = [value.text for value in item.values.values() if isinstance(value, Code)]
    if item.name not in survey.ids:
        return Step(kind=StepKind.CREATE, name=item.name, what=item.what, detail="\n".join(codes))
    if item.name in survey.writes:
        keys = sorted(survey.writes[item.name])
        shown = codes if "code" in keys else []
        detail = "\n".join([f"differs: {', '.join(keys)}", *shown])
        return Step(kind=StepKind.CHANGE, name=item.name, what=item.what, detail=detail)
    return Step(kind=StepKind.KEEP, name=item.name, what=item.what)


def _apply_models(server: Server, description: Description) -> None:
    """Create missing models with their plain fields in one call each: one reload of the registry."""
    survey = _survey(server, description.models)
    for item in description.models:
        if item.name in survey.ids or _adopt(server, item) is not None:
            continue
        model = item.values["model"]
        fields = [field for field in description.field_batches[0] if field.values["model_id"].model == model]
        nested = [
            (
                0,
                0,
                {key: value for key, value in server.resolve_all(field.values).items() if key != "model_id"},
            )
            for field in fields
        ]
        ids = server.create("ir.model", [{**server.resolve_all(item.values), "field_id": nested}])
        server.register("ir.model", {item.name: ids[0]})
    _write_changes(server, description.models, _survey(server, description.models))


def _apply_batch(server: Server, items: tuple[Item, ...]) -> None:
    survey = _survey(server, items)
    missing = [item for item in items if item.name not in survey.ids and _adopt(server, item) is None]
    if missing:
        for item in missing:
            _forget_dead_name(server, item)
        ids = server.create(missing[0].model, [server.resolve_all(item.values) for item in missing])
        made = {item.name: new for item, new in zip(missing, ids, strict=True)}
        server.register(missing[0].model, made)
    _write_changes(server, items, _survey(server, items) if missing else survey)


def _write_changes(server: Server, items: tuple[Item, ...], survey: _Survey) -> None:
    for item in items:
        if item.name in survey.writes:
            server.call(item.model, "write", [survey.ids[item.name]], survey.writes[item.name])


def _adopt(server: Server, item: Item) -> int | None:
    """Name a record that a former run made and was cut before it could name it."""
    if not item.adopt:
        return None
    keys = {key: server.resolve(item.values[key]) for key in item.adopt}
    if any(value is None for value in keys.values()):
        return None
    rows = server.search_read(item.model, [(key, "=", value) for key, value in keys.items()], ["id"])
    if not rows:
        return None
    found = int(rows[0]["id"])
    _forget_dead_name(server, item)
    server.register(item.model, {item.name: found})
    return found


def _forget_dead_name(server: Server, item: Item) -> None:
    """Drop an external id that outlived its record, so that the name can be given again."""
    domain = [("module", "=", "crossdock"), ("name", "=", item.name)]
    rows = server.search_read("ir.model.data", domain, ["id"])
    if rows:
        server.call("ir.model.data", "unlink", [row["id"] for row in rows])
        server.forget(f"crossdock.{item.name}")


def _ends(server: Server, link: Link) -> tuple[int | None, int | None]:
    owner = link.owner if isinstance(link.owner, int) else server.id_of(link.owner.xml_id)
    return owner, server.id_of(link.target.xml_id)


def _is_linked(server: Server, link: Link) -> bool:
    owner, target = _ends(server, link)
    if owner is None or target is None:
        return False
    rows = server.search_read(link.owner_model, [("id", "=", owner)], [link.field])
    return bool(rows) and target in rows[0][link.field]
