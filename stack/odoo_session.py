"""A web session with Odoo: log in as a browser does, and load the web client once."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

from stack.errors import StackError

ASSET_LINK = re.compile(r'(?:href|src)="(/web/(?:assets|content)/[^"]+\.(?:js|css))"')


class OdooSession:
    """A logged-in web session; `session_id` is the cookie a browser needs."""

    def __init__(self, url: str, db: str, login: str = "admin", password: str = "admin") -> None:
        self.url = url
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies)
        )
        self.call("/web/session/authenticate", db=db, login=login, password=password)

    @property
    def session_id(self) -> str:
        """The value of the cookie `session_id`."""
        return next((cookie.value or "" for cookie in self._cookies if cookie.name == "session_id"), "")

    def call(self, path: str, **params: object) -> object:
        """Post a JSON-RPC call to a controller of the web client."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        answer = json.loads(self._read(request))
        if "error" in answer:
            raise StackError(f"{path}: {answer['error'].get('data', {}).get('message') or answer['error']}")
        return answer.get("result")

    def load_web_client(self) -> None:
        """Open the first page with its scripts and styles, which makes Odoo build and keep them."""
        page = self._read(urllib.request.Request(self.url + "/web")).decode(errors="replace")
        links = sorted(set(ASSET_LINK.findall(page)))
        if not links:
            raise StackError(f"{self.url}/web links no scripts; the web client is broken")
        for link in links:
            self._read(urllib.request.Request(self.url + link))

    def _read(self, request: urllib.request.Request) -> bytes:
        """Open a URL of the server and return its body."""
        with self._opener.open(request, timeout=180) as answer:
            return bytes(answer.read())
