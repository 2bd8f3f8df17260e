"""Where a sender is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from crossdock.adapters.odoo.senders import commercial_entities

if TYPE_CHECKING:
    from crossdock.adapters.odoo.session import OdooSession


class Partners:
    """Answers with the contacts whose address is asked for, and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def search_read(self, _model: str, domain: Any, *_: Any, **__: Any) -> list[dict[str, Any]]:
        """Return the one exact contact."""
        self.asked.append(domain)
        return [{"commercial_partner_id": [5, "Lind"], "email": "lind@gmail.com", "is_company": True}]


def test_a_public_providers_domain_is_not_searched_for() -> None:
    partners = Partners()

    assert commercial_entities(cast("OdooSession", partners), "Lind@gmail.com") == [5]
    assert partners.asked == [[("email", "ilike", "lind@gmail.com")]]


def test_a_suppliers_own_domain_is() -> None:
    partners = Partners()

    commercial_entities(cast("OdooSession", partners), "new@lindenau.example")

    assert ("email", "ilike", "@lindenau.example") in partners.asked[0]
