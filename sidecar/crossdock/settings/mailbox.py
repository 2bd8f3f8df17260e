"""The settings of a mailbox."""

from __future__ import annotations

import ipaddress
import json
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import NoDecode


def split_list(value: object) -> object:
    """Allow `INBOX,Orders` beside a JSON list: people write environment files by hand."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return json.loads(value)
    return tuple(part.strip() for part in value.split(",") if part.strip())


class MailboxSettings(BaseModel):
    """One mailbox that is read over IMAP."""

    model_config = ConfigDict(extra="forbid")

    host: str = Field(min_length=1, description="Name or address of the IMAP server.")
    port: int = Field(default=993, ge=1, le=65535, description="Its port.")
    tls: Literal["implicit", "starttls", "none"] = Field(
        default="implicit", description="`none` only for a server on loopback."
    )
    login: str = Field(min_length=1, description="User name.")
    password: SecretStr = Field(description="Password, or app password.")
    folders: Annotated[tuple[str, ...], NoDecode, BeforeValidator(split_list)] = Field(
        default=("INBOX",), min_length=1, description="Folders to read, separated by commas."
    )
    mark: Literal["keyword", "move", "none"] = Field(
        default="keyword", description="How a mail is marked as taken; `\\Seen` is never touched."
    )
    mark_target: str = Field(
        default="$CrossdockTaken", min_length=1, description="The keyword, or the folder to move to."
    )
    company_id: int | None = Field(default=None, ge=1, description="Odoo company; else the default one.")
    authserv_id: str | None = Field(
        default=None, description="The name our mail server writes into Authentication-Results."
    )
    trust_without_authentication: bool = Field(
        default=False, description="Waive the check of sender authentication for this mailbox."
    )
    ca_file: Path | None = Field(default=None, description="A certificate authority to trust besides.")
    timeout_s: float = Field(default=30, gt=0, le=300, description="Network time limit in seconds.")

    @model_validator(mode="after")
    def _plain_text_only_on_loopback(self) -> Self:
        if self.tls == "none" and not is_loopback(self.host):
            raise ValueError("tls=none sends the password in clear; it is allowed on loopback only")
        return self


def is_loopback(host: str) -> bool:
    """Return whether `host` cannot be reached from another machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
