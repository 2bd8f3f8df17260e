"""Take everything of ours out of Odoo again: records, screens, fields, models, groups, external ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossdock.adapters.odoo.names import MODULE, OUR_MODELS
from crossdock.adapters.odoo.provision.engine import Step, StepKind
from crossdock.adapters.odoo.provision.server import Server

if TYPE_CHECKING:
    from crossdock.adapters.odoo.session import OdooSession

# What uses something goes before what it uses.
_ORDER: Final = (
    "ir.ui.menu",
    "base.automation",
    "ir.actions.act_window",
    "ir.ui.view",
    "ir.actions.server",
    "ir.default",
    "ir.rule",
    "ir.model.fields",
    "ir.model",
    "ir.model.access",  # after the models: while one is left, who provisions may still look into it
    "res.groups",
    "res.groups.privilege",
)


def remove(session: OdooSession) -> list[Step]:
    """Remove everything of ours, with all exceptions and their history; order lines lose only our fields."""
    server = Server(session)
    steps: list[Step] = []
    own = [("module", "=", MODULE), ("model", "in", list(_ORDER))]
    rows = server.search_read("ir.model.data", own, ["name", "model", "res_id"])
    _remove_filters(server)
    for model in _ORDER:
        for ids in _ids_to_remove(server, model, [row["res_id"] for row in rows if row["model"] == model]):
            server.call(model, "unlink", ids)
        names = [row["name"] for row in rows if row["model"] == model]
        steps += [Step(kind=StepKind.CHANGE, name=name, what=f"removed {model} {name}") for name in names]
    _remove_names(server)
    return steps


def _ids_to_remove(server: Server, model: str, ids: list[int]) -> list[list[int]]:
    """Return what is there, in groups that are removed one after the other."""
    domains: list[list[object]] = [[]]
    if model == "ir.model.fields":
        # fields of our own models go with their model, but for those that depend on others: they go before
        others = ["|", ("model", "not in", list(OUR_MODELS)), ("ttype", "=", "one2many")]
        domains = [[("compute", "!=", False)], [("compute", "=", False), *others]]
    groups = []
    for domain in domains if ids else []:
        rows = server.search_read(model, [("id", "in", ids), *domain], ["id"])
        groups.append(sorted((row["id"] for row in rows), reverse=True))
    return [group for group in groups if group]


def _remove_filters(server: Server) -> None:
    rows = server.search_read("ir.filters", [("model_id", "in", list(OUR_MODELS))], ["id"])
    if rows:
        server.call("ir.filters", "unlink", [row["id"] for row in rows])


def _remove_names(server: Server) -> None:
    """Drop the names that are left (of exceptions, notes, attachments), some thousand at a time."""
    while True:
        ids = server.call("ir.model.data", "search", [("module", "=", MODULE)], limit=5000)
        if not ids:
            return
        server.call("ir.model.data", "unlink", ids)
