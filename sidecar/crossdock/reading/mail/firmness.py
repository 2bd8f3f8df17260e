"""Does a clause mean what its words say, or does it deny it, except something or set a condition?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.reading.mail.said import BY_NAME
from crossdock.reading.mail.statement import Scope
from crossdock.reading.mail.words import Signal

if TYPE_CHECKING:
    from crossdock.reading.mail.statement import Statement

# What keeps a confirming clause from confirming, and the problem that it is then.
_LIMITS = {
    Signal.EXCEPT: "excepted",
    Signal.NEGATION: "denied",
    Signal.DENIAL: "denied",
    Signal.TROUBLE: "denied",
    Signal.SUBSTITUTE: "substitute_without_code",
    Signal.PARTLY: "parts_do_not_add_up",
    Signal.CONDITION: "conditional",
    Signal.HEDGE: "uncertain",
}
# What must not be lost where nothing else of the clause was understood.
_BAD_NEWS = frozenset(_LIMITS) - {Signal.CONDITION, Signal.HEDGE} | {Signal.CANCEL}
# A clause with fewer words beside the line's name only names it.
_FEW = 2
_NOT_ABOUT_GOODS = frozenset({Signal.INVOICE, Signal.NOT_DELIVERY, Signal.ABSENCE, Signal.QUESTION})


def confirms(s: Statement) -> bool:
    """Return whether the clause speaks of confirming its lines, if only with a limit."""
    plain = s.says(Signal.CONFIRM) and not s.says(Signal.NOT_CONFIRM) and not s.clause.is_question
    return plain or _says_as_ordered(s)


def limit_of(s: Statement) -> str | None:
    """Return the code of what limits the clause, None where it is plain."""
    if s.points_elsewhere:
        return "told_elsewhere"
    if s.has_other_basis:
        return "price_per_other"
    return next((code for signal, code in _LIMITS.items() if s.says(signal)), None)


def tells_bad_news(s: Statement) -> bool:
    """Return whether the clause says, of the goods, that something is not as it should be."""
    return bool(_BAD_NEWS & s.signals) and not s.clause.is_question and not _NOT_ABOUT_GOODS & s.signals


def is_excuse(s: Statement) -> bool:
    """Return whether the clause only laments, of no line by its name: "our supplier let us down"."""
    return not s.is_pointed and _BAD_NEWS & s.signals == {Signal.TROUBLE}


def is_unread(s: Statement) -> bool:
    """Return whether a clause of which nothing was understood says something of a line by its name."""
    is_heading = s.other_words < _FEW or s.is_plain or s.clause.text.endswith(":")
    return s.is_pointed and not (is_heading or s.clause.is_question or s.signals & _NOT_ABOUT_GOODS)


def changes_terms(s: Statement) -> bool:
    """Return whether the clause charges something or changes terms of payment or delivery."""
    return s.says(Signal.TERMS) and not s.says(Signal.QUESTION)


def promises(s: Statement) -> bool:
    """Return whether the clause promises its date for the very line."""
    is_firm_word = not (s.says(Signal.SHIPPED) or s.says(Signal.NOT_CONFIRM)) and limit_of(s) is None
    return is_firm_word and s.scope in BY_NAME and not s.clause.is_question and not s.is_unsure


def _says_as_ordered(s: Statement) -> bool:
    """Return whether the clause keeps its lines as ordered: named ones, or a delivery of everything."""
    if (
        not s.says(Signal.AS_ORDERED)
        or s.says(Signal.LATE)
        or s.says(Signal.NOT_CONFIRM)
        or s.clause.is_question
    ):
        return False
    is_delivery = s.says(Signal.DELIVERY) and not s.says(Signal.SHIPPED)
    return s.scope in (Scope.NAMED, Scope.OTHERS, Scope.SOLE) or (s.scope is Scope.WHOLE and is_delivery)
