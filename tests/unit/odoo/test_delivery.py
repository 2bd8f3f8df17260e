"""One effect that our own code stumbles over must not hold up the others of its batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.delivery import Delivery
from crossdock.adapters.odoo.session import LoadResult
from crossdock.domain.effect import PlannedEffect, PostNote, ReceiptStatus, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossdock.adapters.odoo.session import OdooSession


class StumblingSession:
    """Knows every exception; a note that says `poison` makes it crash, as a bug of ours would."""

    def search_read(self, _model: str, domain: Any, *_: Any, **__: Any) -> list[dict[str, Any]]:
        """Return an exception for each case key that is asked for."""
        return [
            {"id": number, names.RECORD_FIELDS["case_key"]: key, names.RECORD_FIELDS["state"]: "new"}
            for number, key in enumerate(domain[0][2], start=1)
        ]

    def load(self, _model: str, _fields: Any, rows: Sequence[Sequence[Any]], **_: Any) -> LoadResult:
        """Make a record of each row."""
        if any("poison" in str(row) for row in rows):
            raise TypeError("a bug")
        return LoadResult(ids=tuple(range(1, len(rows) + 1)))


def a_note(text: str) -> PlannedEffect:
    """Return a note on a case of its own."""
    body = PostNote(case_key=f"case-{text}", text=text)
    return PlannedEffect(key=text, stream=text, target=Target.ODOO, company_id=1, body=body)


def test_an_effect_that_crashes_is_retried_and_the_others_arrive() -> None:
    effects = [a_note(text) for text in ("a", "b", "poison", "c", "d")]

    receipts = Delivery(cast("OdooSession", StumblingSession()), effects, {}).run()

    sent = [receipt.key for receipt in receipts if receipt.status is ReceiptStatus.SENT]
    assert sent == ["a", "b", "c", "d"]
    assert (receipts[2].status, receipts[2].error) == (ReceiptStatus.RETRY, "crashed: TypeError")
