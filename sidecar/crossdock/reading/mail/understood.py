"""What the sentences of a mail come to, before sender, attachments and doubts are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossdock.domain.reading import Problem
from crossdock.reading.mail.clauses import Clause
from crossdock.reading.mail.firmness import changes_terms
from crossdock.reading.mail.statement import Scope, Statement
from crossdock.reading.mail.subject import Subject
from crossdock.reading.mail.verdict import Verdict
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.domain.reading import Change, LineRef, RaisedAlert

_WHICH_LINE = "A line or a product is named that fits no line of the order; which line is meant?"
_WHICH_TERMS = "A charge or other terms than ordered are named; which terms hold for this order?"
_WHAT_HOLDS = "Something that was said before is taken back; what holds for this order?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the clauses come to."""

    statements: tuple[Statement, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    greetings: tuple[Clause, ...] = ()
    subject: Subject | None = None
    unclear: tuple[Problem, ...] = ()
    """What subject and quoted mails leave unclear of a confirmation."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the changes of all lines."""
        return tuple(change for verdict in self.verdicts for change in verdict.changes)

    @property
    def alerts(self) -> tuple[RaisedAlert, ...]:
        """Return what the lines raise."""
        return tuple(alert for verdict in self.verdicts for alert in verdict.alerts)

    @property
    def confirmed(self) -> tuple[LineRef, ...]:
        """Return the confirmed lines."""
        return tuple(verdict.confirmed for verdict in self.verdicts if verdict.confirmed)

    @property
    def says_something(self) -> bool:
        """Return whether the clauses come to anything."""
        return bool(self.confirmed or self.changes or self.alerts or self.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is in doubt about lines."""
        unknown = (s for s in self.statements if s.scope is Scope.UNKNOWN and s.states_terms)
        terms = [s for s in self.statements if changes_terms(s)][:1]
        is_told = any(verdict.tells_bad_news for verdict in self.verdicts)
        unread = () if is_told else (problem for verdict in self.verdicts for problem in verdict.unread)
        taken_back = [s for s in self.statements if s.says(Signal.RETRACTED) and not s.is_conditional][:1]
        found = (
            *(problem for verdict in self.verdicts for problem in verdict.problems),
            *unread,
            *(Problem(code="line_unknown", text=_WHICH_LINE, evidence=s.evidence) for s in unknown),
            *(Problem(code="terms_changed", text=_WHICH_TERMS, evidence=s.evidence) for s in terms),
            *(Problem(code="retracted", text=_WHAT_HOLDS, evidence=s.evidence) for s in taken_back),
        )
        return tuple(dict.fromkeys(found))
