"""Policies from YAML files: the `Policies` port."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rfc8785

from crossdock.adapters.policies.modes_file import MODES
from crossdock.adapters.policies.policy_file import examine
from crossdock.adapters.policies.tolerances_file import TOLERANCES
from crossdock.domain.errors import PolicyInvalid
from crossdock.domain.policy import PolicySet

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = Path(__file__).parents[2] / "policies"
FILES = (MODES.name, TOLERANCES.name)


class YamlPolicies:
    """The policy files of one folder; without one, those that are shipped."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or SHIPPED

    def load(self) -> tuple[PolicySet, Mapping[str, str]]:
        """Read and validate all files, run their examples; return the set and the files' text."""
        content, problems = read_folder(self.folder)
        if problems:
            raise PolicyInvalid("\n".join(problems))
        return build(content, run_examples=True), content

    def parse(self, content: Mapping[str, str]) -> PolicySet:
        """Validate stored text and return the set; a set stored before a file existed lacks it."""
        return build(content, run_examples=False)


def read_folder(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Return the text of the policy files, and what is wrong with the folder."""
    if not folder.is_dir():
        return {}, [f"{folder}: there is no such folder; copy {SHIPPED} there"]
    content: dict[str, str] = {}
    problems: list[str] = []
    for name in FILES:
        try:
            # "-sig": some editors put a byte order mark in front
            content[name] = (folder / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            problems.append(f"{name}: is missing in {folder}; copy it from {SHIPPED}")
        except UnicodeDecodeError as error:
            problems.append(f"{name}: is not UTF-8 text (byte {error.start}); save it as UTF-8")
        except OSError as error:
            problems.append(f"{name}: cannot be read: {error.strerror}")
    for stray in sorted(folder.iterdir()):
        if stray.suffix in {".yaml", ".yml"} and stray.name not in FILES:
            problems.append(f"{stray.name}: nobody reads this file; known here: {', '.join(FILES)}")
    return content, problems


def build(content: Mapping[str, str], *, run_examples: bool) -> PolicySet:
    """Return the set of these texts; raise `PolicyInvalid` with every problem, one a line."""
    found, problems = examine_all(content, run_examples=run_examples)
    if problems or found is None:
        raise PolicyInvalid("\n".join(problems))
    return found


def examine_all(content: Mapping[str, str], *, run_examples: bool) -> tuple[PolicySet | None, list[str]]:
    """Return the set of these texts, or every problem in them."""
    problems = [
        f"{name}: nobody reads this file; known here: {', '.join(FILES)}"
        for name in sorted(set(content) - set(FILES))
    ]
    values: dict[str, Any] = {}
    modes = tolerances = None
    if MODES.name in content:
        modes = examine(MODES, content[MODES.name], run_examples=run_examples)
        problems += modes.problems
        values[MODES.name] = modes.value
    if TOLERANCES.name in content:
        tolerances = examine(TOLERANCES, content[TOLERANCES.name], run_examples=run_examples)
        problems += tolerances.problems
        values[TOLERANCES.name] = tolerances.value
    if problems:
        return None, problems
    return PolicySet(
        version=version_of(values),
        modes=modes.rules if modes else (),
        tolerances=tolerances.rules if tolerances else (),
    ), []


def version_of(values: Mapping[str, Any]) -> str:
    """Return the digest of parsed content: SHA-256 over RFC 8785 JSON, so comments do not count."""
    return hashlib.sha256(rfc8785.dumps(_plain(values))).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as JSON: exact numbers become whole numbers or text, so 2.50 and 2.5 are the same."""
    match value:
        case Decimal() if value == value.to_integral_value():
            return int(value)
        case Decimal():
            return format(value.normalize(), "f")
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
    return value
