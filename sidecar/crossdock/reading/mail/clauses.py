"""A text cut into clauses: the pieces that each say one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CLAUSES = 200
MAX_LENGTH = 600
# Lines of at least this length were probably broken by the mail program, not by the author.
_WRAPPED = 48

_BULLET = re.compile(
    r"^\s*(?:[-*•–·+>]\s+|\d{1,2}[.)]\s+|[a-z]\)\s+|pos(?:ition|\.)?\s*\d|line\s+\d|P\d{4,})", re.IGNORECASE
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:nr|nos?|pos|best|art|stk|stck|st|ca|z\.\s?b|d\.\s?h|bzw|inkl|exkl|ggf|evtl|usw|tel|fr|hr|mr|mrs|dr|ing|approx"
    r"|qty|ref|est|incl|excl|vs|p\.?o|i\.\s?e|e\.\s?g|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|mär|lt|v|vgl"
    r"|abt|\w*str|gesetzl|zzgl|max|min|std|wk|tlg|wo)|\b[a-z])\.$",
    re.IGNORECASE,
)
# "11. Dezember", "51. KW": the point belongs to the number.
_ORDINAL = re.compile(r"(?<![\d.])\d{1,2}\.$")
_DOTTED_DAY = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.$")
_COUNTED = re.compile(
    r"(?:jan|jän|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|o[kc]t|nov|de[zc]|kw|kalender|quartal|hälfte|pos|zeile|artikel)",
    re.IGNORECASE,
)
# "on 14 Dec. Washers …": the short month ends the sentence, too.
_DAY_OF_MONTH = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|\.)?\s(?:jan|feb|mar|mär|apr|jun|jul|aug|sept?|o[ck]t|nov|de[cz])\.$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]+[)\"'”]?\s+(?=[\"'„“(]?[A-ZÄÖÜ0-9])|;\s+")
_OTHERS = (
    r"(?:and\s+|und\s+)?(?:all\s+(?:the\s+)?other|the\s+(?:other|remaining)\s+(?:lines|items|positions)|everything\s+else"
    r"|(?:die|alle)\s+(?:übrigen|anderen|restlichen|weiteren)(?!\s+\d))"
)
_TURN = re.compile(
    rf",\s+(?={_OTHERS})|"
    r",?\s+(?:but|however|whereas|while)\s+(?=\S+\s+\S)|,\s+(?:aber|jedoch|während|dagegen|allerdings|nur)\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One statement: where it stands (line of the text, paragraph) and its words."""

    text: str
    line: int
    paragraph: int
    is_question: bool = False
    is_mixed: bool = False
    """Whether it tells of several lines at once, and what holds for which cannot be told (`name_cuts.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    text: str
    line: int
    paragraph: int


def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text in order; table rows are left out (`table_rows`)."""
    found: list[Clause] = []
    for unit in _units(text):
        for sentence in _sentences(unit.text):
            for piece in _TURN.split(sentence):
                if piece.strip():
                    found.append(_clause(piece, unit))
        if len(found) >= MAX_CLAUSES:
            break
    return tuple(found[:MAX_CLAUSES])


def table_rows(text: str) -> tuple[str, ...]:
    """Return the lines that are rows of a table (cells apart by tabs)."""
    return tuple(line for line in text.splitlines() if is_table_row(line))


def is_table_row(line: str, cells: int = 3) -> bool:
    """Return whether a line is a row of at least so many cells."""
    return line.strip().count("\t") >= cells - 1


def _clause(piece: str, unit: _Unit) -> Clause:
    text = piece.strip(" \t-–*•")[:MAX_LENGTH]
    return Clause(text=text, line=unit.line, paragraph=unit.paragraph, is_question="?" in text)


def _units(text: str) -> Iterator[_Unit]:
    """Yield what the author wrote in one go: paragraphs, list items and short lines of their own."""
    buffer: list[str] = []
    start = paragraph = 0
    # Beside a table, rows of two cells are its totals; alone they are "Delivery: 3 May".
    cells = 2 if table_rows(text) else 3
    for number, line in enumerate(text.splitlines(), start=1):
        if buffer and (not line.strip() or _begins_new(buffer[-1], line, cells)):
            yield _Unit(text=" ".join(buffer), line=start, paragraph=paragraph)
            buffer = []
        if not line.strip():
            paragraph += 1
        elif not is_table_row(line, cells):
            start = start if buffer else number
            buffer.append(line.strip())
    if buffer:
        yield _Unit(text=" ".join(buffer), line=start, paragraph=paragraph)


def _begins_new(previous: str, line: str, cells: int) -> bool:
    if _BULLET.match(line) or is_table_row(line, cells):
        return True
    return len(previous) < _WRAPPED or bool(re.match(r"\s{4,}\S", line))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        head = text[start : match.start() + 1]
        if match.group().startswith(".") and _is_inside(head, text[match.end() :]):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    yield text[start:].strip()


def _is_inside(head: str, tail: str) -> bool:
    """Return whether the point belongs to an abbreviation or a number and ends no sentence."""
    if _DOTTED_DAY.search(head[-8:]) and tail[:1].isdigit():
        return True  # "am 8.12. 75 Stück"
    if _ORDINAL.search(head[-4:]):
        return _COUNTED.match(tail) is not None
    if _DAY_OF_MONTH.search(head[-14:]) and tail[:1].isalpha():
        return False
    return _ABBREVIATION.search(head[-8:]) is not None
