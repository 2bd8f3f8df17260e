"""What mail servers found out about the sender: Authentication-Results (RFC 8601)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import authres

from crossdock.reading.mail.content import AuthenticationResults
from crossdock.reading.mail.headers import addresses, raw_headers

if TYPE_CHECKING:
    from email.message import Message

MAX_RESULTS_HEADERS = 20
# Which property names the domain that the method vouches for, best first.
_DOMAIN_PROPERTIES = {
    "dkim": ("d", "i"),
    "spf": ("mailfrom",),
    "dmarc": ("from",),
}


def authentication_results(message: Message) -> tuple[AuthenticationResults, ...]:
    """Return the readable Authentication-Results headers, top first.

    None counts where From names several authors: what passed for one says nothing of the other.
    """
    if len({address for _, address in addresses(message, "From")}) != 1:
        return ()
    found = []
    for index, value in enumerate(raw_headers(message, "Authentication-Results")[:MAX_RESULTS_HEADERS]):
        parsed = _parse(value, is_topmost=index == 0)
        if parsed is not None:
            found.append(parsed)
    return tuple(found)


def _parse(value: str, *, is_topmost: bool) -> AuthenticationResults | None:
    try:
        header = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {value}")
    except (authres.AuthResError, ValueError, TypeError, AttributeError, IndexError):
        return None
    results = tuple(
        (str(r.method).lower(), str(r.result).lower(), _domain(str(r.method).lower(), r.properties))
        for r in header.results
        if r.method and r.result
    )
    return AuthenticationResults(
        authserv_id=str(header.authserv_id).lower(), results=results, is_topmost=is_topmost
    )


def _domain(method: str, properties: list[authres.AuthenticationResultProperty]) -> str:
    values = {str(p.name).lower(): str(p.value or "").lower() for p in properties}
    for name in _DOMAIN_PROPERTIES.get(method, ()):
        if values.get(name):
            return re.sub(r"^.*@", "", values[name]).strip(' .<>"')
    return ""
