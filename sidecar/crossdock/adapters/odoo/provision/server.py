"""The server that is provisioned: look-ups by name, each asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo.names import MODULE
from crossdock.adapters.odoo.provision.items import (
    ActionRef,
    Choice,
    Code,
    FieldRef,
    FieldRefs,
    IdText,
    ModelRef,
    Ref,
    Refs,
    Xml,
)
from crossdock.adapters.odoo.versions import Dialect, dialect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossdock.adapters.odoo.session import OdooSession

# Labels are written in the source language; translations are added beside it.
SOURCE_LANGUAGE = {"lang": "en_US"}


class Server:
    """Odoo as the provisioning sees it."""

    def __init__(self, session: OdooSession) -> None:
        self.session = session
        self.dialect: Dialect = dialect(session.version)
        self._ids: dict[str, int] = {}
        self._unwritten: list[dict[str, Any]] = []
        self._models: dict[str, int] = {}
        self._fields: dict[tuple[str, str], int] = {}

    def call(self, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        """Call a method in the source language."""
        context = {**SOURCE_LANGUAGE, **(kwargs.pop("context", None) or {})}
        return self.session.call(model, method, *args, context=context, **kwargs)

    def search_read(self, model: str, domain: Sequence[Any], fields: Sequence[str]) -> list[dict[str, Any]]:
        """Return records, archived ones too."""
        context = {**SOURCE_LANGUAGE, "active_test": False}
        return self.session.search_read(model, domain, fields, context=context)

    def create(self, model: str, rows: Sequence[dict[str, Any]]) -> list[int]:
        """Create records in one call and return their ids."""
        made = self.call(model, "create", list(rows))
        return [made] if isinstance(made, int) else list(made)

    def know_ours(self, names: Iterable[str]) -> None:
        """Read which of our external ids exist."""
        domain = [("module", "=", MODULE), ("name", "in", sorted(names))]
        for row in self.search_read("ir.model.data", domain, ["name", "res_id"]):
            self._ids[f"{MODULE}.{row['name']}"] = row["res_id"]

    def register(self, model: str, ids: dict[str, int]) -> None:
        """Give records our external ids; `flush_names` writes them, since each write takes a second."""
        self._unwritten += [
            {"module": MODULE, "name": name, "model": model, "res_id": res_id, "noupdate": True}
            for name, res_id in ids.items()
        ]
        self._ids.update({f"{MODULE}.{name}": res_id for name, res_id in ids.items()})

    def flush_names(self) -> None:
        """Write the names given so far. No upgrade of Odoo touches them: no module is called like ours."""
        if self._unwritten:
            self.create("ir.model.data", self._unwritten)
            self._unwritten = []

    def drop_names(self, names: Iterable[str]) -> None:
        """Drop external ids that outlived their records, so that the names can be given again."""
        gone = sorted(names)
        if gone:
            ids = self.call("ir.model.data", "search", [("module", "=", MODULE), ("name", "in", gone)])
            self.call("ir.model.data", "unlink", ids)
        for name in gone:
            self._ids.pop(f"{MODULE}.{name}", None)

    def id_of(self, xml_id: str) -> int | None:
        """Return the record of a full external id, None where there is none."""
        if xml_id not in self._ids:
            module, _, name = xml_id.partition(".")
            if module == MODULE:
                return None
            domain = [("module", "=", module), ("name", "=", name)]
            rows = self.search_read("ir.model.data", domain, ["res_id"])
            if not rows:
                return None
            self._ids[xml_id] = rows[0]["res_id"]
        return self._ids[xml_id]

    def model_id(self, model: str) -> int | None:
        """Return the id of `ir.model` for that model."""
        if model not in self._models:
            rows = self.search_read("ir.model", [("model", "=", model)], ["id"])
            if not rows:
                return None
            self._models[model] = rows[0]["id"]
        return self._models[model]

    def field_id(self, model: str, name: str) -> int | None:
        """Return the id of `ir.model.fields` for that field."""
        if (model, name) not in self._fields:
            domain = [("model", "=", model), ("name", "=", name)]
            rows = self.search_read("ir.model.fields", domain, ["id"])
            if not rows:
                return None
            self._fields[model, name] = rows[0]["id"]
        return self._fields[model, name]

    def resolve(self, value: Any) -> Any:
        """Return a described value as RPC takes it in `create`; None where a reference is not there yet."""
        match value:
            case Ref():
                return self.id_of(value.xml_id)
            case Refs(names=names):
                return [(6, 0, [self.id_of(Ref(name).xml_id) for name in names])]
            case ModelRef(model=model):
                return self.model_id(model)
            case FieldRef(model=model, field=field):
                return self.field_id(model, field)
            case FieldRefs(model=model, fields=fields):
                return [(6, 0, [self.field_id(model, field) for field in fields])]
            case ActionRef(name=name):
                return f"ir.actions.act_window,{self.id_of(Ref(name).xml_id)}"
            case IdText(name=name):
                return str(self.id_of(Ref(name).xml_id))
            case Xml(text=text) | Code(text=text):
                return text
            case Choice(values=values):
                return [
                    (0, 0, {"value": value, "name": label, "sequence": index})
                    for index, (value, label) in enumerate(values)
                ]
        return value

    def resolve_all(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return an item's values as RPC takes them in `create`."""
        return {key: self.resolve(value) for key, value in values.items()}
