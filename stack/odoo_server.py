"""An Odoo server process on loopback: configuration, command line, readiness."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from stack import chroot
from stack.odoo_install import install_odoo
from stack.ports import HOST
from stack.postgres import ODOO_ROLE, Postgres
from stack.probe import answers
from stack.process import Process
from stack.quick_logins import ADDON, write_addon
from stack.shell import run
from stack.users import Account, service_account

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


PACKAGES = "usr/lib/python3/dist-packages"
ADDONS = "addons"


class OdooServer(Process):
    """Odoo of a series (19 or 14); `home` holds its configuration, filestore and log.

    Without `db_filter` one server serves every database: name the database when logging in.

    With `quick_logins` it hashes passwords in few rounds. Odoo 19 otherwise spends 0.4 s on each login, and
    again after each change of any user: a third of all that tests ask of it. Never for a real password.
    """

    name = "odoo"
    stop_seconds = 15.0
    ready_seconds = 90.0

    def __init__(
        self,
        postgres: Postgres,
        version: int = 19,
        *,
        home: Path | None = None,
        port: int | None = None,
        db_filter: str | None = None,
        quick_logins: bool = False,
    ) -> None:
        super().__init__(home=home, port=port)
        self.postgres = postgres
        self.quick_logins = quick_logins
        self.version = version
        self.db_filter = db_filter
        self.master_password = secrets.token_hex(16)  # asked for where Odoo itself copies or drops a database
        self.data = self.home / "data"
        self.install = install_odoo(version)
        self._config = self.home / "odoo.conf"
        self._account = service_account()

    @property
    def url(self) -> str:
        """The server's address, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    def account(self) -> Account | None:
        """The service user; entering the Debian 11 folder takes root, which is dropped inside."""
        return self._account if self.install.python else None

    def environment(self) -> Mapping[str, str]:
        """Odoo 19 lies outside Python's own paths."""
        env = {**super().environment(), "PYTHONUNBUFFERED": "1"}
        if self.install.python:
            return env | {"PYTHONPATH": str(self.install.folder / PACKAGES)}
        # Debian 11 knows no user of that number, so its name is told
        return env | {"HOME": chroot.SHARED, "PATH": chroot.PATH, "LOGNAME": self._account.name}

    def prepare(self) -> None:
        """Write the configuration, readable by the service user alone: it holds a password."""
        self.data.mkdir(mode=0o755, exist_ok=True)
        for folder in (self.home, self.data):
            self._account.own(folder)
        if self.quick_logins:
            write_addon(self.home / ADDONS)
        password = self.postgres.role_password(ODOO_ROLE)
        self.postgres.ensure_role(ODOO_ROLE, password)
        self._config.touch(mode=0o600)
        options = self._options() | {"db_password": password}
        self._config.write_text(
            "[options]\n" + "".join(f"{key} = {value}\n" for key, value in options.items())
        )
        self._account.own(self._config)

    def _options(self) -> dict[str, str]:
        """The server's options that differ from Odoo's own."""
        options = {
            "db_host": HOST,
            "db_port": str(self.postgres.port),
            "db_user": ODOO_ROLE,
            "list_db": "True",
            "admin_passwd": self.master_password,
            "data_dir": self._inside(self.data),
            "http_interface": HOST,
            "http_port": str(self.port),
            "workers": "0",
            "max_cron_threads": "0",
            "smtp_server": HOST,
            "smtp_port": "1",  # no mail leaves
            "limit_time_real": "600",
            "limit_time_cpu": "600",
        }
        if self.quick_logins:
            options |= {
                "addons_path": f"{self.install.folder / PACKAGES / 'odoo/addons'},{self.home / ADDONS}",
                "server_wide_modules": f"base,rpc,web,{ADDON}",
            }
        return options | {"dbfilter": self.db_filter} if self.db_filter else options

    def command(self) -> Sequence[str | Path]:
        """The server in the foreground."""
        return self._odoo()

    def _odoo(self, *arguments: str) -> list[str]:
        """The command line of Odoo's own program with this server's configuration."""
        words = ["-c", self._inside(self._config), *arguments]
        if self.install.python:
            return [str(self.install.python), str(self.install.folder / "usr/bin/odoo"), *words]
        return chroot.command(
            self.install.folder, ["/usr/bin/odoo", *words], shared=self.home, account=self._account
        )

    def _inside(self, path: Path) -> str:
        """The name of a path below `home` as the server sees it."""
        if self.install.python:
            return str(path)
        return f"{chroot.SHARED}/{path.relative_to(self.home)}"

    def initialise(self, db: str, modules: str) -> None:
        """Make a new database with `modules` and no demo data, beside the server or without it."""
        self.prepare()
        demo = ["--without-demo=all"] if self.version < 19 else []  # 19 loads none by itself
        run(
            self._odoo("-d", db, "-i", modules, "--stop-after-init", "--no-http", *demo),
            env=self.environment(),
            cwd=self.home,
            account=self.account(),
            timeout=900,
        )

    def filestore(self, db: str) -> Path:
        """The folder of a database's attachments."""
        return self.data / "filestore" / db

    def is_ready(self) -> bool:
        """Tell whether the server answers; 14 has no health page."""
        if self.version >= 15:
            return answers(self.url + "/web/health")
        return answers(self.url + "/web/webclient/version_info", b'{"jsonrpc": "2.0", "params": {}}')
