"""The list that docker-compose.yml's variables are held to is what the installed n8n reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stack.n8n_install import VERSION

pytestmark = pytest.mark.real

LISTED = Path(__file__).with_name(f"n8n-{VERSION}-variables.txt")
PACKAGES = ("@n8n/config", "n8n-core", "n8n")
READS = re.compile(r"Env\)\('([A-Z0-9_]+)'")


def test_the_list_names_every_variable_that_this_n8n_reads_and_no_other(n8n_program: Path) -> None:
    folders = [n8n_program.parent / package / "dist" for package in PACKAGES]
    sources = [path for folder in folders for path in folder.rglob("*.js")]

    read = {name for path in sources for name in READS.findall(path.read_text(errors="replace"))}

    listed = {line for line in LISTED.read_text().splitlines() if not line.startswith("#")}
    assert read == listed, f"write what n8n {VERSION} reads into {LISTED.name}"
