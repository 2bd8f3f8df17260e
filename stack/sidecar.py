"""The sidecar as it runs in production: gunicorn with the repository's own configuration."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from stack.ports import HOST
from stack.probe import answers
from stack.process import Process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parents[1]


class Sidecar(Process):
    """gunicorn on a loopback port; `kill()` is a crash of the whole process group, `start()` its return."""

    name = "sidecar"
    stop_seconds = 20.0
    ready_seconds = 30.0
    health: ClassVar[str] = "/healthz"

    def __init__(
        self,
        variables: Mapping[str, str],
        *,
        home: Path | None = None,
        port: int | None = None,
        arguments: Sequence[str] = (),
    ) -> None:
        super().__init__(home=home, port=port)
        self.variables = dict(variables)
        self.arguments = tuple(arguments)

    @property
    def url(self) -> str:
        """The server's address, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    def environment(self) -> Mapping[str, str]:
        """Only what is given here reaches the sidecar: nothing of the caller's environment leaks in."""
        return {**super().environment(), "PYTHONUNBUFFERED": "1", **self.variables}

    def command(self) -> Sequence[str | Path]:
        """gunicorn of the running venv."""
        gunicorn = Path(sys.prefix) / "bin" / "gunicorn"
        config = REPOSITORY / "sidecar" / "gunicorn.conf.py"
        return [gunicorn, "-c", config, "--bind", f"{HOST}:{self.port}", *self.arguments]

    def is_ready(self) -> bool:
        """Tell whether the health page answers 200."""
        return answers(self.url + self.health)
