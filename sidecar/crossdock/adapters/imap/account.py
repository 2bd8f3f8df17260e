"""Where a mailbox's server is, and how to log in."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

Tls = Literal["implicit", "starttls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapAccount:
    """A login on a server. `ca_file` is trusted instead of the system's authorities.

    `timeout_s` limits each network wait. `allow_plain` lets a password travel in clear beyond loopback.
    """

    host: str
    login: str
    password: str = field(repr=False)
    port: int = 993
    tls: Tls = "implicit"
    ca_file: Path | None = None
    timeout_s: float = 30
    allow_plain: bool = False

    def __post_init__(self) -> None:
        """Refuse what would send the password in clear over a network."""
        if self.tls == "none" and not self.allow_plain and not _is_loopback(self.host):
            raise ValueError(
                f"IMAP without TLS to {self.host} would send the password in clear; "
                "use starttls or implicit TLS"
            )

    @property
    def label(self) -> str:
        """Return server and login as messages name them."""
        return f"{self.login} at {self.host}:{self.port}"


def _is_loopback(host: str) -> bool:
    """Return whether a host is this machine; a name is believed only if it is `localhost`."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
