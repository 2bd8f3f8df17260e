"""The sentences beside a change: one that nothing explains keeps the change from being accepted unseen.

How much a change may deviate is not known here, so these sentences are told, and the decision asks for a
human where it would accept; a change that a human looks at anyway needs no question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crossdock.domain.reading import ChangeKind
from crossdock.reading.mail.dates import is_firm
from crossdock.reading.mail.explained import (
    AGREED,
    KNOWN,
    is_explained_beside_change,
    masked,
)
from crossdock.reading.mail.sentences import lone_row, odd_greetings, sentences_about
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crossdock.domain.reading import Change, Evidence
    from crossdock.reading.mail.content import MailContent
    from crossdock.reading.mail.statement import Statement
    from crossdock.reading.mail.understood import Understood
    from crossdock.reading.mail.words import Words

_MAY_BE_ACCEPTED = frozenset({ChangeKind.DATE, ChangeKind.QUANTITY, ChangeKind.PRICE, ChangeKind.SPLIT})


def left_open(
    content: MailContent, words: Words, understood: Understood, sentences: Iterable[Statement]
) -> tuple[Evidence, ...]:
    """Return where the mail says what neither its changes nor a harmless kind explain."""
    if not _moved(understood):
        return ()
    subject = understood.subject
    if subject is not None and not subject.is_answer:
        values = _values(understood.changes)
        said = _with_told(subject.statement, words, values, is_told=False)
        odd = () if is_explained_beside_change(said, words) else (subject.evidence,)
    else:
        odd = ()
    rest = (*odd, *odd_greetings(understood.greetings, words), *lone_row(content))
    return tuple(dict.fromkeys((*(s.evidence for s in sentences), *rest)))


def open_sentences(content: MailContent, words: Words, understood: Understood) -> tuple[Statement, ...]:
    """Return the sentences beside a change that neither it nor a harmless kind explains.

    What of them the changes tell of is masked.
    """
    lines = _moved(understood)
    return tuple(_not_explained(content, words, lines, understood)) if lines else ()


def _moved(understood: Understood) -> set[tuple[str, int]]:
    return {(change.po, change.line) for change in understood.changes if change.kind in _MAY_BE_ACCEPTED}


def _not_explained(
    content: MailContent, words: Words, lines: set[tuple[str, int]], understood: Understood
) -> Iterator[Statement]:
    told = {change.evidence for change in understood.changes}
    values = _values(understood.changes)
    for s in sentences_about(lines, understood.statements, content, words):
        known = _with_told(s, words, values, is_told=s.evidence in told)
        if not is_explained_beside_change(known, words):
            yield known


def _values(changes: Iterable[Change]) -> set[object]:
    """Return the days and amounts that the changes come to."""
    values: set[object] = set()
    for change in changes:
        parts = change.to_value if isinstance(change.to_value, tuple) else ()
        values |= {change.to_value, *(p.date for p in parts), *(p.quantity for p in parts)} - {None}
    return values


def _with_told(s: Statement, words: Words, values: set[object], *, is_told: bool) -> Statement:
    """Return the sentence with marks over the values that the changes tell of, and "the rest" of parts."""
    dates = [m for m in s.dates if is_firm(m) and (is_told or m.day in values)]
    amounts = [a for a in (*s.quantities, *s.prices) if is_told or a.value in values]
    marks = [(AGREED, m.start, m.end) for m in dates]
    marks += [(KNOWN, a.start, a.end) for a in amounts]
    text = masked(s.masked, marks)
    return replace(s, masked=words.without(Signal.REST, text) if is_told and amounts else text)
