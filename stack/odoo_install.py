"""Odoo as Debian packages it: 19 unpacked beside a venv of its own, 14 in a folder of Debian 11."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stack import cache, chroot, debian
from stack.errors import CannotInstall, StackError
from stack.shell import run, say

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = Path("/usr/bin/python3.11")  # Debian's: a Python in someone's home is closed to service users
REQUIREMENTS = Path(__file__).with_name("odoo19-requirements.txt")
# links in Odoo's package point into these; without them the web client answers 500
WEB_PACKAGES = [
    "fonts-font-awesome",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-inconsolata",
    "fonts-ocr-b",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OdooInstall:
    """An Odoo that can be started: its series, exact version and where it lies."""

    series: int
    version: str
    folder: Path
    python: Path | None = None


def install_odoo(series: int) -> OdooInstall:
    """Install the Odoo of `series` (19 or 14), or find it in the cache."""
    if series == 19:
        return odoo19()
    if series == 14:
        return odoo14()
    raise CannotInstall(f"Odoo {series}", "only 19 and 14 are set up here")


def odoo19(*, refresh: bool = False) -> OdooInstall:
    """Install Odoo 19 from Debian sid's package, or take the newest cached version.

    `refresh` asks sid for a newer one first; where sid cannot be reached the cached one serves.
    """
    if not PYTHON.exists() or not debian.is_installed("python3.11-venv"):
        debian.ensure_debian_packages(["python3.11", "python3.11-venv"], "Python 3.11 for Odoo 19")
    venv = cache.install_once("odoo19-venv", debian.file_digest(REQUIREMENTS)[:12], _build_venv)
    python = venv / "bin" / "python"
    cached = cache.versions("odoo19")
    if not cached or refresh:
        try:
            with cache.lock("odoo19-list"):
                return _download_odoo19(python)
        except CannotInstall as error:
            if not cached:
                raise
            say(f"{error}; taking {cached[-1]} from the cache")
    folder = cache.entry_path("odoo19", cached[-1])
    return OdooInstall(series=19, version=cached[-1], folder=folder, python=python)


def _download_odoo19(python: Path) -> OdooInstall:
    """Find the package in sid's list, verify it, unpack it."""
    scratch = cache.root() / ".odoo19-download"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    try:
        found = debian.find_in_suite("sid", "odoo-19", scratch)
        for other in set(cache.versions("odoo19")) - {found.version}:
            say(f"the cache has Odoo 19 {other}, sid has {found.version}: taking sid's")
        say(f"Odoo 19 is {found.package} {found.version}, SHA-256 {found.sha256}")
        folder = cache.install_once(
            "odoo19", found.version, lambda work: _unpack_odoo19(found, work, scratch)
        )
    except StackError as error:
        raise CannotInstall("Odoo 19", str(error)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return OdooInstall(series=19, version=found.version, folder=folder, python=python)


def _unpack_odoo19(found: debian.DebianFile, folder: Path, scratch: Path) -> None:
    """Unpack Odoo and the packages its web client links to into one folder."""
    deb = scratch / "odoo19.deb"
    debian.download(found.path, deb, found.sha256)
    run(["dpkg", "-x", deb, folder])
    debian.unpack_packages(WEB_PACKAGES, folder, scratch / "web")
    folder.chmod(0o755)
    (folder / "SOURCE").write_text(f"{found.package} {found.version}\nsha256 {found.sha256}\n")


def _build_venv(folder: Path) -> None:
    """Make the venv with the packages that Odoo 19 runs with."""
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        run([PYTHON, "-m", "venv", folder], env=env)
        run(
            [folder / "bin" / "python", "-m", "pip", "install", "-q", "-r", REQUIREMENTS],
            env=env,
            timeout=900,
        )
    except StackError as error:
        raise CannotInstall("Odoo 19's Python packages", str(error)) from error


def odoo14() -> OdooInstall:
    """Install Odoo 14 with debootstrap in a Debian 11 folder; needs root."""
    folder = cache.install_once("odoo14", "bullseye-1", _build_odoo14)
    return OdooInstall(series=14, version=(folder / "ODOO_VERSION").read_text().strip(), folder=folder)


def _build_odoo14(folder: Path) -> None:
    """Bootstrap Debian 11 and install Odoo in it."""
    if os.geteuid() != 0:
        raise CannotInstall("Odoo 14", "needs root (debootstrap and chroot)")
    debian.ensure_debian_packages(["debootstrap"])
    inside = _in_chroot(folder)
    try:
        say("Odoo 14: bootstrapping Debian 11 …")
        run(["debootstrap", "--variant=minbase", "bullseye", folder, debian.mirror()], timeout=900)
        (folder / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
        (folder / "usr/sbin/policy-rc.d").chmod(0o755)
        (folder / chroot.SHARED.lstrip("/")).mkdir(parents=True)
        say("Odoo 14: installing its package …")
        inside("apt-get", "update", "-q")
        inside("apt-get", "install", "-y", "-q", "--no-install-recommends", "odoo-14")
        inside("apt-get", "clean")
        version = inside("dpkg-query", "-W", "-f", "${Version}", "odoo-14")
    except StackError as error:
        raise CannotInstall("Odoo 14", str(error)) from error
    (folder / "ODOO_VERSION").write_text(version + "\n")


def _in_chroot(folder: Path) -> Callable[..., str]:
    """A function that runs a command as root inside `folder`."""
    env = {"PATH": chroot.PATH, **debian.APT_ENVIRONMENT}

    def inside(*words: str) -> str:
        return run(chroot.command(folder, words), env=env, timeout=900)

    return inside
