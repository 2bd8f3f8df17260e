"""Where events may be sent: an allow-list of addresses, and what a name with a `*` may resolve to."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from crossdock.domain.errors import UrlRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

_PORTS = {"http": 80, "https": 443}
_ANY = "*."
_FULL = "Give a full http or https address without login, fragment or `..`."


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the allow-list, as `https://n8n.example.com/webhook/` or `https://*.example.com/`."""

    scheme: str
    host: str
    port: int
    path: str

    def fits(self, url: SplitResult) -> bool:
        host = url.hostname or ""
        is_host = host.endswith(self.host[1:]) if self.host.startswith(_ANY) else host == self.host
        is_place = url.scheme == self.scheme and _port(url) == self.port
        return is_host and is_place and f"{url.path or '/'}".startswith(self.path)


class AllowedUrls:
    """The allow-list. An address is let through whose beginning stands there."""

    def __init__(self, entries: Sequence[str]) -> None:
        self._entries = tuple(_entry(text) for text in entries)

    def check(self, url: str) -> bool:
        """Return whether the address must be public: its host was allowed by a `*`. Raises `UrlRefused`."""
        parts = split(url)
        fitting = [entry for entry in self._entries if entry.fits(parts)]
        if not fitting:
            raise UrlRefused(f"{url} is not allowed; add its beginning to CROSSDOCK_EVENTS_ALLOWED_URLS.")
        return all(entry.host.startswith(_ANY) for entry in fitting)


def split(url: str) -> SplitResult:
    """Return the parts of an address that can be sent to. Raises `UrlRefused`."""
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise UrlRefused(_FULL) from None
    climbs = ".." in unquote(parts.path).split("/") or "\\" in url
    if not is_usable or parts.username is not None or parts.fragment or climbs:
        raise UrlRefused(_FULL)
    return parts


def public_address(host: str, port: int) -> str:
    """Return a public address of `host`. Raises `UrlRefused` where it resolves to another kind, `OSError`."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(ipaddress.ip_address(address).is_global for address in found):
        raise UrlRefused(f"{host} is an address of a private network; name that host in the allow-list.")
    return found[0]


def _port(url: SplitResult) -> int:
    return url.port or _PORTS[url.scheme]


def _entry(text: str) -> _Entry:
    parts = split(text)
    return _Entry(parts.scheme, parts.hostname or "", _port(parts), parts.path or "/")
