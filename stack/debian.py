"""Debian packages: installed ones by apt, single ones straight from the machine's own mirror."""

from __future__ import annotations

import functools
import hashlib
import lzma
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stack import cache
from stack.errors import CannotInstall, StackError
from stack.shell import run, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

APT_HELPER = "/usr/lib/apt/apt-helper"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
APT_ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DebianFile:
    """A package as a mirror's list names it."""

    package: str
    version: str
    path: str
    sha256: str


def is_installed(package: str) -> bool:
    """Tell whether dpkg has `package` installed and configured."""
    try:
        status = run(["dpkg-query", "-W", "-f", "${db:Status-Abbrev}", package])
    except StackError:
        return False
    return status.startswith("ii")


def ensure_debian_packages(packages: Sequence[str], what: str | None = None) -> None:
    """Install those of `packages` that are missing; no service starts by itself because of it."""
    missing = [package for package in packages if not is_installed(package)]
    if not missing:
        return
    name = what or " ".join(missing)
    if shutil.which("apt-get") is None:
        raise CannotInstall(name, f"this is no Debian; install by hand: {' '.join(missing)}")
    if os.geteuid() != 0:
        raise CannotInstall(name, f"not root; run as root: apt-get install {' '.join(missing)}")
    with cache.lock("apt"):
        say(f"installing Debian's {' '.join(missing)} …")
        try:
            _update_lists()
            with _no_service_start():
                _apt("install", "-y", "--no-install-recommends", *missing)
        except StackError as error:
            raise CannotInstall(name, str(error)) from error


@functools.cache
def _update_lists() -> None:
    """Run `apt-get update`, once in the life of this process."""
    _apt("update", "-q")


def _apt(*arguments: str) -> None:
    """Run apt-get, waiting for other users of dpkg's lock."""
    run(["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments], env={**os.environ, **APT_ENVIRONMENT})


@contextmanager
def _no_service_start() -> Iterator[None]:
    """Keep maintainer scripts from starting daemons or making a PostgreSQL cluster of their own."""
    policy = Path("/usr/sbin/policy-rc.d")
    ours = not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    clusters = Path("/etc/postgresql-common/createcluster.d/crossdock.conf")
    ours_too = not clusters.exists()
    if ours_too:
        clusters.parent.mkdir(parents=True, exist_ok=True)
        clusters.write_text("create_main_cluster = false\n")
    try:
        yield
    finally:
        if ours:
            policy.unlink(missing_ok=True)
        if ours_too:
            clusters.unlink(missing_ok=True)


def mirror() -> str:
    """The Debian mirror that this machine's apt is set to, with a slash at its end."""
    try:
        listed = run(
            [
                "apt-get",
                "indextargets",
                "--format",
                "$(REPO_URI) $(SITE) $(ORIGIN) $(RELEASE)",
                "Created-By: Packages",
                "Component: main",
            ]
        )
    except StackError as error:
        raise CannotInstall("a Debian package", f"apt names no mirror: {error}") from error
    return choose_mirror(listed)


def choose_mirror(listed: str) -> str:
    """Pick the main archive among lines `uri … release`; security and other archives do not have sid."""
    for line in listed.splitlines():
        uri, _, rest = line.partition(" ")
        if uri.rstrip("/").endswith("/debian") and "-security" not in rest:
            return uri.rstrip("/") + "/"
    raise CannotInstall("a Debian package", "apt's configuration names no Debian mirror")


def download(path: str, target: Path, sha256: str | None = None) -> None:
    """Fetch `path` from the mirror by apt's own transport and, when given, verify its SHA-256."""
    expected = [f"SHA256:{sha256}"] if sha256 else []
    run([APT_HELPER, "download-file", mirror() + path, target, *expected], timeout=600)
    if sha256 is not None and (found := file_digest(target)) != sha256:
        raise StackError(f"{path} has SHA-256 {found}, the package list says {sha256}")


def file_digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def parse_release(text: str, path: str) -> str:
    """Find the SHA-256 that a Release file gives for `path`."""
    _, _, sums = text.partition("\nSHA256:\n")
    for line in sums.splitlines():
        if not line.startswith(" "):
            break
        digest, _, name = line.split()
        if name == path:
            return digest
    raise StackError(f"the Release file does not list {path}")


def parse_packages(lines: Iterable[str], package: str) -> DebianFile | None:
    """Find `package` in a package list (a sequence of stanzas)."""
    fields: dict[str, str] = {}
    for line in lines:
        text = line.rstrip("\n")
        if text and not text.startswith((" ", "\t")):
            key, _, value = text.partition(":")
            fields[key] = value.strip()
        elif not text:
            if fields.get("Package") == package:
                break
            fields = {}
    if fields.get("Package") != package:
        return None
    return DebianFile(
        package=package, version=fields["Version"], path=fields["Filename"], sha256=fields["SHA256"]
    )


def find_in_suite(suite: str, package: str, folder: Path, arch: str = "amd64") -> DebianFile:
    """Look `package` up in the signed list of `suite`, which need not be in apt's sources.

    Its validity date is not enforced: a mirror that stopped following sid still serves what it signed.
    """
    listing = f"main/binary-{arch}/Packages.xz"
    release = folder / "InRelease"
    download(f"dists/{suite}/InRelease", release)
    run(["gpgv", "--keyring", KEYRING, release])
    packed = folder / "Packages.xz"
    download(f"dists/{suite}/{listing}", packed, parse_release(release.read_text(), listing))
    with lzma.open(packed, "rt", encoding="utf-8") as lines:
        found = parse_packages(lines, package)
    if found is None:
        raise StackError(f"{suite} has no package {package}")
    return found


def unpack_packages(packages: Sequence[str], folder: Path, scratch: Path) -> None:
    """Download packages of this machine's own release by apt and unpack them into `folder`."""
    if os.geteuid() == 0:
        _update_lists()
    scratch.mkdir(exist_ok=True)
    run(["apt-get", "download", *packages], cwd=scratch, env={**os.environ, **APT_ENVIRONMENT})
    for deb in sorted(scratch.glob("*.deb")):
        run(["dpkg", "-x", deb, folder])
