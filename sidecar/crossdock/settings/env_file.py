"""`.env`: settings in a file, for people; what the environment says wins over it."""

from __future__ import annotations

import os
from pathlib import Path

from dotenv.parser import parse_stream

from crossdock.settings.errors import EnvironmentInvalid

ENV_FILE = "CROSSDOCK_ENV_FILE"
"""Names the file; empty: none is read, also where a `.env` lies in the working directory."""


def use_env_file(named: Path | None = None) -> Path | None:
    """Let this process and its children read `named`, else what is chosen already, else `./.env`, if any.

    Only the command line does so: a stray file must change neither tests nor the demo.
    """
    here = Path(".env")
    found = named or (here if ENV_FILE not in os.environ and here.is_file() else None)
    if found is not None:
        os.environ[ENV_FILE] = str(found.absolute())
    return chosen_env_file()


def chosen_env_file() -> Path | None:
    """Return the file that `CROSSDOCK_ENV_FILE` names."""
    name = os.environ.get(ENV_FILE)
    return Path(name) if name else None


def is_open_to_others(path: Path) -> bool:
    """Return whether any user of this machine may read or change the file."""
    return path.is_file() and bool(path.stat().st_mode & 0o006)


def read_env_file(path: Path, prefix: str) -> dict[str, str | None]:
    """Return the variables of `path` whose lower-case name starts with `prefix`, by lower-case name.

    Values are taken as they stand, quotes aside: `$CrossdockTaken` and `${x}` stay what they are.
    """
    try:
        with path.open(encoding="utf-8-sig") as text:
            bindings = list(parse_stream(text))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise EnvironmentInvalid(f"{path}: cannot be read ({reason})") from error
    for binding in bindings:
        is_bare = binding.key is not None and binding.value is None
        if binding.error or (is_bare and str(binding.key).lower().startswith(prefix)):
            raise EnvironmentInvalid(
                f"{path}, line {binding.original.line}: write NAME=value, or NAME='value' with single quotes"
            )
    found = {binding.key.lower(): binding.value for binding in bindings if binding.key}
    return {name: value for name, value in found.items() if name.startswith(prefix) and value}
