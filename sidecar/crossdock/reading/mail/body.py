"""Which parts are the mail's text, and that text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossdock.domain.reading import Evidence, Problem
from crossdock.reading.mail.charset import decode
from crossdock.reading.mail.flowed import unflow
from crossdock.reading.mail.html_text import html_to_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.reading.mail.mime import Leaf

MAX_TEXT = 1_000_000
# Blanks in such numbers say nothing and cost patterns their length squared.
_LONG_GAP = re.compile(r"[ \t\xa0]{41,}")
# A plain part so short beside its HTML twin only says "please use an HTML reader".
_STUB = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of a mail, what its HTML hides, and what went wrong on the way."""

    text: str
    hidden: str
    has_html: bool
    has_tables: bool
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class _Group:
    plain: list[str]
    html: list[str]
    has_struck: bool = False
    """Whether the HTML has text struck through, which the plain text repeats as if it held."""


def read_body(leaves: Iterable[Leaf]) -> Body:
    """Return the text of the parts that are no attachments, one of each alternative."""
    groups: dict[str, _Group] = {}
    hidden: list[str] = []
    problems: list[Problem] = []
    has_html = has_tables = False
    for leaf in leaves:
        if leaf.is_attachment:
            continue
        # Parts that are no alternatives of each other are read one after the other, each on its own.
        group = groups.setdefault(leaf.alternative or leaf.path, _Group(plain=[], html=[]))
        text, is_right = decode(leaf.data[: 4 * MAX_TEXT], leaf.charset)
        if not is_right:
            problems.append(_wrong_charset(leaf))
        if leaf.content_type == "text/html":
            shown = html_to_text(text)
            group.html.append(shown.visible)
            group.has_struck |= shown.has_struck
            hidden.append(shown.hidden)
            has_html, has_tables = True, has_tables or shown.has_tables
        else:
            group.plain.append(_plain(text, leaf))
    chosen = [_choose(group) for group in groups.values()]
    return Body(
        text=_clean("\n\n".join(text for text in chosen if text.strip()))[:MAX_TEXT],
        hidden="\n".join(text for text in hidden if text)[:MAX_TEXT],
        has_html=has_html,
        has_tables=has_tables,
        problems=tuple(problems),
    )


def _plain(text: str, leaf: Leaf) -> str:
    if leaf.param("format") == "flowed":
        return unflow(text, delsp=leaf.param("delsp") == "yes")
    return text


def _choose(group: _Group) -> str:
    plain = "\n\n".join(group.plain)
    rich = "\n\n".join(group.html)
    if group.has_struck or not plain.strip() or (len(plain.strip()) < _STUB and len(rich) > 3 * len(plain)):
        return rich or plain
    return plain


def _clean(text: str) -> str:
    """Return text with one kind of line end and without characters that only confuse."""
    text = _LONG_GAP.sub(" " * 40, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\u202f", " ")
    return "".join(c for c in text if c in "\n\t" or (c.isprintable() and c not in "\u200b\ufeff")).strip()


def _wrong_charset(leaf: Leaf) -> Problem:
    evidence = Evidence(part="body", place=leaf.path, text=str(leaf.charset)[:80])
    return Problem(
        code="charset_guessed", text="The charset label does not fit the bytes.", evidence=evidence
    )
