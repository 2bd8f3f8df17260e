"""The HTTP below the RPC session: keeps cookies, follows no redirect, tells which request a call is for."""

from __future__ import annotations

from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, Any
from urllib.request import (
    BaseHandler,
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    ProxyHandler,
    build_opener,
)

from crossdock.telemetry.trace import passed_on

if TYPE_CHECKING:
    from urllib.request import OpenerDirector, Request

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class _NoRedirect(HTTPRedirectHandler):
    """A redirected POST would arrive as an empty GET: refuse, and let the final URL be configured."""

    def redirect_request(self, *_args: Any, **_kw: Any) -> None:
        return None


class _Traced(BaseHandler):
    """Passes on the ids of the request that a call is made for: Odoo reads none, a proxy before it may."""

    def http_request(self, call: Request) -> Request:
        for name, value in passed_on.get({}).items():
            call.add_unredirected_header(name, value)
        return call

    https_request = http_request


def opener_for(host: str) -> OpenerDirector:
    """Return an opener for that host; a loopback one is reached without a proxy. Threads may share it."""
    handlers: list[BaseHandler] = [HTTPCookieProcessor(CookieJar()), _NoRedirect(), _Traced()]
    if host in _LOOPBACK:
        handlers.append(ProxyHandler({}))
    return build_opener(*handlers)
