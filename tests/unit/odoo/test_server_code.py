"""The code that runs in Odoo keeps to what the evaluators of 14 and 19 take."""

from __future__ import annotations

import ast
from types import CodeType

import pytest

from crossdock.adapters.odoo.provision.actions import automations, server_actions
from crossdock.adapters.odoo.provision.computed_fields import computed
from crossdock.adapters.odoo.provision.items import Code
from crossdock.adapters.odoo.provision.other_fields import order_computed
from crossdock.adapters.odoo.versions import dialect

_ACTIONS = {
    f"{item.name}-{version}": value.text
    for version in (14, 19)
    for item in (*server_actions(dialect(version)), *automations(dialect(version)))
    for value in item.values.values()
    if isinstance(value, Code)
}
_FIELDS = {
    item.name: item.values["compute"] for item in (*computed(), *order_computed()) if "compute" in item.values
}


@pytest.mark.parametrize("name", sorted(_ACTIONS | _FIELDS))
def test_code_for_odoo_has_no_import_no_format_string_and_no_closure(name: str) -> None:
    text = (_ACTIONS | _FIELDS)[name]
    nodes = list(ast.walk(ast.parse(text)))

    assert not any(isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr) for node in nodes)
    assert _closures(compile(text, name, "exec")) == set()


@pytest.mark.parametrize("name", sorted(_FIELDS))
def test_computed_fields_do_without_functions_which_see_no_names_on_14(name: str) -> None:
    nodes = ast.walk(ast.parse(_FIELDS[name]))

    assert not any(isinstance(node, ast.Lambda | ast.FunctionDef | ast.comprehension) for node in nodes)


def _closures(code: CodeType) -> set[str]:
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return set(code.co_freevars) | {name for each in inner for name in _closures(each)}
