"""Names and what is said of them, put together to statements: which name shares which predicate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from crossdock.reading.mail.lines import LineKey
from crossdock.reading.mail.words import Signal

# What a value without a predicate of its own may not be cut off from: it would turn into a promise.
REACHES_ON = frozenset(
    {Signal.NEGATION, Signal.DENIAL, Signal.HEDGE, Signal.NOT_CONFIRM, Signal.CANCEL, Signal.QUALITY}
)


class Kind(IntEnum):
    """How much is said of a name."""

    BARE = 0
    """A name, with nothing said of it."""
    VALUE = 1
    """A name with a day or a number: what happens on it stands elsewhere, or goes without saying."""
    WHOLE = 2
    """A name with its predicate."""


_KEEPS = frozenset({Signal.CONFIRM, Signal.AS_ORDERED})
_TAKES_BACK = REACHES_ON | {Signal.LATE, Signal.NO_DATE, Signal.PARTLY, Signal.SHORT_BY}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPiece:
    """A piece between commas and the like: what it names, and what is said of that."""

    start: int
    end: int
    is_listed: bool
    """Whether "and" joins it, which may go on with a list of names."""
    subject: frozenset[LineKey]
    """The lines; an order as a whole is its line 0. Nothing where no name stands in it."""
    kind: Kind = Kind.BARE
    begins_with_name: bool = True
    has_value: bool = False
    has_verb: bool = False
    is_of_both: bool = False
    """Whether "both" or "all" stands where nothing is named."""
    signals: frozenset[Signal] = frozenset()

    @property
    def only_keeps(self) -> bool:
        """Return whether it says of its name, and of nothing after it, that all is as ordered."""
        is_kept = bool(self.signals & _KEEPS) and not self.signals & _TAKES_BACK
        return is_kept and self.begins_with_name and not self.has_value

    def followed_by(self, other: NamedPiece) -> NamedPiece:
        """Return the piece with what follows it in the same statement."""
        names = self.subject | other.subject
        with_lines = {order for order, line in names if line}
        return replace(
            self,
            end=other.end,
            subject=frozenset(key for key in names if key[1] or key[0] not in with_lines),
            kind=max(self.kind, other.kind),
            begins_with_name=self.begins_with_name
            and (self.kind > Kind.BARE or not other.subject or other.begins_with_name),
            has_value=self.has_value or other.has_value,
            has_verb=self.has_verb or other.has_verb,
            is_of_both=self.is_of_both or (not other.subject and Signal.BOTH in other.signals),
            signals=self.signals | other.signals,
        )


def with_what_follows(pieces: list[NamedPiece]) -> list[NamedPiece]:
    """Return the pieces with names, each with what is said after it; what stands before the first is left."""
    told: list[NamedPiece] = []
    for piece in pieces:
        if piece.subject:
            told.append(piece)
        elif told:
            told[-1] = told[-1].followed_by(piece)
    return told


def statements_of(told: list[NamedPiece]) -> list[NamedPiece] | None:
    """Return the pieces joined to statements, None where it is not sure what belongs to which name."""
    groups = told[:1]
    for index, piece in enumerate(told[1:], start=1):
        is_new = piece.subject != groups[-1].subject and _begins_anew(groups[-1], piece, told[index + 1 :])
        if is_new is None:
            return None
        if is_new:
            groups.append(piece)
        else:
            groups[-1] = groups[-1].followed_by(piece)
    return groups


def _begins_anew(group: NamedPiece, piece: NamedPiece, later: list[NamedPiece]) -> bool | None:
    """Return whether the piece begins a new statement; None where it is not sure."""
    if group.kind is Kind.BARE:
        return False
    if piece.kind is Kind.BARE:
        return _goes_on(group, piece, later)
    if group.kind is Kind.VALUE:
        is_row = piece.kind is Kind.VALUE or (piece.only_keeps and not piece.is_listed)
        return True if is_row else None  # "line 2 on 17 December, line 3 ok"
    if piece.kind is Kind.WHOLE:
        is_shared = not group.begins_with_name and piece.begins_with_name and piece.is_listed
        return None if is_shared and not piece.has_verb else True
    if group.has_value:
        return None if group.signals & REACHES_ON else True
    if group.begins_with_name:
        return True if group.only_keeps else None  # "line 1 ok, line 2 on 17 December"
    return False


def _goes_on(group: NamedPiece, piece: NamedPiece, later: list[NamedPiece]) -> bool | None:
    """Return whether a bare name goes with what follows (a new statement) or with what stands before."""
    following = next((other for other in later if other.kind is not Kind.BARE), None)
    if following is None or not following.begins_with_name:
        return False
    if group.kind is Kind.VALUE and following.kind is Kind.WHOLE:
        return None
    if group.begins_with_name:
        return True
    return False if piece.is_listed else None
