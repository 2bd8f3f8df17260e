"""Whose address is it: suppliers by e-mail, exactly or by the domain of a company contact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo.values import one
from crossdock.domain.public_mail import PUBLIC_MAIL_DOMAINS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crossdock.adapters.odoo.session import OdooSession

PARTNER_FIELDS = ("commercial_partner_id", "email", "is_company")
_ADDRESS = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")
_MOST_MATCHES = 500


def addresses(value: str | bool | None) -> list[str]:
    """Return the addresses in a partner's e-mail field, which may hold names and several of them."""
    return [match.lower() for match in _ADDRESS.findall(value)] if isinstance(value, str) else []


def company_domains(partners: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the domains that the company contacts among these partners write from."""
    found = {
        address.rpartition("@")[2]
        for partner in partners
        if partner["is_company"]
        for address in addresses(partner["email"])
    }
    return tuple(sorted(found - PUBLIC_MAIL_DOMAINS))


def commercial_entities(session: OdooSession, sender: str) -> list[int]:
    """Return the commercial entities whose address `sender` is, else those whose domain it is."""
    address = sender.strip().lower()
    if "@" not in address:
        return []
    domain = address.rpartition("@")[2]
    rows = session.search_read("res.partner", _domain(address, domain), PARTNER_FIELDS, limit=_MOST_MATCHES)
    exact = {one(row["commercial_partner_id"]) for row in rows if address in addresses(row["email"])}
    by_domain = {one(row["commercial_partner_id"]) for row in rows if domain in company_domains([row])}
    return sorted(number for number in exact or by_domain if number is not None)


def _domain(address: str, domain: str) -> list[Any]:
    """Return where to look: a public mail provider is nobody's own domain, and has too many contacts."""
    exact = ("email", "ilike", _literal(address))
    if domain in PUBLIC_MAIL_DOMAINS:
        return [exact]
    return ["|", exact, "&", ("is_company", "=", True), ("email", "ilike", _literal(f"@{domain}"))]


def _literal(value: str) -> str:
    """Escape what SQL's LIKE would take as a wildcard: a sender chooses this text."""
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
