"""What the sentences of a mail are about: the lines named last, and of them those that are in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.reading.mail.clauses import Clause
    from crossdock.reading.mail.lines import LineKey, LineMentions
    from crossdock.reading.mail.words import Words

_TROUBLED = frozenset(
    {
        Signal.LATE,
        Signal.NO_DATE,
        Signal.TROUBLE,
        Signal.CANCEL,
        Signal.SHORT_BY,
        Signal.PARTLY,
        Signal.BLOCKED,
        Signal.DENIAL,
        Signal.NEGATION,
        Signal.QUALITY,
    }
)
_FINE = frozenset({Signal.AS_ORDERED, Signal.CONFIRM, Signal.FINE})


class Topic:
    """Remembers which lines were named, from clause to clause."""

    def __init__(self) -> None:
        self.lines: tuple[LineKey, ...] = ()
        self.is_unsure = False
        self.is_mixed = False
        """Whether it could not be told what holds for which of these lines."""
        self._troubled: tuple[LineKey, ...] = ()
        self._is_fine = self._is_kept = False
        self._place = (-1, -1)

    def name(self, mentions: LineMentions, clause: Clause, index: int, signals: frozenset[Signal]) -> None:
        """Take the lines that a clause names."""
        if clause.paragraph != self._place[0]:
            self._troubled = ()
        is_troubled = bool(signals & _TROUBLED) and not signals & {Signal.AS_ORDERED}
        self.lines, self.is_unsure, self.is_mixed = mentions.lines, mentions.is_unsure, clause.is_mixed
        self._is_fine = not is_troubled and bool(signals & _FINE)
        self._is_kept = Signal.AS_ORDERED in signals
        if is_troubled:
            self._troubled = mentions.lines
        self._place = (clause.paragraph, index)

    def is_near(self, clause: Clause, index: int) -> bool:
        """Return whether the topic still holds: same paragraph, or the very next clause."""
        paragraph, place = self._place
        return clause.paragraph == paragraph or index - place == 1

    def carried(
        self, clause: Clause, index: int, signals: frozenset[Signal], words: Words
    ) -> tuple[LineKey, ...]:
        """Return the lines that a clause is about which names none, and keep them in mind.

        A new day is that of the lines in trouble, though others were named since: "line 2 is late, lines 1
        and 3 are on time; the new date is 17 December". Of several that come as ordered it is no one's.
        """
        self._place = (clause.paragraph, index)
        is_new_day = Signal.LATE in signals or words.has("new_day", clause.text)
        if not (self._is_fine and is_new_day):
            return self.lines
        self.is_mixed |= self._is_kept and not self._troubled and len(self.lines) > 1
        return self._troubled or self.lines
