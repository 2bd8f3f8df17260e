"""Why goods come later."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossdock.domain.reading import Alert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.reading import RaisedAlert
    from crossdock.reading.mail.statement import Statement
    from crossdock.reading.mail.words import Words


def delay_reason(
    alerts: Iterable[RaisedAlert], statements: tuple[Statement, ...], words: Words | None
) -> str | None:
    """Return the reason code, None unless a line comes later and a reason is given."""
    if words is None or all(alert.category is not Alert.SUPPLIER_DELAY for alert in alerts):
        return None
    texts = [s.clause.text for s in statements if not s.is_conditional]
    for reason, pattern in words.reasons.items():
        if any(re.search(pattern, text, re.IGNORECASE) for text in texts):
            return reason
    return None
