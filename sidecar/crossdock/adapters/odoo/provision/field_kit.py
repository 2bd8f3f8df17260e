"""Short constructors for field items, so that the tables of fields read as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo.provision.items import Choice, Item, ModelRef

if TYPE_CHECKING:
    from crossdock.adapters.odoo.choices import Choices


def field_item(
    model: str,
    name: str,
    ttype: str,
    label: str,
    hint: str = "",
    *,
    xml_name: str | None = None,
    **extra: Any,
) -> Item:
    """Return the item of one `x_` field."""
    values: dict[str, Any] = {
        "model_id": ModelRef(model),
        "name": name,
        "ttype": ttype,
        "field_description": label,
        "state": "manual",
        **extra,
    }
    if hint:
        values["help"] = hint
    short = model.removeprefix("x_crossdock_").replace(".", "_")
    return Item(
        name=xml_name or f"field_{short}__{name}",
        model="ir.model.fields",
        values=values,
        what=f"field {name} ({label}) on {model}",
        adopt=("model_id", "name"),
    )


class FieldKit:
    """Makes field items of one model."""

    def __init__(self, model: str) -> None:
        self._model = model

    def _plain(self, ttype: str, name: str, label: str, hint: str, extra: dict[str, Any]) -> Item:
        return field_item(self._model, name, ttype, label, hint, **extra)

    def char(self, name: str, label: str, hint: str = "", **extra: Any) -> Item:
        """Return a one-line text."""
        return self._plain("char", name, label, hint, extra)

    def text(self, name: str, label: str, hint: str = "", **extra: Any) -> Item:
        """Return a text of several lines."""
        return self._plain("text", name, label, hint, extra)

    def integer(self, name: str, label: str, hint: str = "", **extra: Any) -> Item:
        """Return a whole number."""
        return self._plain("integer", name, label, hint, extra)

    def number(self, name: str, label: str, hint: str = "", **extra: Any) -> Item:
        """Return a number."""
        return self._plain("float", name, label, hint, extra)

    def flag(self, name: str, label: str, hint: str = "", **extra: Any) -> Item:
        """Return a yes or no."""
        return self._plain("boolean", name, label, hint, extra)

    def day(self, name: str, label: str, hint: str = "", **extra: Any) -> Item:
        """Return a day."""
        return self._plain("date", name, label, hint, extra)

    def time(self, name: str, label: str, hint: str = "", **extra: Any) -> Item:
        """Return a point in time."""
        return self._plain("datetime", name, label, hint, extra)

    def choice(self, name: str, label: str, values: Choices, hint: str = "", **extra: Any) -> Item:
        """Return a selection."""
        return self._plain("selection", name, label, hint, {"selection_ids": Choice(values), **extra})

    def one(self, name: str, label: str, relation: str, hint: str = "", **extra: Any) -> Item:
        """Return a many2one; the reference empties when its record goes."""
        given = {"relation": relation, "on_delete": "set null", **extra}
        return self._plain("many2one", name, label, hint, given)

    def many(self, name: str, label: str, relation: str, hint: str = "", **extra: Any) -> Item:
        """Return a many2many."""
        return self._plain("many2many", name, label, hint, {"relation": relation, **extra})

    def rows(self, name: str, label: str, relation: str, inverse: str, hint: str = "") -> Item:
        """Return a one2many over `inverse`."""
        return self._plain("one2many", name, label, hint, {"relation": relation, "relation_field": inverse})

    def computed(
        self,
        ttype: str,
        name: str,
        label: str,
        code: str,
        depends: str,
        hint: str = "",
        *,
        store: bool = False,
    ) -> Item:
        """Return a field that Odoo computes with `code` (a loop over `self`)."""
        given = {"compute": code, "depends": depends, "store": store, "readonly": True}
        return self._plain(ttype, name, label, hint, given)
