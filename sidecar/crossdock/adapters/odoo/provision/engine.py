"""Plan and apply: the difference between description and server, shown or made. Twice is no change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo.provision import creation
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
    """What exists: the record of each item, what has to be written there, and names whose record is gone."""

    ids: dict[str, int]
    writes: dict[str, dict[str, Any]]
    dead: tuple[str, ...] = ()


def plan(session: OdooSession) -> list[Step]:
    """Return what `apply` would do, without doing it."""
    server = Server(session)
    description = describe(server)
    return _steps(server, description, _survey(server, description.items))


def apply(session: OdooSession) -> list[Step]:
    """Make the server what the description says, and return what was done. A cut run is taken up again."""
    server = Server(session)
    description = describe(server)
    survey = _survey(server, description.items)
    steps = _steps(server, description, survey)
    server.drop_names(survey.dead)
    missing = frozenset(item.name for item in description.items if item.name not in survey.ids)
    creation.create_models(server, description, missing)
    for batch in description.field_batches:
        creation.create_fields(server, [item for item in batch if item.name in missing])
    creation.create_records(server, [item for item in description.records if item.name in missing])
    _link(server, description.links)
    creation.create_records(server, [item for item in description.data if item.name in missing])
    server.flush_names()
    _write_changes(server, description)
    return steps


def _survey(server: Server, items: tuple[Item, ...]) -> _Survey:
    server.know_ours(item.name for item in items)
    known = {item.name: server.id_of(f"crossdock.{item.name}") for item in items}
    ids = {name: found for name, found in known.items() if found is not None}
    current = current_values(server, [item for item in items if item.name in ids], ids)
    dead = tuple(name for name in ids if name not in current)
    writes: dict[str, dict[str, Any]] = {}
    for item in items:
        if item.name in current and not item.once:
            changed = changes(server, item, current[item.name])
            if changed:
                writes[item.name] = changed
    return _Survey({name: found for name, found in ids.items() if name in current}, writes, dead)


def _steps(server: Server, description: Description, survey: _Survey) -> list[Step]:
    steps = [Step(kind=StepKind.NOTE, name="", what=note) for note in description.notes]
    steps += [_step(item, survey) for item in description.items]
    for link in description.links:
        kind = StepKind.KEEP if _is_linked(server, link) is link.is_wanted else StepKind.CHANGE
        steps.append(Step(kind=kind, name=link.target.xml_id, what=link.what))
    return steps


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


def _write_changes(server: Server, description: Description) -> None:
    survey = _survey(server, description.items)
    for item in description.items:
        if item.name in survey.writes:
            server.call(item.model, "write", [survey.ids[item.name]], survey.writes[item.name])


def _link(server: Server, links: tuple[Link, ...]) -> None:
    for link in links:
        if _is_linked(server, link) is not link.is_wanted:
            owner, target = _ends(server, link)
            command = 4 if link.is_wanted else 3
            server.call(link.owner_model, "write", [owner], {link.field: [(command, target)]})


def _ends(server: Server, link: Link) -> tuple[int | None, int | None]:
    owner = link.owner if isinstance(link.owner, int) else server.id_of(link.owner.xml_id)
    return owner, server.id_of(link.target.xml_id)


def _is_linked(server: Server, link: Link) -> bool:
    owner, target = _ends(server, link)
    if owner is None or target is None:
        return False
    rows = server.search_read(link.owner_model, [("id", "=", owner)], [link.field])
    return bool(rows) and target in rows[0][link.field]
