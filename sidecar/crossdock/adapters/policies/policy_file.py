"""One policy file: YAML with a schema, ordered rules, and examples that must pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from crossdock.adapters.policies.schema_check import check_schema
from crossdock.adapters.policies.yaml_text import Document, read_yaml
from crossdock.domain.mode import DEFAULT_RULE


class Rule(Protocol):
    """What every rule has."""

    @property
    def name(self) -> str:
        """Return the sentence that people recognise the rule by."""


R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFile(Generic[R]):
    """How a file becomes rules. `hides(earlier, later)`: the later one can never match.

    `outcome` returns what the rules say for an example's given facts, by the names of its `expect`.
    """

    name: str
    schema: str
    build: Callable[[dict[str, Any]], R]
    hides: Callable[[R, R], bool]
    outcome: Callable[[Sequence[R], dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined(Generic[R]):
    """What a text says, or what is wrong with it (then there are no rules)."""

    rules: tuple[R, ...] = ()
    value: Any = None
    problems: tuple[str, ...] = ()


def examine(file: PolicyFile[R], text: str, *, run_examples: bool) -> Examined[R]:
    """Return the rules of a text, or every problem found, each with file, line and path."""
    document = read_yaml(file.name, text)
    if not document.problems:
        check_schema(document, file.schema)
    if document.problems:
        return Examined(problems=tuple(document.problems))
    rules = tuple(file.build(raw) for raw in document.value["rules"])
    _check_names(document, rules)
    _check_order(document, file, rules)
    if run_examples and not document.problems:
        _run_examples(document, file, rules)
    if document.problems:
        return Examined(problems=tuple(document.problems))
    return Examined(rules=rules, value=document.value)


def _check_names(document: Document, rules: Sequence[R]) -> None:
    """Complain about names that would not tell which rule decided."""
    first: dict[str, int] = {}
    for index, rule in enumerate(rules):
        here = ("rules", index, "name")
        if rule.name == DEFAULT_RULE:
            document.complain(here, f"{DEFAULT_RULE!r} is what no rule is called: it stands for no match")
        if rule.name in first:
            line = document.line(("rules", first[rule.name], "name"))
            document.complain(here, f"another rule is called {rule.name!r} too (line {line})")
        first.setdefault(rule.name, index)


def _check_order(document: Document, file: PolicyFile[R], rules: Sequence[R]) -> None:
    """Complain about rules that can never match, since a broader one stands before them."""
    for index, rule in enumerate(rules):
        for before, earlier in enumerate(rules[:index]):
            if file.hides(earlier, rule):
                line = document.line(("rules", before))
                document.complain(
                    ("rules", index),
                    f"rule {rule.name!r} can never match: rule {earlier.name!r} (line {line}) stands "
                    "before it and takes all that it could match; put the more specific rule first",
                )
                break


def _run_examples(document: Document, file: PolicyFile[R], rules: Sequence[R]) -> None:
    """Complain about each expectation that the rules do not meet."""
    for index, example in enumerate(document.value["examples"]):
        found = file.outcome(rules, example["given"])
        for name, expected in example["expect"].items():
            if found[name] != expected:
                document.complain(
                    ("examples", index, "expect", name),
                    f"example {example['name']!r} expects {_spell(expected)}, "
                    f"the rules say {_spell(found[name])} (rule {found['rule']!r})",
                )


def _spell(value: object) -> str:
    """Return a value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
