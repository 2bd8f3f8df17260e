"""Where settings come from: the environment, a `.env` file below it, and files that hold one secret each."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr
from pydantic_settings import EnvSettingsSource

from crossdock.settings.env_file import ENV_FILE, chosen_env_file, read_env_file
from crossdock.settings.errors import EnvironmentInvalid
from crossdock.settings.mailbox import MailboxSettings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ENV_PREFIX = "crossdock_"
_RESERVED = (
    ENV_FILE.lower(),
    "crossdock_test_",
    "crossdock_stack_",
    "crossdock_cache",
    "crossdock_keep_scratch",
)
"""Names of no setting: the file's, and those of our own test and stack scripts."""
_MAILBOX = f"{ENV_PREFIX}mailbox__"
_FILE = "_file"


class Environment(EnvSettingsSource):
    """The process environment over a `.env` file, with secrets from files and without misspelt names."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        every = super()._load_env_vars()
        given = {name: value for name, value in every.items() if name.startswith(ENV_PREFIX)}
        values = self._settled(given)
        env_file = chosen_env_file()
        if env_file is None:
            return values
        below = _without(read_env_file(env_file, ENV_PREFIX), given)
        try:
            return {**self._settled(below), **values}
        except EnvironmentInvalid as error:
            raise EnvironmentInvalid(f"{env_file}: {error}") from error

    def _settled(self, values: Mapping[str, str | None]) -> dict[str, str | None]:
        """Return the values with secrets read from their files. Raises for a name that is no setting."""
        fields = self.settings_cls.model_fields
        secrets = [name for name, field in fields.items() if _is_secret(field.annotation)]
        settled = read_secret_files(values, secrets)
        refuse_unknown(settled, fields, MailboxSettings.model_fields)
        return settled


def _without(below: Mapping[str, str | None], given: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return the variables that `given` does not settle: a secret given either way settles both names."""
    settled = {name.removesuffix(_FILE) for name in given}
    return {name: value for name, value in below.items() if name.removesuffix(_FILE) not in settled}


def _is_secret(annotation: object) -> bool:
    """Return whether a field holds a secret, optional or not."""
    return annotation is SecretStr or annotation == (SecretStr | None)


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
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
            raise EnvironmentInvalid(f"{name.upper()}: cannot read {path} ({reason})") from error
    return result


def _holds_secret(name: str, secrets: Collection[str]) -> bool:
    if name.startswith(_MAILBOX):
        return name.endswith("__password")
    return name.removeprefix(ENV_PREFIX) in secrets


def refuse_unknown(values: Collection[str], fields: Collection[str], mailbox_fields: Collection[str]) -> None:
    """Raise for a `CROSSDOCK_` variable that nothing reads: a typo must not silently mean the default."""
    known = {f"{ENV_PREFIX}{field}" for field in fields}
    for name in values:
        if name.startswith(_RESERVED) or name in known:
            continue
        if name.startswith(_MAILBOX) and name.rpartition("__")[2] in mailbox_fields and name.count("__") == 2:
            continue
        close = difflib.get_close_matches(name.removeprefix(ENV_PREFIX), fields, n=1)
        hint = f"; did you mean {(ENV_PREFIX + close[0]).upper()}?" if close else "; see .env.example"
        raise EnvironmentInvalid(f"{name.upper()} is no setting{hint}")
