"""Does a clause without a known line talk about the order, or about a product that we cannot place?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossdock.reading.mail.words import Words

# Words that may stand between an article and its noun, and must not be taken for the noun.
_MAX_WORDS = 3
_LIST_HEAD = re.compile(r"\W*(?P<head>[^\W\d_][^:]{2,40}):\s")


def names_something_else(text: str, words: Words) -> bool:
    """Return whether the clause's subject is neither the order nor its goods as a whole.

    "The widgets on P00325 are delayed" must not delay every line only because no line is called a widget.
    """
    return any(not _is_general(noun, words) for noun in _subjects(text, words))


def heads_something_else(text: str, words: Words) -> bool:
    """Return whether an item of a list is about what fits no line: "- Cable tray: 17 December"."""
    head = _LIST_HEAD.match(text)
    if head is None or words.signals_of(head["head"]):
        return False  # "Delivery time: …" is a label
    said = re.findall(r"[^\W\d_]{2,}", head["head"])
    known = words.plain | words.change_plain
    return bool(said) and not any(word.casefold() in known for word in said)


def _subjects(text: str, words: Words) -> list[str]:
    nouns = []
    for pattern in words.subjects:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            phrase = match["noun"].split()[:_MAX_WORDS]
            nouns.append(phrase[-1])
    return nouns


def _is_general(noun: str, words: Words) -> bool:
    if noun.lower() in words.months or noun.isdigit():
        return True
    return re.fullmatch(words.general_nouns, noun, re.IGNORECASE) is not None
