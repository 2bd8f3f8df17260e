"""PostgreSQL on loopback: a cluster of its own, never the system's."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from stack import debian
from stack.errors import CannotInstall
from stack.ports import HOST
from stack.process import Process
from stack.shell import run
from stack.users import Account, service_account

if TYPE_CHECKING:
    from collections.abc import Sequence

BIN = Path("/usr/lib/postgresql/15/bin")
SUPERUSER = "crossdock"
ODOO_ROLE = "odoo"
THROW_AWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",  # each copy of an Odoo would be analysed once more
}


def install_postgres() -> Path:
    """Install PostgreSQL 15 and return the folder of its programs."""
    debian.ensure_debian_packages(["postgresql-15", "postgresql-client-15"], "PostgreSQL 15")
    if not (BIN / "postgres").exists():
        raise CannotInstall("PostgreSQL 15", f"no server in {BIN}")
    return BIN


class Postgres(Process):
    """A cluster in `home/data`, made at the first start.

    `durable=False` trades safety against a power cut for speed: only for throw-away clusters.
    """

    name = "postgres"
    stop_signal = signal.SIGINT  # PostgreSQL's fast shutdown

    def __init__(
        self,
        *,
        home: Path | None = None,
        port: int | None = None,
        password: str | None = None,
        durable: bool = False,
    ) -> None:
        super().__init__(home=home, port=port)
        self.password = password or secrets.token_hex(16)
        self.durable = durable
        self.data = self.home / "data"
        self._account = service_account()

    def account(self) -> Account:
        """The service user: PostgreSQL refuses to run as root."""
        return self._account

    def prepare(self) -> None:
        """Make the cluster when there is none, and write its settings."""
        install_postgres()
        self._account.own(self.home)
        if not (self.data / "PG_VERSION").exists():
            self._init_cluster()
        settings = self.home / "crossdock.conf"
        settings.write_text("".join(f"{key} = '{value}'\n" for key, value in self._settings().items()))
        settings.chmod(0o644)

    def _init_cluster(self) -> None:
        """Run initdb with a password for the superuser; no connection is trusted."""
        secret = self.home / "initdb-password"
        secret.touch(mode=0o600)
        secret.write_text(self.password + "\n")
        self._account.own(secret)
        try:
            run(
                [
                    BIN / "initdb",
                    "-D",
                    self.data,
                    "-U",
                    SUPERUSER,
                    "--auth=scram-sha-256",
                    f"--pwfile={secret}",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    *([] if self.durable else ["--no-sync"]),
                ],
                env=self.environment(),
                cwd=self.home,
                account=self._account,
            )
        finally:
            secret.unlink()
        with (self.data / "postgresql.conf").open("a") as handle:
            handle.write(f"\ninclude '{self.home / 'crossdock.conf'}'\n")

    def _settings(self) -> dict[str, str]:
        """Settings of this cluster that differ from PostgreSQL's own."""
        settings = {
            "listen_addresses": HOST,
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "shared_buffers": "256MB",
            "max_wal_size": "2GB",
            "jit": "off",
        }
        return settings if self.durable else settings | THROW_AWAY_SETTINGS

    def command(self) -> Sequence[str | Path]:
        """The postmaster in the foreground."""
        return [BIN / "postgres", "-D", self.data]

    def is_ready(self) -> bool:
        """Tell whether the server takes connections."""
        probe = [str(BIN / "pg_isready"), "-q", "-h", HOST, "-p", str(self.port)]
        return subprocess.run(probe, check=False).returncode == 0

    def sql(self, statement: str, db: str = "postgres") -> str:
        """Run `statement` as superuser and return its rows, columns parted by `|`."""
        return run(
            [BIN / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement, self.dsn(db)],
            env=self.client_environment(),
        )

    def client_environment(self) -> dict[str, str]:
        """The environment for PostgreSQL's client programs, which holds the password."""
        return {**os.environ, "PGPASSWORD": self.password, "PGCONNECT_TIMEOUT": "10"}

    def databases(self) -> list[str]:
        """The names of the databases, PostgreSQL's own templates left out."""
        return self.sql("select datname from pg_database where not datistemplate order by 1").split()

    def create_database(self, name: str, template: str | None = None, owner: str | None = None) -> str:
        """Create database `name`, as a copy of `template` when given, and return its URL."""
        words = [f"create database {identifier(name)}"]
        if owner:
            words.append(f"owner {identifier(owner)}")
        if template:
            # copies files instead of logging every page: five times faster on a loaded machine
            words.append(f"template {identifier(template)} strategy file_copy")
        self.sql(" ".join(words))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop database `name`, whoever is connected."""
        self.sql(f"drop database if exists {identifier(name)} with (force)")

    def disconnect(self, name: str) -> None:
        """End every connection to database `name`: a database in use cannot be copied."""
        self.sql(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = {literal(name)}")

    def role_password(self, name: str) -> str:
        """The password of one of our roles: derived, so that every server of a cluster knows it."""
        return hashlib.sha256(f"{name}:{self.password}".encode()).hexdigest()[:32]

    def ensure_role(self, name: str, password: str) -> None:
        """Make a login role that may create databases, or give it this password."""
        verb = (
            "alter"
            if self.sql(f"select 1 from pg_roles where rolname = {literal(name)}").strip()
            else "create"
        )
        self.sql(f"{verb} role {identifier(name)} login createdb password {literal(password)}")

    def dsn(self, db: str) -> str:
        """A libpq URI without the password, for client programs with `client_environment`."""
        return f"postgresql://{SUPERUSER}@{HOST}:{self.port}/{quote(db)}"

    def libpq_url(self, db: str) -> str:
        """A libpq URI with the password."""
        return f"postgresql://{SUPERUSER}:{quote(self.password)}@{HOST}:{self.port}/{quote(db)}"

    def url(self, db: str) -> str:
        """SQLAlchemy's URL of a database, with the password."""
        return self.libpq_url(db).replace("postgresql://", "postgresql+psycopg://", 1)


def identifier(name: str) -> str:
    """Quote a name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"
