"""The author's own newest text: without quoted history, signature and disclaimer.

Answers written between quoted lines stay. What is cut is kept beside: it may identify an order, but it
never states terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_QUOTED = re.compile(r"^\s{0,3}(?:>|\|\s|»)")
_RULE = re.compile(r"^\s*(?:[-_=*]{3,}|[-_=]{2,}\s.*\s[-_=]{2,})\s*$")
_DIVIDER = re.compile(
    r"^\s*[-_=*]{2,}\s*(?:original(?:\s+(?:message|appointment|mail))?|ursprüngliche\s+(?:nachricht|mail)"
    r"|originalnachricht|weitergeleitete\s+nachricht|forwarded\s+message|(?:message\s+)?(?:d'origine|transféré)"
    r"|message\s+(?:d'origine|transféré)|mensaje\s+original|messaggio\s+originale|oorspronkelijk\s+bericht"
    r"|wiadomość\s+oryginalna)\s*[-_=*]{2,}\s*$",
    re.IGNORECASE,
)
# "On … wrote:" in the languages that suppliers write; the time or address keeps prose out.
_WROTE = re.compile(
    r"^\s*(?:>\s*)?(?:on|am|le|el|il|op|w dniu|den|dne|em|le\s)\b.{4,240}"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|napisał(?:\(a\)|a)?|skrev|escreveu|napsal)"
    r"[^:\n]{0,120}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_FROM_LABEL = re.compile(
    r"^\s*\*?(?:from|von|de|da|van|od|fra|från|remitente|mittente)\s*\*?\s*:\s*\*?\s*\S", re.IGNORECASE
)
_NEXT_LABEL = re.compile(
    r"^\s*\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|objet|à|date|enviado|para|asunto"
    r"|inviato|a|oggetto|verzonden|aan|onderwerp|wysłano|do|temat|sendt|til|emne|fecha|data)"
    r"\s*\*?\s*:",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:mit\s+)?(?:freundlichen?|besten?|herzlichen?|schönen?|vielen|liebe[nr]?|viele)\s+gr(?:ü|ue)(?:ß|ss)e?n?"
    r"|mfg|vg|lg|gru(?:ß|ss)|(?:best|kind|warm|kindest|warmest)\s+(?:regards|wishes)|regards|rgds|b\.?\s*rgds|br"
    r"|kr|(?:yours\s+)?(?:sincerely|faithfully|truly)|cheers|with\s+(?:kind|best)\s+regards|many\s+thanks"
    r"|hochachtungsvoll|cordialement|bien\s+(?:à\s+vous|cordialement)|salutations|meilleures\s+salutations"
    r"|un\s+saludo|saludos(?:\s+cordiales)?|atentamente|cordiali\s+saluti|distinti\s+saluti|saluti"
    r"|met\s+vriendelijke\s+groet(?:en)?|mvg|groet(?:en|jes)?|z\s+poważaniem|pozdrawiam"
    r"|med\s+venlig\s+hilsen|hilsen|mvh|freundliche\s+gr(?:ü|ue)(?:ß|ss)e|i\.\s?a\.)\b[^?]{0,45}$",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r"^\s*(?:--|—|__)\s*$")
_MOBILE = re.compile(
    r"^\s*(?:sent (?:from|via) (?:my|outlook|samsung|the)|von meinem"
    r"|gesendet (?:von|mit) (?:meinem|der|outlook)|envoyé de mon|enviado desde mi"
    r"|inviato da|verzonden vanaf|get outlook for"
    r"|diese nachricht wurde von meinem)",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^\s*(?:(?:this|the information in this) (?:e-?mail|message|communication).{0,80}"
    r"(?:confidential|intended|privileged)|confidentiality notice|disclaimer\b|legal notice\b"
    r"|diese (?:e-?mail|nachricht).{0,80}(?:vertraulich|ausschließlich|rechtlich)|vertraulichkeitshinweis"
    r"|der inhalt dieser (?:e-?mail|nachricht)|aviso legal|avvertenz|please consider the environment"
    r"|bitte (?:prüfen|denken) sie.{0,40}(?:umwelt|ausdruck)|registered (?:in|office)"
    r"|ce (?:message|courriel).{0,60}confidentiel)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitText:
    """The newest text and the rest; `answered` is what of it is quoted, without the author's signature."""

    newest: str
    rest: str
    answered: str = ""
    is_interleaved: bool = False


def split_newest(text: str) -> SplitText:
    """Part a mail's text into what its author says now and everything else."""
    lines = text.splitlines()
    end = _history_start(lines)
    own, rest = lines[:end], lines[end:]
    if end and all(not line.strip() for line in own):
        own, rest = _below_the_quote(lines)
    is_interleaved = _answers_between(own) > 1
    own, quoted = _without_quotes(own)
    own, tail = _without_tail(own)
    newest = re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip()
    left_out = "\n".join([*quoted, *tail, *rest]).strip()
    answered = "\n".join([*quoted, *rest]).strip()
    return SplitText(newest=newest, rest=left_out, answered=answered, is_interleaved=is_interleaved)


def _answers_between(lines: list[str]) -> int:
    """Return how many own passages stand right below a quoted one and are followed by another or the end."""
    kinds = ["quote" if _QUOTED.match(line) else "own" for line in lines if line.strip()]
    return sum(before == "quote" and after == "own" for before, after in pairwise(kinds))


def _history_start(lines: list[str]) -> int:
    """Return where the copied older mails begin (only quotes *without* marks end the text)."""
    for index, line in enumerate(lines):
        if _QUOTED.match(line):
            continue
        if _DIVIDER.match(line) or _is_header_block(lines, index):
            return index
        if _wrote_lines(lines, index) and not _is_marked_below(lines, index):
            return index
    return len(lines)


def _wrote_lines(lines: list[str], index: int) -> int:
    """Return how many lines an "On … wrote:" takes here, 0 where there is none."""
    for count in (1, 2, 3):
        chunk = " ".join(line.strip() for line in lines[index : index + count])
        if len(chunk) < 400 and _WROTE.match(chunk) and re.search(r"\d", chunk):
            return count
    return 0


def _is_marked_below(lines: list[str], index: int) -> bool:
    count = _wrote_lines(lines, index)
    below = [line for line in lines[index + count : index + count + 4] if line.strip()]
    return any(_QUOTED.match(line) for line in below)


def _is_header_block(lines: list[str], index: int) -> bool:
    if not _FROM_LABEL.match(lines[index]):
        return False
    following = [line for line in lines[index + 1 : index + 6] if line.strip()]
    return sum(bool(_NEXT_LABEL.match(line)) for line in following[:4]) >= 2


def _below_the_quote(lines: list[str]) -> tuple[list[str], list[str]]:
    """Keep a forwarded mail as the rest where its sender wrote nothing of their own."""
    return [], lines


def _without_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    own: list[str] = []
    quoted: list[str] = []
    index = 0
    while index < len(lines):
        count = 0 if _QUOTED.match(lines[index]) else _wrote_lines(lines, index)
        if count:
            quoted.extend(lines[index : index + count])
            index += count
            continue
        (quoted if _QUOTED.match(lines[index]) else own).append(lines[index])
        index += 1
    return own, quoted


def _without_tail(lines: list[str]) -> tuple[list[str], list[str]]:
    """Cut signature, mobile footer and disclaimer: from the first line that can only begin one."""
    for index, line in enumerate(lines):
        if _DELIMITER.match(line) or _MOBILE.match(line) or _LEGAL.match(line):
            return lines[:index], lines[index:]
        if _CLOSING.match(line) and _has_said_something(lines[:index]):
            return _cut_closing(lines, index)
    return lines, []


def _has_said_something(lines: list[str]) -> bool:
    return sum(bool(line.strip()) for line in lines) >= 1


def _cut_closing(lines: list[str], index: int) -> tuple[list[str], list[str]]:
    """Cut at a closing formula, but keep a postscript, which people do write there."""
    postscript = next((n for n, line in enumerate(lines) if n > index and _is_postscript(line)), None)
    if postscript is None:
        return lines[:index], lines[index:]
    end = next((n for n in range(postscript, len(lines)) if not lines[n].strip()), len(lines))
    return lines[:index] + lines[postscript:end], lines[index:postscript] + lines[end:]


def _is_postscript(line: str) -> bool:
    return re.match(r"^\s*(?:P\.?\s?S\.?|NB)\s*[:.\-]?\s+\S", line) is not None
