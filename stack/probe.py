"""Ask a loopback page whether a server is up."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

# loopback is never reached through a proxy
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def answers(url: str, body: bytes | None = None) -> bool:
    """Tell whether a page answers 200 to GET, or to a JSON `body` posted to it."""
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    try:
        with OPENER.open(request, timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        error.close()
        return False
    except (OSError, http.client.HTTPException):
        return False
