"""n8n from the npm registry, and our package of nodes as its users get it: a packed archive."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from stack import cache
from stack.errors import CannotInstall, StackError
from stack.node import Node, install_node

VERSION = "2.40.7"
# the same build serves until its recipe changes
RECIPE = 1
NATIVE = ("sqlite3", "isolated-vm")
PACKAGE = Path(__file__).resolve().parents[1] / "n8n-nodes"
MADE = ("node_modules", "dist", "coverage")


def install_n8n() -> Path:
    """Install n8n (168 s and 2.9 GB the first time) and return the folder of its program."""
    node = install_node()

    def build(folder: Path) -> None:
        (folder / "package.json").write_text('{"private": true}\n')
        node.install(f"n8n {VERSION}", "install", "--no-package-lock", f"n8n@{VERSION}", cwd=folder)
        try:
            node.npm("rebuild", *NATIVE, cwd=folder)
        except StackError as error:
            raise CannotInstall(f"n8n {VERSION}'s native modules", str(error)) from error

    return cache.install_once("n8n", f"{VERSION}-{RECIPE}", build) / "node_modules" / "n8n"


def node_tools() -> Path:
    """Install what builds, lints and tests our nodes, as the lock file pins it; return its node_modules."""
    node = install_node()
    files = [PACKAGE / "package.json", PACKAGE / "package-lock.json"]

    def build(folder: Path) -> None:
        for file in files:
            shutil.copy(file, folder)
        node.install("the tools of n8n-nodes", "ci", cwd=folder)

    return cache.install_once("n8n-nodes-tools", _digest(files), build) / "node_modules"


def nodes_copy(folder: Path) -> Node:
    """Copy our package to where it can be built, with its tools beside it; the checkout stays as it is."""
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns(*MADE), dirs_exist_ok=True)
    (folder / "node_modules").symlink_to(node_tools())
    return install_node()


def pack_nodes() -> Path:
    """Build and pack our package of nodes; return the archive, made anew when a source has changed."""
    sources = sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.is_file() and not set(path.relative_to(PACKAGE).parts) & {*MADE, "test"}
    )

    def build(folder: Path) -> None:
        work = folder / "work"
        node = nodes_copy(work)
        try:
            node.npm("run", "build", cwd=work)
            node.npm("pack", "--ignore-scripts", "--pack-destination", str(folder), cwd=work)
        except StackError as error:
            raise CannotInstall("n8n-nodes-crossdock", str(error)) from error
        shutil.rmtree(work)

    [archive] = cache.install_once("n8n-nodes-crossdock", _digest(sources), build).glob("*.tgz")
    return archive


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(PACKAGE)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
