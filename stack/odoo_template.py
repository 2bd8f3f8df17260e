"""Template databases: Odoo's modules are installed once, each run starts from a dump of that."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from stack import cache
from stack.odoo_server import OdooServer
from stack.odoo_session import OdooSession
from stack.postgres import BIN, ODOO_ROLE, Postgres
from stack.shell import run, say

if TYPE_CHECKING:
    from pathlib import Path

MODULES = {
    19: "sale_management,purchase,stock,stock_delivery,stock_picking_batch,base_automation",
    14: "sale_management,purchase,stock,delivery,stock_picking_batch,base_automation",
}
RECIPE = 1  # raise it when the way a template is built changes
SOURCE = "source"


def _digest(version: int, odoo_version: str) -> str:
    """A short name for what a template is made of."""
    return hashlib.sha256(f"{RECIPE} {odoo_version} {MODULES[version]}".encode()).hexdigest()[:12]


def ensure_dump(version: int, odoo_version: str) -> Path:
    """Return the folder with the template's dump and filestore, made if it is not in the cache."""
    digest = _digest(version, odoo_version)
    return cache.install_once(
        f"odoo{version}-template", f"{odoo_version}-{digest}", lambda work: _build(version, work)
    )


def _build(version: int, work: Path) -> None:
    """Install the modules in a throw-away cluster and keep a dump of the result."""
    say(f"Odoo {version}: installing {MODULES[version]}")
    with Postgres() as postgres:
        server = OdooServer(postgres, version)
        server.initialise(SOURCE, MODULES[version])
        with server:
            OdooSession(server.url, SOURCE).load_web_client()
        run(
            [
                BIN / "pg_dump",
                "-Fd",
                "-j2",
                "-Z1",
                "--no-owner",
                "--no-comments",
                "-f",
                work / "dump",
                postgres.dsn(SOURCE),
            ],
            env=postgres.client_environment(),
        )
        shutil.copytree(server.filestore(SOURCE), work / "filestore")
    run(["chmod", "-R", "a+rX", work])


def ensure_template(postgres: Postgres, version: int, odoo_version: str) -> tuple[str, Path]:
    """Have the template database in this cluster; return its name and the folder of its filestore."""
    dump = ensure_dump(version, odoo_version)
    name = f"template_odoo{version}_{_digest(version, odoo_version)}"
    with cache.lock(f"restore-{postgres.port}"):
        if postgres.sql(f"select 1 from pg_database where datname = '{name}' and datistemplate").strip():
            return name, dump / "filestore"
        postgres.drop_database(name)
        postgres.create_database(name, template="template0", owner=ODOO_ROLE)
        run(
            [
                BIN / "pg_restore",
                "-j2",
                "--no-owner",
                f"--role={ODOO_ROLE}",
                "-d",
                postgres.dsn(name),
                dump / "dump",
            ],
            env=postgres.client_environment(),
        )
        postgres.sql(f"alter database {name} is_template true allow_connections false")
    return name, dump / "filestore"
