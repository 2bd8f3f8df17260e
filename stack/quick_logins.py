"""An addon for tests alone: Odoo 19 hashes passwords in few rounds, as Odoo 14 does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ADDON = "quick_logins"
ROUNDS = 1_000
_FILES = {
    "__manifest__.py": f'{{"name": "{ADDON}", "license": "LGPL-3", "installable": False}}\n',
    "__init__.py": f"from odoo.addons.base.models import res_users\n\nres_users.MIN_ROUNDS = {ROUNDS}\n",
}


def write_addon(folder: Path) -> None:
    """Write the addon into a folder of addons; the server loads it before any database, installed in none."""
    addon = folder / ADDON
    addon.mkdir(parents=True, exist_ok=True)
    for name, text in _FILES.items():
        (addon / name).write_text(text)
    for path in (folder, addon):
        path.chmod(0o755)
