"""HTML to the text that a reader sees, and beside it the text that is hidden from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree, html

from crossdock.reading.mail.word_set import word_set

MAX_HTML = 2_000_000
MAX_NODES = 60_000

_BLOCKS = word_set(
    """
    address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tbody tfoot thead tr ul
    """
)
_SKIPPED = word_set(
    """
    head style script title meta link template noscript object svg
    """
)
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?(?![.\d])|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*[01](?:\.\d+)?\s*(?:px|pt|em|%)?\s*(?:;|!|$)"
    r"|max-height\s*:\s*0|(?:text-indent|left|top)\s*:\s*-\d{3,}"
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,60}line-through")
"""Text struck through: its author has taken it back."""
_COLOUR = re.compile(r"(?<![-\w])(background(?:-color)?|color)\s*:\s*([^;!]+)")
_WHITE = frozenset({"white", "#fff", "#ffffff", "#fefefe", "#fffffe", "transparent"})
_BLANKS = re.compile(r"[ \r\f\v\xa0\u200b\u200c\ufeff]+")
_CELL = re.compile(r" *\t[ \t]*")
_CSS_RULE = re.compile(r"\.([\w-]{1,60})\s*\{([^}]{0,2000})\}")


@dataclass(slots=True)
class VisibleText:
    """What HTML says, to a reader and not to a reader."""

    visible: str = ""
    hidden: str = ""
    has_tables: bool = False
    has_struck: bool = False
    """Whether text was struck through: it is in neither of the texts."""


@dataclass(slots=True)
class _Walk:
    hidden_classes: frozenset[str]
    struck_classes: frozenset[str]
    out: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    has_tables: bool = False
    has_struck: bool = False
    nodes: int = 0


def html_to_text(markup: str) -> VisibleText:
    """Return visible and hidden text; tables become one line per row, cells apart by a tab."""
    cleaned = markup[:MAX_HTML].replace("\0", "")
    # A declaration of encoding inside a str makes lxml refuse it.
    cleaned = re.sub(r"<\?xml[^>]{0,200}\?>", "", cleaned, count=1)
    try:
        root = html.document_fromstring(cleaned, parser=html.HTMLParser(huge_tree=False, recover=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return VisibleText(visible=re.sub(r"<[^<>]{0,2000}>", " ", cleaned))
    walk = _Walk(hidden_classes=_classes(cleaned, _HIDDEN_STYLE), struck_classes=_classes(cleaned, _STRUCK))
    try:
        _visit(root, walk, is_hidden=False, background="")
    except RecursionError:
        return VisibleText(visible=_tidy(re.sub(r"<[^<>]{0,2000}>", " ", cleaned)))
    return VisibleText(
        visible=_tidy("".join(walk.out)),
        hidden=_tidy("".join(walk.hidden)),
        has_tables=walk.has_tables,
        has_struck=walk.has_struck,
    )


def _classes(markup: str, pattern: re.Pattern[str]) -> frozenset[str]:
    return frozenset(
        name for name, rules in _CSS_RULE.findall(markup[:200_000]) if pattern.search(rules.lower())
    )


def _visit(node: html.HtmlElement, walk: _Walk, *, is_hidden: bool, background: str) -> None:
    walk.nodes += 1
    tag = node.tag if isinstance(node.tag, str) else ""
    if walk.nodes > MAX_NODES or not tag or tag in _SKIPPED:
        return
    style = str(node.get("style") or "").lower()
    if tag in _STRUCK_TAGS or _STRUCK.search(style) or walk.struck_classes & _class_names(node):
        walk.has_struck = True
        return
    background = _background(node, style) or background
    is_hidden = is_hidden or _hides(node, style, walk.hidden_classes, background)
    out = walk.hidden if is_hidden else walk.out
    if tag in _BLOCKS or tag == "br":
        out.append("\n")
    if tag in ("td", "th"):
        walk.has_tables = walk.has_tables or not is_hidden
        out.append("\t")
    if tag == "blockquote" or "gmail_quote" in str(node.get("class") or ""):
        _quote(node, walk, is_hidden=is_hidden, background=background)
    else:
        _children(node, walk, out, is_hidden=is_hidden, background=background)
    if tag in _BLOCKS:
        out.append("\n\n" if tag in ("p", "table") else "" if tag == "tr" else "\n")


def _children(
    node: html.HtmlElement, walk: _Walk, out: list[str], *, is_hidden: bool, background: str
) -> None:
    keep = node.tag == "pre"
    out.append(node.text or "" if keep else _flat(node.text))
    for child in node:
        _visit(child, walk, is_hidden=is_hidden, background=background)
        out.append(child.tail or "" if keep else _flat(child.tail))


def _quote(node: html.HtmlElement, walk: _Walk, *, is_hidden: bool, background: str) -> None:
    """Write quoted HTML the way plain text quotes, so that one rule finds both."""
    start = len(walk.out)
    out = walk.hidden if is_hidden else walk.out
    _children(node, walk, out, is_hidden=is_hidden, background=background)
    if is_hidden or node.tag != "blockquote":
        return
    text = _tidy("".join(walk.out[start:]))
    walk.out[start:] = ["\n" + "\n".join("> " + line for line in text.splitlines()) + "\n"]


def _hides(node: html.HtmlElement, style: str, classes: frozenset[str], background: str) -> bool:
    if node.get("hidden") is not None or _HIDDEN_STYLE.search(style):
        return True
    if classes & _class_names(node):
        return True
    if node.tag == "font" and str(node.get("color") or "").lower() in _WHITE:
        return background in ("", *_WHITE)
    colour = next((c.strip() for key, c in _COLOUR.findall(style) if key == "color"), "")
    colour = colour.replace(" ", "").replace("rgb(255,255,255)", "#fff")
    return colour in _WHITE and background in ("", *_WHITE)


def _class_names(node: html.HtmlElement) -> frozenset[str]:
    return frozenset(str(node.get("class") or "").split())


def _background(node: html.HtmlElement, style: str) -> str:
    found = [c.strip() for key, c in _COLOUR.findall(style) if key.startswith("background")]
    return (found[-1] if found else str(node.get("bgcolor") or "")).lower().replace(" ", "")


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _tidy(text: str) -> str:
    lines = [_CELL.sub("\t", _BLANKS.sub(" ", line)).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
