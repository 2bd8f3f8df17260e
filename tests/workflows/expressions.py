"""Evaluate what stands in a workflow as n8n would: a parameter with one expression, over an item's JSON."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stack.node import Node

_RUN = """
String.prototype.hash = function () { return require('node:crypto').createHash('sha256').update(`${this}`).digest('hex') }
const { names, inside } = JSON.parse(process.argv[1])
const given = Object.fromEntries(Object.entries(names).map(([name, value]) => ['$' + name, value]))
const value = new Function(...Object.keys(given), `return (${inside})`)(...Object.values(given))
console.log(JSON.stringify(value ?? null))
"""  # noqa: E501


def evaluated(node: Node, parameter: str, **names: Any) -> Any:
    """Return what `={{ … }}` gives; `json=…` is the item, other names are n8n's own without the `$`."""
    inside = parameter.removeprefix("={{").removesuffix("}}")
    assert "{{" not in inside, "one expression, please"
    given = json.dumps({"names": names, "inside": inside})
    told = subprocess.run([node.program, "-e", _RUN, given], capture_output=True, text=True, check=False)
    assert told.returncode == 0, f"{parameter}\n{told.stderr}"
    return json.loads(told.stdout)
