"""YAML as operations people mean it: `off` is a word, 2.5 is exact, a key twice is a mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml
from yaml.reader import ReaderError

Path = tuple[str | int, ...]

_NULL, _BOOL, _INT, _FLOAT, _STR = (
    f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str")
)


class _Loader(yaml.SafeLoader):
    """A safe loader with YAML 1.2's few implicit types, and without aliases.

    YAML 1.1 reads `off`, `no` and `12:30` as something else than what stands there, dates as dates (JSON
    Schema knows none) and 2.5 as a binary float. An alias makes one line mean two things.
    """

    yaml_implicit_resolvers = {}  # noqa: RUF012 - overrides PyYAML's own class attribute, filled below

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse aliases; compose everything else as usual."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # its stubs lack it
            raise yaml.MarkedYAMLError(problem="anchors and aliases are not used here", problem_mark=mark)
        return super().compose_node(parent, index)


for _tag, _pattern, _first in (
    (_NULL, r"^(?:~|null|)$", ["~", "n", ""]),
    (_BOOL, r"^(?:true|false)$", list("tf")),
    (_INT, r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    (_FLOAT, r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), _first)


@dataclass(slots=True, kw_only=True)
class Document:
    """A parsed file: its plain value, where each part stands, and what is wrong with it."""

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Return the line of `path`, else of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def complain(self, path: Path, text: str) -> None:
        """Add a problem with its file, line and path."""
        place = _spell(path)
        self.problems.append(f"{self.file}:{self.line(path)}: {place + ': ' if place else ''}{text}")


def read_yaml(file: str, text: str) -> Document:
    """Return the document; what cannot be parsed is a problem in it, never an error."""
    document = Document(file=file)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        document.lines[()] = (error.problem_mark.line if error.problem_mark else 0) + 1
        document.complain((), f"this is not YAML: {error.problem}")
        return document
    except ReaderError as error:
        document.lines[()] = text.count("\n", 0, error.position) + 1
        document.complain(
            (), f"this is not YAML: the character #x{ord(text[error.position]):04x} is not text"
        )
        return document
    document.value = _build(document, node, ()) if node is not None else None
    return document


def _build(document: Document, node: yaml.Node, path: Path) -> Any:
    """Return the plain value of a node and note the lines of its parts."""
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_build(document, child, (*path, index)) for index, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(document, node, path)
    match node.tag:
        case t if t == _NULL:
            return None
        case t if t == _BOOL:
            return node.value == "true"
        case t if t == _INT:
            return int(node.value)
        case t if t == _FLOAT:
            return Decimal(node.value)
        case t if t == _STR:
            return node.value
    document.complain(path, f"the tag {node.tag} is not used here")
    return None


def _build_mapping(document: Document, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
    """Return a mapping; a key that stands twice is a problem, since one of the two would be lost."""
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*path, key)
        if key in built:
            first = document.line(here)
            document.lines[here] = key_node.start_mark.line + 1
            document.complain(here, f"stands twice, first in line {first}; leave one of them")
            continue
        document.lines[here] = key_node.start_mark.line + 1
        built[key] = _build(document, value_node, here)
    return built


def _spell(path: Path) -> str:
    """Return a path as people write it: `rules[1].mode`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
