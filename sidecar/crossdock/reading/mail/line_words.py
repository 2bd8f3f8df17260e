"""The words by which people call an ordered product, and how well they tell it from the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossdock.reading.mail.word_set import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.orders import PurchaseOrderLine

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)?(?:\s?[x×*]\s?\d+(?:[.,]\d+)?)+|[^\W\d_]+\d+[^\W_]*|\d+[^\W\d_]+|[^\W\d_]+"
    r"|\d+(?:[.,]\d+)?"
)
_FOLD = str.maketrans("äöüßéèàñ×*", "aouseeanxx")
# Words in descriptions that also stand in any mail: they name no product.
_COMMON = word_set(
    """
    the and for with der die das und mit für von per box pack case set pcs stück stk roll rolle pair
    piece pieces of in type size grösse größe length länge new neu order line item product artikel all
    both one two color colour farbe mm cm m kg l ml ring bund satz paar karton carton unit each am im zu
    at on to is are we you be it as by or no this that
    """
)
MIN_WORD = 4
MIN_PREFIX = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A folded word or number with its place."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Return whether the token is letters only."""
        return self.text.isalpha()


def tokens(text: str) -> tuple[Token, ...]:
    """Return the folded tokens of a text; 40 x 60 and 40×60 are one and the same."""
    return tuple(
        Token(text=_fold(match.group()), start=match.start(), end=match.end())
        for match in _TOKEN.finditer(text)
    )


def _fold(text: str) -> str:
    return re.sub(r"\s", "", text.lower().translate(_FOLD)).replace(",", ".")


def description_tokens(line: PurchaseOrderLine) -> frozenset[str]:
    """Return what may stand for the line: words and sizes of its description, joined sizes too."""
    found = {token.text for token in tokens(line.description)}
    # "150 W" in the order is "150W" in the mail.
    found |= {
        a + b for a, b in re.findall(r"(\d+)\s+([^\W\d_]{1,4})\b", line.description.lower().translate(_FOLD))
    }
    return frozenset(word for word in found if word not in _COMMON)


@lru_cache(maxsize=65_536)
def is_same_word(said: str, known: str) -> bool:
    """Return whether two folded words name the same thing: equal, inflected or one compound of the other."""
    if said == known:
        return True
    if not (said.isalpha() and known.isalpha()) or min(len(said), len(known)) < MIN_WORD:
        return said.rstrip("s") == known.rstrip("s") and len(said) >= 3
    if _forms(said) & _forms(known):
        return True
    short, long = sorted((min(_forms(said), key=len), min(_forms(known), key=len)), key=len)
    # A compound's head ("Sechskantschraube" for "Schrauben") or its beginning ("Kabelkanäle").
    is_head = any(form.endswith(short) for form in _forms(long))
    return len(short) >= MIN_PREFIX and (is_head or (long.startswith(short) and len(long) - len(short) <= 3))


def _forms(word: str) -> set[str]:
    """Return the word and what is left without an ending that marks plural or case."""
    endings = ("ern", "es", "en", "er", "s", "n", "e")
    cut = {word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) >= MIN_WORD}
    return {word} | cut


def says_common(words: Iterable[str]) -> bool:
    """Return whether there are only words that name no product."""
    return all(word in _COMMON for word in words)
