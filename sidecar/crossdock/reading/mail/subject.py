"""The subject as a statement: a new mail's own words, or the heading of what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crossdock.domain.reading import Evidence
from crossdock.reading.mail.clauses import MAX_LENGTH, Clause
from crossdock.reading.mail.explained import KNOWN, masked
from crossdock.reading.mail.lines import LineFinder
from crossdock.reading.mail.order_mentions import order_spans
from crossdock.reading.mail.statement import Statement
from crossdock.reading.mail.statements import StatementReader
from crossdock.reading.mail.words import subject_words
from crossdock.reading.mail.words.harmless_shared import FIRM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.content import MailContent
    from crossdock.reading.mail.dates import DateContext

_WORD = re.compile(r"[^\W_]+")
_ANSWER = re.compile(subject_words.ANSWER, re.IGNORECASE)
_FORWARD = re.compile(subject_words.FORWARD, re.IGNORECASE)
_FREE = (
    _ANSWER,
    _FORWARD,
    re.compile(subject_words.REQUEST, re.IGNORECASE),
    re.compile(subject_words.REFERENCE, re.IGNORECASE),
    re.compile(subject_words.NAMED),
    re.compile(rf"(?:[A-ZÄÖÜ][\w.&-]*\s+){{1,4}}{FIRM}\.?"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the subject says; `is_answer` where it is that of the mail that is answered."""

    statement: Statement
    is_answer: bool

    @property
    def evidence(self) -> Evidence:
        """Return where it stands."""
        return Evidence(part="subject", text=self.statement.clause.text)


def read_subject(
    content: MailContent, orders: tuple[PurchaseOrder, ...], context: DateContext
) -> Subject | None:
    """Return the subject with names, products and references masked; None where there is none."""
    text = content.subject.strip()[: MAX_LENGTH - 1]
    if not text:
        return None
    finder = LineFinder(orders, context.words, text)
    statement = StatementReader(context.words, context, finder, orders).read(
        Clause(text=text, line=0, paragraph=0), 0
    )
    days = [(m.start, m.end) for m in (*statement.dates, *statement.dropped)]
    free = [
        (start, end)
        for start, end in (*_spans(text), *order_spans(text, orders), *_words(text, content, orders))
        if not any(a < end and start < b for a, b in days)
    ]
    marks = [(KNOWN, start, end) for start, end in free]
    is_answer = bool(content.in_reply_to) or any(p.match(text) for p in (_ANSWER, _FORWARD))
    return Subject(
        statement=replace(statement, masked=masked(statement.masked, marks)),
        is_answer=is_answer,
    )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _FREE:
        yield from (match.span() for match in pattern.finditer(text))


def _words(text: str, content: MailContent, orders: tuple[PurchaseOrder, ...]) -> Iterator[tuple[int, int]]:
    """Yield the places of words that name the products, the people and their firms, or are usual there."""
    people = " ".join((content.from_name, content.from_address, *content.to_addresses))
    products = " ".join(line.description for order in orders for line in order.lines)
    known = {word.casefold() for word in _WORD.findall(f"{people} {products}") if len(word) > 1}
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if word in known or word in subject_words.PLAIN:
            yield match.span()
