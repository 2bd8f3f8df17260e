"""References to purchase orders: found in a mail as people write them, matched to orders as Odoo names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossdock.domain.reading import Evidence
from crossdock.reading.mail.content import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crossdock.domain.orders import PurchaseOrder
    from crossdock.reading.mail.content import MailContent

MAX_REFERENCES = 60
# Odoo's own sequences, tried where only a number is given.
_PREFIXES = ("P", "PO")
_PADS = (5, 6, 4)

_LABEL = (
    r"(?:p\.?\s?o\.?|purchase[\s-]+orders?|(?:your|ihre?[rn]?|our|unsere?[rn]?)\s+(?:p\.?o\.?|orders?|bestellungen"
    r"|bestellung|auftrag|best\.?)|orders?|bestell(?:ungen|ung|nummern?|nr)|best|auftrag|bestelling|commandes?|cde"
    r"|pedidos?|ordine|ord|zamówieni[ea]|zam)"
)
_NUMBER_WORD = r"(?:\s*(?:[-–]?\s*(?:nr|no|num|number|nummer|nos|n°|nº|n\.?o)\b\.?|#|n°|nº|№))?"
_CODE = (
    r"(?:[A-Za-z]{1,6}[\s/_.-]{0,2}|#\s?)?\d{1,4}(?:[/_.-]\d{1,4})?[/_.-]?\d{1,9}|[A-Za-z]{0,6}\s?\d{2,10}"
)
_LABELLED = re.compile(
    rf"(?<![\w-])(?P<own>{_LABEL}){_NUMBER_WORD}\s*[.:#]{{0,2}}\s*(?P<code>{_CODE})(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
# A code that looks like an Odoo order name stands for itself.
_PLAIN = re.compile(r"(?<![\w/.-])P(?:O)?[\s/-]{0,1}(?:\d{4}[/-])?\d{4,7}(?![\w/-]|[.,]\d)", re.IGNORECASE)
# The supplier's own order: "our order 77", "unser Auftrag 26-30417", "SO118873", "Sales Order …".
_OWN_BEFORE = re.compile(
    r"(?:\bour\s+(?:ref\.?|reference|order|so|sales\s+order)|\bunsere?[rn]?\s+\S*|\bsales|\bwork|\bmanufacturing"
    r"|\bnotre|\bnuestr[oa]|\bnostro|\bons|\bonze|\bnasze?)\s*$",
    re.IGNORECASE,
)
_NOT_A_CODE = re.compile(
    r"\s*(?:%|€|\$|£|eur\b|usd\b|gbp\b|pcs\b|pieces?\b|st(?:ü|ue)ck\b|stk\b|units?\b|days?\b|weeks?\b|tagen?\b|wochen?\b"
    r"|kg\b|mm\b|cm\b|:\d\d|\.\d|jan|feb|mar|mär|apr|may|mai\b|jun|jul|aug|sep|o[ck]t|nov|de[cz])",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"\s*(?:,|;|/|&|\+|und|and|sowie|or|oder|et|y|e|en|i)\s+(?:{_NUMBER_WORD}\s*)(?P<code>{_CODE})(?![\w]|[.,]\d)",
    re.IGNORECASE,
)


def find_references(parts: Iterable[tuple[str, str]]) -> tuple[Reference, ...]:
    """Return the references in (part, text) pairs, each way of writing once, first place first."""
    found: dict[str, Reference] = {}
    for part, text in parts:
        for start, written, is_labelled in _spans(text[:200_000]):
            key = squeeze(written)
            if key in found or len(found) >= MAX_REFERENCES:
                continue
            line = text.count("\n", 0, start) + 1
            evidence = Evidence(part=part, place=f"line {line}", text=_line_at(text, start))
            found[key] = Reference(
                text=written, candidates=candidates(written), evidence=evidence, is_labelled=is_labelled
            )
    return tuple(found.values())


def _spans(text: str) -> Iterator[tuple[int, str, bool]]:
    for match in _LABELLED.finditer(text):
        if _OWN_BEFORE.search(text[max(0, match.start() - 40) : match.start()]) or _is_own_label(
            match["own"]
        ):
            continue
        yield from _codes_from(text, match)
    for match in _PLAIN.finditer(text):
        if not _OWN_BEFORE.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), _clean(match.group()), True


def _codes_from(text: str, match: re.Match[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield the code after a label and the ones listed behind it ("Best. 312 und 337")."""
    step: re.Match[str] | None = match
    for _ in range(12):
        if step is None or _NOT_A_CODE.match(text, step.end()):
            return
        code = _clean(step["code"])
        if re.search(r"\d", code) and not _looks_like_date(code):
            yield step.start("code"), code, True
        step = _MORE.match(text, step.end())


def _is_own_label(label: str) -> bool:
    return re.match(r"(?:our|unsere?[rn]?)\s", label, re.IGNORECASE) is not None


def _looks_like_date(code: str) -> bool:
    return re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]?(?:\d{2}|\d{4})?|\d{4}-\d{2}-\d{2}", code) is not None


def _clean(code: str) -> str:
    return re.sub(r"\s+", " ", code).strip(" .#:-/")


def _line_at(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : end if end >= 0 else len(text)].strip()[:300]


def squeeze(code: str) -> str:
    """Return a code without blanks and punctuation at its joints, upper case."""
    return re.sub(r"[\s#_.\-–/]+", "", code).upper()


def candidates(written: str) -> tuple[str, ...]:
    """Return the order names that a written reference may stand for, likeliest first."""
    text = written.upper().strip()
    names = [written, text, re.sub(r"\s+", "", text), re.sub(r"[\s#.–-]+", "", text)]
    bare = re.fullmatch(r"(?:[A-Z]{0,4}[\s#.–/-]{0,3})?(\d{1,9})", text)
    if bare:
        number = str(int(bare[1]))
        names += [f"{prefix}{number.zfill(pad)}" for prefix in _PREFIXES for pad in _PADS]
        names += [bare[1], number]
    return tuple(dict.fromkeys(name for name in names if name))


def references(content: MailContent) -> tuple[str, ...]:
    """Return every candidate name of the mail's references: what to gather by."""
    names = (name for reference in content.order_references for name in reference.candidates)
    return tuple(dict.fromkeys(names))


def matches(reference: Reference, order: PurchaseOrder) -> bool:
    """Return whether a written reference can stand for this order's name."""
    name = order.name
    if squeeze(reference.text) == squeeze(name) or name in reference.candidates:
        return True
    written, wanted = _shape(reference.text), _shape(name)
    if written[1] != wanted[1] and written[1] != wanted[1][-1:]:
        return False
    # A prefix that differs ("P 325" for "PO00325") is the same order; "SO325" is not.
    return written[0] in ("", "NR", "NO", wanted[0]) or {written[0], wanted[0]} <= {"P", "PO"}


def _shape(code: str) -> tuple[str, tuple[int, ...]]:
    """Return a code's letters and its numbers without leading zeros."""
    letters = "".join(re.findall(r"[A-Z]+", code.upper()))
    return letters, tuple(int(n) for n in re.findall(r"\d{1,18}", code))
