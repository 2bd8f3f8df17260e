"""All settings of the sidecar, with safe defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from crossdock.settings.environment import ENV_PREFIX, Environment
from crossdock.settings.errors import EnvironmentInvalid
from crossdock.settings.mailbox import MailboxSettings, is_loopback, split_list

if TYPE_CHECKING:
    from collections.abc import Mapping


MOST_CALLS = 13
"""So many calls of Odoo does one decision take at most."""
SIGNING_SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{32,86}={0,2}")
"""As Standard Webhooks write a secret."""
_EXAMPLE = "change-me"
"""What `.env.example` says where a secret must be thought up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OdooAccess:
    """One login on Odoo: the service's own, or the administrator's who provisions it."""

    url: str
    database: str
    login: str
    password: SecretStr
    variable: str
    """Which setting names the login: for messages."""


def _origin(url: str) -> str:
    """Return an address of scheme, host and perhaps port, without a slash at its end."""
    parts = urlsplit(url)
    try:
        is_origin = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_origin = False
    if not is_origin or parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(
            "give scheme and host alone, with the port where needed, as https://odoo.example.com"
        )
    return url.rstrip("/")


class Settings(BaseSettings):
    """Everything that can be set, with safe defaults."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_nested_delimiter="__", extra="forbid", env_ignore_empty=True
    )

    state_dir: Path = Field(default=Path("state"), description="Folder for the SQLite file and metrics.")
    database_url: SecretStr | None = Field(
        default=None, description="SQLAlchemy URL; by default a SQLite file in the state folder."
    )
    erp: Literal["odoo", "memory"] = Field(default="odoo", description="`memory` needs no Odoo (demo).")
    memory_orders: Path | None = Field(
        default=None, description="Orders of the memory ERP; by default the shipped sample."
    )
    odoo_url: Annotated[str, AfterValidator(_origin)] | None = Field(
        default=None, description="Odoo's address."
    )
    odoo_database: str | None = Field(default=None, description="Odoo's database.")
    odoo_login: str | None = Field(default=None, description="The technical user's login.")
    odoo_password: SecretStr | None = Field(default=None, description="Its password or API key.")
    odoo_admin_login: str | None = Field(
        default=None,
        description="A login that may provision Odoo (`crossdock odoo plan`, `apply`, `check`, `remove`).",
    )
    odoo_admin_password: SecretStr | None = Field(
        default=None, description="Its password or API key; asked for on a terminal where it is not set."
    )
    odoo_timeout_s: float = Field(default=30, gt=0, le=300, description="Time limit of one Odoo call.")
    company_id: int = Field(default=1, ge=1, description="Odoo company of facts that name none.")
    mailbox: dict[str, MailboxSettings] = Field(
        default_factory=dict, description="Mailboxes by name (`CROSSDOCK_MAILBOX__<NAME>__HOST` …)."
    )
    authserv_id: str | None = Field(
        default=None, description="Authserv-id that is believed in mails pushed over HTTP."
    )
    trust_unauthenticated: bool = Field(
        default=False, description="Waive sender authentication for mails pushed over HTTP (demo only)."
    )
    events_allowed_urls: Annotated[tuple[str, ...], NoDecode, BeforeValidator(split_list)] = Field(
        default=(), description="Where events may be sent: beginnings of addresses, separated by commas."
    )
    events_signing_secret: SecretStr | None = Field(
        default=None, description="Signs events (Standard Webhooks); without it nobody can subscribe."
    )
    n8n_url: Annotated[str, AfterValidator(_origin)] | None = Field(
        default=None, description="n8n's address, for `crossdock workflows deploy` alone."
    )
    n8n_api_key: SecretStr | None = Field(
        default=None, description="A key of n8n's public API (its Settings → n8n API)."
    )
    n8n_sidecar_url: Annotated[str, AfterValidator(_origin)] | None = Field(
        default=None, description="The sidecar's address as n8n reaches it; by default where it listens."
    )
    policies_dir: Path | None = Field(
        default=None, description="Folder of policy files; by default the shipped ones (mode observe)."
    )
    policy_reload_s: float = Field(default=3, ge=0, le=60, description="How soon an activated policy holds.")
    clock: bool = Field(default=True, description="Run outbox, inbox sweep and Odoo sweep in this process.")
    clock_fetch: bool = Field(default=False, description="Let the clock fetch mailboxes too (without n8n).")
    clock_outbox_s: float = Field(default=2, ge=0.1, le=3600, description="Seconds between deliveries.")
    clock_inbox_s: float = Field(default=5, ge=0.1, le=3600, description="Seconds between inbox sweeps.")
    clock_odoo_s: float = Field(default=5, ge=0.1, le=3600, description="Seconds between Odoo sweeps.")
    clock_fetch_s: float = Field(default=5, ge=0.1, le=3600, description="Seconds between fetches.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="Log level.")
    bind_host: str = Field(default="127.0.0.1", description="Address to listen on.")
    bind_port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    public_bind: bool = Field(
        default=False, description="Allow an address beyond loopback (put TLS in front)."
    )
    workers: int = Field(default=1, ge=1, le=64, description="Processes; more than one needs PostgreSQL.")
    threads: int = Field(default=8, ge=1, le=128, description="Threads per process.")
    request_timeout_s: int = Field(
        default=60, ge=5, le=600, description="A worker that gives no sign of life for so long is replaced."
    )
    graceful_timeout_s: int = Field(default=20, ge=1, le=600, description="Time to finish on a stop.")
    metrics_open: bool = Field(default=False, description="Serve /metrics without a key.")
    max_mail_bytes: int = Field(default=25 * 1024 * 1024, ge=1024, description="Largest mail that is read.")
    max_json_bytes: int = Field(default=1024 * 1024, ge=1024, description="Largest JSON body.")
    decision_wait_s: float = Field(
        default=10, gt=0, le=300, description="How long a request waits for its decision, before `stored`."
    )
    inbox_lease_s: int = Field(
        default=400, ge=10, description="How long one decision may take: 13 calls of Odoo at most."
    )
    max_attempts: int = Field(default=3, ge=1, le=20, description="Crashed attempts before a review case.")
    outbox_batch: int = Field(default=200, ge=1, le=1000, description="Effects per delivery batch.")
    outbox_lease_s: int = Field(default=300, ge=10, description="Must exceed Odoo's own time limit.")
    reopen_days: int = Field(default=14, ge=0, le=365, description="A resolved case reopens within.")

    keep_mails_days: int = Field(
        default=400,
        ge=0,
        le=36500,
        description="Days for which raw mails and snapshots of decided facts are kept; 0: for ever.",
    )
    keep_answers_days: int = Field(
        default=7, ge=0, le=36500, description="The same for answers of idempotency keys."
    )
    keep_effects_days: int = Field(
        default=90, ge=0, le=36500, description="The same for effects that were delivered."
    )

    @field_validator("events_signing_secret")
    @classmethod
    def _as_standard_webhooks_say(cls, secret: SecretStr | None) -> SecretStr | None:
        text = "" if secret is None else secret.get_secret_value()
        if text and not _is_example(text) and not SIGNING_SECRET.fullmatch(text):
            raise ValueError(
                "write whsec_ and 24 to 64 random bytes in base64, as openssl rand -base64 32 makes"
            )
        return secret

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments, then the environment over the chosen `.env` file; nothing else."""
        return init_settings, Environment(settings_cls)

    @property
    def ledger_url(self) -> str:
        """Return the ledger's SQLAlchemy URL."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.state_dir.absolute() / 'crossdock.db'}"

    @property
    def is_sqlite(self) -> bool:
        """Return whether the ledger is a SQLite file."""
        return self.ledger_url.startswith("sqlite")

    @property
    def ledger_place(self) -> str:
        """Return where the ledger is and which setting says so, without the password."""
        if self.database_url is None:
            return f"{self.state_dir.absolute()} (CROSSDOCK_STATE_DIR)"
        scheme, mark, rest = self.ledger_url.partition("?")[0].partition("://")
        if not mark:
            return "CROSSDOCK_DATABASE_URL"  # it is no URL, so anything in it may be a secret
        return f"{scheme}://{rest.rpartition('@')[2]} (CROSSDOCK_DATABASE_URL)"

    @property
    def odoo_access(self) -> OdooAccess:
        """Return the technical user's access. Raises `EnvironmentInvalid` where a part is not set."""
        return self._access("odoo_login", "odoo_password")

    @property
    def odoo_admin_access(self) -> OdooAccess:
        """Return the administrator's access. Raises `EnvironmentInvalid` where a part is not set."""
        return self._access("odoo_admin_login", "odoo_admin_password")

    def _access(self, login: str, password: str) -> OdooAccess:
        names = ("odoo_url", "odoo_database", login, password)
        self.require(*names)
        values = (getattr(self, name) for name in names)
        parts = dict(zip(("url", "database", "login", "password"), values, strict=True))
        return OdooAccess(**parts, variable=f"{ENV_PREFIX}{login}".upper())

    def require(self, *names: str, otherwise: str = "") -> None:
        """Raise `EnvironmentInvalid` that tells which of these are not set, and where to read on."""
        missing = [f"{ENV_PREFIX}{name}".upper() for name in names if getattr(self, name) is None]
        if missing:
            verb = "is" if len(missing) == 1 else "are"
            raise EnvironmentInvalid(
                f"{', '.join(missing)} {verb} not set; .env.example describes every setting, "
                f"docs/INSTALL.md the steps{otherwise}"
            )
        _refuse_examples({name: getattr(self, name) for name in names})

    def require_ledger(self) -> None:
        """Raise `EnvironmentInvalid` where the ledger's address is not ready to be used."""
        _refuse_examples({"database_url": self.database_url})

    def require_service(self) -> None:
        """Raise `EnvironmentInvalid` where something that serving uses is not set."""
        self.require_erp()
        self.require_ledger()
        _refuse_examples({f"mailbox__{name}__password": box.password for name, box in self.mailbox.items()})
        self.require_signing()

    def require_signing(self) -> None:
        """Raise `EnvironmentInvalid` where events would be signed with the example's secret."""
        _refuse_examples({"events_signing_secret": self.events_signing_secret})

    def require_erp(self) -> None:
        """Raise `EnvironmentInvalid` where something that Odoo's daily use takes is not set."""
        if self.erp == "odoo":
            names = ("odoo_url", "odoo_database", "odoo_login", "odoo_password")
            self.require(*names, otherwise="; or set CROSSDOCK_ERP=memory to try without Odoo")

    def short_leases(self) -> list[str]:
        """Return which leases may end while Odoo still answers in time: another process then does it too."""
        needed = {"inbox_lease_s": MOST_CALLS * self.odoo_timeout_s, "outbox_lease_s": self.odoo_timeout_s}
        return [
            f"{ENV_PREFIX}{name}".upper() + f" is {getattr(self, name)}; Odoo's time limit asks for {least:g}"
            for name, least in needed.items()
            if self.erp == "odoo" and getattr(self, name) < least
        ]

    @property
    def shared_metrics_dir(self) -> str | None:
        """Return the folder in which several workers share their metrics; one worker needs none."""
        return str(self.state_dir.absolute() / "metrics") if self.workers > 1 else None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.workers > 1 and self.is_sqlite:
            raise ValueError(
                "CROSSDOCK_WORKERS above 1 needs PostgreSQL (CROSSDOCK_DATABASE_URL); SQLite has one writer"
            )
        if not self.public_bind and not is_loopback(self.bind_host):
            raise ValueError(
                f"CROSSDOCK_BIND_HOST {self.bind_host} is reachable from outside; "
                "set CROSSDOCK_PUBLIC_BIND=true if TLS is in front of it"
            )
        return self


def _refuse_examples(values: Mapping[str, object]) -> None:
    """Raise for secrets that still are the example's: whoever takes them would only say a wrong login."""
    left = [
        f"{ENV_PREFIX}{name}".upper()
        for name, value in values.items()
        if isinstance(value, SecretStr) and _is_example(value.get_secret_value())
    ]
    if left:
        verb = "is" if len(left) == 1 else "are"
        raise EnvironmentInvalid(f"{', '.join(left)} {verb} still the example's {_EXAMPLE}; set your own")


def _is_example(secret: str) -> bool:
    """Return whether a password, or the one in a URL, is the example's."""
    return secret == _EXAMPLE or f":{_EXAMPLE}@" in secret
