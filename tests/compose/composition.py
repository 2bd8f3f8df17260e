"""docker-compose.yml as Compose reads it, as far as it uses it: variables filled in, merges made."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from dotenv.parser import parse_stream

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"
EXAMPLE = ROOT / "compose" / "compose.env.example"
_VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>\w+)(?::-(?P<default>[^}]*))?\})")


def example(*, scale: bool = False) -> dict[str, str]:
    """Return what compose.env.example sets; with `scale` also the lines that it says to uncomment."""
    text = EXAMPLE.read_text()
    if scale:
        head, _, tail = text.partition("# Scale:")
        note, _, lines = tail.partition("\n")
        text = head + "#" + note + "\n" + re.sub(r"^# ", "", lines, flags=re.MULTILINE)
    found = parse_stream(io.StringIO(text))
    return {binding.key: binding.value or "" for binding in found if binding.key}


def composition(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return the composition under these variables."""
    loaded: dict[str, Any] = yaml.safe_load(_filled(FILE.read_text(), variables))
    return loaded


def _filled(text: str, variables: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match["name"] is None:
            return "$"
        return variables.get(match["name"]) or match["default"] or ""

    assert set(re.findall(r"\$(?!\$)(?<!\$\$)[^{]", text)) == set(), "write ${NAME} or $$"
    return _VARIABLE.sub(value, text)


def make_secrets(folder: Path) -> Path:
    """Make secrets as INSTALL says; return their folder."""
    subprocess.run([ROOT / "compose" / "make-secrets.sh", folder], check=True)
    return folder
