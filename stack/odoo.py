"""Odoo with ready databases: copies of a template, made in a second."""

from __future__ import annotations

import base64
import hashlib
import secrets
import shutil
from typing import TYPE_CHECKING

from stack.errors import StackError
from stack.odoo_server import OdooServer
from stack.odoo_session import OdooSession
from stack.odoo_template import ensure_template
from stack.postgres import ODOO_ROLE, Postgres, literal
from stack.shell import run

if TYPE_CHECKING:
    from pathlib import Path

ADMIN_LOGIN = "admin"
HASH_ROUNDS = 25_000
ADMIN_PASSWORD = "admin"  # what Odoo itself gives a new database; these servers listen on loopback


class Odoo(OdooServer):
    """A server of series 19 or 14 whose database `db` is made at the first start."""

    def __init__(
        self,
        postgres: Postgres,
        version: int = 19,
        *,
        home: Path | None = None,
        port: int | None = None,
        db: str | None = None,
        db_filter: str | None = None,
        admin_password: str = ADMIN_PASSWORD,
        quick_logins: bool = False,
    ) -> None:
        super().__init__(
            postgres, version, home=home, port=port, db_filter=db_filter, quick_logins=quick_logins
        )
        self.db = db or f"odoo{version}"
        self.admin_login = ADMIN_LOGIN
        self.admin_password = admin_password

    def prepare(self) -> None:
        """Write the configuration and make the database `db` when it is missing."""
        super().prepare()
        if self.db not in self.postgres.databases():
            self.new_database(self.db)

    def new_database(self, name: str, *, template: str | None = None) -> str:
        """Make database `name` beside a running server too; return its name.

        It is a copy of a fresh Odoo, or of the database `template`, whose connections are cut for that.
        """
        if name in self.postgres.databases():
            raise StackError(f"database {name} is already there")
        if template is None:
            template, filestore = ensure_template(self.postgres, self.version, self.install.version)
        else:
            filestore = self.filestore(template)
            self.postgres.disconnect(template)
        target = self.filestore(name)
        shutil.rmtree(target, ignore_errors=True)
        run(["install", "-d", "-m", "0755", target.parent], account=self._account)
        run(
            ["cp", "-a", "--no-preserve=ownership", "--reflink=auto", filestore, target],
            account=self._account,
        )
        self.postgres.create_database(name, template=template, owner=ODOO_ROLE)
        self._make_it_a_database_of_its_own(name)
        if self.admin_password != ADMIN_PASSWORD:
            self.set_password(name, self.admin_login, self.admin_password)
        return name

    def _make_it_a_database_of_its_own(self, name: str) -> None:
        """Give a copy an identity and secret of its own, and this server's address."""
        self.postgres.sql(
            "update ir_config_parameter set value = gen_random_uuid()::text"
            " where key in ('database.uuid', 'database.secret');"
            f"update ir_config_parameter set value = {literal(self.url)} where key = 'web.base.url'",
            name,
        )

    def set_password(self, db: str, login: str, password: str) -> None:
        """Give a user a password, stored as Odoo stores it."""
        self.postgres.sql(
            f"update res_users set password = {literal(odoo_hash(password))} where login = {literal(login)}",
            db,
        )

    def drop_database(self, name: str) -> None:
        """Drop a database and its attachments."""
        self.postgres.drop_database(name)
        shutil.rmtree(self.filestore(name), ignore_errors=True)

    def session(
        self, db: str | None = None, login: str | None = None, password: str | None = None
    ) -> OdooSession:
        """Log in as a browser does."""
        return OdooSession(
            self.url, db or self.db, login or self.admin_login, password or self.admin_password
        )


def odoo_hash(password: str) -> str:
    """Hash a password in the modular format that Odoo verifies, and re-hashes at need."""
    salt = secrets.token_bytes(16)
    checksum = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, HASH_ROUNDS)
    words = [base64.b64encode(part).decode().rstrip("=").replace("+", ".") for part in (salt, checksum)]
    return f"$pbkdf2-sha512${HASH_ROUNDS}${words[0]}${words[1]}"
