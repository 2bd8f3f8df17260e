"""Tell what is installed, in which version, and what is missing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stack import browser, cache, debian, dovecot, postgres
from stack.errors import StackError
from stack.shell import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH = 18


def report() -> int:
    """Print one line per component; 1 when something that the tests need is missing."""
    rows = [
        ("cache", str(cache.root())),
        ("root", "yes" if os.geteuid() == 0 else "no (Debian packages and Odoo 14 cannot be installed)"),
        ("PostgreSQL", _version([postgres.BIN / "postgres", "--version"])),
        ("Dovecot", _version([dovecot.PROGRAM, "--version"])),
        ("Chromium", _version([browser.PROGRAM, "--version"])),
        ("fonts", _missing_fonts()),
        *((name.capitalize(), _cached(name)) for name in ("odoo19", "odoo19-venv", "odoo19-template")),
        *((name.capitalize(), _cached(name)) for name in ("odoo14", "odoo14-template")),
    ]
    for name, value in rows:
        print(f"{name:<{WIDTH}}{value}")
    needed = [value for name, value in rows if not name.startswith("Odoo14")]
    return int(any(value.startswith("missing") for value in needed))


def _version(command: Sequence[str | Path]) -> str:
    """What a program says of its version."""
    try:
        return run(command).strip().splitlines()[0]
    except (StackError, IndexError):
        return "missing: python -m stack install"


def _missing_fonts() -> str:
    """Which font packages are there."""
    absent = [name for name in browser.PACKAGES[1:] if not _is_installed(name)]
    return f"missing {' '.join(absent)}" if absent else "installed"


def _is_installed(package: str) -> bool:
    """Ask dpkg, which another system may not have."""
    return debian.is_installed(package)


def _cached(name: str) -> str:
    """The cached versions of an entry."""
    found = cache.versions(name)
    option = " --odoo14" if name.startswith("odoo14") else ""
    return ", ".join(found) if found else f"missing: python -m stack install{option}"
