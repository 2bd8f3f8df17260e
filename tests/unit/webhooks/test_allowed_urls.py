"""Where events may be sent."""

from __future__ import annotations

import socket

import pytest

from crossdock.adapters.webhooks import AllowedUrls
from crossdock.adapters.webhooks.allowed import public_address
from crossdock.domain.errors import UrlRefused

ALLOWED = AllowedUrls(
    ["http://127.0.0.1:5678/webhook/", "https://*.app.example.com", "https://n8n.example.com"]
)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5678/webhook/9b1c/crossdock",
        "https://n8n.example.com/webhook-test/x?y=1",
        "https://n8n.example.com:443/x",
        "https://N8N.example.com/x",
    ],
)
def test_what_begins_like_an_entry_is_allowed(url: str) -> None:
    assert ALLOWED.check(url) is False


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:5678/webhook/x",  # another scheme
        "http://127.0.0.1:5679/webhook/x",  # another port
        "http://127.0.0.1:5678/rest/login",  # another path
        "http://127.0.0.1:5678/webhook/../rest/login",
        "http://127.0.0.1:5678/webhook/%2e%2e/rest/login",
        "http://127.0.0.1:5678/webhook/..\\rest",
        "https://n8n.example.com.evil.example/x",
        "https://n8n.example.com@evil.example/x",
        "https://user:word@n8n.example.com/x",
        "https://app.example.com/x",  # `*.` asks for a name before it
        "https://evilapp.example.com/x",
        "file:///etc/passwd",
        "https://n8n.example.com:99999/x",
        "https://[::1/x",
        "",
    ],
)
def test_whatever_does_not_is_refused(url: str) -> None:
    with pytest.raises(UrlRefused):
        ALLOWED.check(url)


def test_a_host_that_only_a_star_allows_must_be_public() -> None:
    assert ALLOWED.check("https://acme.app.example.com/webhook/x") is True


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"])
def test_a_name_that_resolves_to_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)

    with pytest.raises(UrlRefused, match="private network"):
        public_address("acme.app.example.com", 443)


def test_a_public_name_gives_the_address_to_connect_to(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)

    assert public_address("acme.app.example.com", 443) == "93.184.216.34"
