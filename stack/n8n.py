"""n8n on loopback, as a self-hosted user runs it: own user folder, owner account, our package installed."""

from __future__ import annotations

import http.cookiejar
import json
import secrets
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

from stack.errors import StackError
from stack.n8n_install import install_n8n, pack_nodes
from stack.node import install_node
from stack.ports import HOST, free_port
from stack.probe import OPENER, answers
from stack.process import Process
from stack.users import service_account

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from stack.users import Account

OWNER = {"email": "owner@crossdock.example", "firstName": "Olga", "lastName": "Owner"}
PASSWORD = "Crossdock-1"
"""The owner's in the stack, which listens on loopback only."""
KEY_SCOPES = [
    *(
        f"workflow:{verb}"
        for verb in ("create", "read", "list", "update", "delete", "activate", "deactivate")
    ),
    *(f"execution:{verb}" for verb in ("read", "list", "retry")),
    *(f"credential:{verb}" for verb in ("create", "read", "list", "update", "delete")),
]
SILENT = {
    "N8N_DIAGNOSTICS_ENABLED": "false",
    "N8N_VERSION_NOTIFICATIONS_ENABLED": "false",
    "N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED": "false",
    "N8N_TEMPLATES_ENABLED": "false",
    "N8N_PERSONALIZATION_ENABLED": "false",
    "N8N_HIRING_BANNER_ENABLED": "false",
    "N8N_DYNAMIC_BANNERS_ENABLED": "false",
    "N8N_LICENSE_AUTO_RENEW_ENABLED": "false",
    "N8N_LICENSE_DETACH_FLOATING_ON_SHUTDOWN": "false",
    "N8N_DISABLED_MODULES": "mcp-registry,instance-ai,insights,chat-hub,mcp,agents",
    "N8N_PYTHON_ENABLED": "false",
}
"""Nothing calls home from a machine that may have no way out."""


class N8n(Process):
    """One n8n in regular mode on SQLite; what it keeps lies under `home/.n8n`."""

    name = "n8n"
    stop_seconds = 15.0
    ready_seconds = 120.0

    def __init__(
        self,
        *,
        home: Path | None = None,
        port: int | None = None,
        broker_port: int | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(home=home, port=port)
        self._node = install_node()
        self._program = install_n8n() / "bin" / "n8n"
        self._broker_port = broker_port or free_port()
        self._variables = dict(variables or {})
        self._account = service_account()
        self._key_file = self.home / "api-key"

    @property
    def url(self) -> str:
        """The editor's address, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    def command(self) -> Sequence[str | Path]:
        """The program itself: what npm puts on the path would not hand signals on."""
        return [self._node.program, self._program, "start"]

    def account(self) -> Account:
        """The service user."""
        return self._account

    def environment(self) -> Mapping[str, str]:
        """Loopback only, no calls home, unverified packages allowed as ours is one."""
        return {
            **super().environment(),
            "PATH": self._node.path,
            "NODE_ENV": "production",
            "N8N_USER_FOLDER": str(self.home),
            "N8N_ENCRYPTION_KEY": self._kept("encryption-key"),
            "N8N_LISTEN_ADDRESS": HOST,
            "N8N_HOST": HOST,
            "N8N_PORT": str(self.port),
            "N8N_PROTOCOL": "http",
            "N8N_RUNNERS_BROKER_PORT": str(self._broker_port),
            "N8N_EDITOR_BASE_URL": f"{self.url}/",
            "N8N_WEBHOOK_URL": f"{self.url}/",
            "N8N_SECURE_COOKIE": "false",
            "N8N_UNVERIFIED_PACKAGES_ENABLED": "true",
            "GENERIC_TIMEZONE": "UTC",
            **SILENT,
            **self._variables,
        }

    def prepare(self) -> None:
        """Install our package where n8n looks for community packages, as its users do by hand."""
        archive = pack_nodes()
        nodes = self.home / ".n8n" / "nodes"
        installed = nodes / "installed"
        if not installed.exists() or installed.read_text() != str(archive):
            nodes.mkdir(parents=True, exist_ok=True)
            (nodes / "package.json").write_text('{"private": true}\n')
            words = ("install", "--offline", "--omit=dev", "--legacy-peer-deps", str(archive))
            self._node.install(archive.name, *words, cwd=nodes)
            installed.write_text(str(archive))
        self._account.own(self.home)
        self._account.own_tree(self.home / ".n8n")

    def is_ready(self) -> bool:
        """Tell whether the database is migrated; webhooks follow up to a second later."""
        return answers(f"{self.url}/healthz/readiness")

    def api_key(self) -> str:
        """Return a key of n8n's public API; at the first call the owner's account is made."""
        if not self._key_file.exists():
            session = self.owner_session()
            made = session.post("/rest/api-keys", {"label": "stack", "expiresAt": None, "scopes": KEY_SCOPES})
            self._keep("api-key", str(made["data"]["rawApiKey"]))
        return self._key_file.read_text()

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Call n8n's public API, as `GET workflows` or `POST workflows/ID/publish`."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "X-N8N-API-KEY": self.api_key()}
        request = urllib.request.Request(
            f"{self.url}/api/v1/{path}", data=data, headers=headers, method=method
        )
        return _answer(OPENER, request)

    def owner_session(self) -> N8nSession:
        """Log in as the owner, whose account is made where there is none yet."""
        session = N8nSession(self.url)
        try:
            session.log_in()
        except StackError:
            session.post("/rest/owner/setup", {**OWNER, "password": PASSWORD})
            session.log_in()
        return session

    def _kept(self, name: str) -> str:
        path = self.home / name
        return path.read_text() if path.exists() else self._keep(name, secrets.token_hex(24))

    def _keep(self, name: str, secret: str) -> str:
        path = self.home / name
        path.touch(mode=0o600)
        path.write_text(secret)
        return secret


class N8nSession:
    """The owner at n8n's internal interface, as the editor in a browser uses it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def log_in(self) -> None:
        """Take the cookie of the owner's session."""
        self.post("/rest/login", {"emailOrLdapLoginId": OWNER["email"], "password": PASSWORD})

    def get(self, path: str) -> Any:
        """Return what a page answers."""
        return self._call(path, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Post JSON and return what is answered."""
        return self._call(path, json.dumps(body).encode())

    def _call(self, path: str, body: bytes | None) -> Any:
        # n8n ties a session to the browser that logged in
        headers = {"Content-Type": "application/json", "browser-id": "crossdock-stack"}
        request = urllib.request.Request(self.url + path, data=body, headers=headers)
        return _answer(self._opener, request)


def _answer(opener: urllib.request.OpenerDirector, request: urllib.request.Request) -> Any:
    try:
        with opener.open(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        with error:
            text = error.read().decode(errors="replace")[:300]
        raise StackError(f"n8n answers {error.code} to {request.selector}: {text}") from error
