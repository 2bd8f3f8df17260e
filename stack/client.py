"""A small client of the sidecar's HTTP API, for demo, stack and end-to-end tests (standard library only)."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any


class ClientError(Exception):
    """The sidecar answered with a problem; `status`, its headers and the problem document tell which."""

    def __init__(self, status: int, problem: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status} {problem.get('code', '')}: {problem.get('detail', problem)}")
        self.status = status
        self.problem = problem
        self.headers = headers or {}


class Client:
    """Calls with one API key. Answers are the parsed JSON; problems raise `ClientError`."""

    def __init__(self, url: str, key: str, *, timeout_s: float = 60) -> None:
        self.url = url.rstrip("/")
        self._key = key
        self._timeout_s = timeout_s
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def send_mail(self, raw: bytes, *, key: str) -> dict[str, Any]:
        """Push a raw mail under an idempotency key."""
        headers = {"Content-Type": "message/rfc822", "Idempotency-Key": key}
        return self.call("POST", "/v1/supplier-mails", raw, headers)

    def get(self, path: str) -> dict[str, Any]:
        """GET a JSON answer."""
        return self.call("GET", path)

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """POST JSON; header names are given with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        data = json.dumps(body or {}).encode()
        return self.call("POST", path, data, {"Content-Type": "application/json", **sent})

    def call(
        self, method: str, path: str, data: bytes | None = None, headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """Send one request."""
        request = urllib.request.Request(
            self.url + path,
            data=data,
            method=method,
            headers={"Authorization": f"Bearer {self._key}", **(headers or {})},
        )
        try:
            with self._opener.open(request, timeout=self._timeout_s) as response:
                answer: dict[str, Any] = json.loads(response.read() or b"{}")
                return answer
        except urllib.error.HTTPError as error:
            with error:
                raise ClientError(error.code, _problem(error.read()), dict(error.headers)) from None


def _problem(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except ValueError:
        return {"detail": body[:300].decode(errors="replace")}
    return parsed if isinstance(parsed, dict) else {"detail": str(parsed)}
