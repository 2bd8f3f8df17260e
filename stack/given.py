"""An Odoo that runs already and is not ours: worked on in copies of one of its databases."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING, Any, NoReturn, Self

from stack.errors import StackError
from stack.odoo_session import OdooSession
from stack.probe import OPENER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "CROSSDOCK_TEST_ODOO_"
COPY_SECONDS = 300


class GivenOdoo:
    """The Odoo at `url`. Its database `db` is copied and never written to; copies are made by Odoo itself.

    `refuse` is called with words for what only a server of ours can do: stop, start, die.
    """

    def __init__(
        self,
        url: str,
        db: str = "",
        *,
        admin_login: str = "admin",
        admin_password: str = "admin",
        master_password: str = "admin",
        refuse: Callable[[str], NoReturn],
    ) -> None:
        self.url = url.rstrip("/")
        self.admin_login = admin_login
        self.admin_password = admin_password
        self._master_password = master_password
        self._refuse = refuse
        self.version = int(self._ask("common", "version")["server_version_info"][0])
        self.db = db or self._only_database()

    @classmethod
    def from_environment(cls, variables: Mapping[str, str], refuse: Callable[[str], NoReturn]) -> Self:
        """The server that `CROSSDOCK_TEST_ODOO_URL` names, with `…_DATABASE`, `…_LOGIN`, `…_PASSWORD` and
        `…_MASTER_PASSWORD`."""
        return cls(
            variables[f"{PREFIX}URL"],
            variables.get(f"{PREFIX}DATABASE", ""),
            admin_login=variables.get(f"{PREFIX}LOGIN", "admin"),
            admin_password=variables.get(f"{PREFIX}PASSWORD", "admin"),
            master_password=variables.get(f"{PREFIX}MASTER_PASSWORD", "admin"),
            refuse=refuse,
        )

    def new_database(self, name: str, *, template: str | None = None) -> str:
        """Make database `name` as a copy of `db`, or of `template`; return its name."""
        self._ask("db", "duplicate_database", self._master_password, template or self.db, name)
        return name

    def drop_database(self, name: str) -> None:
        """Drop a copy."""
        if name == self.db:
            raise StackError(f"{name} is the database that was given; only copies of it are dropped")
        self._ask("db", "drop", self._master_password, name)

    def session(
        self, db: str | None = None, login: str | None = None, password: str | None = None
    ) -> OdooSession:
        """Log in as a browser does."""
        return OdooSession(
            self.url, db or self.db, login or self.admin_login, password or self.admin_password
        )

    def start(self) -> Self:
        """Refuse: the server is somebody else's."""
        self._refuse(f"starts and stops its Odoo, and {self.url} is not ours to stop")

    stop = kill = restart = start

    def _only_database(self) -> str:
        names = self._ask("db", "list")
        if len(names) == 1:
            return str(names[0])
        told = ", ".join(names) or "(none)"
        raise StackError(f"name the database to copy by {PREFIX}DATABASE, one of: {told}")

    def _ask(self, service: str, method: str, *arguments: Any) -> Any:
        """Call one of the server's own services."""
        params = {"service": service, "method": method, "args": arguments}
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(self.url + "/jsonrpc", body, {"Content-Type": "application/json"})
        try:
            with OPENER.open(request, timeout=COPY_SECONDS) as answer:
                told = json.loads(answer.read())
        except (OSError, ValueError) as error:
            raise StackError(f"{PREFIX}URL: no Odoo answers at {self.url}: {error}") from error
        if "error" in told:
            why = told["error"].get("data", {}).get("message") or told["error"]
            hint = f"; check {PREFIX}MASTER_PASSWORD, and that list_db is on" if service == "db" else ""
            raise StackError(f"Odoo at {self.url} refuses {service}.{method}: {why}{hint}")
        return told["result"]
