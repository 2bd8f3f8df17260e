"""Who wrote: which supplier, and did our own mail server authenticate them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.public_mail import PUBLIC_MAIL_DOMAINS
from crossdock.domain.reading import SenderTrust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.orders import Supplier
    from crossdock.reading.mail.content import AuthenticationResults, MailContent


def sender_trust(content: MailContent, suppliers: Iterable[Supplier]) -> SenderTrust:
    """Return who wrote and whether our server says that they did."""
    return SenderTrust(
        address=content.from_address,
        supplier_id=supplier_of(content.from_address, suppliers),
        authenticated=authenticated(content),
    )


def supplier_of(address: str, suppliers: Iterable[Supplier]) -> int | None:
    """Return the supplier that an address belongs to: a known address first, then one known domain."""
    known = tuple(suppliers)
    by_address = {s.id for s in known if address in {email.lower() for email in s.emails}}
    if len(by_address) == 1:
        return by_address.pop()
    domain = address.rpartition("@")[2]
    if by_address or not domain or domain in PUBLIC_MAIL_DOMAINS:
        return None
    by_domain = {s.id for s in known if any(_is_within(domain, d) for d in _domains(s))}
    return by_domain.pop() if len(by_domain) == 1 else None


def _domains(supplier: Supplier) -> set[str]:
    """Return the supplier's own domains; that of a single contact's address says nothing of the others."""
    found = {domain.lower().lstrip("@") for domain in supplier.domains}
    return {domain for domain in found if domain and domain not in PUBLIC_MAIL_DOMAINS}


def _is_within(domain: str, known: str) -> bool:
    return domain == known or domain.endswith("." + known)


def authenticated(content: MailContent) -> bool | None:
    """Return what our own server found, None where it said nothing.

    Only the topmost header counts and only with our authserv-id: all below it may come with the mail.
    """
    own = (content.authserv_id or "").lower()
    header = next((h for h in content.authentication if h.is_topmost and h.authserv_id == own), None)
    if not own or header is None:
        return None
    return _is_aligned(header, content.from_address.rpartition("@")[2])


def _is_aligned(header: AuthenticationResults, domain: str) -> bool:
    if not domain:
        return False
    dmarc = [result for method, result, _ in header.results if method == "dmarc"]
    if dmarc and dmarc[0] in ("pass", "fail"):
        return dmarc[0] == "pass" and all(
            _same_organisation(domain, vouched)
            for method, result, vouched in header.results
            if method == "dmarc" and result == "pass"
        )
    return any(
        result == "pass" and _same_organisation(domain, vouched)
        for method, result, vouched in header.results
        if method in ("dkim", "spf")
    )


def _same_organisation(domain: str, vouched: str) -> bool:
    """Relaxed alignment without a public-suffix list: equal, or one within the other (two labels or more)."""
    if not vouched or vouched.count(".") < 1:
        return False
    return domain == vouched or domain.endswith("." + vouched) or vouched.endswith("." + domain)


def is_forged(content: MailContent) -> bool:
    """Return whether our own server found that the From domain did not send this (not only: said nothing)."""
    own = (content.authserv_id or "").lower()
    header = next((h for h in content.authentication if h.is_topmost and h.authserv_id == own), None)
    if not own or header is None or authenticated(content):
        return False
    return any(
        result == "fail"
        and (method == "dmarc" or _same_organisation(content.from_address.rpartition("@")[2], domain))
        for method, result, domain in header.results
        if method in ("dmarc", "spf", "dkim")
    )
