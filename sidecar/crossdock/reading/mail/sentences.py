"""The sentences beside a confirmation: each is explained, of a harmless kind, or asked back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.domain.reading import Evidence, Intent, Problem
from crossdock.domain.wording import MAX_QUOTED, shortened
from crossdock.reading.mail.clauses import table_rows
from crossdock.reading.mail.explained import (
    alters,
    closes,
    is_explained,
    is_harmless_text,
    is_signature,
    speaks_against_dispatch,
    with_values,
)
from crossdock.reading.mail.firmness import confirms, is_excuse
from crossdock.reading.mail.said import BY_NAME
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crossdock.domain.reading import LineRef
    from crossdock.reading.mail.clauses import Clause
    from crossdock.reading.mail.content import MailContent
    from crossdock.reading.mail.lines import LineKey
    from crossdock.reading.mail.statement import Statement
    from crossdock.reading.mail.words import Words

_TROUBLE = frozenset(
    {Signal.OLD, Signal.ONLY, Signal.REST, Signal.PARTLY, Signal.SHORT_BY, Signal.CANCEL, Signal.SUBSTITUTE}
)
"""What tells people by itself that something is not as ordered."""


def sentence_problems(
    content: MailContent,
    words: Words,
    intent: Intent,
    *,
    confirmed: tuple[LineRef, ...],
    told: set[Evidence | None],
    asked: set[Evidence | None],
    statements: tuple[Statement, ...],
    greetings: tuple[Clause, ...],
    left_open: tuple[Statement, ...],
    is_in_parts: bool,
) -> tuple[Problem, ...]:
    """Return one problem per sentence that nothing explains, in a mail that confirms or tells of goods sent.

    `told` is where changes and alerts stand, `asked` where other problems do: those are asked back once.
    `left_open` are sentences beside a change: of a delay, those are asked back that take something from it.
    """
    if intent is Intent.DISPATCH:
        found = [
            s.evidence for s in statements if speaks_against_dispatch(s, words) and s.evidence not in told
        ]
    elif confirmed or any(s.evidence in told for s in statements if confirms(s)):
        reader = _Sentences(content, words, confirmed, told)
        found = [*reader.not_understood(statements), *odd_greetings(greetings, words), *lone_row(content)]
    elif any(s.evidence in told for s in _plain(statements)):
        found = [*(s.evidence for s in left_open), *odd_greetings(greetings, words), *lone_row(content)]
    else:
        found = [s.evidence for s in left_open if alters(s, words, is_in_parts=is_in_parts)]
    return tuple(_problem(evidence) for evidence in found if evidence not in asked)[:MAX_QUOTED]


class _Sentences:
    """Goes through the sentences of one mail."""

    def __init__(
        self,
        content: MailContent,
        words: Words,
        confirmed: tuple[LineRef, ...],
        told: set[Evidence | None],
    ) -> None:
        self._words = words
        self._content = content
        self._confirmed = {(ref.po, ref.line) for ref in confirmed}
        self._told = told
        self._plain: list[Statement] = []

    def not_understood(self, statements: tuple[Statement, ...]) -> Iterator[Evidence]:
        """Yield where the sentences stand that nothing explains."""
        self._plain = [s for s in _plain(statements) if s.evidence in self._told]
        self._confirmed |= {key for s in self._plain for key in s.lines}
        for s in sentences_about(self._confirmed, statements, self._content, self._words):
            if not (self._is_told(s) or is_explained(s, self._words)):
                yield s.evidence

    def _is_told(self, s: Statement) -> bool:
        """Return whether a change or an alert tells of the sentence, or it is the excuse for one."""
        if s.evidence in self._told:
            return s not in self._plain or is_explained(with_values(s, self._words), self._words)
        # dated parts that are no change are the agreed plan, told again
        is_plan = len(s.quantities) > 1 and len(s.dates) == len(s.quantities)
        is_excused = bool(self._told) and is_excuse(s)
        return is_excused or (is_plan and is_explained(with_values(s, self._words), self._words))


def sentences_about(
    lines: set[LineKey], statements: Iterable[Statement], content: MailContent, words: Words
) -> Iterator[Statement]:
    """Yield the sentences that may say something of these lines: neither names nor others alone."""
    sender = f"{content.from_name} {content.from_address}"
    follows_closing = False
    for s in statements:
        is_name = is_signature(s.clause.text, sender, follows_closing=follows_closing)
        follows_closing = is_name or closes(s.clause.text, words)
        is_about_others = s.scope in BY_NAME and bool(s.lines) and not lines & set(s.lines)
        if not (is_name or is_about_others):
            yield s


def _plain(statements: Iterable[Statement]) -> list[Statement]:
    """Return what may be accepted: what confirms, and days without a word of delay in the whole mail."""
    statements = tuple(statements)
    is_calm = not any(s.says(Signal.LATE) for s in statements)
    return [s for s in statements if confirms(s) or (is_calm and s.dates and not _TROUBLE & s.signals)]


def odd_greetings(greetings: Iterable[Clause], words: Words) -> list[Evidence]:
    """Return the greetings that say more than a greeting does."""
    return [
        Evidence(part="body", place=f"line {clause.line}", text=clause.text)
        for clause in greetings
        if not is_harmless_text(clause.text, words)
    ]


def lone_row(content: MailContent) -> list[Evidence]:
    """Return a single table row: more of them are a table, which is asked back as such."""
    rows = table_rows(content.newest_text)
    return [Evidence(part="body", place="table", text=rows[0][:300])] if len(rows) == 1 else []


def _problem(evidence: Evidence) -> Problem:
    text = f"A sentence was not understood: “{shortened(evidence.text)}” What does it mean for this order?"
    return Problem(code="sentence_not_understood", text=text, evidence=evidence)
