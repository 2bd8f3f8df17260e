"""What an invoice, an automatic reply or a mail without an order says of goods all the same.

Such mails need nobody, except where they say in passing that goods are held, late or will not come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.reading import Evidence, Intent, Problem
from crossdock.reading.mail.clauses import clauses
from crossdock.reading.mail.order_mentions import orders_in
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.reading.mail.content import MailContent
    from crossdock.reading.mail.orders_meant import OrdersMeant
    from crossdock.reading.mail.words import Words

CODE = "goods_in_doubt"
_QUESTION = "The mail also says that goods are held, late or will not come; what holds for our order?"
_SILENT = (Intent.INVOICE, Intent.AUTO_REPLY)
_BAD_NEWS = (
    Signal.HELD,
    Signal.LATE,
    Signal.NO_DATE,
    Signal.CANCEL,
    Signal.SHORT_BY,
    Signal.PARTLY,
    Signal.QUALITY,
    Signal.DENIAL,
    Signal.BLOCKED,
)
_OF_GOODS = (Signal.SHIP, Signal.ARRIVE, Signal.GOODS)


def goods_in_doubt(content: MailContent, words: Words | None, meant: OrdersMeant) -> Evidence | None:
    """Return the first sentence that says of goods or orders that they are held, late or will not come."""
    if words is None or content.is_bounce or content.is_bulk:
        return None
    for clause in clauses(content.newest_text):
        text = words.without(Signal.LATE_PAYMENT, clause.text)
        is_of_goods = orders_in(text, meant.orders) or any(words.says(signal, text) for signal in _OF_GOODS)
        if is_of_goods and not clause.is_question and any(words.says(signal, text) for signal in _BAD_NEWS):
            return Evidence(part="body", place=f"line {clause.line}", text=clause.text[:400])
    return None


def passing_problems(
    content: MailContent, words: Words | None, meant: OrdersMeant, intent: Intent
) -> list[Problem]:
    """Return the question about goods that a mail tells of in passing, though it is about something else."""
    evidence = goods_in_doubt(content, words, meant) if intent in _SILENT else None
    return [Problem(code=CODE, text=_QUESTION, evidence=evidence)] if evidence else []
