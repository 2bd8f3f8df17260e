"""References to purchase orders: found as people write them, matched to orders as Odoo names them."""

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
MAX_SEARCHED = 200_000
# Odoo's own sequences, tried where only a number is given.
_PREFIXES = ("P", "PO")
_PADS = (5, 6, 4)

_LABEL = (
    r"p\.?\s?o\.?|(?-i:POs)|purchase[\s-]+orders?|orders?|bestell(?:ungen|ung|nummern?|nr)|best|auftrag|aufträge"
    r"|bestelling(?:en)?|commandes?|cde|pedidos?|ordin[ei]|ord|zamówieni[ea]|zam"
)
_NUMBER_WORD = (
    r"(?:[\s.]{0,3}[-–]?\s{0,2}(?:nr|nrs|no|num|number|numbers|nummer|nummern|nos|n°|nº)(?![^\W\d_])[.:]?"
    r"|\s{0,2}[#№]|\s{0,2}n[°º.])?"
)
# Digits, with the prefix that order names have; a blank inside only where it cannot be prose.
_CODE = (
    r"(?:[A-Z]{1,6}[/_.-]?(?=\d)|\bP[\s.–-]{1,2}(?=\d)|\bPO[\s.#–-]{1,2}(?=\d)|\#\s?)?"
    r"\d{1,9}(?:[/_.-]\d{1,9}){0,3}"
)
_END = r"(?![\w]|[.,]\d)"
_LABELLED = re.compile(
    rf"(?<![\w-])(?P<label>(?i:{_LABEL}))(?![^\W\d_])(?P<word>(?i:{_NUMBER_WORD}))\s{{0,3}}[.:#]{{0,2}}\s{{0,3}}"
    rf"(?P<code>{_CODE}){_END}"
)
# A code that looks like an Odoo order name stands for itself.
_PLAIN = re.compile(rf"(?<![\w/.-])(?:P|PO)[\s/–-]?(?:\d{{4}}[/-])?\d{{4,7}}(?![\w/-]){_END}")
_MORE = re.compile(
    rf"\s{{0,3}}(?:(?:,|;|/|&|\+)\s{{0,3}}|(?i:und|and|sowie|or|oder|et|y|e|en|i)\s{{1,3}})(?i:{_NUMBER_WORD})\s{{0,2}}"
    rf"(?P<code>{_CODE}){_END}"
)
# The supplier's own order: "our order 77", "Sales Order 5", "Conferma d'ordine n. 4471/26".
_OWN_BEFORE = re.compile(
    r"(?:\bour\s+(?:ref\.?|reference|sales)?|\bunsere?[rnm]?(?:\s+\S+)?|\b(?:sales|work|manufacturing)|\bnotre"
    r"|\bnuestr[oa]|\bnostr[oa]|\bns\.?|\bons|\bonze|\bnasze?|(?:conferma|confirmation|confirmación|bevestiging)"
    r"(?:\s+de(?:\s+la|l)?)?(?:\s+d['’])?|\bd['’])\s*$",
    re.IGNORECASE,
)
_NOT_A_CODE = re.compile(
    r"\s*(?:%|€|\$|£|(?:eur|usd|gbp|chf|pcs|pieces?|st(?:ü|ue)ck|stk|units?|days?|weeks?|tagen?|wochen?|kg|mm|cm|ml"
    r"|boxes|cases|sets?|rolls?|pairs?|szt|pezzi|piezas|pièces|stuks)\b|:\d\d|x\s?\d"
    r"|\.?\s?(?:jan|feb|mar|mär|apr|may|mai\b|jun|jul|aug|sep|o[ck]t|nov|de[cz]))",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]?(?:\d{4}|\d{2})?|\d{4}-\d{1,2}-\d{1,2}")
MIN_DIGITS = 2


def find_references(parts: Iterable[tuple[str, str]]) -> tuple[Reference, ...]:
    """Return the references in (part, text) pairs, each way of writing once, first place first."""
    found: dict[str, Reference] = {}
    for part, text in parts:
        end = 0
        for start, written, is_labelled in sorted(_spans(text[:MAX_SEARCHED])):
            key = squeeze(written)
            if key in found or start < end or len(found) >= MAX_REFERENCES:
                continue
            end = start + len(written)
            line = text.count("\n", 0, start) + 1
            evidence = Evidence(part=part, place=f"line {line}", text=_line_at(text, start))
            found[key] = Reference(
                text=written, candidates=candidates(written), evidence=evidence, is_labelled=is_labelled
            )
    return tuple(found.values())


def _spans(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield place, code and whether it can only be the buyer's (else it may be the supplier's own)."""
    for match in _LABELLED.finditer(text):
        is_own = _OWN_BEFORE.search(text[max(0, match.start() - 40) : match.start()]) is not None
        # "po" in lower case is a word in several languages.
        is_word = match["label"] == "po" and not match["word"]
        yield from _codes_from(text, match, is_labelled=not is_own and not is_word)
    for match in _PLAIN.finditer(text):
        yield match.start(), _clean(match.group()), True


def _codes_from(text: str, match: re.Match[str], *, is_labelled: bool) -> Iterator[tuple[int, str, bool]]:
    """Yield the code after a label and the ones listed behind it ("Best. 312 und 337")."""
    step: re.Match[str] | None = match
    for _ in range(12):
        if step is None or _NOT_A_CODE.match(text, step.end()):
            return
        code = _clean(step["code"])
        if len(re.sub(r"\D", "", code)) >= MIN_DIGITS and not _DATE.fullmatch(code):
            yield step.start("code"), code, is_labelled
        step = _MORE.match(text, step.end())


def _clean(code: str) -> str:
    return re.sub(r"\s+", " ", code).strip(" .#:-/–")


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
    if squeeze(reference.text) == squeeze(name):
        return True
    written, wanted = _shape(reference.text), _shape(name)
    if written[1] != wanted[1] and written[1] != wanted[1][-1:]:
        return False
    # A prefix that differs ("P 325" for "PO00325") is the same order; "SO325" is not.
    return written[0] in ("", wanted[0]) or {written[0], wanted[0]} <= {"P", "PO"}


def _shape(code: str) -> tuple[str, tuple[int, ...]]:
    """Return a code's letters and its numbers without leading zeros."""
    letters = "".join(re.findall(r"[A-Z]+", code.upper()))
    return letters, tuple(int(n) for n in re.findall(r"\d{1,18}", code))
