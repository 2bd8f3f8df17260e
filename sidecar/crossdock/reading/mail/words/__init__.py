"""One table of words per language."""

from __future__ import annotations

from crossdock.reading.mail.words.base import Signal, Words
from crossdock.reading.mail.words.de import GERMAN
from crossdock.reading.mail.words.en import ENGLISH
from crossdock.reading.mail.words.shared import with_shared

TABLES: dict[str, Words] = with_shared(ENGLISH, GERMAN)

__all__ = ["TABLES", "Signal", "Words", "words_for"]


def words_for(language: str) -> Words | None:
    """Return the language's table, or None where there is none yet."""
    return TABLES.get(language)
