"""The RPC session with Odoo: the only importer of odoorpc.

Calls name their arguments, so that Odoo's JSON-2 API can take this transport's place.
"""

from __future__ import annotations

import logging
import threading
import time
import urllib.error
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit
from urllib.request import OpenerDirector

import odoorpc
import odoorpc.error

from crossdock.adapters.odoo import names, rpc_errors
from crossdock.adapters.odoo.opener import opener_for
from crossdock.adapters.odoo.rpc_errors import OdooRefused, OdooUnreachable
from crossdock.domain.errors import ErpUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# odoorpc's debug log holds the password among the call's arguments.
logging.getLogger("odoorpc").setLevel(logging.INFO)

_ANSWERS_ERRORS_FROM = 16
_READS_DATABASE_FROM = 19
_NAME_DATABASE_EVERY_S = 3600.0
_UPLOAD_CONTEXT = {"mode": "update", "noupdate": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What `load` answered: the ids in the rows' order, or none and the messages why."""

    ids: tuple[int, ...] = ()
    messages: tuple[dict[str, Any], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every row was taken."""
        return bool(self.ids)

    @property
    def busy(self) -> bool:
        """Whether the only trouble is a concurrent transaction: retry."""
        return any(rpc_errors.is_serialization(str(m.get("message", ""))) for m in self.messages)


@dataclass(slots=True)
class _Login:
    client: Any
    opener: OpenerDirector
    uid: int = 0
    context: dict[str, Any] = field(default_factory=dict)
    database_named_at: float = 0.0

    @property
    def version(self) -> int:
        """The major version, as 14 (also of `saas~17.2`)."""
        return int(str(self.client.version).replace("saas~", "").split(".")[0])


class OdooSession:
    """One login on one database. Thread-safe: after the first login the client keeps no state per call."""

    def __init__(
        self,
        url: str,
        database: str,
        login: str,
        secret: str,
        *,
        timeout_s: float = 30.0,
        context: Mapping[str, Any] | None = None,
    ) -> None:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        self._host = parts.hostname or "localhost"
        self._ssl = parts.scheme == "https"
        self._port = parts.port or (443 if self._ssl else 80)
        self.url = url.rstrip("/")
        self.database = database
        self.login_name = login
        self._secret = secret
        self._timeout_s = timeout_s
        self._extra_context = dict(context or {})
        self._lock = threading.Lock()
        self._state: _Login | None = None
        self._unanswered: tuple[float, str] | None = None
        self._actions: dict[str, int] = {}

    def __repr__(self) -> str:
        return f"OdooSession({self.url!r}, {self.database!r}, {self.login_name!r})"

    @property
    def version(self) -> int:
        """Odoo's major version, as 14 (also of `saas~17.2`)."""
        return self._connected().version

    @property
    def uid(self) -> int:
        """The id of the user who is logged in."""
        return self._connected().uid

    def call(self, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        """Call a method of a model. The login's context is merged under the call's own."""
        login = self._connected()
        given = kwargs.get("context") or {}
        kwargs["context"] = {**login.context, **self._extra_context, **given}
        params = [self.database, login.uid, self._secret, model, method, list(args), kwargs]
        return self._post(login.client, "object", "execute_kw", params)

    def search_read(
        self,
        model: str,
        domain: Sequence[Any],
        fields: Sequence[str],
        *,
        limit: int | None = None,
        order: str | None = None,
        context: Mapping[str, Any] | None = None,
    ) -> list[dict[str, Any]]:
        """Return the records that fit the domain; the fields are always named (20 times faster)."""
        kwargs: dict[str, Any] = {
            "domain": list(domain),
            "fields": list(fields),
            "context": dict(context or {}),
        }
        if limit is not None:
            kwargs["limit"] = limit
        if order is not None:
            kwargs["order"] = order
        return list(self.call(model, "search_read", **kwargs))

    def load(
        self,
        model: str,
        fields: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        context: Mapping[str, Any] | None = None,
    ) -> LoadResult:
        """Create the rows exactly once by external id (`id` among the fields); refusals are messages.

        With the given context a row whose external id exists is answered with its id and left alone.
        """
        merged = {**_UPLOAD_CONTEXT, "tracking_disable": True, **(context or {})}
        answer = self.call(
            model, "load", fields=list(fields), data=[list(row) for row in rows], context=merged
        )
        ids = answer.get("ids") or ()
        return LoadResult(ids=tuple(ids), messages=tuple(answer.get("messages") or ()))

    def run_action(self, xml_id: str, **context: Any) -> dict[str, Any]:
        """Run a provisioned server action by external id; its `infos` are the answer ({} where none)."""
        known = self._actions.get(xml_id)
        try:
            answer = self._run(xml_id, context)
        except OdooRefused:
            # provisioned anew meanwhile: the id that we knew is gone
            self._actions.pop(xml_id, None)
            if known is None or self.action_id(xml_id) == known:
                raise
            answer = self._run(xml_id, context)
        infos = answer.get("infos") if isinstance(answer, dict) else None
        return dict(infos or {})

    def _run(self, xml_id: str, context: Mapping[str, Any]) -> Any:
        return self.call("ir.actions.server", "run", [self.action_id(xml_id)], context=context)

    def action_id(self, xml_id: str) -> int:
        """Return the database id of a provisioned server action (19 hides their external ids from users)."""
        if xml_id not in self._actions:
            domain = [(names.SETTING_NAME, "=", xml_id)]
            rows = self.search_read(names.SETTING, domain, (names.SETTING_VALUE,), limit=1)
            if not rows:
                raise OdooRefused(f"Odoo has no action {xml_id}; run `crossdock odoo apply`.")
            self._actions[xml_id] = int(rows[0][names.SETTING_VALUE])
        return self._actions[xml_id]

    def ping(self) -> None:
        """Return when Odoo answers and the login works."""
        self.call("res.users", "context_get")

    def _connected(self) -> _Login:
        state = self._state
        if state is None or self._must_name_database(state):
            asked_at = time.monotonic()
            with self._lock:
                state = self._logged_in(asked_at)
        return state

    def _logged_in(self, asked_at: float) -> _Login:
        """Return the login, made or renewed; who waited while that failed shares the failure.

        Else each who waits would add a time-out.
        """
        state = self._state
        if state is not None and not self._must_name_database(state):
            return state
        if self._unanswered is not None and self._unanswered[0] > asked_at:
            raise OdooUnreachable(self._unanswered[1])
        try:
            if state is None:
                self._state = state = self._connect()
            else:
                self._name_database(state)
            return state
        except ErpUnavailable as error:
            self._unanswered = (time.monotonic(), error.message)
            raise

    def _connect(self) -> _Login:
        state = self._reach()
        if self._must_name_database(state):
            self._name_database(state)
        uid = self._post(state.client, "common", "login", [self.database, self.login_name, self._secret])
        if not uid:
            raise rpc_errors.OdooLoginRefused()
        params = [self.database, uid, self._secret, "res.users", "context_get", [], {}]
        context = self._post(state.client, "object", "execute_kw", params)
        state.uid, state.context = int(uid), {**context, "uid": uid}
        return state

    def _reach(self) -> _Login:
        protocol = "jsonrpc+ssl" if self._ssl else "jsonrpc"
        opener = opener_for(self._host)
        try:
            client = odoorpc.ODOO(self._host, protocol, self._port, self._timeout_s, opener=opener)
        except (OSError, HTTPException, ValueError, KeyError) as error:
            raise OdooUnreachable(rpc_errors.of_transport(error).message) from error
        except odoorpc.error.InternalError as error:
            raise OdooUnreachable(str(error)) from error
        login = _Login(client, opener)
        if login.version >= _READS_DATABASE_FROM:
            # untold, Odoo lists the server's databases at every call, to see whether it has just one
            opener.addheaders.append(("X-Odoo-Database", self.database))
        return login

    @staticmethod
    def _must_name_database(state: _Login) -> bool:
        is_due = time.monotonic() - state.database_named_at > _NAME_DATABASE_EVERY_S
        return state.version < _ANSWERS_ERRORS_FROM and (not state.database_named_at or is_due)

    def _name_database(self, state: _Login) -> None:
        """Tell Odoo 14 and 15 which database the cookie is for.

        With several databases on one server, they else answer every refusal with a bare HTTP 500.
        """
        scheme = "https" if self._ssl else "http"
        query = urlencode({"db": self.database})
        address = f"{scheme}://{self._host}:{self._port}/web/login?{query}"
        try:
            state.opener.open(address, timeout=self._timeout_s).close()
        except urllib.error.HTTPError as error:
            # the redirect that follows is not needed; its cookie is kept
            error.close()
        except (OSError, HTTPException) as error:
            raise OdooUnreachable(rpc_errors.of_transport(error).message) from error
        state.database_named_at = time.monotonic()

    def _post(self, client: Any, service: str, method: str, args: list[Any]) -> Any:
        try:
            answer = client.json("/jsonrpc", {"service": service, "method": method, "args": args})
        except odoorpc.error.RPCError as error:
            # `from None`: the cause's server traceback is long, and says nothing that the caller can use
            raise _server_error(error) from None
        except KeyError as error:
            raise OdooUnreachable("Odoo answered an error without data") from error
        except (OSError, HTTPException, ValueError) as error:
            raise rpc_errors.of_transport(error) from error
        return answer.get("result")


def _server_error(error: Any) -> Exception:
    info = error.info if isinstance(getattr(error, "info", None), dict) else {}
    data = info.get("data") or {}
    return rpc_errors.of_server(str(data.get("name") or ""), str(data.get("message") or error))


__all__ = ["LoadResult", "OdooRefused", "OdooSession"]
