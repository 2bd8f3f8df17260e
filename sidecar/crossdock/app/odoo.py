"""Odoo as the settings name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.adapters.odoo.session import OdooSession

if TYPE_CHECKING:
    from crossdock.settings import OdooAccess


def odoo_session(access: OdooAccess, *, timeout_s: float) -> OdooSession:
    """Return a session for one login; it logs in when it is used."""
    secret = access.password.get_secret_value()
    return OdooSession(access.url, access.database, access.login, secret, timeout_s=timeout_s)
