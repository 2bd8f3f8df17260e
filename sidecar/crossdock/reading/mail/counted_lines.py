"""Lines named by place, count or a number in words: "the second line", "both positions", "line two"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crossdock.reading.mail.words import Words

Places = tuple[int, ...]
"""Places from one on, negative ones from the end; none where nobody says which lines are meant."""


def counted_lines(text: str, words: Words, total: int) -> Iterator[tuple[Places, int, int]]:
    """Yield the places that a name gives and where it stands; a count of all `total` lines is no name."""
    of_place, of_count = _patterns(
        words.line_nouns, words.line_links, tuple(words.ordinals), tuple(words.line_counts)
    )
    for match in _numbered(words.line_nouns, tuple(words.numbers)).finditer(text):
        yield (words.numbers[_word(match["number"])],), match.start(), match.end()
    placed = list(of_place.finditer(text))
    for match in placed:
        many = _number(match["many"], words) if match["many"] else None
        yield _places(words.ordinals[_word(match["place"])], many), match.start(), match.end()
    for match in of_count.finditer(text):
        is_amount = match["count"].isdigit() and re.fullmatch(words.units, match["noun"], re.IGNORECASE)
        is_placed = any(other.start() < match.end() and match.start() < other.end() for other in placed)
        if not (is_placed or is_amount) and _number(match["count"], words) != total:
            yield (), match.start(), match.end()


def counts_all(text: str, words: Words, total: int) -> bool:
    """Return whether the text speaks of so many lines, naming none by its place: "both items"."""
    return total > 1 and not any(counted_lines(text, words, total))


def _places(first: int, many: int | None) -> Places:
    if many is None:
        return (first,)
    if first == 1:
        return tuple(range(1, many + 1))
    return tuple(range(-many, 0)) if first == -1 else ()


def _number(said: str, words: Words) -> int:
    return int(said) if said.isdigit() else words.line_counts[_word(said)]


def _word(said: str) -> str:
    return " ".join(said.casefold().split())


@cache
def _patterns(
    nouns: str, links: str, ordinals: tuple[str, ...], counts: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds places and what finds counts; `links` may stand between them and the noun."""
    noun = rf"(?:(?:{links})\s+){{0,3}}(?P<noun>{nouns})(?!\w|\s*\d)"
    count = rf"{_any_of(counts)}|\d{{1,2}}"
    places = rf"(?<!\w)(?P<place>{_any_of(ordinals)})\s+(?:(?P<many>{count})\s+)?{noun}"
    return re.compile(places, re.IGNORECASE), re.compile(
        rf"(?<![\w.,/-])(?P<count>{count})\s+{noun}", re.IGNORECASE
    )


@cache
def _numbered(nouns: str, numbers: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a number in words behind the noun; "a" and "an" are articles."""
    spelt = [number for number in numbers if len(number) > 2]
    return re.compile(rf"(?<!\w)(?:{nouns})\s+(?P<number>{_any_of(spelt)})(?!\w)", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
