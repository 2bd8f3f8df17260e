"""The layers hold, and so do the invariants that an import graph cannot see."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sidecar" / "crossdock"
NOW = {"now", "utcnow", "today"}
CLOCKS = {
    "adapters/clock.py",
    "adapters/memory/erp.py",  # where no clock is given
    "adapters/memory/mailbox.py",  # likewise
    "adapters/odoo/snapshot.py",  # stamps when it read
}
JSON_NUMBERS = {"reading/label.py"}
"""The label's form has JSON numbers; nothing computes with them."""


def sources(folder: str = "") -> Iterator[tuple[str, ast.Module]]:
    """Yield the path and syntax tree of each module under `folder`."""
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), parsed(path)


@functools.cache
def parsed(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def lint(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


def test_the_import_contracts_hold() -> None:
    result = lint("pyproject.toml", cwd=ROOT)

    assert result.returncode == 0, result.stdout


def test_the_layers_contract_covers_every_module() -> None:
    layers = re.search(r"layers = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(), re.DOTALL)
    assert layers
    declared = set(re.findall(r"\w+", layers[1]))

    modules = {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    modules |= {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert modules == declared


def test_only_clocks_ask_for_the_present() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in NOW
        and isinstance(node.func.value, ast.Name | ast.Attribute)
        and ast.unparse(node.func.value) in ("datetime", "date", "datetime.datetime", "datetime.date")
        and path not in CLOCKS
    ]

    assert found == []


@pytest.mark.parametrize("folder", ["domain", "reading"])
def test_no_float_carries_money_or_quantity(folder: str) -> None:
    """A confidence is the only float: it is no amount."""
    for path, tree in sources(folder):
        for node in ast.walk(tree) if path not in JSON_NUMBERS else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "float":
                pytest.fail(f"{path}:{node.lineno} makes a float")
            if isinstance(node, ast.AnnAssign) and "float" in ast.unparse(node.annotation):
                assert "confidence" in ast.unparse(node.target), f"{path}:{node.lineno}"


def test_only_settings_read_the_environment() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb")
        if path != "settings/env_file.py"
    ]

    assert found == []


def test_no_module_starts_anything_when_it_is_imported() -> None:
    """Importing the whole package opens no file of ours, no connection and no thread."""
    code = (
        "import threading, pkgutil, importlib, crossdock\n"
        "for m in pkgutil.walk_packages(crossdock.__path__, 'crossdock.'):\n"
        "    if '.migrations' not in m.name: importlib.import_module(m.name)\n"
        "assert threading.active_count() == 1, threading.enumerate()\n"
    )
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, timeout=60
    )

    assert result.returncode == 0, result.stderr


def test_files_and_functions_stay_small() -> None:
    for path, tree in sources():
        lines = (PACKAGE / path).read_text(encoding="utf-8").count("\n")
        assert lines <= 300, f"{path} has {lines} lines"
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                assert length < 40, f"{path}:{node.lineno} {node.name} has {length} lines"


def test_every_test_file_has_a_name_of_its_own() -> None:
    names = [
        path.name
        for path in (ROOT / "tests").rglob("*.py")
        if path.name not in {"conftest.py", "__init__.py"}
    ]

    assert sorted(set(names)) == sorted(names)  # pytest imports them side by side


def test_every_module_class_and_public_function_says_what_it_is_for() -> None:
    for path, tree in sources():
        assert ast.get_docstring(tree), path
        for node in tree.body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert ast.get_docstring(node), f"{path}:{node.lineno} {node.name}"
