"""Settings: the only reader of the environment (prefix `CROSSDOCK_`, see `.env.example`)."""

from __future__ import annotations

import difflib
import ipaddress
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ENV_PREFIX = "crossdock_"
_RESERVED = ("crossdock_test_", "crossdock_stack_", "crossdock_cache", "crossdock_keep_scratch")
"""Prefixes of our own test and stack scripts, which share the environment."""
_MAILBOX = f"{ENV_PREFIX}mailbox__"
_FILE = "_file"


class EnvironmentInvalid(ValueError):
    """A `CROSSDOCK_` variable is unknown, or the file that it names cannot be read."""


def _split(value: object) -> object:
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
    folders: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = Field(
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
    odoo_url: str | None = Field(default=None, pattern=r"^https?://[^/\s]+/?$", description="Odoo's address.")
    odoo_database: str | None = Field(default=None, description="Odoo's database.")
    odoo_login: str | None = Field(default=None, description="The technical user's login.")
    odoo_password: SecretStr | None = Field(default=None, description="Its password or API key.")
    odoo_admin_login: str | None = Field(
        default=None, description="A login that may provision Odoo; only `crossdock odoo …` uses it."
    )
    odoo_admin_password: SecretStr | None = Field(default=None, description="Its password.")
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
    request_timeout_s: int = Field(default=60, ge=5, le=600, description="Time limit of one request.")
    graceful_timeout_s: int = Field(default=20, ge=1, le=600, description="Time to finish on a stop.")
    metrics_open: bool = Field(default=False, description="Serve /metrics without a key.")
    max_mail_bytes: int = Field(default=25 * 1024 * 1024, ge=1024, description="Largest mail that is read.")
    max_json_bytes: int = Field(default=1024 * 1024, ge=1024, description="Largest JSON body.")
    inbox_lease_s: int = Field(default=180, ge=10, description="How long one decision may take.")
    max_attempts: int = Field(default=3, ge=1, le=20, description="Crashed attempts before a review case.")
    outbox_batch: int = Field(default=200, ge=1, le=1000, description="Effects per delivery batch.")
    outbox_lease_s: int = Field(default=300, ge=10, description="Must exceed Odoo's own time limit.")
    reopen_days: int = Field(default=14, ge=0, le=365, description="A resolved case reopens within.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments, then the environment with its `*_FILE` variants; nothing else."""
        return init_settings, _Environment(settings_cls)

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
    def shared_metrics_dir(self) -> str | None:
        """Return the folder in which several workers share their metrics; one worker needs none."""
        return str(self.state_dir.absolute() / "metrics") if self.workers > 1 else None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.workers > 1 and self.is_sqlite:
            raise ValueError(
                "CROSSDOCK_WORKERS above 1 needs PostgreSQL (CROSSDOCK_DATABASE_URL); SQLite has one writer"
            )
        if self.erp == "odoo":
            names = ("odoo_url", "odoo_database", "odoo_login", "odoo_password")
            missing = [f"{ENV_PREFIX}{n}".upper() for n in names if getattr(self, n) is None]
            if missing:
                raise ValueError(
                    f"{', '.join(missing)} missing; set them, or CROSSDOCK_ERP=memory to try without Odoo"
                )
        if not self.public_bind and not is_loopback(self.bind_host):
            raise ValueError(
                f"CROSSDOCK_BIND_HOST {self.bind_host} is reachable from outside; "
                "set CROSSDOCK_PUBLIC_BIND=true if TLS is in front of it"
            )
        return self


class _Environment(EnvSettingsSource):
    """The process environment, with secrets from files and without misspelt names."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        values = dict(super()._load_env_vars())
        secrets = [
            name for name, field in self.settings_cls.model_fields.items() if _is_secret(field.annotation)
        ]
        values = read_secret_files(values, secrets)
        refuse_unknown(values, self.settings_cls.model_fields, MailboxSettings.model_fields)
        return values


def _is_secret(annotation: object) -> bool:
    """Return whether a field holds a secret, optional or not."""
    return annotation is SecretStr or annotation == (SecretStr | None)


def is_loopback(host: str) -> bool:
    """Return whether `host` cannot be reached from another machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_secret_files(values: Mapping[str, str | None], secrets: Collection[str]) -> dict[str, str | None]:
    """Replace `<secret>_FILE=path` by the secret itself (Docker and Kubernetes hand secrets over so)."""
    result = dict(values)
    for name, path in values.items():
        base = name.removesuffix(_FILE)
        if name == base or not _holds_secret(base, secrets):
            continue
        del result[name]
        if not path:
            continue
        if base in values:
            raise EnvironmentInvalid(f"set either {base.upper()} or {name.upper()}, not both")
        try:
            result[base] = Path(path).read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise EnvironmentInvalid(f"{name.upper()}: cannot read {path} ({error.strerror})") from error
    return result


def _holds_secret(name: str, secrets: Collection[str]) -> bool:
    if name.startswith(_MAILBOX):
        return name.endswith("__password")
    return name.removeprefix(ENV_PREFIX) in secrets


def refuse_unknown(
    values: Mapping[str, str | None], fields: Collection[str], mailbox_fields: Collection[str]
) -> None:
    """Raise for a `CROSSDOCK_` variable that nothing reads: a typo must not silently mean the default."""
    known = {f"{ENV_PREFIX}{field}" for field in fields}
    for name in values:
        if not name.startswith(ENV_PREFIX) or name.startswith(_RESERVED) or name in known:
            continue
        if name.startswith(_MAILBOX) and name.rpartition("__")[2] in mailbox_fields and name.count("__") == 2:
            continue
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {close[0].upper()}?" if close else "; see .env.example"
        raise EnvironmentInvalid(f"{name.upper()} is no setting{hint}")
