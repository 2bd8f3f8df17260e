"""The words of the description: items, and values that are resolved against the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crossdock.adapters.odoo.names import MODULE


@dataclass(frozen=True, slots=True)
class Ref:
    """The record of an external id: one of ours by its bare name, or a full `module.name`."""

    name: str

    @property
    def xml_id(self) -> str:
        """The full external id."""
        return self.name if "." in self.name else f"{MODULE}.{self.name}"


@dataclass(frozen=True, slots=True)
class Refs:
    """A set of records by external id (a many2many)."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelRef:
    """The `ir.model` of that model."""

    model: str


@dataclass(frozen=True, slots=True)
class FieldRef:
    """The `ir.model.fields` of one field."""

    model: str
    field: str


@dataclass(frozen=True, slots=True)
class FieldRefs:
    """A set of fields of one model (a many2many)."""

    model: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionRef:
    """A window action as a menu wants it: `ir.actions.act_window,<id>`."""

    name: str


@dataclass(frozen=True, slots=True)
class IdText:
    """The database id of one of our records, as text."""

    name: str


@dataclass(frozen=True, slots=True)
class Xml:
    """A view's arch: compared as XML, not as text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A server action's Python code: shown in the plan."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A selection field's values. Missing ones are added, none is ever removed."""

    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record that we own in Odoo, known there as `crossdock.<name>`.

    `adopt` finds it by natural key where a former run made it and was cut before it could name it.
    `once`: made if absent, then left to the people. `what` says it in plain words.
    """

    name: str
    model: str
    values: dict[str, Any]
    what: str
    adopt: tuple[str, ...] = ()
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry in a many2many of a record that is not ours; it goes when our record goes.

    With `is_wanted` false it is one that a former version made, and that is taken out.
    """

    owner: Ref | int
    owner_model: str
    field: str
    target: Ref
    what: str
    is_wanted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Everything that one server is to have, in the order in which it can be made.

    `models` come with the fields that wait for nothing else, in one call; then the batches of fields, then
    `records`, the links, and the `data` that needs the rights which the links give.
    """

    models: tuple[Item, ...]
    field_batches: tuple[tuple[Item, ...], ...]
    records: tuple[Item, ...]
    links: tuple[Link, ...] = ()
    data: tuple[Item, ...] = ()
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order of making."""
        batches = tuple(item for batch in self.field_batches for item in batch)
        return (*self.models, *batches, *self.records, *self.data)
