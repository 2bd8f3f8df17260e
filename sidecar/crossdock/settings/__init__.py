"""Settings: the only reader of the environment (prefix `CROSSDOCK_`, see `.env.example`)."""

from __future__ import annotations

from crossdock.settings.env_file import is_open_to_others, use_env_file
from crossdock.settings.environment import ENV_PREFIX
from crossdock.settings.errors import EnvironmentInvalid
from crossdock.settings.mailbox import MailboxSettings
from crossdock.settings.model import OdooAccess, Settings

__all__ = [
    "ENV_PREFIX",
    "EnvironmentInvalid",
    "MailboxSettings",
    "OdooAccess",
    "Settings",
    "is_open_to_others",
    "use_env_file",
]
