"""Chromium from Debian, driven by Playwright from PyPI: no browser is downloaded."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, TypedDict

from stack import debian
from stack.errors import CannotInstall

if TYPE_CHECKING:
    from stack.odoo import Odoo

PROGRAM = "chromium-headless-shell"
"""Chromium without the window around the page: a page of Odoo costs half the time."""
PACKAGES = [PROGRAM, "fonts-dejavu-core", "fonts-liberation", "fonts-noto-core"]
# without these Chromium looks up its maker's hosts at every start and counts on a sandbox root has not
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class LaunchOptions(TypedDict):
    """What Playwright's `chromium.launch` takes: `playwright.chromium.launch(**browser())`."""

    executable_path: str
    args: list[str]


class Cookie(TypedDict):
    """A cookie as Playwright's `context.add_cookies` takes it."""

    name: str
    value: str
    url: str


def install_chromium() -> str:
    """Install Chromium with fonts for most scripts and return its path."""
    if shutil.which(PROGRAM) is None or not all(map(debian.is_installed, PACKAGES)):
        debian.ensure_debian_packages(PACKAGES, "Chromium")
    path = shutil.which(PROGRAM)
    if path is None:
        raise CannotInstall("Chromium", f"the package brought no program named {PROGRAM}")
    return path


def browser() -> LaunchOptions:
    """Launch options for Playwright that are known to work here."""
    return LaunchOptions(executable_path=install_chromium(), args=list(ARGUMENTS))


def odoo_cookies(
    odoo: Odoo, db: str | None = None, login: str | None = None, password: str | None = None
) -> list[Cookie]:
    """Log in to Odoo and return the cookies that make a browser context that user."""
    return [Cookie(name="session_id", value=odoo.session(db, login, password).session_id, url=odoo.url)]


def record_url(odoo: Odoo, model: str, record: int, action: int | None = None) -> str:
    """The address of a record's form in the web client, which changed with 18."""
    if odoo.version >= 18:
        return f"{odoo.url}/odoo/{f'action-{action}' if action else model}/{record}"
    tail = f"&action={action}" if action else ""
    return f"{odoo.url}/web#id={record}&model={model}&view_type=form{tail}"
