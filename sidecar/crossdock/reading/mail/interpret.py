"""Content and orders to a reading: what the supplier says about which line, and what is in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.reading import Alert, Intent, Problem, RaisedAlert, Reading
from crossdock.reading.mail.trust import sender_trust

if TYPE_CHECKING:
    from datetime import date

    from crossdock.domain.orders import PurchaseSnapshot
    from crossdock.reading.mail.content import MailContent


def interpret(content: MailContent, snapshot: PurchaseSnapshot, *, today: date) -> Reading:
    """Return what the mail says about the orders of the snapshot. Never raises on content."""
    intent = Intent.BOUNCE if content.is_bounce else Intent.OTHER
    return Reading(
        intent=intent,
        language=content.language,
        needs_review=True,
        exceptions=(RaisedAlert(category=Alert.UNMATCHED_MESSAGE),),
        sender=sender_trust(content, snapshot.suppliers),
        problems=(*content.problems, Problem(code="not_interpreted", text="Nothing was understood.")),
    )
